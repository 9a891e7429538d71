"""Test views: any chunk of a text is what it is in the conversion of the whole, and little more is converted."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.script import view as view_module
from seeds.script.converter import Converter, load_converter
from seeds.script.cuts import chunks, cut_after
from seeds.script.data_sets import LIBRARY, WHEEL, DataSet, find_data_set
from seeds.script.dictionary import in_turn
from seeds.script.forward import ForwardReplacement, Segmentation
from seeds.script.longest import LongestReplacement
from seeds.script.offsets import Edit
from seeds.script.stage import Chunk, Stage, run_all
from seeds.script.view import ScriptView

BUNDLED = Path(__file__).parents[3] / "seeds" / "data" / "000_4e627f4a21125a39.txt"
KEYS = st.text("甲乙丙", min_size=1, max_size=3)
DICTIONARIES = st.dictionaries(KEYS, st.text("甲乙丙丁", min_size=1, max_size=4), max_size=5)
TEXTS = st.text("甲乙丙丁⿰", min_size=1, max_size=60)
NOWHERE = DataSet("made up", "", {}, {})


@st.composite
def chains(draw: st.DrawFn) -> list[Stage]:
    if draw(st.booleans()):
        return [LongestReplacement(draw(st.lists(DICTIONARIES, min_size=1, max_size=2))) for _ in range(2)]
    replacements = [ForwardReplacement(in_turn(draw(st.lists(DICTIONARIES, max_size=2)))) for _ in range(2)]
    return [Segmentation(draw(DICTIONARIES)), *replacements]


def pieces_at(view: ScriptView, cuts: Sequence[int]) -> str:
    return "".join(view.convert(start, end).text for start, end in pairwise(cuts))


@given(chains(), TEXTS, st.data())
def test_what_is_cut_converts_as_the_whole_does(stages: list[Stage], text: str, data: st.DataObject) -> None:
    cut = cut_after(stages, text, data.draw(st.integers(0, len(text))))
    whole, offsets = run_all(stages, text)
    if cut is not None:
        assert run_all(stages, text[:cut])[0] + run_all(stages, text[cut:])[0] == whole
        assert offsets.to_target(cut) == offsets.to_target(cut, end=True)


@given(chains(), TEXTS, st.integers(1, 9))
def test_chunks_cover_the_text_and_convert_as_the_whole_does(stages: list[Stage], text: str, size: int) -> None:
    ranges = list(chunks(stages, text, size))
    assert [start for start, _ in ranges] == [0, *(end for _, end in ranges[:-1])]
    assert ranges[-1][1] == len(text)
    assert "".join(run_all(stages, text[start:end])[0] for start, end in ranges) == run_all(stages, text)[0]


@given(chains(), TEXTS, st.data())
def test_chunks_of_a_partition_join_to_the_whole(stages: list[Stage], text: str, data: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(view_module, "_CHUNK", data.draw(st.integers(1, 8)))
        patch.setattr(view_module, "_MOST_CHUNKS", data.draw(st.integers(1, 3)))
        converter = Converter("made up", NOWHERE, stages)
        whole = converter.convert(text)
        view = ScriptView(text, converter)
        cuts = sorted({0, len(text), *data.draw(st.lists(st.integers(0, len(text)), max_size=5))})
        assert pieces_at(view, cuts) == whole.text
        start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        piece = view.convert(start, end)
        assert piece.text == whole.text[whole.map.to_target(start) : whole.map.to_target(end)]
        assert piece.map == whole.map.cropped(start, end)


@pytest.mark.parametrize("configuration", ["s2t", "t2s", "s2twp", "tw2sp", "s2hkp", "t2jp"])
@pytest.mark.parametrize("name", [WHEEL, LIBRARY])
def test_paragraphs_of_the_bundled_articles(configuration: str, name: str) -> None:
    if configuration not in find_data_set(name).recipes:
        pytest.skip("not in this data")
    text = BUNDLED.read_text("utf-8").replace("\n", "")
    converter = load_converter(configuration, name)
    whole = converter.convert(text)
    view = ScriptView(text, converter)
    assert pieces_at(view, [*range(0, len(text), 311), len(text)]) == whole.text


def test_what_came_long_before_can_forbid_a_cut() -> None:
    # Whether 甲 is left over before 丁, for the second stage to match, depends on where the run of 甲 began.
    stages: list[Stage] = [ForwardReplacement({"甲甲": "乙"}), ForwardReplacement({"甲丁": "戊"})]
    for length in range(4, 12):
        text = "甲" * length + "丁" + "丙" * 20
        cut = cut_after(stages, text, length)
        assert cut is not None
        assert run_all(stages, text[:cut])[0] + run_all(stages, text[cut:])[0] == run_all(stages, text)[0]


class Counting:
    """Count what passes through a stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.reach = stage.reach
        self.count = 0

    def run(self, stretch: Chunk) -> tuple[Chunk, Sequence[Edit]]:
        self.count += len(stretch.text)
        return self._stage.run(stretch)

    def spans(self, text: str) -> object:
        self.count += len(text)
        return self._stage.spans(text)


def counted(configuration: str) -> tuple[Converter, Counting]:
    converter = load_converter(configuration)
    first = Counting(converter.stages[0])
    return Converter(converter.name, converter.dataset, (first, *converter.stages[1:])), first  # type: ignore[arg-type]


def test_one_paragraph_of_a_million_characters_in_one_line_reads_little() -> None:
    text = BUNDLED.read_text("utf-8").replace("\n", "") * 40
    converter, counter = counted("tw2sp")
    ScriptView(text, converter).convert(500_000, 500_300)
    assert 0 < counter.count < 10_000


def test_chunks_are_kept_until_others_take_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    text = BUNDLED.read_text("utf-8")
    converter, counter = counted("t2s")
    view = ScriptView(text, converter)
    first = view.convert(3000, 3100)
    before = counter.count
    assert view.convert(3000, 3100) == first
    assert counter.count == before
    monkeypatch.setattr(view_module, "_MOST_CHUNKS", 1)
    view.convert(9000, 9100)
    before = counter.count
    assert view.convert(3000, 3100) == first
    assert counter.count > before


def test_a_text_that_can_be_cut_nowhere_is_converted_whole() -> None:
    stages = [ForwardReplacement({"甲甲": "乙"})]
    text = "甲" * 5001
    converter = Converter("made up", NOWHERE, stages)
    assert converter.convert(text).text == "乙" * 2500 + "甲"
    assert ScriptView(text, converter).convert(4000, 4004).text == "乙乙"


def test_a_replacement_cut_in_two_belongs_to_the_piece_with_its_end() -> None:
    converter = Converter("made up", NOWHERE, [ForwardReplacement({"乙丙": "丁丁丁"})])
    view = ScriptView("甲乙丙甲", converter)
    left, right = view.convert(0, 2), view.convert(2, 4)
    assert (left.text, left.map.edits) == ("甲", ((1, 1, 1, 0),))
    assert (right.text, right.map.edits) == ("丁丁丁甲", ((0, 1, 0, 3),))


def test_an_empty_piece() -> None:
    assert ScriptView("", load_converter("t2s")).convert(0, 0).text == ""
    assert ScriptView("淘寶", load_converter("t2s")).convert(1, 1).text == ""
