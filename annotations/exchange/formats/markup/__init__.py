"""Read and write marks inside a text or beside a page."""
