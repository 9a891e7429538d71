"""Write and read GLiNER2's training data."""
