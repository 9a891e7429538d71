"""UIMA CAS: dkpro-cassis itself reads what was written, as JSON and as XMI, with every span where it was marked."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import cassis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.exchange.format import ConfigurableFormat, Format
from annotations.exchange.formats.tools.cas import json_format as cas_json
from annotations.exchange.formats.tools.cas import xmi_format as cas_xmi
from annotations.exchange.options import ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Relation, Span
from seeds.errors import SourceError, UndecidedError
from tests.annotations.exchange.records import ODD_TEXTS, beijing, record_lists, records
from tests.annotations.exchange.trips import head, reasons, told, trip, write
from tests.sizes import examples

NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
FORMATS = pytest.mark.parametrize("format_", [cas_json.FORMAT, cas_xmi.FORMAT], ids=["json", "xmi"])
SETTINGS = settings(max_examples=examples(25), deadline=None)


def load(path: Path) -> Any:
    """Return what dkpro-cassis makes of a file."""
    if path.suffix == ".json":
        return cassis.load_cas_from_json(path.read_text("utf-8"))
    return cassis.load_cas_from_xmi(path, cassis.load_typesystem(path.parent / "TypeSystem.xml"))


def covered(cas: Any, kind: str = NER) -> list[tuple[str, str]]:
    return [(item.get("value") or "", item.get_covered_text()) for item in cas.select(kind)]


@FORMATS
@pytest.mark.parametrize("prefix", ["", "😀"])
def test_the_sentence_that_others_get_wrong(tmp_path: Path, format_: Format, prefix: str) -> None:
    folder = write(format_, [beijing(prefix)], tmp_path)
    cas = load(folder / f"b1{format_.about.suffix}")
    assert cas.sofa_string == prefix + beijing().text
    assert covered(cas) == [("ORG", "美團"), ("ORG", "淘寶閃購")]
    assert not cas.typecheck()


def test_offsets_in_the_file_are_utf_16_units(tmp_path: Path) -> None:
    folder = write(cas_json.FORMAT, [beijing("😀")], tmp_path)
    structures = json.loads((folder / "b1.json").read_text("utf-8"))["%FEATURE_STRUCTURES"]
    spans = [(item["begin"], item["end"]) for item in structures if item["%TYPE"] == NER]
    start = beijing().text.index("美團") + 2
    assert spans[0] == (start, start + 2)


@FORMATS
@SETTINGS
@given(record=records(st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | ODD_TEXTS))
def test_cassis_can_read_all_of_it(tmp_path_factory: pytest.TempPathFactory, format_: Format, record: Record) -> None:
    report = Report()
    folder = write(format_, [record], tmp_path_factory.mktemp("cas"), report=report)
    files = [path for path in folder.iterdir() if path.name not in ("articles.jsonl", "TypeSystem.xml")]
    if not report.complete:
        assert format_ is cas_xmi.FORMAT
        assert not files
        assert reasons(report)[0].endswith("which XML cannot")
        return
    cas = load(files[0])
    assert cas.sofa_string == record.text
    assert sorted(covered(cas)) == sorted((span.label, record.words(span)) for span in record.spans)
    assert "".join(words for _label, words in covered(cas, TOKEN)) == "".join(record.text.split())
    for sentence in cas.select(SENTENCE):
        assert cas.select_covered(TOKEN, sentence)


@FORMATS
@SETTINGS
@given(found=record_lists().filter(bool))
def test_what_is_read_is_what_was_written(format_: Format, found: list[Record]) -> None:
    there = trip(format_, found)
    assert [told(record) for record in there.records] == [told(record) for record in found]
    assert there.written.complete
    assert there.read.complete


def test_what_xml_cannot_hold_is_refused_and_told(tmp_path: Path) -> None:
    spans = (Span("s1", 0, 1, "ORG", note="\x01"), Span("s2", 1, 2, "ORG", attributes={"a": "\ufffe", "b": "c"}))
    report = Report()
    folder = write(cas_xmi.FORMAT, [Record("a", "甲\0"), Record("b", "甲乙", spans)], tmp_path, report=report)
    assert [path.name for path in folder.glob("*.xmi")] == ["b.xmi"]
    assert reasons(report) == [
        "the text or a name holds U+0000, which XML cannot",
        "holds U+0001, which XML cannot",
        "holds U+FFFE, which XML cannot",
    ]
    (back,) = cas_xmi.FORMAT.read(folder, Report())
    assert [(span.note, dict(span.attributes)) for span in back.spans] == [("", {}), ("", {"b": "c"})]


@FORMATS
def test_what_others_wrote(tmp_path: Path, format_: Format) -> None:
    types = cassis.TypeSystem()
    text, annotation = "uima.cas.String", "uima.tcas.Annotation"
    for name, features in (
        ("webanno.custom.Part", {"label": text, "kind": text}),
        ("webanno.custom.Tie", {"Governor": annotation, "Dependent": annotation, "label": text}),
        ("webanno.custom.Bare", {}),
        ("de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS", {"value": text}),
    ):
        made = types.create_type(name, annotation)
        for feature, kind in features.items():
            types.create_feature(made, feature, kind)
    part, tie, bare, pos = (
        kind
        for kind in map(
            types.get_type,
            (
                "webanno.custom.Part",
                "webanno.custom.Tie",
                "webanno.custom.Bare",
                "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS",
            ),
        )
    )
    cas = cassis.Cas(types, sofa_string="😀美團收購")
    one, other = part(begin=1, end=3, label="ORG", kind="x"), part(begin=3, end=5, label=None)
    cas.add_all([one, other, bare(begin=0, end=1), pos(begin=0, end=1, value="N")])
    cas.add_all([part(begin=2, end=2, label="ORG"), tie(begin=1, end=3, Governor=one, Dependent=one, label="is")])
    cas.add(tie(begin=1, end=3, Governor=one, Dependent=other, label="buys"))
    path = tmp_path / f"doc{format_.about.suffix}"
    (cas.to_json if path.suffix == ".json" else cas.to_xmi)(path)
    types.to_xml(tmp_path / "TypeSystem.xml")
    assert format_.detect(path, head(path))
    assert format_.detect(tmp_path, "")
    report = Report()
    (record,) = format_.read(path, report)
    assert record.id == "doc"
    assert [(record.words(span), span.label, dict(span.attributes)) for span in record.spans] == [
        ("美團", "ORG", {"kind": "x"})
    ]
    assert record.relations == (Relation("is", record.spans[0].id, record.spans[0].id),)
    assert sorted(reasons(report)) == [
        "has no label",
        "is an annotation without a label: its type has no feature for one",
        "is empty, or begins after its end or before the text",
        "is of a layer that is read only where --label-feature names its label",
        "one of its spans is missing",
    ]


@FORMATS
def test_layers_of_ones_own_are_read_by_the_feature_that_is_a_text(tmp_path: Path, format_: ConfigurableFormat) -> None:
    """As INCEpTION lets people define them: strings, numbers and links to other annotations as features."""
    types = cassis.TypeSystem()
    text, annotation = "uima.cas.String", "uima.tcas.Annotation"
    whole = types.create_type("webanno.custom.Whole", "uima.cas.AnnotationBase")
    one, two = (types.create_type(f"webanno.custom.{name}", annotation) for name in ("One", "Two"))
    for layer, feature, kind in (
        (whole, "topic", text),
        (one, "种", text),
        (one, "count", "uima.cas.Integer"),
        (two, "sort", text),
        (two, "level", text),
        (two, "sure", "uima.cas.Boolean"),
    ):
        types.create_feature(layer, feature, kind)
    cas = cassis.Cas(types, sofa_string="😀他说\n北京")
    cas.add_all([one(begin=1, end=3, 种="人", count=3), two(begin=4, end=6, sort="地", level="高", sure=True)])
    cas.add(whole(topic="新闻"))
    path = tmp_path / f"doc{format_.about.suffix}"
    (cas.to_json if path.suffix == ".json" else cas.to_xmi)(path)
    types.to_xml(tmp_path / "TypeSystem.xml")
    with pytest.raises(UndecidedError, match=r"Two: has several .*: level, sort \(.*--label-feature Two:FEATURE"):
        list(format_.read(path, Report()))
    report = Report()
    (record,) = format_.with_options(ReadingOptions(label_feature={"Two": "sort"})).read(path, report)
    assert [(record.words(span), span.label, dict(span.attributes)) for span in record.spans] == [
        ("他说", "人", {}),
        ("北京", "地", {"level": "高", "sure": True}),
    ]
    assert [decision.value for decision in report.decided] == ["种"]
    assert sorted((loss.what, loss.reason[:10]) for loss in report.losses) == [
        ("webanno.custom.One.count", "is a featu"),
        ("webanno.custom.Whole", "is said of"),
    ]


@FORMATS
def test_offsets_within_a_character_are_not_guessed(tmp_path: Path, format_: Format) -> None:
    folder = write(format_, [beijing("😀"), beijing().__class__("ok", "甲")], tmp_path)
    path = folder / f"b1{format_.about.suffix}"
    path.write_text(
        path.read_text("utf-8").replace('"begin": 7', '"begin": 1').replace('begin="7"', 'begin="1"'), "utf-8"
    )
    report = Report()
    assert [record.id for record in format_.read(folder, report)] == ["ok"]
    assert reasons(report)[0].startswith("holds offsets that are not UTF-16 units of its text")


@FORMATS
def test_a_file_that_was_cut_off_is_an_error(tmp_path: Path, format_: Format) -> None:
    folder = write(format_, [beijing()], tmp_path)
    path = folder / f"b1{format_.about.suffix}"
    path.write_bytes(path.read_bytes()[:700])
    with pytest.raises(SourceError, match=r"b1\.\w+:\d+: .*cannot be read as a CAS"):
        list(format_.read(folder, Report()))


def test_xmi_without_its_types_is_an_error(tmp_path: Path) -> None:
    folder = write(cas_xmi.FORMAT, [beijing()], tmp_path)
    (folder / "TypeSystem.xml").unlink()
    with pytest.raises(SourceError, match=r"TypeSystem\.xml has to be in the same folder"):
        list(cas_xmi.FORMAT.read(folder, Report()))


def test_the_library_is_not_imported_before_it_is_needed() -> None:
    modules = "annotations.exchange.formats.tools.cas.xmi_format, annotations.exchange.formats.tools.cas.json_format"
    code = f"import sys, {modules}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    ).stdout.split()
    assert "annotations.exchange.formats.tools.cas.articles" in loaded
    assert not {"cassis", "lxml"} & set(loaded)
