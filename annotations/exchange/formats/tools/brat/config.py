"""Write the configuration of a collection for brat: ``annotation.conf``, and ``visual.conf`` for its looks."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.exchange.shared.label_names import SafeNames
from annotations.exchange.shared.lines import read_text_lines
from annotations.model.schema import Attribute, AttributeKind, Overlap, Schema

ANNOTATION = "annotation.conf"
VISUAL = "visual.conf"

FORBIDDEN = "[^A-Za-z0-9_-]"
"""What names of types cannot have in brat, by ``normalize_to_storage_form`` in its ``projectconfig.py``."""

_ENCODED = re.compile(r"u([0-9A-F]{4,6})(?:-(?=u))?")
_ALL_ENCODED = re.compile(r"(?:u[0-9A-F]{4,6}(?![0-9A-F])-?|_)+")

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


def names_of(schema: Schema) -> Iterator[str]:
    """Yield the names of a schema's labels, relations and attributes."""
    for label in schema.labels:
        yield label.name
        yield from (attribute.name for attribute in label.attributes)
    yield from (relation.name for relation in schema.relations)


def encoded_name(name: str) -> str:
    """Return a name as brat can have it: what is beyond ASCII by its code points, and an underscore for the rest."""
    parts = re.split("([^\x00-\x7f]+)", name)
    wide = ("-".join(f"u{ord(character):04X}" for character in part) for part in parts[1::2])
    plain = [re.sub(FORBIDDEN, "_", part) for part in parts[::2]]
    return plain[0] + "".join(f"{one}{other}" for one, other in zip(wide, plain[1:], strict=True))


def decoded_name(safe: str) -> str:
    """Return the name that is written by its code points; any other as it is."""
    if not _ALL_ENCODED.fullmatch(safe) or "u" not in safe:
        return safe
    characters = [int(match[1], 16) for match in _ENCODED.finditer(safe)]
    if any(not 0x7F < number <= 0x10FFFF for number in characters):
        return safe
    return _ENCODED.sub(lambda match: chr(int(match[1], 16)), safe)


def original_names(path: Path) -> dict[str, str] | None:
    """Read what names in brat stand for from a ``visual.conf``: only where one is made from the other; None without."""
    if not path.is_file():
        return None
    pairs = (line.split(" | ", 1) for _number, line in read_text_lines(path) if " | " in line)
    return {safe: name for safe, name in pairs if _is_made_from(safe, name)}


def _is_made_from(safe: str, name: str) -> bool:
    """Return whether a name was written so, by this version or by those that had underscores for all."""
    expected = {encoded_name(name), re.sub(FORBIDDEN, "_", name)} - {name}
    return any(re.fullmatch(rf"{re.escape(each)}(_\d+)?", safe) for each in expected)


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
