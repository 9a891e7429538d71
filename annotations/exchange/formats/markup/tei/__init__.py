"""Read and write TEI P5."""
