"""Settle what several annotators say differently of the same articles, in a layer of its own."""
