"""Read books, feeds, pages and dumps, whose texts stand in marks."""
