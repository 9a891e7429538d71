"""Release the annotations of a project as a data set that can be published."""
