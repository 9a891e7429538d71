"""Hold labels over texts, and how far each text has been read."""

import seeds  # noqa: F401 - it lets plug-ins import modules by their former names
