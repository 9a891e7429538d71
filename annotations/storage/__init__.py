"""Keep annotations on the disk: files, journals, locks, and what became of them."""
