"""The layout of Chinese text into terminal cells; knows nothing of Textual."""
