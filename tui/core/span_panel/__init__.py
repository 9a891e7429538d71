"""Keep what the panel of spans lists, filters and does with many of them, apart from the panel itself."""
