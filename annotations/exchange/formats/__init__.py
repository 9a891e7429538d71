"""Read and write the formats: one module or package for each."""
