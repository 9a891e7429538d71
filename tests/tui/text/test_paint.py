"""Looks on a line: cut where the marks say, nothing lost."""

from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Article, ArticleInfo, Origin
from seeds.script.converter import load_converter
from seeds.script.view import ScriptView
from tui.text.clip import clip, fit
from tui.text.layout import AsItStands, Layout, Metrics
from tui.text.paint import StyledRange, marks_within, paint
from tui.text.width import cells

TEXT = st.text(st.sampled_from("他的鼠标软件程序很好。,a😀 "), min_size=1, max_size=80)
MARKS = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 9), st.sampled_from("xyz")), max_size=5).map(
    lambda marks: [StyledRange(start, start + length, look) for start, length, look in marks]
)


def layout(text: str, configuration: str = "", width: int = 20) -> Layout:
    article = Article(ArticleInfo("0", "", len(text), Origin("a.txt", 0, 1)), text)
    view = ScriptView(text, load_converter(configuration)) if configuration else AsItStands(text)
    return Layout(article, view, Metrics(width=width))


@given(TEXT, MARKS)
def test_runs_join_up_to_the_line_and_every_character_has_its_looks(text: str, marks: list[StyledRange]) -> None:
    page = layout(text)
    for _address, line in page.down(page.top()):
        runs = list(paint(line, page, marks))
        assert "".join(run.text for run in runs) == line.text
        if line.start == line.end:
            continue
        offset = line.start
        for run in runs:
            for _character in run.text:
                wanted = [mark.look for mark in marks if mark.start <= offset < mark.end]
                assert list(run.looks[1:]) == wanted
                offset += 1


@given(TEXT, st.integers(0, 80), st.integers(1, 9))
def test_a_mark_covers_what_its_text_became(text: str, start: int, length: int) -> None:
    page = layout(text, "s2twp")
    end = min(len(text), start + length)
    if start >= end:
        return
    marked = "".join(
        run.text
        for _address, line in page.down(page.top())
        for run in paint(line, page, [StyledRange(start, end, "x")])
        if "x" in run.looks
    )
    whole = load_converter("s2twp").convert(text)
    first, last = whole.map.target_range(start, end)
    assert marked.strip() == whole.text[first:last].strip()


@given(st.lists(st.integers(0, 60), unique=True, max_size=20), st.integers(0, 60), st.integers(0, 20))
def test_marks_within_are_those_that_touch(starts: list[int], start: int, length: int) -> None:
    marks = [StyledRange(first, first + 1, "x") for first in sorted(starts)]
    touching = [mark for mark in marks if mark.start < start + length and start < mark.end]
    assert list(marks_within(marks, start, start + length)) == touching


@given(TEXT, st.integers(0, 40), st.sampled_from([1, 2]), st.booleans())
def test_clipped_text_fits_and_filled_text_fits_exactly(text: str, width: int, ambiguous: int, to_right: bool) -> None:
    assert cells(clip(text, width, ambiguous), ambiguous) <= width
    assert cells(fit(text, width, ambiguous, to_right=to_right), ambiguous) == width
    if cells(text, ambiguous) <= width:
        assert clip(text, width, ambiguous) == text
