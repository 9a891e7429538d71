"""Read the shapes that versions of doccano have given to their lines: keys of the text, labels by number, and users."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.mark_times import last_time_in
from annotations.exchange.shared.span_triples import candidates_from_triples
from annotations.exchange.shared.span_validation import SpanCandidate
from annotations.exchange.shared.unread_keys import discard, peek, text_in, use
from seeds.i18n import _
from seeds.system.files import SETTINGS, read_regular
from seeds.toml.nesting import load_json

LABELS = ("label", "labels")
ANNOTATIONS = "annotations"
COMMENTS = "Comments"
RESERVED = ("text", *LABELS, ANNOTATIONS, COMMENTS, "username", "meta", "doc_id")
"""The keys that are no metadata."""

_TEXTS = ("text", "data")
_CONFIGS = ("*label_config.json", "labels.json")

Line = Mapping[str, Any]


class Marks(NamedTuple):
    """Hold what one person says of a text; ``annotator`` is empty where it is not said who."""

    annotator: str
    spans: list[SpanCandidate]
    categories: tuple[str, ...]


def text_of(value: Line) -> str | None:
    """Return the text of a line, which some versions call data; None where it has none."""
    return next((text for name in _TEXTS if isinstance(text := peek(value, name), str)), None)


def text_key(value: Line) -> str:
    """Return the key that the text of a line has, and count it as read."""
    name = next(name for name in _TEXTS if isinstance(peek(value, name), str))
    use(value, name)
    return name


def labels_in(value: Line) -> list[Any] | None:
    """Return the list of a line's labels; None where it has none."""
    return next((items for name in LABELS if isinstance(items := peek(value, name), list)), None)


def annotations_in(value: Line) -> list[Any] | None:
    """Return the list of a line's annotations, as doccano wrote them until 2021; None where it has none."""
    items = peek(value, ANNOTATIONS)
    return items if isinstance(items, list) else None


def are_annotations(items: list[Any]) -> bool:
    """Return whether there are no annotations, or one has the keys that doccano gives them."""
    return not items or any(
        isinstance(item, dict) and ("start_offset" in item or {"label", "user"} <= item.keys()) for item in items
    )


def comments_in(value: Line) -> str:
    """Return the comments on a text, a line each."""
    items = peek(value, COMMENTS)
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        return ""
    use(value, COMMENTS)
    return "\n".join(items)


class LabelNames:
    """Name labels that are given as numbers by the configuration that doccano exports, beside the file."""

    def __init__(self, path: Path) -> None:
        self._names: dict[int, str] = {}
        for file in sorted(file for pattern in _CONFIGS for file in path.parent.glob(pattern)):
            self._names |= dict(_named(file))

    def name(self, label: object) -> object:
        """Return the name of a label; a number that has none stays one."""
        return self._names.get(label, label) if isinstance(label, int) else label


def marks_of(value: Line, names: LabelNames, where: str, report: Report) -> list[Marks]:
    """Return what each person says of a text, in the order of the file; one without a name where nobody says anything.

    What cannot be read is a loss of ``where``.
    """
    owner = text_in(value, "username")
    items = labels_in(value)
    use(value, *LABELS)
    marks = {owner: Marks(owner, [], ())}
    if items and all(isinstance(item, str) for item in items):
        marks[owner] = Marks(owner, [], tuple(items))
    elif items:
        marks[owner].spans.extend(candidates_from_triples(items, where, report))
    annotations = annotations_in(value)
    if annotations is None:
        return list(marks.values())
    use(value, ANNOTATIONS)
    for item in annotations:
        read = _mark(item, names, where, report)
        if read is None:
            continue
        annotator = _user(item) or owner
        former = marks.get(annotator) or Marks(annotator, [], ())
        if isinstance(read, str):
            former = former._replace(categories=(*former.categories, read))
        else:
            former.spans.append(read)
        marks[annotator] = former
    return [each for each in marks.values() if each.spans or each.categories] or [marks[owner]]


def places_in(value: Line) -> Iterator[tuple[object, object]]:
    """Yield start and end of each span of a line."""
    for item in (*(labels_in(value) or ()), *(annotations_in(value) or ())):
        match item:
            case [start, end, _label]:
                yield start, end
            case dict():
                yield item.get("start_offset"), item.get("end_offset")


def _mark(item: object, names: LabelNames, where: str, report: Report) -> SpanCandidate | str | None:
    """Return the span or the category that an annotation is; None for anything else, which is lost."""
    if not isinstance(item, dict):
        report.add(DroppedItem(where, str(item), _("is not an object")))
        return None
    label = names.name(item.get("label"))
    if isinstance(label, int) and not isinstance(label, bool):
        discard(item)
        reason = _("its label is the number {number}, and no label_config.json beside the file has a name for it")
        report.add(DroppedItem(where, str(label), reason.format(number=label)))
        return None
    if "start_offset" in item or "end_offset" in item:
        time = last_time_in(item, ("updated_at", "created_at"), where, report)
        return SpanCandidate(item.get("start_offset"), item.get("end_offset"), label, time=time)
    if isinstance(label, str) and label:
        return label
    discard(item)
    report.add(DroppedItem(where, str(peek(item, "text") or "annotation"), _("is neither a span nor a category")))
    return None


def _user(item: Line) -> str:
    user = item.get("user")
    return f"doccano-{user}" if isinstance(user, int) else user if isinstance(user, str) else ""


def _named(path: Path) -> Iterator[tuple[int, str]]:
    """Yield number and name of the labels of a configuration; nothing where it is another file."""
    try:
        items = load_json(read_regular(path, SETTINGS))
    except (OSError, ValueError):
        return
    for item in items if isinstance(items, list) else []:
        match item:
            case {"id": int(number), "text": str(name)} | {"id": int(number), "name": str(name)} if name:
                yield number, name
