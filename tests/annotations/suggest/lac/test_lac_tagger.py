"""The tagger: words that tile the text, whatever stands beside it in the batch."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.lac.pack_files import DICTIONARY, TAGS, WEIGHTS, WORDS
from annotations.suggest.lac.tagger import Tagger, load_tagger
from seeds.errors import SourceError

TEXTS = st.text(st.sampled_from("中国北京大学李明去了。，abcＡ \n\0😀\ud800"), max_size=30)


@given(texts=st.lists(TEXTS, max_size=8))
def test_the_words_tile_each_text_and_have_known_tags(tagger: Tagger, texts: list[str]) -> None:
    for text, words in zip(texts, tagger.tag(texts), strict=True):
        assert [word.start for word in words] == [0, *(word.end for word in words)][: len(words)]
        assert (words[-1].end if words else 0) == len(text)
        assert all(word.start < word.end and word.tag in {"n", "PER", "LOC", "ORG", "O"} for word in words)
        assert all(-1e-6 <= word.probability <= 1 + 1e-4 for word in words)


@given(texts=st.lists(TEXTS, max_size=8))
def test_a_batch_equals_its_texts_alone(tagger: Tagger, texts: list[str]) -> None:
    for text, together in zip(texts, tagger.tag(texts), strict=True):
        (alone,) = tagger.tag([text])
        assert [word[:3] for word in alone] == [word[:3] for word in together]
        assert [word.probability for word in alone] == pytest.approx([word.probability for word in together], abs=1e-4)


def test_words_are_made_of_tags(tagger: Tagger) -> None:
    """A tag that continues lengthens the word before it, which takes the last tag; and has its probability."""
    tokens = [(2, 3, 0.9, 1.0, 0.4), (1, 3, 0.8, 0.5, 0.2), (1, 0, 0.7, 0.6, 0.0), (1, 5, 0.3, 0.25, 0.0)]
    words = tagger._words(tokens)
    assert [word[:3] for word in words] == [(0, 3, "PER"), (3, 5, "LOC")]
    assert [word.probability for word in words] == pytest.approx([0.9 * 0.5 * 0.8, 0.7 * 0.25])


@pytest.mark.parametrize("name", [DICTIONARY, TAGS, WEIGHTS, WORDS])
@pytest.mark.parametrize("content", [None, b"\xff\xfe", b""])
def test_a_broken_folder_is_named(folder: Path, tmp_path: Path, name: str, content: bytes | None) -> None:
    place = tmp_path / "broken"
    shutil.copytree(folder, place)
    (place / name).unlink()
    if content is not None:
        (place / name).write_bytes(content)
    if name == DICTIONARY and content == b"":
        assert load_tagger(place).tag(["中国"])  # a tagger without a dictionary is one
        return
    with pytest.raises(SourceError, match="zhupi data add lac"):
        load_tagger(place)
