"""Segment texts: paragraphs, sentences and words, as ranges that join up to the whole."""
