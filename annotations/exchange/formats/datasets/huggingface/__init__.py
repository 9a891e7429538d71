"""Read and write Hugging Face data sets."""
