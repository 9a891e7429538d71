"""Export the annotations of a project."""
