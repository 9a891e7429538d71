"""Find the headings of a text by its own numbering: candidates line by line, then those that rise and are no list."""
