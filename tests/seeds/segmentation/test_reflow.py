"""Texts as their authors set them: what a program has wrapped is read in one, and no offset of a text moves."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Article, ArticleInfo, Origin
from seeds.segmentation.paragraphs import Paragraphs
from seeds.segmentation.reflow import ReadText, ReadView, read_article
from seeds.segmentation.style import Style
from seeds.segmentation.words import Words
from seeds.sources.corpus import Corpus
from tui.text.layout import AsItStands
from tui.text.wrap import wrap

LINES = st.text(st.sampled_from("風箏看見人，。」：「 　\ta1-é\u0301\r\x0b\u2028😀"), max_size=24)
TEXTS = st.lists(LINES, max_size=30).map("\n".join)
STYLES = st.sampled_from([style for style in Style if style is not Style.MARKDOWN])


def article(text: str, title_length: int = 0, style: Style = Style.FOUND) -> Article:
    info = ArticleInfo("0", text[:title_length], len(text), Origin("a.txt", 0, 1))
    return Article(info, text, title_length, paragraphs=style)


def style(*lines: str) -> Style:
    return read_article(article("\n".join(lines))).style


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["床前明月光，", "疑是地上霜。", "", "舉頭望明月，", "低頭思故鄉。"], Style.VERSE),
        (["雨停了", "鐵皮屋頂還在滴水", "沒有人問起", "昨夜的事"], Style.VERSE),
        (["阿明：你來了？", "老陳：來了。", "阿明：坐吧，我去燒水，你先看看這個。", "老陳：不急。"], Style.VERSE),
        (["“来了？”", "“来了。”", "他把伞收好，靠在门边。", "“坐。”", "“不坐了，天黑前还要赶回去。”"], Style.VERSE),
        (["王小明", "陳大文", "李美麗", "張志成", "林淑芬"], Style.VERSE),
        (
            [
                "　　他走進屋裡，把燈點亮。",
                "　　外面下著雨，街上一個人也沒有，只有對面的雜貨店還開著。",
                "　　她沒有來。",
            ]
            * 3,
            Style.LINES,
        ),
        (["河水慢慢地流，流過了村子。", "石頭上有一個名字。", "沒有人讀過它。", "橋。"], Style.LINES),
        (["他走進屋裡。", "", "外面下著雨，街上沒有人。", "", "她沒有來。"], Style.LINES),
        (["　　看見許多人在放風", "箏。"], Style.WRAPPED),
        (["城裡的人說這條河從前很寬，兩岸的船", "要走半個時辰才能到對面，現在的孩子", "都不相信了。"], Style.WRAPPED),
        (["這是一段很長的文字，" * 80], Style.DIVIDED),
        (["短短一行。"], Style.DIVIDED),
        ([], Style.DIVIDED),
    ],
)
def test_how_a_text_is_set(lines: list[str], expected: Style) -> None:
    assert style(*lines) == expected


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("散步記\n\n　　看見許多人在放風\n箏。", ["散步記", "看見許多人在放風箏。"]),
        (
            "　　城裡的人說這條河從前很寬，兩岸的船\n要走半個時辰。\n　　現在的孩子都不相信了，他們只知道\n那座橋。",
            ["城裡的人說這條河從前很寬，兩岸的船要走半個時辰。", "現在的孩子都不相信了，他們只知道那座橋。"],
        ),
        (
            "They walked along the river with\nJohn, 一直走到天黑，誰也沒有再提起那件\n事情。",
            ["They walked along the river with John, 一直走到天黑，誰也沒有再提起那件事情。"],
        ),
    ],
)
def test_what_is_read_of_a_wrapped_text(text: str, paragraphs: list[str]) -> None:
    read = read_article(article(text))
    assert read.style is Style.WRAPPED
    assert [line.strip() for line in read.text.split("\n") if line.strip()] == paragraphs


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    corpus = Corpus.open(None)
    infos = [info for info in corpus.scan() if isinstance(info, ArticleInfo)]
    return [corpus.read(info) for info in infos[:4]]


@pytest.mark.parametrize("width", [32, 60, 76])
@pytest.mark.parametrize(("indent", "gap"), [("　　", []), ("", [""]), ("　　", [""])])
def test_paragraphs_that_were_wrapped_are_read_as_they_were(
    articles: list[Article], width: int, indent: str, gap: list[str]
) -> None:
    for source in articles:
        cut = [source.text[part.start : part.end].strip() for part in Paragraphs.of(source) if part.kind == "text"]
        lines = ["標題", ""]
        for paragraph in cut:
            whole = indent + paragraph
            lines += [whole[row.start : row.end].rstrip() for row in wrap(whole, width, hang=0)] + gap
        read = read_article(article("\n".join(lines).rstrip(), 2))
        paragraphs = [line for line in read.text.split("\n")[1:] if line.strip()]
        assert list(map(_without_spaces, paragraphs)) == list(map(_without_spaces, cut))


def test_paragraphs_that_were_not_wrapped_are_not_joined(articles: list[Article]) -> None:
    for source in articles:
        cut = [source.text[part.start : part.end].strip() for part in Paragraphs.of(source) if part.kind == "text"]
        for gap, indent in (("\n", ""), ("\n\n", ""), ("\n", "　　")):
            text = "標題\n" + gap.join(indent + paragraph for paragraph in cut)
            assert read_article(article(text, 2)) == ReadText(text, style=Style.LINES)


def _without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(text=TEXTS, style=STYLES, title=st.integers(0, 3))
def test_nothing_but_spaces_is_left_out_and_every_offset_has_its_place(text: str, style: Style, title: int) -> None:
    title = min(title, text.find("\n") if "\n" in text else 0)
    source = article(text, title, style)
    read = read_article(source)
    assert _without_spaces(read.text) == _without_spaces(text)
    assert read.text[:title] == text[:title]
    for offset in range(len(text) + 1):
        target = read.map.to_target(offset)
        if offset < len(text) and not text[offset].isspace():
            assert read.text[target] == text[offset]
            assert read.to_written(target, target + 1) == (offset, offset + 1)


@given(text=TEXTS, style=STYLES)
def test_paragraphs_and_sentences_join_up_to_the_text(text: str, style: Style) -> None:
    source = article(text, 0, style)
    paragraphs = Paragraphs.of(source)
    parts = list(paragraphs)
    assert [0, *(part.end for part in parts)] == [*(part.start for part in parts), len(text)]
    for part in parts:
        assert {paragraphs.at(offset) for offset in range(part.start, part.end)} == {part}
        places = paragraphs.read.sentences(part.start, part.end)
        assert places[0][0] == part.start
        assert places[-1][1] == part.end
        assert all(first[1] == second[0] for first, second in pairwise(places))


@given(text=TEXTS, style=STYLES, places=st.tuples(st.integers(0, 99), st.integers(0, 99)))
def test_a_view_shows_what_is_read(text: str, style: Style, places: tuple[int, int]) -> None:
    read = read_article(article(text, 0, style))
    start, end = sorted(min(place, len(text)) for place in places)
    shown = ReadView(read, AsItStands(read.text)).convert(start, end)
    assert _without_spaces(shown.text) == _without_spaces(text[start:end])
    first, last = read.to_read(start, end)
    assert shown.text == read.text[first:last]


def test_words_and_sentences_go_on_behind_a_line_end() -> None:
    text = "散步記\n\n　　看見許多人在放風\n箏。她也來了。"
    read = read_article(article(text))
    words = Words(read, lambda chinese: [chinese.index("風箏")] if "風箏" in chinese else [])
    start = text.index("風")
    assert [text[first:last] for first, last in words.after(start)][:2] == ["風\n箏", "她也來了"]
    assert words.token_at(start)[:2] == (start, start + 3)
    assert next(words.before(start + 3)) == (start, start + 3)
    assert [text[first:last] for first, last in read.sentences(5, len(text))] == [
        "　　看見許多人在放風\n箏。",
        "她也來了。",
    ]
