"""Test that quotes are found again in edited texts, and nothing is ever attached to another place."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.model.span import Quote
from annotations.storage.anchors import CONTEXT, Quotes, candidate, locate, locate_all, storable
from annotations.storage.document import Stamp
from seeds.article import ArticleInfo
from seeds.sources.corpus import Corpus

SMALL = st.text("一二三", min_size=1, max_size=60)
WIDE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=60, max_size=120)


def quote_of(text: str, start: int, end: int) -> Quote:
    """Quote a range by itself."""
    return Quotes(text).of(start, end)


@st.composite
def spans(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, int, int]:
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, min(len(text), start + 8)))


@given(spans(SMALL | WIDE))
def test_a_quote_is_the_text_and_what_stands_around_it(case: tuple[str, int, int]) -> None:
    text, start, end = case
    quote = quote_of(text, start, end)
    assert quote.text == text[start:end]
    assert text[:start].endswith(quote.before)
    assert text[end:].startswith(quote.after)
    assert len(quote.before) == min(start, CONTEXT)
    assert len(quote.after) == min(len(text) - end, CONTEXT)
    needle = quote.before + quote.text + quote.after
    assert quote.repeated == (sum(text.startswith(needle, at) for at in range(len(text))) > 1)


@given(spans(SMALL | WIDE), st.integers(0, 40), st.integers(0, 40))
def test_in_an_unchanged_text_a_quote_is_at_its_offsets_or_nowhere(
    case: tuple[str, int, int], other_start: int, length: int
) -> None:
    text, start, end = case
    quote = quote_of(text, start, end)
    assert locate(text, quote, start, end, unchanged=True) == (start, end)
    elsewhere = other_start, other_start + length
    place = locate(text, quote, *elsewhere, unchanged=True)
    assert place == (elsewhere if text[slice(*elsewhere)] == quote.text and elsewhere[1] <= len(text) else None)


def attached_right(old: str, new: str, cut: tuple[int, int], put: str, case: tuple[int, int]) -> None:
    """Check one span after ``cut`` was replaced by ``put``: found if enough of it is untouched, and never misplaced."""
    start, end = case
    quote = quote_of(old, start, end)
    place = locate(new, quote, start, end, unchanged=False)
    shift = len(put) - (cut[1] - cut[0])
    truth = (start, end) if end <= cut[0] else (start + shift, end + shift)
    full = len(quote.before) + len(quote.after) >= CONTEXT
    windows = [(start - len(quote.before), end + len(quote.after), not quote.repeated)]
    if not quote.repeated:
        windows += [(windows[0][0], end, bool(quote.before) and not quote.repeated_before)]
        windows += [(start, windows[0][1], bool(quote.after) and not quote.repeated_after)]
    evidence = [tells(old, new, cut, window[:2]) for window in windows if window[2]]
    if full and evidence[:1] == [True]:
        assert place == truth
    if place:
        assert new[slice(*place)] == quote.text
        reached = place[0] - len(quote.before), place[1] + len(quote.after)
        made_by_edit = reached[0] < cut[0] + len(put) and reached[1] > cut[0]
        assert place == truth or made_by_edit
    if full and quote.text and not quote.repeated and not place:
        assert not any(evidence) or new.count(quote.text) > 1


def tells(old: str, new: str, cut: tuple[int, int], window: tuple[int, int]) -> bool:
    """Return whether a part of the old text is untouched by the edit, and stands in the new one once."""
    needle = old[slice(*window)]
    untouched = window[1] <= cut[0] or window[0] >= cut[1]
    return untouched and sum(new.startswith(needle, at) for at in range(len(new))) == 1


@given(spans(SMALL | WIDE), st.data())
def test_after_an_edit_a_span_is_where_it_was_moved_to_or_an_orphan(
    case: tuple[str, int, int], data: st.DataObject
) -> None:
    old, start, end = case
    cut_start = data.draw(st.integers(0, len(old)))
    cut = cut_start, data.draw(st.integers(cut_start, min(len(old), cut_start + 5)))
    put = data.draw(st.text("一二三新", max_size=5))
    new = old[: cut[0]] + put + old[cut[1] :]
    assume(new != old)
    attached_right(old, new, cut, put, (start, end))


@given(spans(WIDE), st.data())
def test_a_span_moves_with_its_paragraph(case: tuple[str, int, int], data: st.DataObject) -> None:
    paragraph, start, end = case
    before = data.draw(WIDE)
    after = data.draw(WIDE)
    offset = len(before) + 1
    old = f"{before}\n{paragraph}\n{after}"
    new = f"{after}\n{before}\n{paragraph}\n"
    quote = quote_of(old, offset + start, offset + end)
    assume(len(quote.before + quote.text + quote.after) == 2 * CONTEXT + end - start)
    assume(start >= CONTEXT and end + CONTEXT <= len(paragraph) and old.count(paragraph) == 1)
    expected = new.index(paragraph) + start
    assume(new.count(quote.before + quote.text + quote.after) == 1 and not quote.repeated)
    assert locate(new, quote, offset + start, offset + end, unchanged=False) == (expected, expected + end - start)


def test_one_of_two_equal_places_is_never_taken_for_the_other() -> None:
    boiler = "本文不構成投資建議,市場有風險,投資須謹慎。淘寶表示,本文不構成投資建議,市場有風險,投資須謹慎。"
    old = f"甲{boiler}乙{boiler}丙"
    start = old.index("淘寶")
    quote = quote_of(old, start, start + 2)
    assert quote.repeated
    new = old.replace("淘寶", "京東", 1)  # only the place that was not marked still has the words
    assert locate(new, quote, start, start + 2, unchanged=False) is None


OLD = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉淘寶表示天地玄黃宇宙洪荒日月盈昃辰宿列張寒來暑往秋收冬藏"


def test_the_context_on_one_side_is_enough() -> None:
    start = OLD.index("淘寶")
    quote = quote_of(OLD, start, start + 2)
    for new in (OLD.replace("宇宙", "太空"), OLD.replace("午未", "馬羊"), "新的開頭。" + OLD.replace("表示", "今天說")):
        place = new.index("淘寶")
        assert locate(new, quote, start, start + 2, unchanged=False) == (place, place + 2)


def test_words_whose_context_is_gone_on_both_sides_are_an_orphan_with_one_candidate() -> None:
    start = OLD.index("淘寶")
    quote = quote_of(OLD, start, start + 2)
    new = OLD.replace("午未", "馬羊").replace("宇宙", "太空")
    assert locate(new, quote, start, start + 2, unchanged=False) is None
    assert candidate(new, quote) == (new.index("淘寶"), new.index("淘寶") + 2)
    assert candidate(new + "淘寶", quote) is None


def test_a_side_that_had_a_twin_before_tells_nothing() -> None:
    context = OLD[: OLD.index("淘寶")]
    old = f"{context}淘寶表示一二三四五六七八九十一二三四五六。{context}淘寶回應天地玄黃宇宙洪荒日月盈昃辰宿列張。"
    start = old.index("淘寶")
    quote = quote_of(old, start, start + 2)
    assert (quote.repeated, quote.repeated_before, quote.repeated_after) == (False, True, False)
    new = f"{context}淘寶回應天地玄黃宇宙洪荒日月盈昃辰宿列張。"  # only the other one is left
    assert locate(new, quote, start, start + 2, unchanged=False) is None


def test_two_marks_never_end_on_one_place() -> None:
    left, right = OLD[: OLD.index("淘寶")], OLD[OLD.index("淘寶") + 2 :]
    old = f"{left}淘寶東西南北上下左右前後內外高低遠近。{'無' * 20}。金木水火土風雲雷電山川河海湖泊溪淘寶{right}"
    first = old.index("淘寶")
    second = old.index("淘寶", first + 1)
    quotes = {"first": quote_of(old, first, first + 2), "second": quote_of(old, second, second + 2)}
    new = f"{left}淘寶{right}"
    alone = locate_all(new, {"first": quotes["first"]})["first"]
    assert alone == locate_all(new, {"second": quotes["second"]})["second"] == (len(left), len(left) + 2)
    assert locate_all(new, quotes) == {"first": None, "second": None}


def test_all_of_a_tiny_text_is_not_found_within_another() -> None:
    assert locate("我愛淘寶網", Quote("淘寶"), 0, 2, unchanged=False) is None
    assert locate("淘寶", Quote("淘寶"), 0, 2, unchanged=False) == (0, 2)


def test_a_title_put_in_front_moves_the_first_words() -> None:
    old = "淘寶閃購表示這是餓了麼多年沈澱的服務和履約能力"
    assert locate(f"標題\n{old}", quote_of(old, 0, 4), 0, 4, unchanged=False) == (3, 7)


@given(st.lists(spans(SMALL), min_size=1, max_size=3), st.text("一二三", max_size=80))
def test_many_are_found_as_one_by_one(cases: list[tuple[str, int, int]], new: str) -> None:
    quotes = {f"{n}-{m}": quote_of(text, s, e) for n, (text, s, e) in enumerate(cases) for m in range(1)}
    many = {f"x{number}": Quote(f"無{number}", "前", "後") for number in range(60)}
    places = locate_all(new, quotes | many)
    for name, quote in quotes.items():
        alone = locate(new, quote, 0, 1, unchanged=False)
        assert places[name] in (alone, None)
        if places[name] is None and alone:
            assert any(
                place == alone or locate(new, other, 0, 1, unchanged=False) == alone
                for key, place in places.items()
                if key != name and (other := quotes.get(key))
            )


@given(SMALL)
def test_quotes_made_together_are_those_made_alone(text: str) -> None:
    ranges = [(start, end) for start in range(len(text)) for end in range(start + 1, min(len(text), start + 4) + 1)]
    together = Quotes(text)
    together.prepare(ranges)
    assert [together.of(*place) for place in ranges] == [quote_of(text, *place) for place in ranges]


def test_a_long_passage_is_told_from_one_that_begins_alike() -> None:
    old = "一" * 100 + "".join(map(chr, range(0x5000, 0x5100)))
    quotes = {str(n): quote_of(old, n, 300) for n in range(90, 160)}
    places = locate_all("新" + old, quotes)
    assert places["120"] == (121, 301)


def test_lone_surrogates_move_nothing() -> None:
    text = "甲\ud800乙淘寶丙" + "丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    quote = quote_of(text, 1, 5)
    assert quote.text == "\ufffd乙淘寶"
    assert storable(text)[1:5] == quote.text
    assert locate(text, quote, 1, 5, unchanged=True) == (1, 5)


def _only_card(folder: Path) -> tuple[Corpus, ArticleInfo]:
    corpus = Corpus.open(folder)
    infos = [item for item in corpus.scan() if isinstance(item, ArticleInfo)]
    assert len(infos) == 1
    return corpus, infos[0]


@pytest.mark.parametrize(
    ("encoding", "newline"), [("gb18030", "\n"), ("utf-8", "\r\n"), ("utf-8-sig", "\n"), ("big5", "\r\n")]
)
def test_a_source_in_another_encoding_or_with_other_line_ends_is_the_same_text(
    tmp_path: Path, encoding: str, newline: str
) -> None:
    source = tmp_path / "a.txt"
    text = "淘寶閃購表示\n\n" + "這是多年沈澱的服務和履約能力,產品技術與使用者信任的全面檢驗。\n" * 5
    source.write_bytes(text.encode("utf-8"))
    corpus, info = _only_card(tmp_path)
    before = Stamp.of(corpus.read(info))
    source.write_bytes(text.replace("\n", newline).encode(encoding))
    corpus, info = _only_card(tmp_path)
    after = Stamp.of(corpus.read(info))
    assert (after.sha256, after.id, after.length) == (before.sha256, before.id, before.length)
