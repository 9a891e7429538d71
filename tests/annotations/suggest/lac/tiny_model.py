"""A tagger with random weights, made as LAC's archive holds it."""

import io
import struct
import tarfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WIDTH = 4
WORDS = [" ", *"中国北京大学李明去了。abc", "中国", "北京", "大学", "北京大", "OOV"]
TAGS = ["n-B", "n-I", "PER-B", "PER-I", "LOC-B", "LOC-I", "ORG-B", "ORG-I", "O"]


def varint(number: int) -> bytes:
    """Return a number as protobuf writes it."""
    return bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80]) + varint(number >> 7)


def tensor(values: NDArray[np.float32], *, packed: bool = False, levels: int = 0, kind: int = 5) -> bytes:
    """Return a tensor as paddle writes it."""
    sizes = [varint(size) for size in values.shape]
    dimensions = (
        b"\x12" + varint(len(b"".join(sizes))) + b"".join(sizes) if packed else b"".join(b"\x10" + s for s in sizes)
    )
    description = b"\x08" + bytes([kind]) + dimensions
    detail = struct.pack("<Q", levels) + struct.pack("<QQ", 8, 0) * levels
    return bytes(4) + detail + bytes(4) + struct.pack("<i", len(description)) + description + values.tobytes()


def weights(random: np.random.Generator) -> dict[str, NDArray[np.float32]]:
    """Return random weights of the shapes that LAC's have, but small."""
    shapes: dict[str, tuple[int, ...]] = {"word_emb": (len(WORDS), WIDTH), "crfw": (len(TAGS) + 2, len(TAGS))}
    for side in range(4):
        shapes[f"fc_{side}.w_0"] = (WIDTH if side < 2 else 2 * WIDTH, 3 * WIDTH)
        shapes[f"fc_{side}.b_0"] = (3 * WIDTH,)
        shapes[f"gru_{side}.w_0"] = (WIDTH, 3 * WIDTH)
        shapes[f"gru_{side}.b_0"] = (1, 3 * WIDTH)
    shapes |= {"fc_4.w_0": (2 * WIDTH, len(TAGS)), "fc_4.b_0": (len(TAGS),)}
    return {name: random.normal(0, 1.5, shape).astype(np.float32) for name, shape in shapes.items()}


def members(model: Mapping[str, NDArray[np.float32]]) -> dict[str, bytes]:
    """Return the files of an archive with these weights."""
    lists = {
        "word.dic": "\n".join(f"{number}\t{word}" for number, word in enumerate(WORDS)),
        "tag.dic": "\n".join(["2\tnr-B", *(f"{number}\t{tag}" for number, tag in enumerate(TAGS))]) + "\n",
        "small_seg.dic": "中国 5\n北京 7\n大学 3\n北京大 1\n国北 1\n",
        "q2b.dic": "Ａ\ta\nＢ\tb\n",
    }
    files = {f"model/{name}": tensor(values) for name, values in model.items()}
    files |= {f"conf/{name}": content.encode() for name, content in lists.items()}
    return {f"LAC/lac_model/{name}": content for name, content in files.items()}


def write_archive(path: Path, files: Mapping[str, bytes], version: str = "2.1.2") -> Path:
    """Write a source distribution of these files."""
    info = f"Metadata-Version: 2.1\nName: LAC\nVersion: {version}\n".encode()
    with tarfile.open(path, "w:gz") as tar:
        for name, content in {"PKG-INFO": info, **files}.items():
            entry = tarfile.TarInfo(f"LAC-{version}/{name}")
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return path
