"""Read and write texts that have their spans between marks in the text itself."""
