"""Suggestions in any text: inside it, apart from each other, and the same whatever else is asked for."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.suggest.lac.suggester import LacSuggester
from annotations.suggest.suggestion import BatchSuggester
from annotations.suggest.taggers import tagging_suggester as tagging
from seeds.errors import SourceError
from tests.sizes import examples

TEXTS = st.text(st.sampled_from("中國国北京大學李明去了。，abcＡ \n\0😀\ud800"), max_size=60)


@given(texts=st.lists(TEXTS, max_size=4))
def test_suggestions_lie_in_their_text_apart_and_in_order(folder: Path, texts: list[str]) -> None:
    suggester = LacSuggester(folder)
    for text, found in zip(texts, suggester.suggest_all(texts), strict=True):
        offsets = [offset for suggestion in found for offset in (suggestion.start, suggestion.end)]
        assert offsets == sorted(offsets)
        assert all(0 <= s.start < s.end <= len(text) and s.origin == "lac" and 0.3 <= s.score <= 1.001 for s in found)


@given(texts=st.lists(TEXTS, max_size=4))
def test_the_words_tile_each_text(folder: Path, texts: list[str]) -> None:
    for text, words in zip(texts, LacSuggester(folder).tag(texts), strict=True):
        assert "".join(text[start:end] for start, end, _tag in words) == text
        assert all(start < end for start, end, _tag in words)


@settings(max_examples=examples(20))
@given(texts=st.lists(TEXTS, max_size=6), batch=st.integers(1, 50))
def test_batches_do_not_matter(folder: Path, texts: list[str], batch: int) -> None:
    suggester = LacSuggester(folder)
    together = suggester.tag(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tagging, "BATCH", batch)
        assert suggester.tag(texts) == together


def test_a_long_text_is_tagged_in_linear_time(folder: Path) -> None:
    text = "李明去了北京大學" * 20_000
    found = LacSuggester(folder).tag([text])[0]
    assert found[-1][1] == len(text)


def test_it_is_a_suggester_of_batches(folder: Path) -> None:
    assert isinstance(LacSuggester(folder), BatchSuggester)
    assert LacSuggester(folder).version != LacSuggester(folder, join_places=True).version


def test_a_missing_folder_is_named_when_it_is_used(tmp_path: Path) -> None:
    suggester = LacSuggester(tmp_path / "none")
    with pytest.raises(SourceError, match="zhupi data add lac"):
        suggester.suggest("中国")


def test_what_may_make_it_does_not_import_numpy() -> None:
    """Only the suggester and the learner that are asked need it, and it takes a tenth of a second."""
    names = ("packs", "registry", "project", "workers.service", "learned.project", "taggers.jieba_suggester")
    modules = ", ".join(f"annotations.suggest.{name}" for name in names)
    script = f"import sys, {modules}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120
    ).stdout.split()
    assert not {"numpy", "jieba", "rjieba"} & set(loaded)
