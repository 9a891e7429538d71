"""Read and write spaCy's DocBin and JSON Lines."""
