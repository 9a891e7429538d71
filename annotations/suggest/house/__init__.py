"""Suggest names as the house guideline marks them, by a small network on the states of LAC's."""
