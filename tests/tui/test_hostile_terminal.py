"""The application in a real terminal over a hostile project: every sequence that arrives is one of Textual's own."""

import re
import sys
from pathlib import Path

from terminal_driver import Frame, Rows, Terminal, environment

from tests.seeds.test_printable import STEERING
from tests.tui.hostile import CANARY, CLIPBOARD, EVIL_LINES, damaged, settings
from tests.tui.terminal.typed_app import COMMAND, ROOT

ZHUPI = str(Path(sys.executable).parent / "zhupi")
TEXTUALS = re.compile(
    r"\x1b\[[?<>=]?[\d;:]*\$?[A-Za-z]"  # cursor, colours, modes
    r"|\x1b\]22;[a-z-]*(?:\x07|\x1b\\)"  # the shape of the mouse's pointer
    r"|\x1b[78]|\x1bP\+q[0-9a-f;]*\x1b\\"  # saved cursor, questions about the terminal
)
OURS = re.compile(rf"\x1b\[5;41m|{CANARY}\x07|\x1b\][^\x07\x1b]*(?:{CANARY}|{CLIPBOARD})|\x1b\](?:0|1|2|8|52);")
"""What the hostile words ask for, and titles, links and the clipboard, whoever may ask for them."""


class Recorder(Terminal):
    """A terminal that keeps all that arrived."""

    def __init__(self, *command: str, home: Path, **more: str) -> None:
        self.arrived = bytearray()
        super().__init__(command, environment(home) | {"LOGNAME": "a1"} | more, 80, 24)

    def _show(self, frame: Frame) -> Rows:
        self.arrived += frame.data
        return super()._show(frame)


def only_textuals(arrived: str) -> None:
    """Fail where anything arrived that is neither text nor one of Textual's own sequences."""
    assert not OURS.search(arrived)
    left = TEXTUALS.sub("", arrived).replace("\r", "")
    steering = STEERING.search(left)
    assert steering is None, ascii(left[max(0, steering.start() - 60) : steering.end() + 60])


def test_no_sequence_arrives_that_is_not_textuals(home: Path, tmp_path: Path) -> None:
    made = damaged(tmp_path / "p")
    project = made.root / "zhupi.toml"
    project.write_text(project.read_text("utf-8") + '\n[suggest]\nsuggesters = ["patterns", "gazetteer"]\n', "utf-8")
    command = [sys.executable, "-c", COMMAND, str(made.root)]
    more = {"ZHUPI_CONFIG": str(settings(tmp_path)), "PYTHONPATH": str(ROOT)}
    with Recorder(*command, home=home, **more) as terminal:
        terminal.wait_for(CANARY)
        for keys in ("!", "escape", "?", "escape", "E", "escape", "enter"):
            terminal.press(keys, patience=1.0)
        terminal.wait_for("美團")
        for keys in (
            "right",
            "p",
            "p",
            "m",
            "i",
            "r",
            "escape",
            "escape",
            "tab",
            "c",
            "escape",
            "a",
            "escape",
            "=",
            "escape",
        ):
            terminal.press(keys, patience=0.5)
        terminal.write(b"\x10")  # ctrl+p
        terminal.settle()
        terminal.write(b"\x1b")
        terminal.settle()
        terminal.write(b"\x11")  # ctrl+q
        assert terminal.wait_for_end() == 0
        terminal.settle()
        arrived = terminal.arrived.decode("utf-8", "surrogateescape")
    assert arrived.count(CANARY) > 5
    only_textuals(arrived)


def test_a_project_that_cannot_be_opened_is_told_without_controls(home: Path, tmp_path: Path) -> None:
    made = damaged(tmp_path / "p")
    with Recorder(ZHUPI, str(made.root / f"{CANARY}\x1b]52;c;\x07\x9b\u202e"), home=home) as terminal:
        assert terminal.wait_for_end() == 1
        terminal.settle()
        assert CANARY in terminal.text
        assert not STEERING.search(terminal.arrived.decode().replace("\r\n", "\n"))


def test_a_fault_of_the_application_is_told_without_controls(home: Path) -> None:
    code = (
        "import sys\nfrom tui.cli import main as cli\nfrom tui.ui import discovery\n"
        f"def fault(self):\n    evil = {EVIL_LINES!r}\n    raise ValueError(evil)\n"
        "discovery.Discovery.take = fault\nsys.argv[1:] = []\ncli.main()"
    )
    with Recorder(sys.executable, "-c", code, home=home) as terminal:
        terminal.wait_for_end()
        terminal.settle()
        arrived = terminal.arrived.decode("utf-8", "surrogateescape")
    assert "ValueError" in arrived
    assert CANARY in arrived
    only_textuals(arrived.replace("\x07", "", 1))  # the bell, which Textual rings for a fault
