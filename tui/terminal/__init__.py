"""Between the terminal and Textual: what comes in as bytes, and what goes on as keys and text."""
