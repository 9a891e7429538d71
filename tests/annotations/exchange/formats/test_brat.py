"""brat: a reader made from brat's manual finds every span where it was marked, and what is read is what was written."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotations.exchange.formats.tools.brat.format import FORMAT
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.schema import Label, Schema
from annotations.model.span import Relation, Span
from seeds.errors import SourceError, ZhupiError
from tests.annotations.exchange.records import ODD_TEXTS, beijing, record_lists, records
from tests.annotations.exchange.trips import reasons, told, trip, write
from tests.sizes import examples

CONFIG = """\
[entities]
ORG
PER
PROD

[relations]
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>
owns\tArg1:<ENTITY>, Arg2:<ENTITY>
leads\tArg1:<ENTITY>, Arg2:<ENTITY>

[events]

[attributes]
certain\tArg:ORG, Value:true|false
form\tArg:PER, Value:name|title
"""


def strict(folder: Path) -> dict[str, dict[str, tuple[str, list[str]]]]:
    """The text-bound annotations of a collection by document, as brat's manual and its own checks have them.

    Whatever brat would refuse fails.
    """
    names = set(re.findall(r"^([A-Za-z0-9_-]+)(?:\t|$)", (folder / "annotation.conf").read_text("utf-8"), re.MULTILINE))
    found = {}
    for file in folder.rglob("*.ann"):
        text = file.with_suffix(".txt").read_bytes().decode()
        bound: dict[str, tuple[str, list[str]]] = {}
        lines = file.read_bytes().decode().splitlines()
        for line in lines:
            identifier, data = line.split("\t", 1)
            if identifier[0] != "T":
                continue
            place, quote = data.split("\t", 1)
            kind, offsets = place.split(" ", 1)
            ranges = [tuple(map(int, fragment.split(" "))) for fragment in offsets.split(";")]
            assert all(0 <= start < end <= len(text) for start, end in ranges)
            assert all(one[1] < other[0] for one, other in pairwise(ranges))
            assert quote == " ".join(text[start:end] for start, end in ranges)
            assert kind in names
            assert identifier not in bound
            bound[identifier] = kind, [text[start:end] for start, end in ranges]
        for line in lines:
            identifier, data = line.split("\t", 1)
            if identifier[0] == "R":
                assert (found_relation := re.fullmatch(r"(\S+) Arg1:(T\d+) Arg2:(T\d+)", data))
                assert found_relation[1] in names
                assert found_relation[2] in bound
                assert found_relation[3] in bound
            elif identifier[0] != "T":
                assert re.fullmatch(r"\S+ T\d+( \S+)?" if identifier[0] == "A" else r"\S+ T\d+\t.*", data, re.DOTALL)
        found[file.relative_to(folder).as_posix()] = bound
    return found


@pytest.mark.parametrize("prefix", ["", "😀"])
def test_the_sentence_that_others_get_wrong(tmp_path: Path, prefix: str) -> None:
    folder = write(FORMAT, [beijing(prefix)], tmp_path)
    assert strict(folder) == {"b1.ann": {"T1": ("ORG", ["美團"]), "T2": ("ORG", ["淘寶閃購"])}}
    start = 8 + len(prefix)
    assert (folder / "b1.ann").read_text("utf-8").split("\n")[1] == f"T2\tORG {start} {start + 4}\t淘寶閃購"
    assert (folder / "b1.txt").read_text("utf-8") == prefix + beijing().text
    assert (folder / "annotation.conf").read_text("utf-8") == CONFIG


@settings(max_examples=examples(30))
@given(record_lists(records(ODD_TEXTS)))
def test_what_is_read_is_what_was_written(found: list[Record]) -> None:
    there = trip(FORMAT, found)
    if there.written.complete and not there.written.changed:
        assert [told(record) for record in there.records] == [told(record) for record in found]
        assert there.read.complete
    else:
        assert [record.text for record in there.records] == [record.text for record in found]


@settings(max_examples=examples(30))
@given(records(ODD_TEXTS))
def test_brat_can_read_all_of_it(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    report = Report()
    folder = write(FORMAT, [record], tmp_path_factory.mktemp("brat"), report=report)
    (bound,) = strict(folder).values()
    assert (
        len(bound)
        == report.spans.total()
        == len(record.spans)
        - report.lost.total()
        + sum(count for (what, _why), count in report.lost.items() if what == "relation")
    )


def test_a_line_end_divides_a_span_into_fragments(tmp_path: Path) -> None:
    text = "淘寶\n閃購\n\n美團\n"
    spans = Span("s1", 0, 5, "ORG"), Span("s2", 2, 8, "PER"), Span("s3", 5, 7, "ORG")
    report = Report()
    folder = write(FORMAT, [Record("a", text, spans)], tmp_path, report=report)
    assert strict(folder) == {"a.ann": {"T1": ("ORG", ["淘寶", "閃購"]), "T2": ("PER", ["閃購", "美"])}}
    assert reasons(report) == ["holds nothing but line ends"]
    assert dict(report.changed) == {"without the line ends at its ends": 1}
    (back,) = FORMAT.read(folder, Report())
    assert [(span.start, span.end) for span in back.spans] == [(0, 5), (3, 8)]


def test_names_that_brat_forbids_are_mapped_and_come_back() -> None:
    schema = Schema((Label("機構"), Label("人 物"), Label("ORG")))
    spans = tuple(Span(f"s{start}", start, start + 1, label.name) for start, label in enumerate(schema.labels))
    record = Record("a", "甲乙丙", spans, (Relation("屬 於", "s0", "s1"),))
    there = trip(FORMAT, [record], Options(schema))
    assert there.written.mapped == {
        "機構": "u6A5F-u69CB",
        "人 物": "u4EBA_u7269",
        "屬 於": "u5C6C_u65BC",
    }
    assert told(there.records[0]) == told(record)


def test_the_name_that_needs_no_change_keeps_it_and_others_come_back_by_themselves(tmp_path: Path) -> None:
    names = ("人物", "u4EBA-u7269", "人_物", "A 人", "A_u4EBA", "😀|x")
    schema = Schema(tuple(map(Label, names)))
    spans = tuple(Span(f"s{start}", start, start + 1, name) for start, name in enumerate(names))
    folder = write(FORMAT, [Record("a", "甲乙丙丁戊己", spans)], tmp_path, Options(schema))
    bound = strict(folder)["a.ann"]
    assert [bound[f"T{number}"][0] for number in range(1, 7)] == [
        "u4EBA-u7269_2",
        "u4EBA-u7269",
        "u4EBA_u7269",
        "A_u4EBA_2",
        "A_u4EBA",
        "u1F600_x",
    ]
    (record,) = FORMAT.read(folder, Report())
    assert [span.label for span in record.spans] == [*names[:5], "u1F600_x"]  # a bar divides names in visual.conf
    (folder / "visual.conf").unlink()
    (record,) = FORMAT.read(folder / "a.ann", Report())
    assert [span.label for span in record.spans] == [
        "u4EBA-u7269_2",
        "人物",
        "人_物",
        "A_u4EBA_2",
        "A_u4EBA",
        "u1F600_x",
    ]


def test_names_of_earlier_exports_come_back(tmp_path: Path) -> None:
    (tmp_path / "visual.conf").write_text("[labels]\n__ | 機構\n____2 | 屬 於\n[drawing]\n", "utf-8")
    (tmp_path / "a.txt").write_text("甲乙", "utf-8")
    (tmp_path / "a.ann").write_text("T1\t__ 0 1\t甲\nT2\t__ 1 2\t乙\nR1\t____2 Arg1:T1 Arg2:T2\n", "utf-8")
    (record,) = FORMAT.read(tmp_path, Report())
    assert ([span.label for span in record.spans], [tie.type for tie in record.relations]) == (["機構"] * 2, ["屬 於"])


def test_articles_with_one_name_and_parts_have_files_of_their_own(tmp_path: Path) -> None:
    record = replace(beijing(), part="train")
    others = replace(record, document="b.txt"), replace(record, part="test"), replace(record, id="../b1/.", offset=9)
    folder = write(FORMAT, [record, *others], tmp_path)
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.txt"))
    assert len(names) == 4
    assert names[0] == "test/b1.txt"
    assert {"train/b1.txt", "train/b1-2.txt"} < set(names)
    back = list(FORMAT.read(folder, Report()))
    assert [told(item) for item in back] == [told(item) for item in (record, *others)]
    assert [item.part for item in back] == ["train", "train", "test", "train"]


def test_what_others_wrote(tmp_path: Path) -> None:
    (tmp_path / "doc.txt").write_bytes("😀美團收購\r\n淘寶閃購 。".encode("utf-8-sig"))
    (tmp_path / "doc.ann").write_text(
        "T1\tORG 1 3\t美團\n"
        "T2\tORG 6 8;8 10\t淘寶 閃購\n"
        "T3\tORG 6 8;9 10\t淘寶 購\n"
        "T4\tORG 2 4\t美團\n"
        "T5\tORG 1 2\t美團\n"
        "T6\tACT 3 5\t收購\n"
        "T7\tORG 1 3\t美團\n"
        "E1\tACT:T6 Theme:T1\n"
        "N1\tReference T6 Wiki:7\t收購\n"
        "*\tEquiv T1 T6 T7\n"
        "#2\tAnnotatorNotes E1\tx\n"
        "A3\tSpeculation E1\n"
        "A4\tForm T9 verb\n"
        "M1\tNegation T1\n"
        "A2\tForm T6 verb\n"
        "#1\tAnnotatorNotes T6\tC:\\new\n"
        "R1\tOwns Arg1:T1 Arg2:T6\t\n"
        "R2\tOwns Arg1:T1 Arg2:T4\n"
        "nonsense\n",
        "utf-8",
    )
    report = Report()
    (record,) = FORMAT.read(tmp_path, report)
    assert (record.id, record.text) == ("doc", "😀美團收購\n淘寶閃購 。")
    assert [(record.words(span), span.label, dict(span.attributes), span.note) for span in record.spans] == [
        ("美團", "ORG", {"Negation": True}, ""),
        ("收購", "ACT", {"Form": "verb"}, "C:\\new"),
    ]
    assert len(record.relations) == 1
    assert reasons(report) == [
        "is not a line of brat's",
        "has more between its fragments than white space, which spans of Zhupi have not",
        "has more between its fragments than white space, which spans of Zhupi have not",
        "its quote fits only if its offsets are UTF-16 units, which they are not in this format",
        "its quote fits only if its end is inclusive, which it is not in this format",
        "is a duplicate",
        "is an event, and a project has spans and relations alone",
        "is a normalisation, for which a project has no place",
        "is an equivalence of several annotations, and relations are of two",
        "is a comment on what is no span",
        "is an attribute of what is no span",
        "is said of an annotation that is not there",
        "one of its spans is missing",
    ]
    lost = {loss.item: (loss.label, loss.start, loss.end, loss.what) for loss in report.losses if loss.item}
    assert lost["T3"] == ("ORG", 6, 10, "淘寶 購")
    assert lost["E1"] == ("ACT", 3, 5, "E1\tACT:T6 Theme:T1")
    assert lost["N1"][:3] == ("Reference", 3, 5)
    assert lost["*"][:3] == ("Equiv", 1, 3)
    assert {"event", "normalisation", "equivalence", "comment", "attribute"} < {what for what, _reason in report.lost}


@pytest.mark.parametrize(
    ("text", "annotations"), [("淘寶".encode("big5"), b""), (b"a", "T1\tORG 0 1\t淘".encode("gbk"))]
)
def test_another_encoding_is_an_error_with_file_and_line(tmp_path: Path, text: bytes, annotations: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(text)
    (tmp_path / "a.ann").write_bytes(annotations)
    with pytest.raises(ZhupiError, match=r"a\.(txt|ann): may be in .*--encoding says which"):
        list(FORMAT.read(tmp_path, Report()))


def test_half_a_surrogate_pair_is_refused(tmp_path: Path) -> None:
    report = Report()
    folder = write(FORMAT, [Record("a", "甲\ud800"), beijing()], tmp_path, report=report)
    assert list(strict(folder)) == ["b1.ann"]
    assert reasons(report) == ["the text or a name holds U+D800, which UTF-8 cannot"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("counted", "value"), [("cp", ""), ("crlf", "crlf"), ("utf16", "utf16")])
def test_files_are_read_in_the_count_that_their_quotes_fit(
    tmp_path: Path, newline: str, counted: str, value: str
) -> None:
    """Tools that counted the CR (brat #853) are off by one from the second line on, JavaScript by each emoji."""
    text = "😀美團\n收購\n淘寶閃購。"
    (tmp_path / "doc.txt").write_bytes(text.replace("\n", newline).encode())
    marks = [("機構", "美團"), ("ACT", "收購"), ("機構", "淘寶閃購")]
    with (tmp_path / "doc.ann").open("w", encoding="utf-8") as file:
        for number, (label, words) in enumerate(marks, 1):
            place = text.index(words)
            start = place + {"cp": 0, "crlf": text.count("\n", 0, place), "utf16": 1}[counted]
            file.write(f"T{number}\t{label} {start} {start + len(words)}\t{words}\n")
        file.write("R1\tbuys Arg1:T1 Arg2:T3\n")
    report = Report()
    (record,) = FORMAT.read(tmp_path, report)
    assert [(span.label, record.words(span)) for span in record.spans] == marks
    assert (len(record.relations), report.complete) == (1, True)
    assert [(decision.what, decision.value) for decision in report.decided] == ([("file", value)] if value else [])


def test_a_file_of_a_folder_that_cannot_be_read_is_a_loss_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text("T1\tLOC 0 2\t北京\n", "utf-8")
    with pytest.raises(SourceError, match=r"a\.txt: cannot be read"):
        list(FORMAT.read(tmp_path, Report()))
    (tmp_path / "b.txt").write_text("北京", "utf-8")
    (tmp_path / "b.ann").write_text("T1\tLOC 0 2\t北京\n", "utf-8")
    report = Report()
    (record,) = FORMAT.read(tmp_path, report)
    assert (record.id, len(record.spans)) == ("b", 1)
    assert [(loss.article, loss.what) for loss in report.losses] == [("a", "a.ann")]
    with pytest.raises(SourceError, match=r"a\.txt: cannot be read"):
        list(FORMAT.read(tmp_path / "a.ann", Report()))
