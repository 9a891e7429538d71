"""Test telling GBK from Big5 on real text of both scripts."""

import json
from pathlib import Path
from random import Random

import pytest

from seeds.encoding.charset import chineseness, guess_encodings
from seeds.sources.corpus import Corpus


def bundled_text() -> str:
    return Corpus.open(None).root.read_text(encoding="utf-8").replace("\n", "")


def slices(text: str, encoding: str, size: int, count: int) -> list[tuple[str, bytes]]:
    random = Random(size)
    starts = [random.randrange(len(text) - size) for _index in range(count)]
    samples = []
    for start in starts:
        piece = text[start : start + size]
        try:
            samples.append((piece, piece.encode(encoding)))
        except UnicodeEncodeError:
            continue
    return samples


@pytest.mark.parametrize("encoding", ["gb18030", "cp950"])
@pytest.mark.parametrize(("size", "least"), [(10, 0.97), (30, 1.0), (200, 1.0)])
def test_slices_of_the_bundled_articles(encoding: str, size: int, least: float) -> None:
    pieces = slices(bundled_text(), encoding, size, 500)
    assert len(pieces) > 250
    right = sum(guess_encodings(data)[:1] == [encoding] for _piece, data in pieces)
    assert right / len(pieces) >= least


@pytest.mark.parametrize("encoding", ["gb18030", "cp950"])
def test_every_sentence_of_an_encyclopedia(encoding: str, shared_data: Path) -> None:
    lines = (shared_data / "uner_gsd_trad.dev.jsonl").read_text(encoding="utf-8").splitlines()
    right = wrong = 0
    for line in lines:
        text = json.loads(line)["text"]
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        if len(text) >= 20:
            is_right = guess_encodings(data)[:1] == [encoding]
            right += is_right
            wrong += not is_right
    assert right > 250
    assert wrong == 0


def test_what_no_candidate_decodes_has_no_encoding() -> None:
    assert guess_encodings(b"\xff\xff\xff") == []


def test_chineseness_is_high_for_prose_and_low_for_what_is_decoded_wrongly() -> None:
    prose = bundled_text()[:1000]
    assert chineseness(prose)[0] > 0.3
    assert chineseness(prose.encode("utf-16-le").decode("utf-16-be", "ignore"))[0] < 0.05
    assert chineseness("plain ascii") == (1.0, 0)
    assert chineseness("\0\0中") == ((1 - 2) / 3, 3)
