"""The tally of all kills, at the end of the run: on whatever worker they were made, a test tells of them."""

from collections import Counter

from pytest import TerminalReporter  # noqa: PT013 - only a type

TALLY = "kills"


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Sum up what the tests have told."""
    tally: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed"):
        for name, counted in report.user_properties:
            if name == TALLY:
                tally.update(counted)
    if tally:
        told = ", ".join(f"{count:,} {what}" for what, count in tally.items())
        terminalreporter.write_line(f"the application was killed: {told}")
