"""The page: every character on it exactly once, in either script, at any size."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seeds.article import Article, ArticleInfo, Origin
from seeds.script.converter import load_converter
from seeds.script.view import ScriptView
from seeds.segmentation.reflow import View
from seeds.sources.corpus import Corpus
from tui.text.hanging import HANG
from tui.text.layout import AsItStands, Layout, Line, Metrics
from tui.text.page import Page
from tui.text.width import cells, drawable

ALPHABET = "的是在不了有和人這中大為上個國里裡干乾发發软件鼠标頭“”「」，。！？、;:,.?!()（）《》…— aZ09\n\t😀é"
TEXT = st.text(st.sampled_from(ALPHABET), max_size=400)
METRICS = st.builds(
    Metrics,
    width=st.integers(1, 40).map(lambda han: 2 * han),
    left=st.integers(0, 9),
    paragraph_spacing=st.integers(0, 2),
    line_spacing=st.integers(0, 2),
    indent=st.booleans(),
    ambiguous=st.sampled_from([1, 2]),
)


def article(text: str, title_length: int = 0) -> Article:
    info = ArticleInfo("0", text[:title_length], len(text), Origin("a.txt", 0, 1))
    return Article(info, text, title_length)


def view_of(text: str, configuration: str) -> View:
    return ScriptView(text, load_converter(configuration)) if configuration else AsItStands(text)


def all_lines(layout: Layout) -> list[Line]:
    return [line for _address, line in layout.down(layout.top())]


@given(TEXT, METRICS, st.sampled_from(["", "s2twp", "t2s", "s2t"]))
def test_the_lines_hold_the_text_once_and_in_order(text: str, metrics: Metrics, configuration: str) -> None:
    layout = Layout(article(text), view_of(text, configuration), metrics, heading="title", meta="meta")
    shown = [line for line in all_lines(layout) if line.start < line.end]
    end = 0
    for line in shown:
        assert text[end : line.start].strip() == ""
        end = line.end
    assert text[end:].strip() == ""


@given(TEXT, METRICS)
def test_what_is_drawn_is_the_text_itself(text: str, metrics: Metrics) -> None:
    layout = Layout(article(text), AsItStands(text), metrics)
    for line in all_lines(layout):
        assert line.text == drawable(text[line.start : line.end].rstrip("\n"))[: len(line.text)]
        assert line.width <= metrics.width + HANG
        assert cells(line.text.rstrip(), metrics.ambiguous) <= line.width <= cells(line.text, metrics.ambiguous)


@given(TEXT, METRICS, st.sampled_from(["s2twp", "t2s"]))
def test_the_drawn_lines_join_up_to_the_whole_conversion(text: str, metrics: Metrics, configuration: str) -> None:
    layout = Layout(article(text), view_of(text, configuration), metrics)
    drawn = "".join(line.text for line in all_lines(layout))
    whole = drawable(load_converter(configuration).convert(text).text)
    assert "".join(drawn.split()) == "".join(whole.split())


@given(TEXT, METRICS)
def test_every_code_point_is_found_on_its_line(text: str, metrics: Metrics) -> None:
    layout = Layout(article(text), AsItStands(text), metrics)
    for offset, character in enumerate(text):
        if character.strip():  # blank paragraphs may have no line
            line = layout.line(layout.at(offset))
            assert line.start <= offset < line.end


@given(TEXT, METRICS, st.integers(-50, 50))
def test_moving_there_and_back_ends_where_it_began(text: str, metrics: Metrics, rows: int) -> None:
    layout = Layout(article(text), AsItStands(text), metrics, meta="meta")
    addresses = [address for address, _line in layout.down(layout.top())]
    assert [address for address, _line in layout.up(addresses[-1])] == addresses[::-1]
    middle = addresses[len(addresses) // 2]
    moved = layout.move(middle, rows)
    assert addresses.index(moved) == min(max(len(addresses) // 2 + rows, 0), len(addresses) - 1)


@given(
    TEXT, METRICS, METRICS, st.integers(1, 30), st.integers(1, 30), st.integers(0, 100), st.sampled_from(["", "meta"])
)
@example("000", Metrics(2, line_spacing=1), Metrics(2), 1, 1, 1, "")  # a screen with nothing but a blank row
@example("000", Metrics(2), Metrics(8), 1, 1, 1, "meta")  # one with nothing but words about the article
@example("0", Metrics(2), Metrics(8), 2, 1, 2, "meta")  # one with the first words of the text not in its first row
def test_changing_the_layout_to_and_fro_ends_on_the_same_line(
    text: str, metrics: Metrics, other: Metrics, height: int, other_height: int, rows: int, meta: str
) -> None:
    source = article(text)
    layout = Layout(source, AsItStands(text), metrics, meta=meta)
    page = Page(layout, height)
    page.scroll(rows)
    turned = page.turned(Layout(source, AsItStands(text), other, meta=meta), other_height)
    back = turned.turned(layout, height)
    assert back.top == page.top


@given(TEXT, METRICS, st.integers(1, 30))
@example("\n0", Metrics(2), 1)
def test_scrolling_to_the_end_shows_the_end_and_no_less_than_a_screen(text: str, metrics: Metrics, height: int) -> None:
    page = Page(Layout(article(text), AsItStands(text), metrics), height)
    page.scroll(10**6)
    assert page.progress.finished
    total = len(all_lines(page.layout))
    assert len(page.lines) == min(height, total) or page.top == page.last_top
    page.scroll(-(10**6))
    assert page.top == page.layout.top()
    assert page.progress.position == 0


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", " ", "\u3000\n", "\x00\x1b[31m", "\ud800", "\u2028"])
def test_odd_texts_have_a_page(text: str) -> None:
    page = Page(Layout(article(text), AsItStands(text), Metrics(width=20), heading="title", meta="meta"), 10)
    assert page.lines[0].text == "title"
    page.scroll(5)
    page.put(3)
    page.to_paragraph(1)
    page.to_paragraph(-1)
    page.to_end()
    assert page.progress.finished
    assert "\x1b" not in "".join(line.text for line in page.lines)


def test_the_title_comes_first_and_what_is_said_of_the_article_below_it() -> None:
    text = "標題\n第一句。"
    page = Page(Layout(article(text, 2), AsItStands(text), Metrics(width=20), meta="meta"), 10)
    assert [(line.kind, line.text) for line in page.lines if line.text] == [
        ("title", "標題"),
        ("meta", "meta"),
        ("text", "第一句。"),
    ]


def test_the_last_mark_of_a_row_may_hang_in_the_margin() -> None:
    text = "一二三四五六七八九十。"
    (line,) = [line for line in all_lines(Layout(article(text), AsItStands(text), Metrics(width=20))) if line.text]
    assert (line.text, line.width) == (text, 22)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
@pytest.mark.parametrize("configuration", ["", "t2s"])
def test_the_bundled_articles_read_from_end_to_end(size: tuple[int, int], configuration: str) -> None:
    """A page down at a time, the screens' rows are the whole text: none lost, none twice but the one in common."""
    corpus = Corpus.open(None)
    infos = [info for info in corpus.scan() if isinstance(info, ArticleInfo)]
    assert len(infos) == 8
    for info in infos:
        read = corpus.read(info)
        whole = load_converter(configuration).convert(read.text).text if configuration else read.text
        metrics = Metrics(width=min(80, (size[0] - 4) // 2 * 2), left=1)
        page = Page(Layout(read, view_of(read.text, configuration), metrics), size[1] - 2)
        seen: dict[int, str] = {}
        while True:
            seen |= {line.start: line.text for line in page.lines if line.start < line.end}
            if page.progress.finished:
                break
            page.scroll(page.height - 1)
        joined = "".join(seen[start] for start in sorted(seen))
        assert "".join(joined.split()) == "".join(drawable(whole).split())
