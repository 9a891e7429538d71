"""Read and write the schema in ``zhupi.toml``."""
