"""Say which actions there are, those of the moment first; nothing of a screen is needed for it."""
