"""Help a reader along: quote what is read, and find the way back to it."""
