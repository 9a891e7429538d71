"""The terminal: the Textual application, the command line, and the layout of text into cells."""
