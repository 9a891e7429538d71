"""A project of two people to be released: with everything that must not come out, and everything that must."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Status
from annotations.model.span import Relation, Span
from tests.annotations.exchange.projects import Annotated, project
from tui.cli.main import dispatch

WANG, BOB = "王小明-secret", "bob@secret-host"
NOTE = "這是秘密的備註"
MADE = datetime(2026, 11, 22, 5, 40, tzinfo=UTC)
COUNT = 12

_NAMES = ("bioes", "spacy-jsonl", "chat", "huggingface", "spacy")
FORMATS = tuple(part for name in _NAMES for part in ("--format", name))
"""The formats of a release where pyarrow is installed, and spaCy's own."""

SCHEMA = """
[schema]
guidelines = "標出每一個名字。"

[[label]]
name = "ORG"
title = "機構"
description = "A company | or another body."
examples = ["美團"]

[[label]]
name = "人物"
attributes = [{ name = "certain", kind = "flag" }]

[[relation]]
name = "leads"

[[category]]
name = "business"

[suggest]
gazetteers = ["secret-names.tsv"]
"""


def sample(root: Path) -> Annotated:
    """Twelve articles with an emoji, a line end and a Chinese label before the last span."""
    texts = {f"n{number}": f"題目{number}\n😀王興說\n美團外賣真金白銀{number}。" for number in range(COUNT)}
    made = project(root, texts)
    (root / "zhupi.toml").write_text(SCHEMA, "utf-8")
    (root / "secret-names.tsv").write_text("美團\tORG\n", "utf-8")
    for number, name in enumerate(texts):
        text = made.articles()[name].text
        person, company = text.index("王興"), text.index("美團")
        spans = [
            Span("s1", person, person + 2, "人物", attributes={"certain": True}, note=NOTE, time=MADE),
            Span("s2", company, company + 2, "ORG", origin="accepted:lac" if number % 2 else "imported:brat"),
            Span("s3", company, company + 4, "ORG", time=MADE + timedelta(seconds=number)),
        ]
        status = Status.IN_PROGRESS if number == 3 else Status.DONE
        made.mark(name, spans, [Relation("leads", "s1", "s2")], annotator=WANG, status=status)
    article = made.open("n1", BOB)
    company = article.article.text.index("美團")
    metadata = ArticleMetadata(Status.DONE, ("business",), NOTE)
    span = Span("s1", company, company + 2, "ORG", time=MADE + timedelta(days=1))
    article.make(Change("mark", added=(span,), metadata=(article.layer.metadata, metadata)))
    article.close()
    return made


def release(made: Annotated, folder: Path, *options: str) -> int:
    """Release a project as a user does."""
    return dispatch(["release", str(made.root), "--output", str(folder), *options])


def content(folder: Path) -> dict[str, bytes]:
    """Return what is in the files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def loaded(folder: Path, name: str) -> Any:
    """Return what is in a file of JSON."""
    return json.loads((folder / name).read_text("utf-8"))


def lines(path: Path) -> list[Any]:
    """Return what is on the lines of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
