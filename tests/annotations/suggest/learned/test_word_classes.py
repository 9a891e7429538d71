from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.lac.pack_files import DICTIONARY, REPLACEMENTS, WEIGHTS, WORDS
from annotations.suggest.learned.classes import WordClasses, word_classes
from seeds.errors import SourceError

SIZES = (3, 10, 40)
WORD_LIST = ["OOV", "台", "北", "上", "海", "台北", "上海", "吃", "喝", "1"] + [chr(0x5000 + n) for n in range(90)]


def directions(count: int) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
    return np.random.default_rng(5).integers(-127, 127, (count, 16)).astype(np.int8)


@pytest.fixture(autouse=True, scope="module")
def few_classes() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("annotations.suggest.learned.classes.SIZES", SIZES)
        yield


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    vectors = directions(len(WORD_LIST))
    vectors[WORD_LIST.index("上海")] = vectors[WORD_LIST.index("台北")]
    np.savez(folder / WEIGHTS, embedding=vectors)
    (folder / WORDS).write_text("\n".join(WORD_LIST), "utf-8")
    (folder / DICTIONARY).write_text("台北\n上海", "utf-8")
    (folder / REPLACEMENTS).write_text("１\t1", "utf-8")
    return folder


@pytest.fixture(scope="session")
def classes(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> WordClasses:
    return WordClasses(pack, tmp_path_factory.mktemp("cache"))


@given(st.text(st.sampled_from("台北上海吃喝1１。 \n臺"), max_size=30))
def test_words_are_in_order_and_leave_only_blanks_out(classes: WordClasses, text: str) -> None:
    found = classes.tag([text])[0]
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    covered = {offset for start, end, _tag in found for offset in range(start, end)}
    assert all(text[offset].isspace() for offset in set(range(len(text))) - covered)


def test_words_that_are_used_alike_are_of_the_same_classes(classes: WordClasses) -> None:
    (taipei, _eat, shanghai), *_rest = classes.tag(["臺北吃上海"])
    assert taipei[:2] == (0, 2)
    assert taipei[2] == shanghai[2]
    assert len(taipei[2].split()) == len(SIZES)


def test_the_numbers_of_classes_of_different_size_differ(classes: WordClasses) -> None:
    tags = [tag.split() for found in classes.tag(["".join(WORD_LIST[1:])]) for _start, _end, tag in found]
    columns = [{tag[column] for tag in tags} for column in range(len(SIZES))]
    assert sum(map(len, columns)) == len(set.union(*columns))


def test_classes_are_kept_and_taken_from_the_cache_unless_it_is_damaged(pack: Path, tmp_path: Path) -> None:
    first = WordClasses(pack, tmp_path).tag(["台北"])
    (kept,) = tmp_path.iterdir()
    content = kept.read_bytes()
    kept.write_bytes(b"\0" * len(content))
    assert WordClasses(pack, tmp_path).tag(["台北"]) != first
    kept.write_bytes(content[:-1])
    assert WordClasses(pack, tmp_path).tag(["台北"]) == first
    assert kept.read_bytes() == content


def test_a_cache_that_cannot_be_written_is_done_without(pack: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    assert WordClasses(pack, blocked).tag(["台北"])[0]


@pytest.mark.parametrize("missing", [WEIGHTS, WORDS])
def test_a_broken_pack_is_named(pack: Path, tmp_path: Path, missing: str) -> None:
    for file in pack.iterdir():
        if file.name != missing:
            (tmp_path / file.name).write_bytes(file.read_bytes())
    with pytest.raises(SourceError, match="run: zhupi data add lac"):
        WordClasses(tmp_path, tmp_path).tag(["台北"])


def test_the_same_vectors_make_the_same_classes() -> None:
    vectors = directions(200).astype(np.float32)
    first = word_classes(vectors)
    assert (first == word_classes(vectors)).all()
    assert (first == word_classes(3 * vectors)).all()
