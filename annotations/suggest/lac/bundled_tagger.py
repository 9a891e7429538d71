"""Make the tagger that comes with zhupi of its files: of LAC's weights that look at characters, not at words."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from annotations.suggest.lac.network import Network, ResetAfter
from annotations.suggest.lac.pack_files import REPLACEMENTS, TAGS, WEIGHTS, WORDS
from annotations.suggest.lac.tagger import Tagger
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import LISTS, WHOLE, read_regular


class CharacterVocabulary:
    """Number the characters of a text by their place in ``characters``, of which the last stands for all others.

    ``replacements`` map characters to those that are looked up in their place, such as full-width ones.
    """

    def __init__(self, characters: Sequence[str], replacements: Mapping[str, str]) -> None:
        self._numbers = {character: number for number, character in enumerate(characters)}
        self._unknown = len(characters) - 1
        self._numbers |= {
            character: self._numbers.get(other, self._unknown) for character, other in replacements.items()
        }

    def word_numbers(self, text: str) -> tuple[list[int], list[int]]:
        """Return the numbers of a text's characters, and that each of them is one code point long."""
        return [self._numbers.get(character, self._unknown) for character in text], [1] * len(text)


def load_bundled(folder: Path) -> Tagger:
    """Read the tagger's files; raises ``SourceError`` where they are not all there, or broken."""
    try:
        characters, tags, replacements = (
            read_regular(folder / name, LISTS).decode("utf-8").split("\n") for name in (WORDS, TAGS, REPLACEMENTS)
        )
        with np.load(BytesIO(read_regular(folder / WEIGHTS, WHOLE)), allow_pickle=False) as weights:
            wide = {name: weights[name].astype(np.float32) for name in weights.files}
        _check_sizes(characters, tags, wide)
        vocabulary = CharacterVocabulary(characters, dict(line.split("\t") for line in replacements))
        return Tagger(vocabulary, tags, _network(wide), wide["transitions"])
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        message = _("the tagger is broken: {why}").format(why=error)
        raise SourceError(Problem(str(folder), message, advice=_("install zhupi again"))) from error


def _check_sizes(characters: Sequence[str], tags: Sequence[str], weights: Mapping[str, NDArray[np.float32]]) -> None:
    if (len(characters), len(tags)) != (len(weights["embedding"]), len(weights["output_bias"])):
        raise ValueError(_("the lists do not fit the weights"))


def _network(weights: Mapping[str, NDArray[np.float32]]) -> Network:
    parts = ("inputs", "bias", "recurrent", "recurrent_bias")
    layers = [ResetAfter(*(weights[f"{part}_{number}"] for part in parts)) for number in (0, 1)]
    vectors = weights["embedding"]
    return Network(lambda words: vectors[words], layers, weights["output"], weights["output_bias"])
