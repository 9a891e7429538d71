"""Read, check and write TOML of users and of our own, within limits that are documented."""
