"""Import annotations of other programs into a project."""
