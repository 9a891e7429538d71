"""Check, repair and relabel all annotation files of a project."""
