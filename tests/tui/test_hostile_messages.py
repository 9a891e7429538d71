"""Every subcommand over hostile projects, in a terminal: nothing arrives there that could steer it."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.annotations.exchange.records import BEIJING
from tests.seeds.test_printable import STEERING
from tests.tui.hostile import (
    CANARY,
    EVIL,
    EVIL_FILE,
    EVIL_LINES,
    PRINTABLE,
    WRONG_SETTINGS,
    annotated,
    damaged,
    run_each_in_terminal,
    run_in_terminal,
    settings,
)
from tui.cli.main import COMMANDS

ARGUMENT = EVIL.replace("\x00", "")
RULES = ("--suggester", "patterns", "--processes", "1")
BARS = re.compile(r"\x1b\[(?:\?25[hl]|[12]?[AK]|(?:0|1|[39]\d|4\d|10\d|38;[\d;]+)m)|\r(?=\x1b\[[12][AK])")
"""What Rich draws progress bars with; hostile words use other sequences."""

REVERSED = re.compile(r"\x1b\[2?7m")

Call = tuple[str, ...]
OF_SUGGESTIONS = ("suggesters", "suggest-key", "weights", "suggest-labels", "gazetteers", "chat")


def import_file(root: Path) -> str:
    """A file of another program's with hostile ids, labels, texts and annotators."""
    path = root.parent / f"import{EVIL_FILE}.jsonl"
    rows = [
        {"id": EVIL, "text": EVIL_LINES + BEIJING, "label": [[0, 4, EVIL], [0, 9999, EVIL]], "annotator": EVIL},
        {"id": 1, "text": BEIJING, "label": [[0, 2, PRINTABLE], [3, 5, EVIL]], EVIL: EVIL},
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return str(path)


def jsonl(root: Path) -> str:
    """A file of texts with hostile words in every key."""
    path = root.parent / "texts.jsonl"
    path.write_text(json.dumps({"text": EVIL_LINES + BEIJING, "id": EVIL, EVIL: EVIL}) + "\n", "utf-8")
    return str(path)


def calls(root: Path) -> Mapping[str, Sequence[Call]]:
    """Return what each command is called with, beside the project; a command without a row fails the test below."""
    return {
        "list": [(), ("--json",), ("--script", "simplified"), ("--script", ARGUMENT), (ARGUMENT, ARGUMENT)],
        "show": [
            ("1",),
            ("1", "--width", "0"),
            ("1", "--json", "--script", "simplified"),
            (ARGUMENT[:60],),
            ("1", "--width", ARGUMENT),
        ],
        "search": [("美團",), (CANARY,), (CANARY, "--json"), (ARGUMENT, "no such words"), ()],
        "convert": [
            ("--config", "s2t"),
            ("--config", "s2t", "--json"),
            ("--config", ARGUMENT),
            ("--list",),
            ("--list", "--json"),
            ("--version", "--dataset", ARGUMENT),
            ("--version", "--json"),
        ],
        "entities": [
            RULES,
            ("--jsonl", jsonl(root), *RULES),
            ("--jsonl", import_file(root) + ARGUMENT),
            ("--suggester", ARGUMENT),
            ("--min-score", ARGUMENT),
        ],
        "evaluate": [
            (*RULES, "--misses", "--annotator", "a1"),
            (*RULES, "--json", "--annotator", "a1"),
            (*RULES, "--annotator", ARGUMENT + "x"),
            ("--status", ARGUMENT),
        ],
        "agree": [
            (*RULES, "--status", "in-progress"),
            (*RULES, "--json", "--status", "in-progress"),
            ("--annotators", ARGUMENT),
            ("--annotators", f"a1,{ARGUMENT}"),
            ("--status", ARGUMENT),
        ],
        "adjudicate": [
            ("--status", "in-progress", "--merge-only", "--annotators", "a1,a2", "--as", f"x{ARGUMENT}"),
            ("--status", "in-progress", "--merge-only", "--json"),
            ("--report", "--as", "a1"),
            ("--report", "--json", "--as", ARGUMENT),
            ("--annotators", f"a1,{ARGUMENT}"),
            ("--rule", ARGUMENT),
            ("--threshold", ARGUMENT),
        ],
        "merge": [
            (str(root.parent / "merge1"),),
            (str(root.parent / "merge2"), "--json"),
            (ARGUMENT,),
            (str(root.parent / "merge1"), "--output", f"../{EVIL_FILE}"),
            (str(root.parent / "merge1"), "--output", "."),
        ],
        "learn": [("--annotator", "a1"), ("--annotator", ARGUMENT, "--json"), ("--annotator", "x" + ARGUMENT)],
        "suggest": [RULES, ("--annotations", str(root / ARGUMENT[:60].replace("/", "_")), *RULES)],
        "init": [(), ("--force",), (ARGUMENT,)],
        "trust": [(), ("--json",), ("--yes",), ("--list",), ("--revoke",), ("--list", "--json"), (ARGUMENT,)],
        "export": [
            ("--format", "webanno-tsv", "--output", f"../{EVIL_FILE}", "--map", f"ORG={ARGUMENT}"),
            ("--format", "csv", "--output", "-", "--annotator", "all"),
            ("--format", "doccano", "--output", "-", "--annotator", "all", "--script", "simplified"),
            ("--format", "w3c", "--output", "../w3c", "--json", "--annotator", ARGUMENT),
            ("--format", "brat", "--output", f"in{EVIL_FILE}", "--split", "80/20"),
            ("--format", "conll", "--output", "../strict", "--strict"),
            ("--format", ARGUMENT, "--output", "x"),
            ("--format", "csv", "--output", "x", "--labels", ARGUMENT),
            ("--format", "csv", "--output", "x", "--status", ARGUMENT),
            ("--format", "csv", "--output", "x", "--map", ARGUMENT),
            ("--format", "csv", "--output", "x", "--map", f"{ARGUMENT}=x"),
            ("--format", "csv", "--output", "x", "--split", ARGUMENT),
            ("--format", "csv", "--output", "x", "--tokens", ARGUMENT),
            ("--format", "csv", "--output", "x", "--max-length", ARGUMENT),
        ],
        "stats": [(), ("--json",), ("--annotator", "x" + ARGUMENT), ("--labels", ARGUMENT), ("--split", ARGUMENT)],
        "words": [
            (),
            ("--annotator", "a1", "--format", "json"),
            ("--annotator", "x" + ARGUMENT),
            ("--format", ARGUMENT),
        ],
        "release": [
            ("--output", f"../release{EVIL_FILE}", "--format", "csv", "--title", ARGUMENT, "--license", ARGUMENT),
            ("--output", "../strict", "--format", "csv", "--format", "bio", "--strict", "--json"),
            ("--output", f"in{EVIL_FILE}"),
            ("--output", "../x", "--format", ARGUMENT),
            ("--output", "../x", "--annotator", ARGUMENT),
            ("--output", "../x", "--date", ARGUMENT),
            ("--output", "../x", "--split", ARGUMENT),
        ],
        "import": [
            (import_file(root),),
            (import_file(root), "--annotator", "all", "--json", "--dry-run"),
            (import_file(root), "--add-labels", "--map", f"{ARGUMENT}=ORG"),
            (import_file(root), "--map", f"{ARGUMENT}={ARGUMENT}", "--strict"),
            (import_file(root), "--as-suggestions", "--format", "doccano"),
            (import_file(root), "--format", ARGUMENT),
            (import_file(root), "--map", ARGUMENT),
            (ARGUMENT,),
        ],
        "formats": [(), ("--json",), (ARGUMENT,)],
        "check": [
            (),
            ("--json",),
            ("--texts",),
            ("--texts", "--json"),
            ("--repair",),
            ("--repair", "--json"),
            ("--annotations", ARGUMENT),
        ],
        "data": [
            ("list",),
            ("list", "--json"),
            ("add", ARGUMENT, "--from", "x"),
            ("add", "lac", "--from", import_file(root)),
            ("remove", ARGUMENT),
            (ARGUMENT,),
        ],
        "kept": [("list",), ("list", "--json"), ("remove", ARGUMENT), (ARGUMENT,)],
        "config": [(), ("--json",), (ARGUMENT,)],
        "doctor": [(), ("--json", "--dry-run"), (ARGUMENT,)],
        "tutorial": [("--help",), (ARGUMENT,)],
    }


GROUPS = 4
"""Processes that the commands are run in: to start one for each would take as long as what they do."""

NO_PROJECT = {"convert", "formats", "data", "kept", "config", "doctor", "tutorial"}


def clean(arrived: str) -> str:
    """Return what arrived but for our own sequences; fail where anything else in it could steer a terminal."""
    shown = BARS.sub("", arrived).replace("\r\n", "\n")
    steering = STEERING.search(shown)
    assert steering is None, ascii(shown[max(0, steering.start() - 60) : steering.end() + 60])
    return shown


def whole(name: str, root: Path, arguments: Call) -> Call:
    """The call with the project in its place."""
    if name in NO_PROJECT or "--jsonl" in arguments:
        return (name, *arguments)
    where = ("--path", str(root)) if name in ("show", "search") else (str(root),)
    return (name, *where, *arguments)


def test_every_command_has_a_row(tmp_path: Path) -> None:
    assert set(calls(tmp_path / "p")) == set(COMMANDS)


@pytest.mark.parametrize("number", range(GROUPS))
def test_no_command_lets_a_control_through(number: int, home: Path, tmp_path: Path) -> None:
    order = []
    for name in [*COMMANDS][number::GROUPS]:
        for turn, arguments in enumerate(calls(tmp_path / "p")[name]):
            make = annotated if turn % 2 else damaged
            order.append(whole(name, make(tmp_path / f"{name}{turn}").root, arguments))
    statuses, arrived = run_each_in_terminal(order, home, EVIL_LINES, ZHUPI_CONFIG=str(settings(tmp_path)))
    assert set(statuses) <= {0, 1, 2}
    canaries: Counter[str] = Counter()
    for (name, *_arguments), words in zip(order, arrived[:-1], strict=True):
        shown = clean(REVERSED.sub("", words) if name == "search" else words)
        assert "Traceback" not in shown, name
        canaries[name] += shown.count(CANARY)
    assert [name for name in canaries if not canaries[name]] == []
    clean(arrived[-1])  # as the process ends


@pytest.mark.parametrize(
    "command", ["export", "entities", *(pytest.param(name, marks=pytest.mark.heavy) for name in ("list", "check"))]
)
def test_no_mistake_in_a_project_lets_a_control_through(command: str, home: Path, tmp_path: Path) -> None:
    more = {"export": ("--format", "csv", "--output", "-"), "entities": ("--processes", "1")}
    order = []
    for number, (name, wrong) in enumerate(WRONG_SETTINGS.items()):
        if command == "entities" and name not in OF_SUGGESTIONS:
            continue  # which takes a process
        made = annotated(tmp_path / f"p{number}")
        (made.root / "zhupi.toml").write_text(wrong, "utf-8")
        order.append((command, str(made.root), *more.get(command, ())))
    statuses, arrived = run_each_in_terminal(order, home)
    assert 1 in statuses
    shown = clean("".join(arrived))
    assert "Traceback" not in shown
    assert CANARY in shown


@pytest.mark.parametrize(
    "arguments",
    [(ARGUMENT,), (f"--{ARGUMENT}",), ("list", f"--{ARGUMENT}"), ("--annotator",), ("--help",), ("--version",)],
    ids=["path", "option", "option-of-a-command", "nothing", "help", "version"],
)
def test_no_wrong_call_lets_a_control_through(arguments: Call, home: Path) -> None:
    status, arrived = run_in_terminal(arguments, home)
    assert status in (0, 1, 2)
    assert clean(arrived).strip()


FAULTS = {
    "traceback": "raise ValueError(evil)",
    "thread": "import threading; thread = threading.Thread(target=lambda: 1 / {}[evil]); thread.start(); thread.join()",
    "warning": "import warnings; warnings.warn(evil)",
    "logging": "import logging; logging.getLogger(evil).warning(evil)",
    "library": "print(evil); sys.stdout.write(evil); sys.stderr.write(evil); sys.stderr.writelines([evil])",
    "unraisable": "class A:\n  def __del__(self): raise ValueError(evil)\ndel A",
}


@pytest.mark.parametrize("name", FAULTS)
def test_no_fault_and_no_library_lets_a_control_through(name: str, home: Path) -> None:
    code = FAULTS[name].replace("\n", "\n    ")
    code = (
        f"import sys\nfrom tui.cli import main as cli\nevil = {EVIL_LINES!r}\n"
        f"def fault(arguments):\n    {code}\n    return 0\n"
        "cli.dispatch = fault\ncli.main()"
    )
    if name == "unraisable":
        code = code.replace("del A", "A()")
    _status, arrived = run_in_terminal([], home, code=code)
    assert CANARY in clean(arrived)
