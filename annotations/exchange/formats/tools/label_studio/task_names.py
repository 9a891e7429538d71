"""Name tasks of Label Studio's as people find them there, for the report of what was dropped."""

from collections.abc import Mapping
from typing import Any


def task_name(task: Mapping[str, Any], ordinal: int) -> str:
    """Return the name of a task: by its id, which Label Studio shows, else by its place in the file from 1."""
    identifier = task.get("id")
    return f"task {identifier}" if isinstance(identifier, int | str) and identifier != "" else f"task no. {ordinal}"
