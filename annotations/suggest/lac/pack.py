"""The data pack: LAC's source distribution on the package index, and what of it is kept in which files."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.packs.archive import Archive
from seeds.packs.installed import installed
from seeds.packs.pack import Pack

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = "weights.npz"
WORDS = "words.txt"
TAGS = "tags.txt"
DICTIONARY = "dictionary.txt"
REPLACEMENTS = "replacements.txt"

_MODEL = "LAC/lac_model"


def install(archive: Archive, folder: Path) -> None:
    """Write what the tagger needs, 9 of 33 MB: embeddings in 8 bits, other weights in 16, and plain lists of words.

    Raises ``SourceError`` where the archive lacks something of it, or holds something else in its place.
    """
    import numpy as np  # noqa: PLC0415 - slow to import, for those who add the pack

    def read(name: str) -> str:
        return archive.read(f"{_MODEL}/conf/{name}").decode("utf-8")

    try:
        np.savez(folder / WEIGHTS, allow_pickle=False, **_weights(lambda name: archive.read(f"{_MODEL}/model/{name}")))
        for name, listed in ((WORDS, _numbered(read("word.dic"))), (TAGS, _numbered(read("tag.dic")))):
            _write(folder / name, listed)
        _write(folder / DICTIONARY, [word for word, _count in _pairs(read("small_seg.dic"), " ")])
        _write(folder / REPLACEMENTS, ["\t".join(pair) for pair in _pairs(read("q2b.dic"), "\t")])
    except ValueError as error:
        message = _("the archive does not hold the tagger: {why}").format(why=error)
        raise SourceError(Problem(_MODEL, message)) from error


LAC = Pack(
    name="lac",
    description=_("the weights of Baidu's LAC, which finds persons, places and organisations"),
    distribution="lac",
    lowest="2.1.2",
    pinned={"2.1.2": "22fcde0d5082d2044205ea6f6a7a9cd1f0d63e7b21b2dd5c9c73f27e7c0a3ef1"},
    install=install,
    newer=False,
)


def tagger_folder() -> Path | None:
    """Where the tagger is installed, if it is; raises ``SourceError`` where a pack is broken."""
    pack = installed().get(LAC.name)
    return pack.folder if pack else None


def _weights(read: Callable[[str], bytes]) -> "dict[str, NDArray[np.generic]]":
    """The weights by the names that ``network`` and ``field`` know; of a layer, both directions in one array.

    Paddle adds the bias of its recurrent units to their input, and keeps their weights in one piece: those of the two
    gates, and then those of the candidate.
    """
    import numpy as np  # noqa: PLC0415 - slow to import, for those who add the pack

    from annotations.suggest.lac.tensors import read_tensor  # noqa: PLC0415 - it wants numpy

    def tensor(name: str) -> "NDArray[np.float32]":
        return read_tensor(read(name))

    embedding = tensor("word_emb")
    scale = np.abs(embedding).max(1) / 127
    scale[scale == 0] = 1
    small: dict[str, NDArray[np.generic]] = {}
    for layer in (0, 1):
        sides = (2 * layer, 2 * layer + 1)
        recurrent = [tensor(f"gru_{side}.w_0") for side in sides]
        width = len(recurrent[0])
        pieces = [np.split(weights.ravel(), [2 * width * width]) for weights in recurrent]
        small[f"inputs_{layer}"] = np.stack([tensor(f"fc_{side}.w_0") for side in sides])
        small[f"bias_{layer}"] = np.stack([tensor(f"fc_{s}.b_0") + tensor(f"gru_{s}.b_0")[0] for s in sides])
        small[f"gates_{layer}"] = np.stack([gates.reshape(width, 2 * width) for gates, _candidate in pieces])
        small[f"candidate_{layer}"] = np.stack([candidate.reshape(width, width) for _gates, candidate in pieces])
    small["output"], small["output_bias"] = tensor("fc_4.w_0"), tensor("fc_4.b_0")
    small["transitions"] = tensor("crfw")
    return {
        "embedding": np.rint(embedding / scale[:, None]).astype(np.int8),
        "embedding_scale": scale,
        **{name: values.astype(np.float16) for name, values in small.items()},
    }


def _pairs(text: str, separator: str) -> list[tuple[str, str]]:
    """The lines that are two fields; line ends are LF alone, since other ones are words."""
    fields = [line.split(separator) for line in text.split("\n")]
    return [(pair[0], pair[1]) for pair in fields if len(pair) == 2]


def _numbered(text: str) -> list[str]:
    """The names of a numbered list in their order; where a number has several, the last."""
    names = {int(number): name for number, name in _pairs(text, "\t")}
    return [names[number] for number in range(len(names))]


def _write(path: Path, lines: list[str]) -> None:
    if not lines:
        raise ValueError(f"nothing for {path.name}")
    path.write_bytes("\n".join(lines).encode("utf-8"))
