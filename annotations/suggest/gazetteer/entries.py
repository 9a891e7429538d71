"""Read lists of words with their labels, as users write them: TSV or TOML."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from seeds.encoding.decoding import decode
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import LISTS
from seeds.system.folders import Folder
from seeds.toml.table import TomlTable

STOP = "-"
"""The label of a word within which nothing is to be found: it removes a bundled entry, or keeps 平安 out of 平安夜."""

DEFAULT_SCORE = 0.9


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold a word and its label; ``score``, from 0 to 1, is how likely an occurrence of it is such a span.

    ``source`` is the list of the program that has it; it is empty for the user's own.
    """

    word: str
    label: str
    score: float = DEFAULT_SCORE
    note: str = ""
    source: str = ""


def read_entries(path: Path) -> tuple[list[Entry], list[Problem]]:
    """Return the entries of one list, in its order, and the problems of the lines that were left out.

    In TSV a line is ``word<TAB>label[<TAB>score][<TAB>note]``, and one that begins with ``#`` is a comment. In TOML a
    file has ``[[entry]]`` with ``word``, ``label`` and perhaps ``score`` and ``note``, or ``LABEL = ["word", …]``.
    """
    try:
        content = _content(path)
        if path.suffix.lower() == ".toml":
            return _read_toml(path, content)
        return parse_tsv(decode(content, str(path), strict=True).text, str(path))
    except SourceError as error:
        return [], [error.problem]


def lines_with(path: Path, label: str) -> list[int]:
    """Return the lines of a list on which a label stands; raises ``SourceError`` where the list cannot be read."""
    content = _content(path)
    if path.suffix.lower() != ".toml":
        lines = enumerate(decode(content, str(path), strict=True).text.split("\n"), 1)
        parsed = ((number, _parse_line(line)) for number, line in lines if line.strip() and not line.startswith("#"))
        return [number for number, entry in parsed if isinstance(entry, Entry) and entry.label == label]
    table = TomlTable.parse(path, content)
    items = table.tables("entry") if "entry" in table else []
    found = [item.line("label") for item in items if item.plain().get("label") == label]
    return sorted([*found, *(table.line(key) for key in table if key == label and key != "entry")])


def _content(path: Path) -> bytes:
    try:
        with Folder.open(path.parent) as folder:  # lists are given by their real paths
            return folder.read(path.name, LISTS)
    except OSError as error:
        message = _("cannot be read: {reason}").format(reason=error.strerror)
        raise SourceError(Problem(str(path), message)) from error


def parse_tsv(text: str, document: str) -> tuple[list[Entry], list[Problem]]:
    """Return the entries of a TSV list, and its problems, which call it ``document``."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    labels: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        entry = _parse_line(line)
        if isinstance(entry, Entry):
            message = _contradiction(entry, labels)
            entries += () if message else (entry,)
        else:
            message = entry
        problems += (Problem(document, message, number),) if message else ()
    return entries, problems


def _parse_line(line: str) -> Entry | str:
    """Return the entry of a line, or the message for a line that has none."""
    word, *cells = (cell.strip() for cell in line.split("\t"))
    if not cells or not word or not cells[0]:
        return _("a line has to be a word, a tab and a label")
    if len(cells) > 3:
        return _("a line has at most four columns: word, label, score, note")
    label, score, note = (*cells, "", "")[:3]
    try:
        number = float(score) if score else DEFAULT_SCORE
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        return _("the score has to be a number from 0 to 1, not “{score}”").format(score=score)
    return Entry(word, label, number, note)


def _read_toml(path: Path, content: bytes) -> tuple[list[Entry], list[Problem]]:
    table = TomlTable.parse(path, content)
    entries: list[Entry] = []
    problems: list[Problem] = []
    labels: dict[str, str] = {}
    for key in table:
        try:
            for entry in _of_tables(table, problems) if key == "entry" else _of_list(table, key):
                if message := _contradiction(entry, labels):
                    problems.append(Problem(str(path), message))
                else:
                    entries.append(entry)
        except SourceError as error:
            problems.append(error.problem)
    return entries, problems


def _of_list(table: TomlTable, label: str) -> Iterator[Entry]:
    return (Entry(word.strip(), label) for word in table.texts(label) if word.strip())


def _of_tables(table: TomlTable, problems: list[Problem]) -> Iterator[Entry]:
    for item in table.tables("entry"):
        try:
            item.check_keys(("word", "label", "score", "note"))
            word, label = item.text("word").strip(), item.text("label").strip()
            if not word or not label:
                item.fail("label" if word else "word", _("an entry has to have a word and a label"))
            yield Entry(word, label, item.number("score", DEFAULT_SCORE), item.text("note"))
        except SourceError as error:
            problems.append(error.problem)


def _contradiction(entry: Entry, labels: dict[str, str]) -> str:
    """Return the message where one list gives a word two labels, of which the first is kept; empty if it does not."""
    first = labels.setdefault(entry.word, entry.label)
    if first == entry.label:
        return ""
    return _("“{word}” has the label {label} already in this list").format(word=entry.word, label=first)
