"""Find and read the articles of a folder or file."""
