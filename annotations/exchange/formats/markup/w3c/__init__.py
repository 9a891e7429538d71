"""Read and write W3C Web Annotations."""
