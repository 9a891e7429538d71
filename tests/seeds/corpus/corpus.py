"""Build a project of texts of our own, one of every kind that is read, with what is right about each of them as data.

The shapes are those of public files, the contents invented. ``texts/`` holds the files in UTF-8, where one can see what
stands in them, and ``expected.toml`` has a table for each of them:

``encoding``, ``newline``, ``cut``, ``packed``
    How the file is written: a codec of Python's, ``crlf``, how many bytes are cut off its end, ``bz2``. ``〔80〕`` in a
    text is the byte 0x80, ``〔ff〕`` the byte 0xff. A folder whose name ends in ``.epub`` is packed into a book.
``kind``
    What ``kinds`` in the project's ``zhupi.toml`` calls it, where its name does not tell.
``stdin``
    What it is taken for when it comes from standard input; it is no part of the project then.
``layout``
    What its lines are, in the words of the setting ``paragraphs``: ``lines`` (the default: each is a paragraph),
    ``wrapped`` (several are), ``verse`` (each is a line, and blank ones part stanzas), ``found`` (a single long line).
    In ``markdown``, lines of a paragraph, an item or a quotation are one, those of code and tables several.
``says``
    What a problem that is told of it has in it. Of a file without this key there is none.
``leaves-out``
    The Chinese words in JSON that its articles do not have; the path of most of them is named.

Each of its ``articles`` has ``title``, ``source``, ``tag``, ``date`` and ``id`` (only compared if it is there), and

``paragraphs``
    The paragraphs after the title as a reader is to see them, without indents; lines that are one are joined. In
    verse each is a line, and an empty one stands for what parts stanzas.
``headings``
    Those of the paragraphs that are headings, without the line below one in Markdown.
"""

import bz2
import io
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TEXTS = HERE / "texts"


@dataclass(frozen=True, slots=True)
class ExpectedArticle:
    """Hold what is right about an article; the fields are those of the data."""

    title: str
    paragraphs: tuple[str, ...]
    headings: tuple[str, ...] = ()
    source: str = ""
    tag: str = ""
    date: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class ExpectedText:
    """Hold how a file is written, and what is right about it; the fields are those of the data."""

    name: str
    articles: tuple[ExpectedArticle, ...]
    encoding: str = "utf-8"
    newline: str = "lf"
    cut: int = 0
    packed: str = ""
    kind: str = ""
    stdin: str = ""
    layout: str = "lines"
    says: str = ""
    leaves_out: str = ""

    def content(self) -> bytes:
        """Return the bytes of the file."""
        path = TEXTS / self.name
        if path.is_dir():
            return _archive(path)
        text = path.read_bytes().decode("utf-8")
        if self.newline == "crlf":
            text = text.replace("\n", "\r\n")
        pieces = text.replace("〔80〕", "〔ff〕").split("〔ff〕")
        between = b"\x80" if "〔80〕" in text else b"\xff"
        marked = [piece.encode(self.encoding) for piece in pieces]
        content = between.join(marked).rstrip(b"\n") if self.cut else between.join(marked)
        content = content[: len(content) - self.cut]
        return bz2.compress(content) if self.packed == "bz2" else content


def expected_texts() -> list[ExpectedText]:
    """Read ``expected.toml``."""
    data: dict[str, Any] = tomllib.loads((HERE / "expected.toml").read_text("utf-8"))
    return [_text(name, table) for name, table in data.items()]


def build(folder: Path) -> list[ExpectedText]:
    """Write the project into a folder, all but what comes from standard input; returns what is right about it."""
    texts = [text for text in expected_texts() if not text.stdin]
    for text in texts:
        path = folder / text.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.content())
    kinds = "\n".join(f'"{text.name}" = "{text.kind}"' for text in texts if text.kind)
    (folder / "zhupi.toml").write_text(f"[sources.kinds]\n{kinds}\n", "utf-8")
    return texts


def _text(name: str, table: dict[str, Any]) -> ExpectedText:
    articles = tuple(ExpectedArticle(**_fields(each)) for each in table.pop("articles"))
    return ExpectedText(name, articles, **_fields(table))


def _fields(table: dict[str, Any]) -> dict[str, Any]:
    return {key.replace("-", "_"): tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def _archive(folder: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                book.writestr(path.relative_to(folder).as_posix(), path.read_bytes())
    return buffer.getvalue()
