"""The shared tagger: it says what any tagger says, asks the network once, and forgets what was long ago."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.schema_io.default import default_schema
from annotations.suggest.lac.shared import SharedLac, shared_lac
from annotations.suggest.lac.suggester import LacSuggester
from annotations.suggest.learned.evidence import named_sources
from annotations.suggest.registry import SuggesterContext, make
from annotations.suggest.settings import SuggestSettings
from annotations.suggest.taggers.names import Word
from tests.sizes import examples

TEXTS = st.text(st.sampled_from("中國国北京大學李明去了。，a \n\0😀\ud800"), max_size=20)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts that the network is asked for from now on."""
    seen: list[str] = []
    tag = LacSuggester.tag_sentences

    def noted(self: LacSuggester, texts: Sequence[str]) -> list[list[Word]]:
        seen.extend(text for text in texts if text)
        return tag(self, texts)

    monkeypatch.setattr(LacSuggester, "tag_sentences", noted)
    return seen


@settings(max_examples=examples(30))
@given(questions=st.lists(st.lists(TEXTS, max_size=4), max_size=4), most=st.integers(0, 40))
def test_it_says_what_any_tagger_says(folder: Path, questions: list[list[str]], most: int) -> None:
    tagger, other = SharedLac(folder, most), LacSuggester(folder)
    for texts in questions:
        assert tagger.tag(texts) == other.tag(texts)
        assert sum(map(len, tagger.recent._recent)) == tagger.recent._size <= most


def test_a_sentence_is_looked_at_once(folder: Path, asked: list[str]) -> None:
    tagger = SharedLac(folder)
    tagger.suggest("李明去了。北京大学。李明去了。")
    tagger.tag(["北京大学。中国。"])
    assert sorted(asked) == ["中国。", "北京大学。", "李明去了。"]


def test_what_was_long_ago_is_forgotten(folder: Path, asked: list[str]) -> None:
    tagger = SharedLac(folder, most=5)
    for text in ("李明。", "中国", "李明。", "北京大学", "李明。"):
        tagger.suggest(text)
    assert asked == ["李明。", "中国", "北京大学", "李明。"]


def test_the_suggester_and_what_learns_share_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.suggest.registry._installed_tagger", lambda: folder)
    monkeypatch.setattr("annotations.suggest.learned.evidence._tagger_folder", lambda: folder)
    made = [*named_sources(["lac"]), make("lac", SuggesterContext(SuggestSettings(), default_schema()))]
    assert all(each is shared_lac(folder) for each in made)
