"""Compare the layers of several annotators of the same articles."""
