"""Readers of the forms that articles come in, one a file; ``registry`` knows which reads what."""
