"""Projects of somebody who means harm: every string in them tries to steer the terminal, or to be read as markup."""

import atexit
import json
import os
import select
import subprocess
import sys
from base64 import b64encode
from bz2 import compress
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp
from time import monotonic
from xml.sax.saxutils import escape

import tomli_w
from terminal_driver import environment

from annotations.model.span import Relation, Span
from tests.annotations.exchange.projects import Annotated, project
from tests.seeds.readers.books import book, package, page

CANARY = "ZhupiCanary"
"""What is in every hostile word; after an escape or in a sequence it must never arrive."""

CLIPBOARD = b64encode(CANARY.encode()).decode()
STEERING = (
    f"\x1b]52;c;{CLIPBOARD}\x07\x1b]8;;http://{CANARY}\x1b\\\x1b]0;{CANARY}\x07\x1b[5;41m\x1b[2J\x9d52;c;{CLIPBOARD}\x9c"
    "\x9b5;41m\x1bPq\x1b\\\x07\x08\x7f\x84\u061c\u200b\u200e\u202e\u2066\u2028\ufeff\U000e0041\u200d\x1b]52;c;"
)
MARKUP = f"[red][@click=app.quit]{CANARY}[/][link=http://{CANARY}]x[/link][/]["
EVIL = f"{CANARY}{STEERING}{MARKUP}"
"""A hostile word for everything that takes any string; it ends in a sequence that never ends."""

EVIL_LINES = f"{EVIL}\r\n{CANARY}\t"
PRINTABLE = f"{MARKUP}{CANARY}"
"""A hostile word where only what can be printed is allowed."""

EVIL_FILE = EVIL.replace("/", "_").replace("\x00", "")[-90:]
BODY = "北京城裡,美團、淘寶閃購真金白銀急挖人,12月26日投入3000元。"

RUN = "import sys; from tui.cli.main import main; sys.argv[0] = 'zhupi'; main()"
END_OF_CALL = "|end of call|"
RUN_EACH = f"""
import io, json, os, sys
from pathlib import Path
from tui.cli import main as cli
order, told = map(Path, sys.argv[1:])
statuses = []
for arguments, stdin in json.loads(order.read_text()):
    sys.argv = ["zhupi", *arguments]
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode("utf-8", "surrogateescape")), "utf-8")
    try:
        cli.main()
    except SystemExit as leaving:
        statuses.append(leaving.code)
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(1, b"{END_OF_CALL}")
told.write_text(json.dumps(statuses))
"""
"""Runs one call after the other in one process: starting Python for each would take most of the time."""


def schema() -> dict[str, object]:
    """The tables of labels and the rest, hostile wherever that is allowed."""
    attributes = [
        {"name": f"a{PRINTABLE}", "kind": "choice", "choices": [EVIL, "b"], "description": EVIL},
        {"name": f"t{PRINTABLE}", "kind": "text", "default": EVIL, "description": EVIL},
    ]
    label = {"name": PRINTABLE, "title": EVIL, "key": "1", "description": EVIL_LINES, "examples": [EVIL]}
    return {
        "label": [label | {"attributes": attributes}, {"name": "ORG", "title": EVIL, "key": "2"}],
        "relation": [{"name": f"r{PRINTABLE}", "description": EVIL}],
        "category": [{"name": f"c{PRINTABLE}", "title": EVIL, "description": EVIL}],
        "schema": {"guidelines": EVIL_LINES},
        "sources": {"exclude": [EVIL]},
    }


def annotated(root: Path) -> Annotated:
    """A project that opens, of hostile articles with hostile annotations by a hostile annotator too."""
    if "annotated" not in _MADE:
        _MADE["annotated"] = Path(mkdtemp(prefix="hostile-"))
        atexit.register(rmtree, _MADE["annotated"], ignore_errors=True)
        _annotated(_MADE["annotated"])
    copytree(_MADE["annotated"], root, dirs_exist_ok=True)
    return Annotated(root)


_MADE: dict[str, Path] = {}
"""The project that the others are copies of, once it is made."""


def _annotated(root: Path) -> Annotated:
    made = project(root, {EVIL: f"{EVIL}\n{BODY}{EVIL}", "b1": f"{MARKUP}\n{BODY}"})
    (root / "zhupi.toml").write_text(tomli_w.dumps(schema()), "utf-8")
    (root / f"{EVIL_FILE}.txt").write_text(f"{EVIL}\n{BODY}{EVIL}\n", "utf-8")
    (root / "table.csv").write_text(
        f'id,title,text,source\n{CANARY}\x1b,\x9b{CANARY},"{BODY}",\u202e{CANARY}\n', "utf-8"
    )
    write_kinds(root)
    for annotator in ("a1", EVIL):
        for name in (EVIL, "b1"):
            start = made.articles()[name].text.index("美團")
            spans = [
                Span(EVIL, start, start + 2, PRINTABLE, note=EVIL, attributes={f"t{PRINTABLE}": EVIL}),
                Span("s2", start + 3, start + 7, EVIL, note=EVIL_LINES, origin=EVIL),
            ]
            made.mark(name, spans, [Relation(EVIL, EVIL, "s2")], annotator=annotator)
    for file in made.folder.rglob("*.toml"):
        if "b1" in file.name:
            changed = file.read_text("utf-8").replace('text = "美團"', f"text = {toml_string(EVIL)}")
            file.write_text(changed + f"\n[{toml_string(EVIL)}]\n{toml_string(EVIL)} = 1\n", "utf-8")
    return made


def write_kinds(root: Path) -> None:
    """Write a hostile file of each kind that is taken apart: its titles, names, addresses and tags are hostile."""
    word, mark = escape(EVIL), escape(MARKUP, {'"': "&quot;"})
    (root / f"x{EVIL_FILE}.srt").write_text(
        f"1\n00:00:01,000 --> 00:00:02,000\n<{EVIL}>{BODY}{EVIL}\n<i {STEERING}>{BODY}</i>\n", "utf-8"
    )
    entry = f"<title>{word}</title><guid>{word}</guid><link>http://{mark}/</link><category>{word}</category>"
    feed = f"<rss><channel><title>{word}</title><item>{entry}<description>{word}{BODY}</description></item>"
    (root / "feed.rss").write_text(f"{feed}</channel></rss>", "utf-8")
    pages = {"c.xhtml": page(f"<h1>{word}</h1><p>{BODY}{word}</p>")}
    more = package(["c.xhtml", f"../{mark}", f"{mark}:"]).replace("河邊集", word)
    (root / "book.epub").write_bytes(book(pages, [("c.xhtml", word)], opf=more))
    wiki = f"<siteinfo><sitename>{mark}</sitename></siteinfo><page><title>{mark}</title><id>{mark}</id>"
    text = f"<revision><text>{mark}{BODY}</text></revision></page><page><revision><model>{mark}</model>"
    (root / "dump.xml").write_text(f"<mediawiki>{wiki}{text}</revision></page>\n<{CANARY}{word}", "utf-8")
    (root / "dump.xml.bz2").write_bytes(
        compress(f"<mediawiki>{wiki}{text}</revision></page>\n<{CANARY}{word}".encode())
    )
    head = f'<title>{word}</title><meta property="og:site_name" content="{mark}"><meta name="date" content="{mark}">'
    ruby = f"<ruby>北<rt>{word}</rt></ruby>"
    (root / "page.html").write_text(f"<head>{head}</head><h2>{word}</h2><p>{BODY}<b>{word}</b>{ruby}</p>", "utf-8")
    fields = {"title": EVIL, f"{EVIL}_html": f"<p>{BODY}{word}<{CANARY}></p><p>{EVIL}</p>", "tags": [EVIL], "id": EVIL}
    (root / "html.json").write_text(json.dumps([fields, {**fields, "id": f"{EVIL}2"}]), "utf-8")
    front = f"title = {toml_string(EVIL)}\ntags = [{toml_string(EVIL)}]\nsource = {toml_string(EVIL)}\n"
    (root / "front.md").write_text(f"+++\n{front}+++\n# {EVIL}\n{BODY}\n", "utf-8")
    (root / "lists.md").write_text(f"---\ntitle: {MARKUP}\ntags: [{EVIL}]\n---\n{BODY}\n", "utf-8")
    (root / "headless.csv").write_text(f'1,"{BODY}{EVIL}"\n2,"{BODY}{EVIL}"\n', "utf-8")
    (root / f".{EVIL_FILE}.txt").write_text(BODY, "utf-8")
    (root / "wiki_00").write_text(f'<doc id="{EVIL}" url="{EVIL}" title="{EVIL}">\n{EVIL}\n{BODY}\n', "utf-8")
    (root / f"other.{EVIL_FILE[-20:]}").write_text("")
    (root / f"x{EVIL_FILE}" / "node_modules").mkdir(parents=True)


def damaged(root: Path) -> Annotated:
    """The same, with files among the annotations that cannot be read, and names that nothing belongs to."""
    made = annotated(root)
    folder = next(file.parent for file in made.folder.rglob("*.toml"))
    (folder / f"{EVIL_FILE}.toml").write_text(f"{EVIL}\n", "utf-8")
    (folder / "b.toml").write_text(
        f"format = 1\n[article]\nid = {toml_string(EVIL)}\n\x1b]52;c;{CLIPBOARD}\x07\n", "utf-8"
    )
    (folder / "c.toml").write_text(
        f"format = {toml_string(EVIL)}\n[annotation]\nstatus = {toml_string(EVIL)}\n", "utf-8"
    )
    (folder / f".{EVIL_FILE}.journal").write_text(f'{{"change": {json.dumps(EVIL)}}}\n{EVIL}\n', "utf-8")
    (folder / f"{EVIL_FILE}.journal.set-aside").write_text(EVIL, "utf-8")
    (root / f"x{EVIL_FILE}.csv").write_bytes(b"\x00\x01binary\x1b]0;x\x07")
    (root / f"x{EVIL_FILE}.epub").write_bytes(b"PK\x03\x04\x1b]0;x\x07")
    (root / f"w{EVIL_FILE}.xml.bz2").write_bytes(b"BZh9\x1b]0;x\x07")
    (root / f"z{EVIL_FILE}.xml").write_text(f"<{CANARY}>{EVIL}", "utf-8")
    (root / f"y{EVIL_FILE}.jsonl").write_text(f'{{"{EVIL}": 1\n', "utf-8")
    return made


def toml_string(text: str) -> str:
    """A basic string of TOML with everything in it that may stand in a file as it is."""
    return tomli_w.dumps({"x": text}).partition(" = ")[2].strip()


WRONG_SETTINGS: Mapping[str, str] = {
    "no-toml": f"[[label]]\nname = {EVIL}\n",
    "no-toml-in-a-string": f'[schema]\nguidelines = "{EVIL}"\n',
    "colour": tomli_w.dumps({"label": [{"name": "A", "colour": EVIL}]}),
    "key": tomli_w.dumps({"label": [{"name": "A", "key": EVIL}]}),
    "name": tomli_w.dumps({"label": [{"name": EVIL}]}),
    "two": tomli_w.dumps({"label": [{"name": PRINTABLE}, {"name": PRINTABLE}]}),
    "table": tomli_w.dumps({EVIL: {EVIL: 1}}),
    "label-key": tomli_w.dumps({"label": [{"name": "A", EVIL: 1}]}),
    "heads": tomli_w.dumps({"label": [{"name": PRINTABLE}], "relation": [{"name": "R", "heads": [EVIL]}]}),
    "kind": tomli_w.dumps({"label": [{"name": "A", "attributes": [{"name": "B", "kind": EVIL}]}]}),
    "overlap": tomli_w.dumps({"schema": {"overlap": EVIL}}),
    "encoding": tomli_w.dumps({"sources": {"encoding": EVIL}}),
    "column": tomli_w.dumps({"sources": {"columns": {EVIL: "a"}}}),
    "columns": tomli_w.dumps({"sources": {"columns": {"text": EVIL}}}),
    "include": tomli_w.dumps({"sources": {"include": [EVIL]}}),
    "suggesters": tomli_w.dumps({"suggest": {"suggesters": [EVIL]}}),
    "suggest-key": tomli_w.dumps({"suggest": {EVIL: {EVIL: EVIL}}}),
    "weights": tomli_w.dumps({"suggest": {"weights": {EVIL: 1.0}}}),
    "suggest-labels": tomli_w.dumps({"suggest": {"labels": {EVIL: EVIL}}}),
    "gazetteers": tomli_w.dumps({"suggest": {"suggesters": ["gazetteer"], "gazetteers": [EVIL]}}),
    "chat": tomli_w.dumps({"suggest": {"suggesters": ["chat"], "chat": {"url": EVIL, EVIL: EVIL}}}),
}
"""A ``zhupi.toml`` for each thing that can be wrong in one, with hostile words in it."""


def settings(folder: Path) -> Path:
    """Settings of the user's with hostile words in every place."""
    path = folder / "config.toml"
    tables = {
        EVIL: {EVIL: EVIL},
        "terminal": {"theme": EVIL, EVIL: 1},
        "script": {"dataset": EVIL},
        "annotate": {"annotator": "a1"},
        "keys": {EVIL: "x", "library.sort": EVIL, "app.help": 1},
    }
    path.write_text(tomli_w.dumps(tables), "utf-8")
    return path


def run_in_terminal(
    arguments: Sequence[str], home: Path, stdin: bytes = b"", limit: float = 240, code: str = RUN, **more: str
) -> tuple[int, str]:
    """Run ``zhupi`` with a terminal for its stdout and stderr; return its status and all that arrived there."""
    master, terminal = os.openpty()
    variables = environment(home) | {"LOGNAME": "a1", "PYTHONWARNINGS": "default"} | more
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE, stdout=terminal, stderr=terminal, env=variables, cwd=home,
    )  # fmt: skip
    os.close(terminal)
    assert process.stdin
    process.stdin.write(stdin)
    process.stdin.close()
    arrived, deadline = bytearray(), monotonic() + limit
    try:
        while monotonic() < deadline:
            if not select.select([master], [], [], 0.5)[0]:
                continue
            try:
                chunk = os.read(master, 1 << 16)
            except OSError:  # the end of a pty on Linux
                break
            if not chunk:
                break
            arrived += chunk
        status = process.wait(max(1.0, deadline - monotonic()))
    finally:
        process.kill()
        os.close(master)
    return status, arrived.decode("utf-8", "surrogateescape")


def run_each_in_terminal(
    calls: Sequence[Sequence[str]], home: Path, stdin: str = "", **more: str
) -> tuple[list[int], list[str]]:
    """Run ``zhupi`` once for each of the calls; return their statuses, and what arrived at the terminal of each."""
    order, told = home / "order.json", home / "told.json"
    order.write_text(json.dumps([[list(call), stdin] for call in calls]), "utf-8")
    _status, arrived = run_in_terminal([str(order), str(told)], home, b"", 240, RUN_EACH, **more)
    assert told.exists(), arrived
    return json.loads(told.read_text("utf-8")), arrived.split(END_OF_CALL)
