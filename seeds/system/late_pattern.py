"""Compile regular expressions when they are first used: some take longer than the first screen may wait for them."""

import re
from typing import cast

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn")


def late_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as ``re.compile(source, flags)`` does, without the work before there is any use of it."""
    return cast("re.Pattern[str]", _LatePattern(source, flags))


class _LatePattern:
    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        """Compile the pattern, and keep its methods, so that this is called once."""
        pattern = re.compile(self._source, self._flags)
        self.__dict__.update({method: getattr(pattern, method) for method in _METHODS})
        attribute: object = getattr(pattern, name)
        return attribute
