"""Labels over texts, and how far each text has been read."""
