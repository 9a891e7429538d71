"""The library's rows: filtered, sorted, and found again."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model import times
from annotations.model.layer import Status
from annotations.storage.progress import Progress
from annotations.storage.summaries import Summary
from seeds.article import ArticleInfo, Origin
from seeds.sources.corpus import Corpus
from tui.core.library import Library, reading_time
from tui.core.listing.column_contents import Column
from tui.core.listing.text_search import ScanSearch

CARDS = st.lists(
    st.builds(
        ArticleInfo,
        id=st.uuids().map(str),
        title=st.text(st.sampled_from("淘寶宝閃购 ab"), max_size=6),
        length=st.integers(0, 9),
        origin=st.builds(Origin, st.sampled_from(["a.txt", "b.txt"]), st.just(0), st.just(1)),
        source=st.sampled_from(["", "晚報", "日報"]),
    ),
    max_size=12,
    unique_by=lambda info: info.key,
)
QUERIES = st.text(st.sampled_from("淘宝寶購 A"), max_size=4)


def shown(library: Library) -> list[ArticleInfo]:
    return [library[row] for row in range(len(library))]


@given(CARDS, QUERIES, st.sampled_from(Column), st.booleans(), st.integers(0, 12))
def test_it_does_not_matter_in_which_order_things_happen(
    infos: list[ArticleInfo], query: str, column: Column, reverse: bool, cut: int
) -> None:
    results = []
    for steps in permutations(["filter", "sort", "add"]):
        library = Library()
        library.add(infos[:cut])
        for step in steps:
            if step == "filter":
                library.filter(query)
            elif step == "sort":
                library.sort(column, reverse=reverse)
            else:
                library.add(infos[cut:])
        library.arrange()
        results.append(shown(library))
    assert all(result == results[0] for result in results)


@given(CARDS, st.sampled_from([Column.TITLE, Column.SOURCE, Column.LENGTH]), st.booleans())
def test_rows_are_sorted_and_what_is_alike_keeps_its_order(
    infos: list[ArticleInfo], column: Column, reverse: bool
) -> None:
    library = Library()
    library.add(infos)
    library.sort(column, reverse=reverse)
    assert shown(library) == sorted(infos, key=lambda info: getattr(info, column.value), reverse=reverse)


@given(CARDS, QUERIES)
def test_a_filter_in_the_other_script_shows_the_same(infos: list[ArticleInfo], query: str) -> None:
    library = Library()
    library.add(infos)
    library.filter(query)
    first = shown(library)
    library.filter(query.replace("寶", "宝").replace("購", "购").lower())
    assert shown(library) == first


@given(CARDS)
def test_an_article_is_found_in_its_row(infos: list[ArticleInfo]) -> None:
    library = Library()
    library.add(infos)
    library.sort(Column.LENGTH)
    for row, info in enumerate(shown(library)):
        assert library.row_of(info.key) == row
    library.filter("沒有")
    assert all(library.row_of(info.key) is None for info in infos)


def test_sorting_by_what_has_been_read() -> None:
    library = Library()
    library.add(ArticleInfo(str(number), "", 1, Origin("a", 0, 1)) for number in range(3))
    library.progress[("a", "1")] = Progress(4, 0.5)
    library.progress[("a", "0")] = Progress(9, 1.0, finished=True)
    library.sort(Column.READ, reverse=True)
    assert [info.id for info in shown(library)] == ["0", "1", "2"]
    assert library.counts() == {"finished": 1, "begun": 1, "done": 0, "today": 0}


def test_what_is_done_and_what_was_marked_today_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2024, 5, 6, 12, tzinfo=UTC)
    monkeypatch.setattr(times, "now", lambda: now)
    library = Library()
    library.add(ArticleInfo(str(number), "", 1, Origin("a", 0, 1)) for number in range(3))
    library.summaries["b", "0"] = Summary(Status.DONE, updated=now)  # of an article that is gone
    library.summaries["a", "0"] = Summary(Status.DONE, updated=now - timedelta(days=2))
    library.summaries["a", "1"] = Summary(Status.IN_PROGRESS, updated=now - timedelta(minutes=2))
    library.summaries["a", "2"] = Summary(Status.DONE)
    assert library.counts() == {"finished": 0, "begun": 0, "done": 2, "today": 1}


def test_times_are_said_in_minutes_and_hours() -> None:
    assert [reading_time(length) for length in (0, 3036, 40_000, 1_000_000)] == ["1 min", "8 min", "100 min", "42 h"]


def test_terms_ask_for_status_and_annotator() -> None:
    library = Library()
    library.add(ArticleInfo(str(number), f"第{number}篇", 1, Origin("a", 0, 1)) for number in range(3))
    library.summaries["a", "1"] = Summary(Status.DONE)
    library.annotators = {("a", "1"): {"Ann"}, ("a", "2"): {"ann", "bob"}}
    queries = (
        "status:done",
        "status:new",
        "STATUS:d 第1篇",
        "annotator:ANN",
        "annotator:ann annotator:bob",
        "color:red",
    )
    results = []
    for query in queries:
        library.filter(query)
        results.append([info.id for info in shown(library)])
    assert results == [["1"], ["0", "2"], ["1"], ["1", "2"], ["2"], []]


def test_what_is_found_in_texts_is_shown_until_the_words_change() -> None:
    library = Library()
    library.add(ArticleInfo(str(number), f"第{number}篇", 1, Origin("a", 0, 1)) for number in range(3))
    library.filter("第1篇")
    assert [info.id for info in library.beyond_titles()] == ["0", "2"]
    library.add_text_matches([("a", "2")])
    assert [info.id for info in shown(library)] == ["1", "2"]
    library.filter("第0篇")
    assert [info.id for info in shown(library)] == ["0"]


def test_texts_are_searched_in_either_script_until_nobody_waits(tmp_path: Path) -> None:
    for name, text in {"a": "船夫在渡口", "b": "書店開到夜裡", "c": "渡口的書店"}.items():
        (tmp_path / f"{name}.txt").write_text(f"題{name}\n{text}。", "utf-8")
    corpus = Corpus.open(tmp_path)
    infos = [item for item in corpus.scan() if isinstance(item, ArticleInfo)]
    (tmp_path / "a.txt").unlink()
    search = ScanSearch(corpus, infos, lambda: False)
    assert [document for document, _id in search.matches("书店")] == ["b.txt", "c.txt"]
    assert [document for document, _id in search.matches("书店 渡口")] == ["c.txt"]
    assert list(ScanSearch(corpus, infos, lambda: True).matches("書店")) == []


def many(count: int, first: int = 0) -> list[ArticleInfo]:
    return [ArticleInfo(str(n), f"第{n}篇", 1, Origin("a", n, n + 1)) for n in range(first, first + count)]


@pytest.mark.parametrize("meanwhile", ["nothing", "add", "sort", "clear"])
def test_a_filter_in_slices_shows_at_its_end_what_a_filter_at_once_does(
    meanwhile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.core.library.SLICE", 7)
    library, other = Library(), Library()
    for each in (library, other):
        each.add(many(50))
        each.filter("第1")
    steps = library.filtering("第12")
    next(steps)
    assert library.query == "第1"
    for each in (library, other):
        if meanwhile == "add":
            each.add(many(100, 50))
        elif meanwhile == "sort":
            each.sort(Column.TITLE, reverse=True)
        elif meanwhile == "clear":
            each.clear()
            each.add(many(30))
    assert sum(1 for _slice in steps) <= 8
    other.filter("第12")
    assert shown(library) == shown(other)
    assert library.query == "第12"
    library.filter("")
    assert len(library) == len(library.entries)
