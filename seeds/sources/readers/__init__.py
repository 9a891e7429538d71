"""Read the forms that articles come in, one a file; ``registry`` knows which reader reads what."""
