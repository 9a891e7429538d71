"""Read what zhupi 0.1.0 saved, with no code of the program: TOML by ``tomllib``, journals by ``json``.

Everything is plain data in the form of ``expected.json``.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

Table = dict[str, Any]

_FACTS = ("status", "categories", "note")


def annotated_in(annotations: Path) -> Iterator[Table]:
    """Read all articles that are annotated below a folder, by annotator and file; what only a journal has is added."""
    for annotator in sorted(path for path in annotations.iterdir() if path.is_dir() and not path.name.startswith(".")):
        files = {path.with_suffix("") for path in annotator.rglob("*.toml") if path.is_file()}
        for journal in annotator.rglob(".*.journal"):
            files.add(journal.with_name(journal.name[1:]).with_suffix(""))
        for file in sorted(files):
            yield article_of(file.with_name(f"{file.name}.toml"), file.with_name(f".{file.name}.journal"))


def article_of(file: Path, journal: Path) -> Table:
    """Read one article from its TOML file and its journal, of which one may be missing."""
    content = file.read_bytes() if file.exists() else None
    lines = [json.loads(line) for line in journal.read_text("utf-8").splitlines()] if journal.exists() else []
    tables = tomllib.loads(content.decode()) if content is not None else _empty(lines[0])
    state = _state(tables)
    for change in _pending(lines, sha256(content).hexdigest() if content is not None else ""):
        _apply(state, change)
    article, annotation = tables["article"], tables["annotation"]
    return {
        "annotator": annotation["annotator"],
        "document": article["document"],
        "id": article["id"],
        "title": article.get("title", ""),
        "sha256": article["sha256"],
        "position": annotation.get("position", 0),
        **_plain(state),
    }


def undo_states(journal: Path) -> tuple[list[Table], list[Table]]:
    """Replay a journal that began with nothing: the states that undo leads back to, and those that redo leads on to.

    The first of each list is the state that the journal ends with.
    """
    done, undone = _history([json.loads(line) for line in journal.read_text("utf-8").splitlines()[1:]])
    back = [_replayed(done[: len(done) - count]) for count in range(len(done) + 1)]
    forth = [_replayed([*done, *undone[::-1][:count]]) for count in range(len(undone) + 1)]
    return back, forth


def suggestions_in(file: Path) -> list[list[Any]]:
    """Read the suggestions of a file: start, end, label, words, score, origin."""
    tables = tomllib.loads(file.read_text("utf-8"))
    return [[item[key] for key in ("start", "end", "label", "text", "score", "origin")] for item in tables["span"]]


def _empty(header: Mapping[str, Any]) -> Table:
    article = {"document": header["document"], "id": header["article"], "sha256": header["text"]}
    return {"article": article, "annotation": {"annotator": header["annotator"]}}


def _state(tables: Mapping[str, Any]) -> Table:
    return {
        "span": {item["id"]: item for item in tables.get("span", [])},
        "orphan": {item["id"]: item for item in tables.get("orphan", [])},
        "relation": list(tables.get("relation", [])),
        "rejected": list(tables.get("rejected", [])),
        "facts": {key: tables["annotation"][key] for key in _FACTS if key in tables["annotation"]},
    }


def _plain(state: Mapping[str, Any]) -> Table:
    facts = state["facts"]
    return {
        "status": facts.get("status", "new"),
        "categories": facts.get("categories", []),
        "note": facts.get("note", ""),
        "spans": sorted((_span(item) for item in state["span"].values()), key=place),
        "orphans": sorted((_span(item) for item in state["orphan"].values()), key=place),
        "relations": sorted([item["type"], item["from"], item["to"]] for item in state["relation"]),
        "rejections": sorted(
            [item["start"], item["end"], item["label"], item["text"], item.get("origin", ""), item.get("lost", False)]
            for item in state["rejected"]
        ),
    }


def place(span: Mapping[str, Any]) -> tuple[int, int, str]:
    """Give the order in which spans are listed: as they stand in the text, an outer one first."""
    return span["start"], -span["end"], span["id"]


def _span(item: Mapping[str, Any]) -> Table:
    plain = {key: item[key] for key in ("id", "start", "end", "label", "text", "origin")}
    return plain | {key: item[key] for key in ("attributes", "note") if key in item}


def _pending(lines: list[Table], digest: str) -> list[Table]:
    """Give the changes of a journal that its file, which has this digest, does not hold yet."""
    steps = [line for line in lines if "n" in line]
    known = {line["saved"]: line["upto"] for line in lines if "saved" in line and "upto" in line}
    upto = 0 if not digest else known.get(digest)
    if upto is None or upto == len(steps):
        return []
    done, _undone = _history(steps)
    return done[upto:]


def _history(lines: list[Table]) -> tuple[list[Table], list[Table]]:
    done: list[Table] = []
    undone: list[Table] = []
    for line in lines:
        if "do" in line:
            done.append(line["do"])
            undone.clear()
        elif "undo" in line:
            undone.append(done.pop())
        elif "redo" in line:
            done.append(undone.pop())
    return done, undone


def _replayed(changes: list[Table]) -> Table:
    state = _state({"annotation": {}})
    for change in changes:
        _apply(state, change)
    return _plain(state)


def _apply(state: Table, change: Mapping[str, Any]) -> None:
    for key, kind in (("removed", "span"), ("settled", "orphan")):
        for item in change.get(key, []):
            del state[kind][item["id"]]
    for key, kind in (("added", "span"), ("orphaned", "orphan")):
        state[kind] |= {item["id"]: item for item in change.get(key, [])}
    for taken, given, kind in (("untied", "tied", "relation"), ("restored", "rejected", "rejected")):
        kept = [item for item in state[kind] if item not in change.get(taken, [])]
        state[kind] = [*kept, *change.get(given, [])]
    if "facts" in change:
        state["facts"] = change["facts"][1]
