"""Jieba's tags as suggestions, with jieba itself and with rjieba."""

from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.suggest.suggestion import BatchSuggester
from annotations.suggest.taggers import jieba_suggester as jieba_tags
from annotations.suggest.taggers.jieba_suggester import JiebaSuggester
from tests.sizes import examples

TEXTS = st.text(st.sampled_from("雷軍军在上海，。的中國abc1 \n\0😀\ud800"), max_size=40)


@pytest.fixture(scope="module", params=["jieba", "rjieba"])
def suggester(request: pytest.FixtureRequest) -> Iterator[JiebaSuggester]:
    """Return a suggester that uses one of the libraries."""
    if request.param == "rjieba":
        pytest.importorskip("rjieba")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jieba_tags, "find_spec", lambda name: find_spec(name) if request.param == "rjieba" else None)
        found = JiebaSuggester()
        assert found.version.startswith(f"{request.param}-")
        found.suggest("")
        yield found


@pytest.mark.parametrize("text", ["雷军在上海表示，中国科学院", "雷軍在上海表示，中國科學院"])
def test_names_in_either_script(suggester: JiebaSuggester, text: str) -> None:
    found = [(text[s.start : s.end], s.label, s.origin) for s in suggester.suggest(text)]
    assert found == [(text[:2], "PER", "jieba"), ("上海", "LOC", "jieba"), (text[-5:], "ORG", "jieba")]


@settings(max_examples=examples(30))
@given(texts=st.lists(TEXTS, max_size=3))
def test_any_text(suggester: JiebaSuggester, texts: list[str]) -> None:
    for text, words, found in zip(texts, suggester.tag(texts), suggester.suggest_all(texts), strict=True):
        assert "".join(text[start:end] for start, end, _tag in words) == text
        assert all(0 <= s.start < s.end <= len(text) and 0 < s.score < 1 for s in found)


def test_single_characters_and_latin_words_are_no_names(suggester: JiebaSuggester) -> None:
    for text in ("中", "Tom", "A座", "Kennedy 3"):
        assert suggester.suggest(text) == []


def test_persons_are_likely_by_their_surname(suggester: JiebaSuggester) -> None:
    scores = {
        text: [each.score for each in suggester.suggest(text) if each.label == "PER"] for text in ("马云", "约翰逊")
    }
    assert scores == {"马云": [0.4], "约翰逊": [0.2]}


def test_it_is_quiet_and_one_of_batches(suggester: JiebaSuggester, capfd: pytest.CaptureFixture[str]) -> None:
    assert isinstance(suggester, BatchSuggester)
    suggester.suggest("小米集团")
    assert capfd.readouterr() == ("", "")
