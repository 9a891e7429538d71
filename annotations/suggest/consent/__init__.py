"""What a project's ``zhupi.toml`` asks for and the user alone may allow; what was allowed, and the decision."""
