"""Annotations whose article has another id since its beginning was edited: finding the article that they belong to."""

import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from annotations.anchor import locate_all
from annotations.disk import replace_file
from annotations.paths import SUFFIX, companion
from annotations.span import Quote
from annotations.store import Store
from annotations.toml_text import value_text
from seeds.article import Article


def adopt(store: Store, article: Article, present: Collection[str]) -> Path | None:
    """Let an article without annotations have those of one that is gone from its document, where they fit it alone.

    ``present`` are the ids of all articles of the document. Annotations fit where most of what they quote stands in
    the article exactly once, with its surroundings; they are taken only where those of one article fit, and no other
    program has them open. Returns their new file; what cannot be moved stays where it is.
    """
    path = store.path(article.card)
    if path.exists() or companion(path, "journal").exists() or not path.parent.is_dir():
        return None
    fitting = [file for file in _left_behind(path.parent, present) if _fits(file, article)]
    if len(fitting) != 1 or companion(fitting[0], "lock").exists():
        return None
    former = fitting[0]
    try:
        replace_file(path, _readdressed(former, article.card.id))
        if companion(former, "journal").exists():
            companion(former, "journal").rename(companion(path, "journal"))
        former.unlink()
    except OSError:
        return None
    return path


def _readdressed(file: Path, identifier: str) -> bytes:
    """What a file says, about the article of another id."""
    content = file.read_text("utf-8-sig")
    former = str(_read(file)["article"]["id"])
    lines = f"id = {value_text(former)}\n", f"id = {value_text(identifier)}\n"
    return content.replace(*lines, 1).encode()


def _left_behind(folder: Path, present: Collection[str]) -> Iterator[Path]:
    """The files in the folder of a document that are about no article of it."""
    for file in sorted(folder.iterdir()):
        if file.suffix == SUFFIX and not file.name.startswith(".") and file.is_file():
            identifier = _read(file).get("article", {}).get("id")
            if isinstance(identifier, str) and identifier not in present:
                yield file


def _fits(file: Path, article: Article) -> bool:
    tables = _read(file)
    held = [table for key in ("span", "rejected") for table in tables.get(key, []) if isinstance(table, dict)]
    quotes = {number: _quote(table) for number, table in enumerate(held)}
    found = sum(place is not None for place in locate_all(article.text, quotes).values())
    return found * 2 > len(held)


def _quote(table: dict[str, Any]) -> Quote:
    return Quote(str(table.get("text", "")), str(table.get("before", "")), str(table.get("after", "")))


def _read(file: Path) -> dict[str, Any]:
    """What a file says; nothing where it cannot be read, which is for others to report."""
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError):
        return {}
