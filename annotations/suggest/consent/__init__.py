"""Decide what of a project's requests is allowed: its ``zhupi.toml`` asks, and the user alone may allow."""
