"""Share what several formats need."""
