"""Make articles with layers over them, generated and as a program would make them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.span import Orphan, Quote, Rejection, Relation, Span
from annotations.storage.open_article import OpenArticle
from annotations.storage.states import SaveState
from annotations.storage.store import Store
from seeds.article import Article, ArticleInfo, Origin

TITLE = "外賣搶人大戰"
BODY = "淘寶閃購表示:“這是餓了麼多年沈澱的能力。”12月5日,淘寶閃購正式發文,美團與京東亦然。👩‍👩‍👧 e\u0301 終。"

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)
CHARACTERS = st.one_of(
    st.sampled_from("淘寶閃購,。\n \u3000👩\u200de\u0301\t\"'\\#[]="), st.characters(exclude_categories=["Cs"])
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=120)

_SCALARS = st.one_of(
    WORDS,
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.dates(),
    st.times(),
    st.datetimes(min_value=datetime(1000, 1, 1)),  # noqa: DTZ001 - as TOML allows
)
_VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2), max_leaves=4
)


TIMES = st.none() | st.datetimes(timezones=st.just(UTC))
"""Times of marks, as files of other hands may have them: with fractions of a second, and long ago."""


def extras(prefix: str = "x-") -> st.SearchStrategy[Mapping[str, Any]]:
    """Draw keys that no version knows, with anything that TOML can hold."""
    return st.dictionaries(WORDS.map(prefix.__add__), _VALUES, max_size=2)


def article(text: str = f"{TITLE}\n{BODY}", document: str = "淘寶.txt", identifier: str = "4a36602cfad1") -> Article:
    """Make an article of this text, whose first line is its title."""
    title = text.partition("\n")[0]
    info = ArticleInfo(identifier, title, len(text), Origin(document, 0, 1))
    return Article(info, text, len(title))


def span(name: str, start: int, end: int, label: str = "ORG", **more: Any) -> Span:
    """Make a span, by number."""
    return Span(name, start, end, label, **more)


def added(*spans: Span) -> Change:
    """Make the change that adds spans."""
    return Change("add", added=spans)


@st.composite
def marked(draw: st.DrawFn) -> tuple[Article, Layer]:
    """Draw an article of any text, and a layer over it with all that one can hold, and keys of other versions."""
    text = draw(TEXTS)
    count = draw(st.integers(0, 6))
    spans = [_span(draw, f"s{number}", len(text)) for number in range(1, count + 1)]
    orphans = [
        Orphan(_span(draw, f"s{number}", 500), Quote(draw(WORDS), draw(WORDS), draw(WORDS), draw(st.booleans())))
        for number in range(10, 10 + draw(st.integers(0, 2)))
    ]
    names = [item.id for item in spans] + [item.span.id for item in orphans]
    ends = st.sampled_from(names) if names else st.nothing()
    relations = draw(st.lists(st.builds(Relation, WORDS, ends, ends), max_size=3)) if names else []
    rejections = [_rejection(draw, len(text)) for _number in range(draw(st.integers(0, 3)))]
    metadata = ArticleMetadata(
        draw(st.sampled_from(Status)), tuple(draw(st.lists(WORDS, max_size=2))), draw(st.just("") | WORDS)
    )
    layer = Layer(
        MappingProxyType({item.id: item for item in spans}),
        frozenset(relations),
        MappingProxyType({item.span.id: item for item in orphans}),
        metadata,
        frozenset(rejections),
    )
    return article(text), layer


def _rejection(draw: st.DrawFn, length: int) -> Rejection:
    start = draw(st.integers(0, length - 1))
    return Rejection(
        start,
        draw(st.integers(start + 1, length)),
        draw(st.sampled_from(["ORG", "PER"]) | WORDS),
        draw(st.just("") | WORDS),
        draw(st.none() | st.builds(Quote, WORDS, WORDS, WORDS, st.booleans())),
        draw(extras()),
    )


def _span(draw: st.DrawFn, name: str, length: int) -> Span:
    start = draw(st.integers(0, length - 1))
    return Span(
        name,
        start,
        draw(st.integers(start + 1, length)),
        draw(st.sampled_from(["ORG", "PER", "人物"]) | WORDS),
        draw(st.sampled_from(["manual", "accepted:gazetteer"])),
        draw(st.dictionaries(WORDS, WORDS | st.booleans(), max_size=2)),
        draw(st.just("") | WORDS),
        draw(extras()),
        draw(TIMES),
    )


def open_in(folder: Path, of: Article | None = None, annotator: str = "a1") -> OpenArticle:
    """Open the annotations of an article in a folder."""
    return Store(folder, annotator).open(of or article())


def killed(program: OpenArticle) -> None:
    """Leave an open article as a program does that is killed: the system lets go of its lock, and that is all."""
    program._log.close()
    program._lock.release()


def said_by(layer: Layer) -> list[list[Any]]:
    """Return the spans and rejections of a layer, as JSON can hold them."""
    spans = sorted([span.id, span.start, span.end, span.label] for span in layer.spans.values())
    return [*spans, *([each.start, each.end, each.label, each.origin] for each in layer.rejected)]


def is_saved(program: OpenArticle) -> bool:
    """Return whether a program says that everything is on the disk."""
    return program.state is SaveState.SAVED


NOW = datetime(2026, 11, 22, 5, 40, tzinfo=UTC)
