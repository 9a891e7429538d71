"""Stand between the terminal and Textual: read bytes, and hand on keys and text in their order."""
