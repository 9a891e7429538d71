"""Spans that nobody has marked yet: found by rules, lists and models, and offered to the annotator."""
