"""Read and write brat's standoff files."""
