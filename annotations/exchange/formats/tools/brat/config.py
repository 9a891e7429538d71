"""Write the configuration of a collection for brat: ``annotation.conf``, and ``visual.conf`` for its looks."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.exchange.shared.label_names import SafeNames
from annotations.exchange.shared.lines import read_text_lines
from annotations.model.schema import Attribute, AttributeKind, Overlap, Schema

ANNOTATION = "annotation.conf"
VISUAL = "visual.conf"

_ANY = "<ENTITY>"
_OVERLAPS = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"


def annotation_config(schema: Schema, labels: Iterable[str], relations: Iterable[str], names: SafeNames) -> str:
    """Return the configuration for the labels and relations that are used, by their names in brat."""
    types = {relation.name: relation for relation in schema.relations}
    ties = [] if schema.overlap is Overlap.FORBID else [_OVERLAPS]
    for name in relations:
        relation = types.get(name)
        heads, tails = (
            (_alternatives(ends, names) for ends in (relation.heads, relation.tails)) if relation else (_ANY,) * 2
        )
        ties.append(f"{names(name)}\tArg1:{heads}, Arg2:{tails}")
    return _sections(
        {"entities": map(names, labels), "relations": ties, "events": (), "attributes": _attributes(schema, names)}
    )


def visual_config(schema: Schema, labels: Iterable[str], relations: Iterable[str], names: SafeNames) -> str:
    """Return the colours of the labels, and what is shown where brat takes a name only in another form."""
    attributes = (item.name for label in schema.labels for item in label.attributes)
    mapped = {names(name): name for name in (*labels, *relations, *attributes) if names(name) != name}
    shown = [f"{safe} | {name}" for safe, name in mapped.items() if "|" not in name]
    looks = [f"{names(label.name)}\tbgColor:{label.colour}" for label in schema.labels if label.colour]
    return _sections({"labels": shown, "drawing": looks})


def original_names(path: Path, forbidden: str) -> dict[str, str]:
    """Read what names in brat stand for from a ``visual.conf`` of ours: only where one is made from the other."""
    if not path.is_file():
        return {}
    pairs = (line.split(" | ", 1) for _number, line in read_text_lines(path) if " | " in line)
    return {safe: name for safe, name in pairs if _is_made_from(safe, name, forbidden)}


def _is_made_from(safe: str, name: str, forbidden: str) -> bool:
    expected = re.sub(forbidden, "_", name)
    return expected != name and re.fullmatch(rf"{re.escape(expected)}(_\d+)?", safe) is not None


def _attributes(schema: Schema, names: SafeNames) -> Iterator[str]:
    """Yield a line for each attribute that brat can have, whichever labels have it."""
    owners: dict[str, list[str]] = {}
    values: dict[str, dict[str, None]] = {}
    for label in schema.labels:
        for attribute in label.attributes:
            if choices := _values(attribute):
                owners.setdefault(attribute.name, []).append(label.name)
                values.setdefault(attribute.name, {}).update(dict.fromkeys(choices))
    for name, labels in owners.items():
        yield f"{names(name)}\tArg:{_alternatives(labels, names)}, Value:{'|'.join(values[name])}"


def _values(attribute: Attribute) -> tuple[str, ...]:
    match attribute.kind:
        case AttributeKind.FLAG:
            return "true", "false"
        case AttributeKind.CHOICE:
            return tuple(choice for choice in attribute.choices if re.fullmatch(r"[\w.-]+", choice))
        case AttributeKind.TEXT:
            return ()


def _alternatives(labels: Iterable[str], names: SafeNames) -> str:
    return "|".join(map(names, labels)) or _ANY


def _sections(sections: dict[str, Iterable[str]]) -> str:
    return "\n".join("".join(f"{line}\n" for line in (f"[{name}]", *lines)) for name, lines in sections.items())
