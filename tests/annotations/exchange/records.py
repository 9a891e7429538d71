"""Records as a project may hold them, generated: for properties that hold in every format."""

from dataclasses import dataclass

from hypothesis import strategies as st

from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.model.schema import Attribute, AttributeKind, Category, Label, RelationType, Schema
from annotations.model.span import Relation, Span

SCHEMA = Schema(
    (
        Label("ORG", "機構", attributes=(Attribute("certain", AttributeKind.FLAG),)),
        Label("PER", "人物", attributes=(Attribute("form", AttributeKind.CHOICE, ("name", "title")),)),
        Label("PROD", "產品與品牌", attributes=(Attribute("id", AttributeKind.TEXT),)),
    ),
    (RelationType("owns"), RelationType("leads")),
    (Category("business"), Category("sports")),
)
OPTIONS = Options(SCHEMA)

_LETTERS = "淘寶閃購美團北京𠀀𪚥😀👩\u200de\u0301aZ9,。:“”!?_|[]\\-*;#<&\"'"
_SPACES = " \n\t\u3000"
_ODD = "\u2028\u2029\x85\ufeff\u00ad\x0b\x1c"

TEXTS = st.text(st.sampled_from(_LETTERS + _SPACES), max_size=60)
"""Texts with astral characters, joined emoji, white space of several kinds, and what formats have to escape."""

ODD_TEXTS = st.text(st.sampled_from(_LETTERS + _SPACES + _ODD), max_size=60)
"""The same with characters that some programs take for line ends or do not show, and that XML may forbid."""

NOTES = st.sampled_from(["", "存疑", 'a "b"\tc\nd|e', "😀 <x> & y"])
LABELS = ("ORG", "PER", "PROD")
_VALUES: dict[str, st.SearchStrategy[dict[str, str | bool]]] = {
    "ORG": st.dictionaries(st.just("certain"), st.booleans()),
    "PER": st.dictionaries(st.just("form"), st.sampled_from(["name", "title"])),
    "PROD": st.dictionaries(st.just("id"), st.sampled_from(["Q1", "甲 乙"])),
}

BEIJING = "北京城裡,美團、淘寶閃購真金白銀急挖人。“轉會費”最高3000元"


@dataclass(frozen=True, slots=True)
class Plain:
    """Say what generated records may have; all of it unless it is said otherwise."""

    overlap: bool = True
    relations: bool = True
    notes: bool = True
    attributes: bool = True
    categories: bool = True


EVERYTHING = Plain()


def beijing(prefix: str = "") -> Record:
    """The sentence that other exporters get wrong, with 美團 and 淘寶閃購 marked; ``prefix`` stands before it."""
    text = prefix + BEIJING
    words = (text.index("美團"), "美團"), (text.index("淘寶閃購"), "淘寶閃購")
    spans = tuple(Span(f"s{number}", start, start + len(word), "ORG") for number, (start, word) in enumerate(words, 1))
    return Record("b1", text, spans, title=text[:6], document="淘寶.txt", annotator="a1", status="done")


@st.composite
def records(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS, having: Plain = EVERYTHING) -> Record:
    """A record: nested and overlapping spans, at the ends of the text too; no two of a label over the same range.

    Spans are in the order of the text, an outer one first, as those of a layer are.
    """
    text = draw(texts)
    places = draw(st.lists(_places(len(text)), max_size=6, unique=True)) if text else []
    if not having.overlap:
        places = _apart(places)
    spans = [_span(draw, number, place, having) for number, place in enumerate(_in_order(places), 1)]
    ids = st.sampled_from([span.id for span in spans]) if spans else st.nothing()
    ties = st.builds(Relation, st.sampled_from(["owns", "leads"]), ids, ids).filter(lambda tie: tie.head != tie.tail)
    related = having.relations and len(spans) > 1
    return Record(
        draw(st.sampled_from(["a1", "文-2", "4a36602cfad1"])),
        text,
        tuple(spans),
        tuple(draw(st.lists(ties, max_size=3, unique=True))) if related else (),
        draw(st.sampled_from(["", "標題", 'T <&> "1"'])),
        draw(st.sampled_from(["淘寶.txt", "b/c.md"])),
        "a1",
        draw(st.sampled_from(["done", "in-progress"])),
        tuple(draw(st.lists(st.sampled_from(["business", "sports"]), unique=True))) if having.categories else (),
        draw(NOTES) if having.notes else "",
    )


@st.composite
def record_lists(draw: st.DrawFn, one: st.SearchStrategy[Record] | None = None, max_size: int = 4) -> list[Record]:
    """Several records, each with an id of its own."""
    return draw(st.lists(records() if one is None else one, max_size=max_size, unique_by=lambda record: record.id))


def _places(length: int) -> st.SearchStrategy[tuple[int, int, str]]:
    start = st.sampled_from([0, length - 1]) | st.integers(0, length - 1)
    return st.builds(
        lambda start, size, label: (start, min(length, start + size), label),
        start,
        st.sampled_from([1, 2, length]) | st.integers(1, length),
        st.sampled_from(LABELS),
    )


def _apart(places: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for place in places:
        if all(place[1] <= other[0] or other[1] <= place[0] for other in kept):
            kept.append(place)
    return kept


def _in_order(places: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    return sorted(places, key=lambda place: (place[0], -place[1]))


def _span(draw: st.DrawFn, number: int, place: tuple[int, int, str], having: Plain) -> Span:
    start, end, label = place
    attributes = draw(_VALUES[label]) if having.attributes else {}
    return Span(f"s{number}", start, end, label, attributes=attributes, note=draw(NOTES) if having.notes else "")
