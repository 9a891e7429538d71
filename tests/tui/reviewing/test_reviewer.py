"""Many suggestions are decided about at once, skipped, or gone to where nothing is marked; each is one undo."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotations.model.rules import RefusedError
from annotations.suggest.decisions import ReviewOrder
from annotations.suggest.suggestion import Suggestion, Voice
from tui.core.reviewing.hints import review_hints
from tui.core.reviewing.reviewer import Reviewer
from tui.core.session import Session

TEXT = "標題{name}\n霧港渡輪停航。林阿滿去了鯨島。陳水木也去了。"


def suggestion(words: str, label: str, score: float, *others: tuple[str, str, str], name: str = "a") -> Suggestion:
    text = TEXT.format(name=name)
    start = text.index(words)
    voices = [Voice(start, start + len(words), label, "lac")]
    voices += [Voice(text.index(what), text.index(what) + len(what), kind, who) for what, kind, who in others]
    return Suggestion(start, start + len(words), label, score, "lac", tuple(voices) if others else ())


def four(name: str) -> list[Suggestion]:
    """One alone, one that two agree on, one that is disputed, and one with a low score."""
    return [
        suggestion("霧港", "LOC", 0.8, name=name),
        suggestion("林阿滿", "PER", 0.95, ("林阿滿", "PER", "stars"), name=name),
        suggestion("鯨島", "LOC", 0.9, ("去了鯨島", "ORG", "stars"), name=name),
        suggestion("陳水木", "PER", 0.3, name=name),
    ]


@pytest.fixture
def reviewer(tmp_path: Path) -> Reviewer:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT.format(name=name), "utf-8")
    session = Session(str(tmp_path))
    session.scanner.start()
    session.scanner.join()
    session.take_found()
    made = Reviewer(session.annotations, ReviewOrder.POSITION)
    for entry, name in zip(session.library.entries, "ab", strict=True):
        made.add(session.read(entry.info), four(name))
    return made


def words(reviewer: Reviewer) -> list[str]:
    return [item.words for item in reviewer.waiting]


def labels(reviewer: Reviewer) -> list[list[str]]:
    return [[span.label for span in layer.ordered] for layer in reviewer.layers.values()]


def test_all_below_a_score_are_rejected_at_once_in_every_article(reviewer: Reviewer) -> None:
    assert len(reviewer.below(0.5)) == 2
    reviewer.reject_below(0.5)
    assert "陳水木" not in words(reviewer)
    assert [len(layer.rejections) for layer in reviewer.layers.values()] == [1, 1]
    assert reviewer.undo()
    assert [len(layer.rejections) for layer in reviewer.layers.values()] == [0, 0]
    assert len(words(reviewer)) == 8
    assert not reviewer.undo()


def test_what_suggesters_agree_on_is_skipped_and_counted_and_comes_back(reviewer: Reviewer) -> None:
    assert reviewer.total == 8
    reviewer.toggle_agreed()
    assert (reviewer.skipped, reviewer.total) == (2, 6)
    assert "林阿滿" not in words(reviewer)
    reviewer.toggle_agreed()
    assert (reviewer.skipped, reviewer.total) == (0, 8)
    assert words(reviewer)[1] == "林阿滿"


def test_what_comes_later_is_skipped_too(reviewer: Reviewer) -> None:
    article = reviewer.waiting[0].article
    reviewer.toggle_agreed()
    reviewer.reject()
    reviewer.add(article, four("a"))
    assert "林阿滿" not in words(reviewer)


@pytest.mark.parametrize("skipped", [False, True])
def test_all_that_is_agreed_on_is_accepted_with_one_undo(reviewer: Reviewer, *, skipped: bool) -> None:
    if skipped:
        reviewer.toggle_agreed()
    reviewer.accept_agreed()
    assert labels(reviewer) == [["PER"], ["PER"]]
    assert (reviewer.settled, reviewer.skipped, len(reviewer.waiting)) == (2, 0, 6)
    reviewer.undo()
    assert labels(reviewer) == [[], []]
    assert (reviewer.settled, reviewer.skipped, len(reviewer.waiting)) == (0, 2 * skipped, 8 - 2 * skipped)


def test_where_suggesters_disagree_comes_first(reviewer: Reviewer) -> None:
    reviewer.reorder(ReviewOrder.DISPUTED)
    assert words(reviewer)[:2] == ["鯨島", "鯨島"]
    assert words(reviewer)[-2:] == ["林阿滿", "林阿滿"]


def test_it_goes_to_the_next_sentence_without_a_mark_around_the_texts(reviewer: Reviewer) -> None:
    reviewer.accept()  # the first sentence has a mark
    visited = []
    for _turn in range(5):
        assert reviewer.go_to_unmarked()
        item = reviewer.current
        assert item
        visited.append((item.words, item.info.title))
    assert visited == [
        ("陳水木", "標題a"),
        ("霧港", "標題b"),
        ("林阿滿", "標題b"),
        ("陳水木", "標題b"),
        ("林阿滿", "標題a"),
    ]
    assert sorted(words(reviewer)) == sorted(["林阿滿", "鯨島", "陳水木", "霧港", "林阿滿", "鯨島", "陳水木"])


def test_there_may_be_no_other_sentence_without_a_mark(reviewer: Reviewer) -> None:
    while len(reviewer.waiting) > 1:
        reviewer.reject()
    assert not reviewer.go_to_unmarked()
    assert words(reviewer) == ["陳水木"]


def test_what_was_changed_before_an_article_that_cannot_be_can_be_undone(reviewer: Reviewer, tmp_path: Path) -> None:
    (tmp_path / "b.txt").unlink()
    with pytest.raises(Exception, match="cannot be marked"):
        reviewer.accept_agreed()
    assert labels(reviewer)[0] == ["PER"]
    reviewer.undo()
    assert labels(reviewer)[0] == []


def with_readings(reviewer: Reviewer) -> Reviewer:
    """Return it with a name that has two other readings, the longest of which takes another suggestion in."""
    article = reviewer.waiting[0].article
    short, name = suggestion("霧港", "LOC", 0.8), suggestion("陳水木", "PER", 0.3)
    others = replace(short, end=short.start + 1, score=0.2), replace(short, end=name.end, label="ORG", score=0.1)
    made = Reviewer(reviewer._annotations, ReviewOrder.POSITION)
    made.add(article, [replace(short, alternatives=others), name])
    return made


def reading(reviewer: Reviewer) -> tuple[str, str, int, int]:
    item = reviewer.current
    assert item
    return item.words, item.suggestion.label, item.reading + 1, item.readings


def test_one_reading_after_the_other_is_shown_and_the_one_shown_is_accepted(reviewer: Reviewer) -> None:
    review = with_readings(reviewer)
    assert reading(review) == ("霧港", "LOC", 1, 3)
    review.show_next_reading()
    assert reading(review) == ("霧", "LOC", 2, 3)
    assert review.current
    assert review.current.first_reading.label == "LOC"
    review.show_next_reading()
    assert reading(review)[1:] == ("ORG", 3, 3)
    review.show_next_reading()
    assert reading(review) == ("霧港", "LOC", 1, 3)
    review.show_next_reading()
    review.accept()
    (layer,) = review.layers.values()
    assert [(span.end - span.start, span.label) for span in layer.ordered] == [(1, "LOC")]
    assert not layer.rejections
    assert words(review) == ["陳水木"]
    assert review.undo()
    assert reading(review) == ("霧", "LOC", 2, 3)
    assert not next(iter(review.layers.values())).spans


def test_what_a_longer_reading_takes_in_is_settled_with_it_and_comes_back(reviewer: Reviewer) -> None:
    review = with_readings(reviewer)
    review.show_next_reading()
    review.show_next_reading()
    review.accept()
    assert (words(review), review.settled) == ([], 2)
    review.undo()
    assert words(review)[1:] == ["陳水木"]


def test_only_the_reading_that_is_shown_is_rejected(reviewer: Reviewer) -> None:
    review = with_readings(reviewer)
    review.show_next_reading()
    review.reject()
    (layer,) = review.layers.values()
    assert [(each.end - each.start, each.label) for each in layer.rejections] == [(1, "LOC")]
    again = with_readings(reviewer)
    assert reading(again) == ("霧港", "LOC", 1, 2), "what was rejected is no reading any more"


def test_there_may_be_one_reading(reviewer: Reviewer) -> None:
    with pytest.raises(RefusedError, match="no other reading"):
        reviewer.show_next_reading()
    assert reading(reviewer)[2:] == (1, 1)


def _hints(reviewer: Reviewer) -> dict[str, str]:
    return dict(review_hints(reviewer))


def test_the_keys_follow_the_moment(reviewer: Reviewer) -> None:
    assert _hints(reviewer)["review.skip-agreed"] == "skip 2 agreed"
    assert _hints(reviewer)["review.accept-same"] == "all 2"
    assert "review.undo" not in _hints(reviewer)
    reviewer.toggle_agreed()
    assert _hints(reviewer)["review.skip-agreed"] == "show agreed"
    _reject_all(reviewer, Reviewer.reject)
    assert list(_hints(reviewer)) == ["review.accept-agreed", "review.skip-agreed", "review.undo", "review.leave"]


def _reject_all(reviewer: Reviewer, decide: Callable[[Reviewer], None]) -> None:
    while reviewer.current:
        decide(reviewer)
