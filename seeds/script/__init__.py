"""Convert texts between scripts, with offset maps."""
