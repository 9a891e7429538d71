"""Join two copies of a project that were annotated apart."""
