"""Articles are found by the labels of their marks and by the words that have them, in either script."""

from pathlib import Path

import pytest

from annotations.storage.store import Store
from tests.annotations.marked import added, article, killed, span
from tui.core.library import Library
from tui.core.listing.filter_terms import FilterTerms, LabelTerm
from tui.core.listing.label_search import MarksRead, ScanLabels

ARTICLES = [article(document=f"{name}.txt", identifier=name) for name in "abcde"]
INFOS = [each.info for each in ARTICLES]
KNOWN = ("ORG", "ORIGIN", "PROD", "PER")


def marked(store: Store, number: int, *places: tuple[int, int, str], kill: bool = False) -> None:
    """Mark an article, and leave it closed or only in its journal."""
    program = store.open(ARTICLES[number])
    program.make(added(*(span(f"s{n}", *place) for n, place in enumerate(places, 1))))
    if kill:
        killed(program)
    else:
        assert program.close()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Have four articles marked, one of them only in its journal, and the file of another damaged."""
    store = Store(tmp_path, "a1")
    marked(store, 0, (7, 11, "ORG"), (0, 2, "PROD"))
    marked(store, 1, (7, 11, "PROD"))
    marked(store, 2, (9, 11, "ORG"), (7, 11, "OLD"), kill=True)
    marked(store, 3, (7, 11, "ORG"))
    store.path(INFOS[3]).write_bytes(b"\xff not TOML")
    return store


def articles_with(store: Store, query: str, read: MarksRead | None = None) -> str:
    """Return the ids of the articles that a query finds."""
    search = ScanLabels(store, INFOS, KNOWN, read or MarksRead(), lambda: False)
    return "".join(identifier for _document, identifier in search.matches(FilterTerms.of(query).labels))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("label:ORG", "ac"),
        ("label:org", "ac"),
        ("label:", "abc"),
        ("label:PRO", "ab"),
        ("label:OR", "ac"),
        ("label:OLD", "c"),
        ("label:NEW", ""),
        ("label:ORG=淘寶閃購", "a"),
        ("label:ORG=淘宝", "a"),
        ('label:ORG="淘宝"', ""),
        ('label:ORG="淘宝闪购"', "a"),
        ("label:ORG label:PROD=外", "a"),
    ],
)
def test_the_articles_are_those_that_have_the_labels(store: Store, query: str, found: str) -> None:
    assert articles_with(store, query) == found


def test_what_was_read_is_kept_until_it_changes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    read = MarksRead()
    assert articles_with(store, "label:ORG", read) == "ac"
    marked(store, 4, (0, 2, "ORG"))
    paths: list[Path] = []

    def noted(path: Path) -> frozenset[tuple[str, str]]:
        paths.append(path)
        return frozenset()

    monkeypatch.setattr("tui.core.listing.label_search.marked_words", noted)
    articles_with(store, "label:ORG", read)
    assert paths == [store.path(INFOS[2]), store.path(INFOS[4])], "all but what has no file, or another"


def test_a_search_that_nobody_waits_for_ends(store: Store) -> None:
    search = ScanLabels(store, INFOS, KNOWN, MarksRead(), lambda: True)
    assert list(search.matches([LabelTerm("ORG")])) == []


def test_a_label_is_written_so_that_it_is_read_again() -> None:
    for label in ("ORG", "人物", "big name", "A=B", "x:y"):
        (term,) = FilterTerms.of(f"美團 {LabelTerm.written(label)} 外賣").labels
        assert term.named([label, "other"]) == {label}
    terms = FilterTerms.of('美團 label:"big name"="a b" status:Done http://x 「a"b」')
    assert terms.labels == (LabelTerm("big name", "a b", whole=True),)
    assert (terms.words, terms.terms) == (("美團", "http://x", '「a"b」'), (("status", "done"),))


def test_an_unknown_label_is_named_with_the_nearest() -> None:
    assert FilterTerms.of("label:OGR").unknown_label(KNOWN) == "there is no label “OGR”: did you mean “ORG”?"
    assert FilterTerms.of("label:O label: 美團").unknown_label(KNOWN) == ""


def test_the_list_shows_labelled_articles_together_with_words_and_other_terms() -> None:
    library = Library()
    library.add(INFOS)
    library.filter("label:ORG")
    assert len(library) == 0
    library.set_label_matches([INFOS[0].key, INFOS[2].key])
    assert [library[row].id for row in range(len(library))] == ["a", "c"]
    library.filter("label:ORG c.txt")
    assert [library[row].id for row in range(len(library))] == ["c"], "words are looked for in what is known already"
    assert [info.id for info in library.beyond_titles()] == ["a"]
    library.filter("label:ORG status:done")
    assert library.with_other_terms() == []
    library.filter("label:PROD")
    assert len(library) == 0
