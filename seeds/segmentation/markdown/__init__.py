"""Read Markdown as a reader wants it: without its marks, in the shape that they say. The text itself never changes."""
