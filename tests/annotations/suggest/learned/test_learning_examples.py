from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.span import Rejection, Span
from annotations.suggest.learned.character_tags import outermost
from annotations.suggest.learned.sentences import LONGEST, AnnotatedText, example_ranges, sentence_ranges
from seeds.article import Article, ArticleInfo, Origin

KEY = ("a.txt", "1")
texts = st.text(st.sampled_from("甲乙，。！；\n a："), max_size=60)


@st.composite
def annotated(draw: st.DrawFn) -> AnnotatedText:
    text = draw(texts)
    offsets = st.integers(0, len(text))
    ranges = st.lists(st.tuples(offsets, offsets, st.sampled_from(["A", "B"])), max_size=6).map(
        lambda found: tuple((start, end, label) for start, end, label in found if start < end)
    )
    return AnnotatedText(KEY, text, draw(ranges), draw(ranges), draw(st.booleans()))


@given(annotated())
def test_examples_are_apart_and_hold_each_outermost_span_whole(article: AnnotatedText) -> None:
    found = example_ranges(article)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(example.start <= start < end <= example.end for example in found for start, end, _ in example.spans)
    held = [span for example in found for span in example.spans]
    assert held == outermost(article.spans)


@given(annotated())
def test_a_finished_article_counts_whole_but_for_blanks(article: AnnotatedText) -> None:
    found = example_ranges(replace(article, finished=True))
    covered = {offset for example in found for offset in range(example.start, example.end)}
    assert all(letter.isspace() for offset, letter in enumerate(article.text) if offset not in covered)


@given(annotated())
def test_an_article_in_progress_counts_only_where_something_was_decided(article: AnnotatedText) -> None:
    for example in example_ranges(replace(article, finished=False)):
        decisions = (*article.spans, *article.rejected)
        assert any(start < example.end and example.start < end for start, end, _label in decisions)


@given(texts)
def test_stretches_join_up_to_the_whole(text: str) -> None:
    found = sentence_ranges(text)
    assert "".join(text[start:end] for start, end in found) == text


def test_a_clause_without_a_decision_is_left_out_and_one_with_a_rejection_is_an_example_without_a_span() -> None:
    text = "小明去了台北，小華沒有去，深度很深。小強也是。"
    article = AnnotatedText(KEY, text, ((4, 6, "LOC"),), ((13, 15, "LOC"),), finished=False)
    assert [(text[one.start : one.end], one.spans) for one in example_ranges(article)] == [
        ("小明去了台北，", ((4, 6, "LOC"),)),
        ("深度很深。", ()),
    ]


def test_a_long_sentence_is_cut_but_not_in_a_span() -> None:
    text = "甲" * (3 * LONGEST)
    article = AnnotatedText(KEY, text, ((LONGEST - 5, LONGEST + 7, "A"),))
    assert [(one.start, one.end) for one in example_ranges(article)] == [
        (0, LONGEST + 7),
        (LONGEST + 7, 2 * LONGEST + 7),
        (2 * LONGEST + 7, 3 * LONGEST),
    ]


def test_a_layer_is_read_with_its_rejections_and_its_status() -> None:
    text = "阿里在杭州"
    info = ArticleInfo("1", "", len(text), Origin("a.txt", 0, 1))
    layer = replace(
        Layer.of([Span("s1", 3, 5, "LOC")]),
        rejections=frozenset({Rejection(0, 2, "PER")}),
        metadata=ArticleMetadata(Status.IN_PROGRESS),
    )
    assert AnnotatedText.of(Article(info, text), layer) == AnnotatedText(
        KEY, text, ((3, 5, "LOC"),), ((0, 2, "PER"),), finished=False
    )
    done = replace(layer, metadata=ArticleMetadata(Status.DONE))
    assert AnnotatedText.of(Article(info, text), done).finished
