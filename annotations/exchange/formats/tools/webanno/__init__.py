"""Read and write WebAnno TSV."""
