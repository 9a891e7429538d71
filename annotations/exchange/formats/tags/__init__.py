"""Read and write files that give each token or character a tag."""
