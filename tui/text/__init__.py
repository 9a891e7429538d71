"""Lay out Chinese text into terminal cells, without knowing of Textual."""
