"""Read and write the files of public data sets, of model trainers, and tables."""
