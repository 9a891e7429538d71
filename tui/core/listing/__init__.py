"""Keep what the list of articles needs to know of them, apart from the list itself."""
