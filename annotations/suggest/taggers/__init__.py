"""Suggest from the words and names of a tagger."""
