"""Know which terminals cannot copy: others are asked to, and do not say whether they did."""

from collections.abc import Mapping

_WITHOUT = ("linux", "dumb", "cons25", "vt100", "vt102", "vt220")
"""The values of ``TERM`` of consoles and old terminals, behind which there is no clipboard."""


def terminal_without_clipboard(environment: Mapping[str, str]) -> str:
    """Return the name of the terminal where it is one that has no clipboard; empty where it may have one."""
    name = environment.get("TERM", "")
    return name if name in _WITHOUT and not environment.get("TMUX") else ""
