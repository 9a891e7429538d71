"""WebAnno TSV: read as its documentation and INCEpTION's own reader have it, every span is where it was marked."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.exchange.formats.tools.webanno.format import FORMAT
from annotations.exchange.formats.tools.webanno.text import escape_text, escape_value, unescape_text, unescape_value
from annotations.exchange.options import ReadingOptions, Tokens
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Relation, Span
from seeds.errors import SourceError, UndecidedError
from tests.annotations.exchange.records import NOTES, ODD_TEXTS, OPTIONS, beijing, record_lists, records
from tests.annotations.exchange.trips import reasons, told, trip, write
from tests.sizes import examples

NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
PLAIN = f"#FORMAT=WebAnno TSV 3.3\n#T_SP={NER}|value\n\n\n"


class Strict:
    """A document as INCEpTION would have it; whatever it would refuse, or its documentation does not have, fails.

    The text is in UTF-16, and offsets are units of it.
    """

    def __init__(self, path: Path) -> None:
        self.text = b""
        self.spans: dict[str, list[tuple[int, int, str]]] = {}
        self.relations: list[tuple[str, str, str]] = []
        lines = path.read_bytes().decode().split("\n")
        assert lines.pop() == ""
        assert lines[0] == "#FORMAT=WebAnno TSV 3.3"
        assert lines[1].startswith(f"#T_SP={NER}|value")
        self.has_relations = lines[2] == f"#T_RL=webanno.custom.Relation|label|BT_{NER}"
        self.columns = lines[1].count("|") + 2 * self.has_relations
        body = "\n".join(lines[2 + self.has_relations :])
        assert not body or body.startswith("\n\n#Text=")
        self.end = 0
        for number, sentence in enumerate(body.split("\n\n")[1:], 1):
            self.sentence(number, sentence.split("\n"))
        self.text = self.text.removesuffix("\n".encode("utf-16-le"))
        for units in self.spans.values():
            assert len({label for _start, _end, label in units}) == 1
        for _label, head, tail in self.relations:
            assert {head, tail} <= self.spans.keys()

    def sentence(self, number: int, lines: list[str]) -> None:
        texts = [line for line in lines if line.startswith("#Text=")]
        rows = lines[len(texts) :]
        start = int(rows[0].split("\t")[1].split("-")[0])
        if len(self.text) // 2 == start + 1:
            assert self.text.endswith("\n".encode("utf-16-le"))
            self.text = self.text[:-2]
        assert len(self.text) // 2 == start
        self.text += "".join(f"{unescaped(line[6:])}\n" for line in texts).encode("utf-16-le")
        token = 0
        for row in rows:
            name, place, words, *cells = row.split("\t")
            token += "." not in name
            assert name.split(".")[0] == f"{number}-{token}"
            self.row(name, place, words, cells)

    def row(self, name: str, place: str, words: str, cells: list[str]) -> None:
        start, end = map(int, place.split("-"))
        assert start < end
        if "." not in name:
            assert self.end <= start
            self.end = end
        said = self.text[2 * start : 2 * end].decode("utf-16-le")
        assert words == said or (name == "1-1" and unescaped(words) == said)
        assert cells.pop() == ""
        assert len(cells) == self.columns
        if cells[0] != "_":
            for label, number in re.findall(r"([^|]+)\[(\d+)\](?:\||$)", cells[0]):
                self.spans.setdefault(number, []).append((start, end, label))
        if self.has_relations and cells[-1] != "_":
            references = re.findall(r"\d+-\d+(?:\.\d+)?\[(\d+)_(\d+)\](?:\||$)", cells[-1])
            for label, (head, tail) in zip(cells[-2].split("|"), references, strict=True):
                self.relations.append((label, head, tail))

    def covered(self) -> list[tuple[str, str]]:
        """The labels and words of the annotations: from the first of their units to the last."""
        return [
            (units[0][2], self.text[2 * units[0][0] : 2 * units[-1][1]].decode("utf-16-le"))
            for units in self.spans.values()
        ]


def unescaped(text: str) -> str:
    characters = "tnrfb\\" + "".join(map(chr, range(32)))
    letters = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
    return re.sub(rf"\\([{re.escape(characters)}])", lambda found: letters.get(found[1], found[1]), text)


@pytest.mark.parametrize("prefix", ["", "😀"])
@pytest.mark.parametrize("tokens", list(Tokens))
def test_the_sentence_that_others_get_wrong(tmp_path: Path, prefix: str, tokens: Tokens) -> None:
    folder = write(FORMAT, [beijing(prefix)], tmp_path, replace(OPTIONS, tokens=tokens))
    found = Strict(folder / "b1.tsv")
    assert found.text.decode("utf-16-le") == prefix + beijing().text
    assert found.covered() == [("ORG", "美團"), ("ORG", "淘寶閃購")]


def test_offsets_are_utf_16_units(tmp_path: Path) -> None:
    folder = write(FORMAT, [Record("a", "😀美團。\n好 ", (Span("s1", 1, 3, "ORG"),))], tmp_path)
    assert (folder / "a.tsv").read_text("utf-8") == (
        f"{PLAIN}#Text=😀美團。\n1-1\t0-2\t😀\t_\t\n1-2\t2-3\t美\tORG[1]\t\n1-3\t3-4\t團\tORG[1]\t\n1-4\t4-5\t。\t_\t\n"
        "\n#Text=好 \n2-1\t6-7\t好\t_\t\n"
    )


@settings(max_examples=examples(30))
@given(records(ODD_TEXTS), st.sampled_from(Tokens))
def test_inception_can_read_all_of_it(tmp_path_factory: pytest.TempPathFactory, record: Record, tokens: Tokens) -> None:
    report = Report()
    folder = write(FORMAT, [record], tmp_path_factory.mktemp("tsv"), replace(OPTIONS, tokens=tokens), report)
    (path,) = folder.glob("*.tsv")
    found = Strict(path)
    assert found.text.decode("utf-16-le") == record.text
    lost = {(loss.start, loss.end, loss.label) for loss in report.losses}
    kept = [span for span in record.spans if (span.start, span.end, span.label) not in lost]
    assert found.covered() == [(span.label, record.words(span).strip()) for span in kept]
    assert len(found.relations) == len(record.relations) - report.lost["relation", "one of its spans is lost"]


@settings(max_examples=examples(30))
@given(record_lists(records(ODD_TEXTS)).filter(bool), st.sampled_from(Tokens))
def test_what_is_read_is_what_was_written(found: list[Record], tokens: Tokens) -> None:
    there = trip(FORMAT, found, replace(OPTIONS, tokens=tokens))
    assert [record.text for record in there.records] == [record.text for record in found]
    if there.written.complete and not there.written.changed:
        assert [told(record) for record in there.records] == [told(record) for record in found]
        assert there.read.complete


@given(st.text() | NOTES)
def test_escapes_can_be_taken_back(text: str) -> None:
    assert unescape_value(escape_value(text)) == text
    assert unescape_text(escape_text(text)) == text
    assert not set(escape_value(text)) & {"\t", "\n", "\r"}


def test_white_space_at_the_ends_of_a_span_is_left_out_and_told(tmp_path: Path) -> None:
    report = Report()
    record = Record("a", "美團 淘寶", (Span("s1", 0, 3, "ORG"), Span("s2", 2, 3, "ORG")))
    folder = write(FORMAT, [record], tmp_path, report=report)
    assert Strict(folder / "a.tsv").covered() == [("ORG", "美團")]
    assert reasons(report) == ["holds no token"]
    assert report.changed.total() == 1


def test_a_sentence_that_a_span_goes_beyond_is_not_ended(tmp_path: Path) -> None:
    record = Record("a", "甲。乙。丙。", (Span("s1", 0, 3, "ORG"),))
    folder = write(FORMAT, [record], tmp_path)
    texts = [line for line in (folder / "a.tsv").read_text("utf-8").split("\n") if line.startswith("#Text=")]
    assert texts == ["#Text=甲。乙。", "#Text=丙。"]


def read(folder: Path, content: str) -> tuple[Record, Report]:
    (folder / "a.tsv").write_text(content, "utf-8")
    report = Report()
    (record,) = FORMAT.read(folder / "a.tsv", report)
    return record, report


def test_what_inception_wrote(tmp_path: Path) -> None:
    record, report = read(
        tmp_path,
        "#FORMAT=WebAnno TSV 3.3\n"
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|coarseValue|PosValue\n"
        f"#T_SP={NER}|identifier|value\n"
        "#T_SP=webanno.custom.Bare|\n"
        f"#T_RL=webanno.custom.Tie|label|BT_{NER}\n\n\n"
        "#Sentence.id=s1\n#Text=Haag 😀 pl\\ays\n"
        "1-1\t0-4\tHaag\tNN\tNNP\t*\tPER\t*\t_\t_\t\n"
        "1-2\t5-7\t😀\t_\t_\tQ1[1]|*[2]\tA\\|B[1]|*[2]\t_\town\\_s\t1-1[0_1]\t\n"
        "1-3\t8-14\tpl\\ays\t_\t_\tQ1[1]\tA\\|B[1]\t_\t_\t_\t\n"
        "1-3.1\t8-11\tpl\\\t_\t_\t*\tSUB\t_\tpart\t1-2[1_0]\t\n"
        "\n#Text=End\n2-1\t16-19\tEnd\t_\t_\t_\t_\t_\t_\t_\t\n",
    )
    assert record.id == "a"
    assert record.text == "Haag 😀 pl\\ays\n End"
    assert [(record.words(span), span.label, dict(span.attributes)) for span in record.spans] == [
        ("Haag", "PER", {}),
        ("😀 pl\\ays", "A|B", {"identifier": "Q1"}),
        ("pl\\", "SUB", {}),
    ]
    words = {span.id: record.words(span) for span in record.spans}
    assert [(tie.type, words[tie.head], words[tie.tail]) for tie in record.relations] == [
        ("own_s", "Haag", "😀 pl\\ays"),
        ("part", "😀 pl\\ays", "pl\\"),
    ]
    assert sorted(reasons(report)) == [
        "has no label",
        "has no label",
        "is of a layer that is read only where --label-feature names its label",
    ]


def test_offsets_in_code_points_are_found(tmp_path: Path) -> None:
    record, report = read(
        tmp_path, f"{PLAIN}#Text=😀美團\n1-1\t0-1\t😀\t_\t\n1-2\t1-2\t美\tORG[1]\t\n1-3\t2-3\t團\tORG[1]\t\n"
    )
    assert (record.text, record.spans) == ("😀美團", ())
    assert set(reasons(report)) == {"its words are not what stands at its offsets in UTF-16 units"}


def test_rows_that_are_broken_are_told_by_their_line(tmp_path: Path) -> None:
    record, report = read(tmp_path, f"{PLAIN}#Text=美團\n1-1\t0-1\t美\tORG[1]\t\n1-2\t1-")
    assert [record.words(span) for span in record.spans] == ["美"]
    assert [loss.what for loss in report.losses] == ["line 7"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("#FORMAT=WebAnno TSV 2\n", "a.tsv:1: is not a file of WebAnno TSV 3"),
        ("#FORMAT=WebAnno TSV 3.1\n", "older version"),
        (
            f"{PLAIN}#Text=甲乙\n1-1\t0-1\t甲\t_\t\n\n#Text=丙\n2-1\t1-2\t丙\t_\t\n",
            "a.tsv:9: the sentence before goes beyond",
        ),
    ],
)
def test_another_format_is_an_error_with_file_and_line(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(tmp_path, content)


def test_another_table_is_not_recognised(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("document\tarticle\n", "utf-8")
    assert not FORMAT.detect(path, "document\tarticle\n")
    assert not FORMAT.detect(tmp_path, "")


def test_relations_and_notes_come_back() -> None:
    spans = (
        Span("s1", 0, 2, "ORG", note="a|b [1]\n*_->;\\"),
        Span("s2", 1, 3, "a_b->c", attributes={"x y": True, "z": "\t"}),
    )
    record = Record(
        "r", "甲乙丙。", spans, (Relation("o|w", "s2", "s1"), Relation("x", "s2", "s1"), Relation("y", "s1", "s1"))
    )
    assert told(trip(FORMAT, [record]).records[0]) == told(record)


# By webanno-ui-tsv's Tsv3XSerializer: link features have a column for the role and one for the target.
LAYERS = (
    "#FORMAT=WebAnno TSV 3.3\n"
    "#T_SP=webanno.custom.类|种\n"
    "#T_SP=webanno.custom.Two|level|sort|ROLE_webanno.custom.Two:who_webanno.custom.TwoWhoLink|uima.tcas.Annotation\n"
    "#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceRelation|referenceType\n"
    "#T_RL=webanno.custom.Tie|how|flavor|BT_webanno.custom.类\n\n\n"
    "#Text=😀他说\n#Text=北京\n"
    "1-1\t0-2\t😀\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
    "1-2\t2-4\t他说\t人\t高\t甲\t谁\t1-3\t*->1-1\t人\t_\t_\t_\t\n"
    "1-3\t5-7\t北京\t地\t_\t_\t_\t_\t_\t_\t在\t弱\t1-2\t\n"
)


def test_layers_of_ones_own_are_read_by_the_feature_that_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(LAYERS, "utf-8")
    with pytest.raises(UndecidedError, match=r"Two: has several .*: level, sort \(.*--label-feature Two:FEATURE"):
        list(FORMAT.with_options(ReadingOptions(label_feature={"Tie": "how"})).read(tmp_path, Report()))
    with pytest.raises(UndecidedError, match="Tie: has no feature “x”"):
        list(FORMAT.with_options(ReadingOptions(label_feature={"Tie": "x"})).read(tmp_path, Report()))
    report = Report()
    reading = ReadingOptions(label_feature={"Two": "sort", "webanno.custom.Tie": "how"})
    (record,) = FORMAT.with_options(reading).read(tmp_path, report)
    assert record.text == "😀他说\n北京"
    assert [(record.words(span), span.label, dict(span.attributes)) for span in record.spans] == [
        ("他说", "人", {}),
        ("他说", "甲", {"level": "高"}),
        ("北京", "地", {}),
    ]
    assert [tie.type for tie in record.relations] == ["在"]
    assert [(decision.what, decision.value) for decision in report.decided] == [("layer", "种")]
    assert [(loss.what, loss.reason[:20]) for loss in report.losses] == [
        ("webanno.custom.Two.who", "is a feature of link"),
        ("de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink", "is of a layer that i"),
        ("webanno.custom.Tie.flavor", "is a feature of link"),
    ]
