"""DocBin: spaCy loads what is exported, checks it, trains on it, and the pipeline comes back as a suggester."""

from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotations.exchange.formats.tools.spacy.docbin_format import FORMAT
from annotations.exchange.formats.tools.spacy.docbin_shards import Shards
from annotations.exchange.options import Options, Tokens
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.tokens import outermost
from annotations.model.span import Span
from annotations.schema_io.default import default_schema
from annotations.suggest.adapters.spacy_pipeline import SpacySuggester
from seeds.errors import SourceError
from seeds.toml.table import TomlTable
from tests.annotations.exchange.records import BEIJING, ODD_TEXTS, SCHEMA, beijing, record_lists, records
from tests.annotations.exchange.trimmed import trimmed
from tests.annotations.exchange.trips import head, reasons, trip, write
from tests.sizes import examples

pytestmark = pytest.mark.skipif(not find_spec("spacy"), reason="spaCy is not installed (zhupi[spacy])")

SENTENCES = [beijing(), beijing("😀"), beijing(" "), beijing("\n今天 "), Record("b1", "今天沒有。\n")]


def blank() -> Any:
    """Return an empty pipeline; spaCy is loaded by the processes that need it, since that takes a second."""
    return import_module("spacy").blank("zh")


def docs(path: Path) -> list[Any]:
    """The docs of a folder, as spaCy loads them."""
    from spacy.tokens import DocBin

    vocab = blank().vocab
    return [doc for file in sorted(path.rglob("*.spacy")) for doc in DocBin().from_disk(file).get_docs(vocab)]


def places(spans: Any) -> set[tuple[int, int, str]]:
    return {(span.start_char, span.end_char, span.label_) for span in spans}


@settings(max_examples=examples(40), deadline=None)
@given(record_lists(records(ODD_TEXTS)))
def test_spacy_loads_texts_entities_and_all_spans(
    tmp_path_factory: pytest.TempPathFactory, given_records: list[Record]
) -> None:
    path = write(FORMAT, given_records, tmp_path_factory.mktemp("spacy"))
    tokenizer = blank()
    for record, doc in zip(given_records, docs(path), strict=True):
        assert doc.text == record.text
        assert [token.text_with_ws for token in doc] == [token.text_with_ws for token in tokenizer.make_doc(doc.text)]
        assert places(doc.spans["sc"]) == trimmed(record)
        clean = [Span("", *place) for place in sorted(trimmed(record))]
        flat = outermost(clean, record, Report())
        lengths = sorted(span.end - span.start for span in flat)
        assert sorted(end - start for start, end, _label in places(doc.ents)) == lengths
        assert places(doc.ents) <= trimmed(record)
        assert doc.cats == {name: float(name in record.categories) for name in ("business", "sports")}


@settings(max_examples=examples(30), deadline=None)
@given(record_lists(records(ODD_TEXTS)))
def test_records_come_back(given_records: list[Record]) -> None:
    back = trip(FORMAT, given_records)
    for record, again in zip(given_records, back.records, strict=True):
        assert {(span.start, span.end, span.label) for span in again.spans} == trimmed(record)
        for name in ("id", "text", "title", "document", "annotator", "status", "categories"):
            assert getattr(again, name) == getattr(record, name)
    assert back.read.complete


@pytest.mark.parametrize("prefix", ["", "😀"])
@pytest.mark.parametrize("tokens", list(Tokens))
def test_the_sentence_that_others_get_wrong(prefix: str, tokens: Tokens, tmp_path: Path) -> None:
    (doc,) = docs(write(FORMAT, [beijing(prefix)], tmp_path, Options(SCHEMA, tokens)))
    assert doc.text == prefix + BEIJING
    assert [("美團" in ent.text, "淘寶閃購" in ent.text) for ent in doc.ents] == [(True, False), (False, True)]
    if tokens is Tokens.CHARACTER:
        assert [ent.text for ent in doc.ents] == ["美團", "淘寶閃購"]
    else:
        assert len(doc) < len(BEIJING)


def test_much_is_in_several_files_and_parts_in_folders(tmp_path: Path) -> None:
    given_records = [replace(beijing(), id=f"a{number}", part=part) for number in range(5) for part in ("train", "dev")]
    path = write(FORMAT, given_records, tmp_path)
    assert sorted(file.relative_to(path).as_posix() for file in path.rglob("*.spacy")) == [
        "dev/00001.spacy",
        "train/00001.spacy",
    ]
    assert {record.part for record in FORMAT.read(path, Report())} == {"train", "dev"}
    few = tmp_path / "few"
    few.mkdir()
    with Shards(few, ".spacy", tokens=60) as shards:
        for doc in docs(path):
            shards.add(doc, "")
    assert sorted(file.name for file in few.iterdir()) == [f"0000{number}.spacy" for number in range(1, 6)]
    assert len(docs(few)) == 10


def test_what_spacy_cannot_have_is_told(tmp_path: Path) -> None:
    report = Report()
    bad = Record("a", "甲\ud800", (Span("s1", 0, 1, "ORG"),))
    odd = Record("b", "甲\0 \n", (Span("s1", 2, 3, "ORG"), Span("s2", 0, 2, "ORG"), Span("s3", 0, 2, "ORG")))
    path = write(FORMAT, [bad, odd], tmp_path, report=report)
    assert [doc.text for doc in docs(path)] == ["甲\0 \n"]
    assert reasons(report) == [
        "the text or a name holds U+D800, which UTF-8 cannot",
        "holds no token",
        "is a duplicate",
    ]


def test_docs_of_others_are_read(tmp_path: Path) -> None:
    from spacy.tokens import Doc, DocBin, SpanGroup

    doc = Doc(blank().vocab, ["😀", "淘寶", "閃購"], [False, False, True])
    inner, outer = doc[1:2], doc[1:3]
    inner.label_, outer.label_ = "ORG", "PROD"
    doc.set_ents([outer])
    doc.spans["other"] = SpanGroup(doc, spans=[inner, inner])
    doc.cats = {"a": 1.0, "b": 0.3}
    DocBin(docs=[doc]).to_disk(tmp_path / "a.spacy")
    report = Report()
    (record,) = FORMAT.read(tmp_path / "a.spacy", report)
    assert FORMAT.detect(tmp_path / "a.spacy", head(tmp_path / "a.spacy"))
    assert (record.text, record.categories, record.part) == ("😀淘寶閃購 ", ("a",), "")
    assert [(span.start, span.end, span.label) for span in record.spans] == [(1, 5, "PROD"), (1, 3, "ORG")]
    assert reasons(report) == ["is a score, and not certain", "is a duplicate"] or reasons(report) == [
        "is a duplicate",
        "is a score, and not certain",
    ]


@pytest.mark.parametrize("cut", [10, 60, -4])
def test_a_file_that_is_cut_off_or_another_is_an_error(tmp_path: Path, cut: int) -> None:
    path = write(FORMAT, [beijing()], tmp_path) / "00001.spacy"
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(SourceError, match="is not a DocBin, or was cut off"):
        list(FORMAT.read(path, Report()))
    path.write_text('{"text": "x"}', "utf-8")
    assert not FORMAT.detect(path, head(path))
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match=r"holds no file that ends in \.spacy"):
        list(FORMAT.read(tmp_path / "empty", Report()))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export with a split, of the hundred texts that ``debug data`` wants at least."""
    given_records = [
        replace(record, id=f"a{number}", part=part)
        for number, record in enumerate(SENTENCES * 24)
        for part in (["train"] if number % 5 else ["train", "dev"])
    ]
    return write(FORMAT, given_records, tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def overrides(corpus: Path) -> dict[str, Any]:
    small = {"components.tok2vec.model.encode.width": 16, "components.tok2vec.model.embed.width": 16}
    steps = {"training.max_steps": 40, "training.eval_frequency": 40, "training.optimizer.learn_rate": 0.02}
    return {"paths.train": str(corpus / "train"), "paths.dev": str(corpus / "dev"), **small, **steps}


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from spacy.cli.init_config import init_config

    path = tmp_path_factory.mktemp("config") / "config.cfg"
    init_config(lang="zh", pipeline=["ner"], optimize="efficiency", gpu=False).to_disk(path)
    return path


def test_spacy_debug_data_finds_no_error(
    config: Path, overrides: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    from spacy.cli.debug_data import debug_data

    paths = {key: value for key, value in overrides.items() if key.startswith("paths.")}
    debug_data(config, config_overrides=paths, no_format=True, silent=False)
    said = capsys.readouterr().out
    assert "Corpus is loadable" in said
    assert "No entities consisting of or starting/ending with whitespace" in said
    assert "120 training docs" in said


def test_spacy_trains_and_what_it_learns_comes_back_as_a_suggester(
    config: Path, overrides: dict[str, Any], tmp_path: Path
) -> None:
    from spacy.cli.train import train

    train(config, tmp_path / "model", overrides=overrides)
    table = TomlTable.parse(Path("zhupi.toml"), b'[suggest.spacy]\nmodel = "model/model-last"\nscript = "original"\n')
    suggester = SpacySuggester(table.table("suggest").table("spacy"), tmp_path, default_schema())
    text = "昨天。" + BEIJING
    found = {(text[item.start : item.end], item.label) for item in suggester.suggest(text)}
    assert found == {("美團", "ORG"), ("淘寶閃購", "ORG")}
