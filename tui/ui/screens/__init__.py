"""Provide the screens of the application, one a file."""
