"""Suggest names that are known: lists of words with labels, and names that are made of them."""
