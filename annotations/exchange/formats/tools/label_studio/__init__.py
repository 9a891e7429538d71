"""Read and write Label Studio's tasks."""
