"""Hold what the application knows and decides, without Textual."""
