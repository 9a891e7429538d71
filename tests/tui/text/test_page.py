"""Movements over a page."""

from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Article, ArticleInfo, Origin
from tui.text.layout import AsItStands, Layout, Metrics
from tui.text.page import Page

TEXT = st.lists(
    st.sampled_from(["第一句。", "短。", "\n", "“引文。”", "很長很長很長的一句話,說個不停!", " "]), max_size=40
).map("".join)


def page(text: str, height: int = 6) -> Page:
    article = Article(ArticleInfo("0", "", len(text), Origin("a.txt", 0, 1)), text)
    return Page(Layout(article, AsItStands(text), Metrics(width=20)), height)


@given(TEXT)
def test_sentence_by_sentence_the_whole_text_comes_into_focus(text: str) -> None:
    read = page(text)
    focus = None
    seen = []
    while True:
        following = read.sentence(focus, 1)
        if following is None:
            break
        focus = following
        assert read.row_of(focus[0]) is not None
        seen.append(focus)
    assert "".join("".join(text[start:end].split()) for start, end in seen) == "".join(text.split())
    back = []
    while focus is not None:
        back.append(focus)
        focus = read.sentence(focus, -1)
    assert back == seen[::-1]


@given(TEXT)
def test_paragraph_by_paragraph_the_page_reaches_both_ends(text: str) -> None:
    read = page(text)
    tops = [read.top]
    for _press in range(len(text) + 1):
        read.to_paragraph(1)
        assert read.top >= tops[-1]
        tops.append(read.top)
    assert read.progress.finished
    for _press in range(len(text) + 1):
        read.to_paragraph(-1)
    assert read.top == read.layout.top()


@given(TEXT, st.integers(0, 100))
def test_going_to_a_share_shows_what_lies_there(text: str, percent: int) -> None:
    read = page(text)
    read.to_share(percent / 100)
    offset = round(percent / 100 * len(text))
    if text[offset:].strip() and text[offset].strip():
        assert read.row_of(offset) is not None


@given(TEXT, st.integers(0, 400))
def test_showing_a_range_brings_its_beginning_to_the_screen(text: str, start: int) -> None:
    read = page(text)
    if start < len(text) and text[start].strip():
        read.show(start, start + 1)
        assert read.row_of(start) is not None
