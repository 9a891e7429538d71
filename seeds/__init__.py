"""The texts: bytes to articles, paragraphs, words and the other script."""
