"""Read and write doccano's JSON Lines."""
