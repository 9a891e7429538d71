"""End the application, by itself or by a fault, which is logged and reported once the terminal is restored."""

from textual.driver import Driver
from textual.worker import WorkerFailed

from seeds.i18n import _
from tui.console.faults import log_folder, write_log
from tui.console.output import narrate
from tui.ui.terminal.ordered import OrderedInput

EXIT_FAULT = 70
"""The status with which the application ends by a fault, ``EX_SOFTWARE`` of old."""

LONGEST = 300
"""Characters of what is told of a fault; the log has all of it."""


class PanicError(Exception):
    """Report that Textual cannot go on, and has no error to show for it."""


class LoggedApp(OrderedInput, inherit_bindings=False):
    """Keep the errors that end the application, and do not print them yet.

    Textual prints a picture of the traceback with the values of all variables, and ends with status 0 if the fault was
    not in a handler.
    """

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        self.faults: list[BaseException] = []

    def _handle_exception(self, error: Exception) -> None:
        """Keep an error that ends the application: of a handler, of a worker, of the thread that reads the terminal."""
        self.faults.append(error.error if isinstance(error, WorkerFailed) else error)
        super()._handle_exception(error)

    def panic(self, *renderables: object) -> None:
        """Keep what ends the application without an error."""
        if not self.faults:
            self.faults.append(PanicError("\n".join(map(str, renderables))))
        super().panic(*renderables)  # type: ignore[arg-type]  # what it takes is Rich's

    def _print_error_renderables(self) -> None:
        """Print nothing: what is to be told is told by ``tell_faults``."""
        self._exit_renderables.clear()


def tell_faults(faults: list[BaseException]) -> int:
    """Write a log of faults, tell where it is, and return the exit status: 0 where there were none."""
    if not faults:
        return 0
    first = faults[0]
    summary = " ".join(f"{type(first).__name__}: {first}".split())
    narrate(_("zhupi has ended by a fault of its own: {error}").format(error=summary[:LONGEST]))
    try:
        path = write_log(faults, log_folder())
    except OSError as error:
        narrate(_("the log could not be written: {why}").format(why=error))
    else:
        narrate(_("the whole report is in {path}").format(path=path))
    return EXIT_FAULT
