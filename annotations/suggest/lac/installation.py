"""Take from LAC's source distribution what the tagger needs, and write it as a data pack."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from annotations.suggest.lac.pack_files import DICTIONARY, REPLACEMENTS, TAGS, WEIGHTS, WORDS
from annotations.suggest.lac.tensors import read_tensor
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.packs.archive import Archive

_MODEL = "LAC/lac_model"


def install(archive: Archive, folder: Path) -> None:
    """Write what the tagger needs, 9 of 33 MB: embeddings in 8 bits, other weights in 16, and plain lists of words.

    Raises ``SourceError`` where the archive lacks something of it, or holds something else in its place.
    """

    def read(name: str) -> str:
        return archive.read(f"{_MODEL}/conf/{name}").decode("utf-8")

    try:
        np.savez(folder / WEIGHTS, allow_pickle=False, **_weights(lambda name: archive.read(f"{_MODEL}/model/{name}")))
        for name, listed in ((WORDS, numbered(read("word.dic"))), (TAGS, numbered(read("tag.dic")))):
            _write(folder / name, listed)
        _write(folder / DICTIONARY, [word for word, _count in pairs(read("small_seg.dic"), " ")])
        _write(folder / REPLACEMENTS, ["\t".join(pair) for pair in pairs(read("q2b.dic"), "\t")])
    except ValueError as error:
        message = _("the archive does not hold the tagger: {why}").format(why=error)
        raise SourceError(Problem(_MODEL, message)) from error


def _weights(read: Callable[[str], bytes]) -> dict[str, NDArray[np.generic]]:
    """Return the weights by the names that ``network`` and ``field`` know; of a layer, both directions in one array.

    Paddle adds the bias of its recurrent units to their input, and keeps their weights in one array: those of the two
    gates, and then those of the candidate.
    """

    def tensor(name: str) -> NDArray[np.float32]:
        return read_tensor(read(name))

    embedding = tensor("word_emb")
    scale = np.abs(embedding).max(1) / 127
    scale[scale == 0] = 1
    small: dict[str, NDArray[np.generic]] = {}
    for layer in (0, 1):
        sides = (2 * layer, 2 * layer + 1)
        recurrent = [tensor(f"gru_{side}.w_0") for side in sides]
        width = len(recurrent[0])
        split = [np.split(weights.ravel(), [2 * width * width]) for weights in recurrent]
        small[f"inputs_{layer}"] = np.stack([tensor(f"fc_{side}.w_0") for side in sides])
        small[f"bias_{layer}"] = np.stack([tensor(f"fc_{s}.b_0") + tensor(f"gru_{s}.b_0")[0] for s in sides])
        small[f"gates_{layer}"] = np.stack([gates.reshape(width, 2 * width) for gates, _candidate in split])
        small[f"candidate_{layer}"] = np.stack([candidate.reshape(width, width) for _gates, candidate in split])
    small["output"], small["output_bias"] = tensor("fc_4.w_0"), tensor("fc_4.b_0")
    small["transitions"] = tensor("crfw")
    return {
        "embedding": np.rint(embedding / scale[:, None]).astype(np.int8),
        "embedding_scale": scale,
        **{name: values.astype(np.float16) for name, values in small.items()},
    }


def pairs(text: str, separator: str) -> list[tuple[str, str]]:
    """Return the lines that are two fields; line ends are LF alone, since other ones are words."""
    fields = [line.split(separator) for line in text.split("\n")]
    return [(pair[0], pair[1]) for pair in fields if len(pair) == 2]


def numbered(text: str) -> list[str]:
    """Return the names of a numbered list in their order; where a number has several, the last."""
    names = {int(number): name for number, name in pairs(text, "\t")}
    return [names[number] for number in range(len(names))]


def _write(path: Path, lines: list[str]) -> None:
    if not lines:
        raise ValueError(f"nothing for {path.name}")
    path.write_bytes("\n".join(lines).encode("utf-8"))
