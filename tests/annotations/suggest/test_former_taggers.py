"""Taggers that were written for version 0.1.0: they work by the names of then."""

from collections.abc import Sequence

from annotations.suggest.suggestion import Suggestion
from annotations.suggest.taggers.chunks import pieces, sentence_chunks
from annotations.suggest.taggers.names import Word
from annotations.suggest.taggers.tagging_suggester import TaggingSuggester


class Former(TaggingSuggester):
    """Tag whole sentences as places."""

    name = "former"
    tagger_version = "1"

    def tag_pieces(self, texts: Sequence[str]) -> list[list[Word]]:
        return [[Word(0, len(text), "LOC", 1.0)] if text else [] for text in texts]


def test_a_tagger_may_still_define_tag_pieces() -> None:
    former = Former()  # type: ignore[abstract]
    assert former.suggest("北京。上海") == [
        Suggestion(0, 3, "LOC", 1.0, "former"),
        Suggestion(3, 5, "LOC", 1.0, "former"),
    ]
    assert former.tag_sentences(["北京"]) == former.tag_pieces(["北京"]) == [[Word(0, 2, "LOC", 1.0)]]


def test_sentences_may_still_be_called_pieces() -> None:
    assert list(pieces("一。二")) == list(sentence_chunks("一。二")) == [(0, 2), (2, 3)]
