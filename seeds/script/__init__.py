"""Script conversion with offset maps."""
