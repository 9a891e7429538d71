"""Choose the driver for this terminal, Textual's or ours."""

import sys

from textual import constants
from textual.driver import Driver


def driver_of_terminal(burst: int) -> type[Driver] | None:
    """Return our driver with the user's setting; None where Textual chooses: on Windows, and where the user says so."""
    if sys.platform == "win32" or constants.DRIVER:
        return None
    from tui.ui.terminal.driver import TerminalDriver  # noqa: PLC0415 - there is none on Windows

    class WithLimit(TerminalDriver):
        """Drive the terminal with the user's setting."""

        limit = burst

    return WithLimit
