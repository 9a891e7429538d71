"""Hold annotations as values that never change in place."""
