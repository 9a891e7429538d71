"""Spans between marks in the text: Boson, YEDDA, ENAMEX, words with tags, and names in TEI, as others write them.

The forms are from: BosonNLP_NER_6C, YEDDA.py (its patterns), the documentation of OntoNotes 5 (S_OFF, E_OFF) and MUC-7,
the People's Daily corpus of Peking University and its guidelines, MSRA's train1.txt, and TEI P5 chapter 13.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotations.exchange.detection import detect
from annotations.exchange.record import Record
from annotations.exchange.registry import find_format
from annotations.exchange.report import Report
from annotations.model.span import Span
from seeds.errors import Problem, SourceError
from tests.annotations.exchange.records import ODD_TEXTS, OPTIONS, Plain, record_lists, records
from tests.annotations.exchange.trips import reasons, write
from tests.sizes import examples

APART = Plain(overlap=False, relations=False, notes=False, attributes=False, categories=False)
WRITTEN = ("boson", "yedda", "enamex")


def unexpected(problem: Problem) -> None:
    raise AssertionError(problem)


def read(folder: Path, content: str, name: str, suffix: str = ".txt") -> tuple[list[Record], Report]:
    """Read a file, which must be detected as one of the format."""
    path = folder / f"x{suffix}"
    path.write_text(content, "utf-8")
    format_ = detect(path, unexpected)
    assert format_.about.name == name
    report = Report()
    return list(format_.read(path, report)), report


def marks(found: Sequence[Record]) -> list[tuple[str, str]]:
    return [(record.words(span), span.label) for record in found for span in record.spans]


def test_boson(tmp_path: Path) -> None:
    content = (
        "😀{{person_name: 王小明}}说：\\n{{机构:{{location:北京}}大学}}好}}\n\n{{time:昨天}}{{product_name:书\n没有\n"
    )
    found, report = read(tmp_path, content, "boson")
    assert [record.text for record in found] == ["😀 王小明说：\n北京大学好}}", "昨天{{product_name:书", "没有"]
    assert marks(found) == [("王小明", "person_name"), ("北京大学", "机构"), ("北京", "location"), ("昨天", "time")]
    assert reasons(report) == ["opens or closes nothing, and stays in the text"] * 2
    assert report.changed.total() == 1


def test_yedda_with_its_suggestions(tmp_path: Path) -> None:
    content = "😀他 说\n[@[@北京#Location*]大学#机构*] [$淘寶#Company*] 和 #1 [@ 与 [@x\n#Y*]"
    found, report = read(tmp_path, content, "yedda", ".ann")
    (record,) = found
    assert record.text == "😀他 说\n北京大学 淘寶 和 #1 [@ 与 x\n"
    assert marks(found) == [("北京大学", "机构"), ("北京", "Location"), ("x\n", "Y")]
    assert [(each.start, each.end, each.label, each.origin) for each in record.suggestions] == [
        (10, 12, "Company", "yedda")
    ]
    assert reasons(report) == ["opens or closes nothing, and stays in the text"]


def test_enamex(tmp_path: Path) -> None:
    content = (
        '<DOC DOCNO="bc/x@1">\r\n😀 <ENAMEX TYPE="PERSON" E_OFF="1">王小明的</ENAMEX> 说 &amp; '
        "<TIMEX type='DATE'>昨天</TIMEX>\r\n"
        '<ENAMEX TYPE="机构"><ENAMEX TYPE="GPE">北京</ENAMEX>大学</ENAMEX></NUMEX>\r\n</DOC>\r\n'
        '<DOC>\r\n<DOCNO> a2 </DOCNO>\r\n<TEXT>\r\n<ENAMEX TYPE=LOCATION ALT="x" STATUS="OPT">淘寶</ENAMEX>\r\n'
        "</TEXT>\r\n</DOC>\r\n多"
    )
    found, report = read(tmp_path, content, "enamex", ".name")
    assert [(record.id, record.text) for record in found] == [
        ("bc/x@1", "😀 王小明的 说 & 昨天\n北京大学</NUMEX>"),
        ("a2", "淘寶"),
    ]
    assert marks(found) == [
        ("王小明", "PERSON"),
        ("昨天", "DATE"),
        ("北京大学", "机构"),
        ("北京", "GPE"),
        ("淘寶", "LOCATION"),
    ]
    assert reasons(report) == [
        "opens or closes nothing, and stays in the text",
        "stands outside of the articles",
        "“ENAMEX.alt” is not read in this format",
    ]
    found, report = read(tmp_path, '他<ENAMEX TYPE="PER">王</ENAMEX>\n好\n', "enamex")
    assert (found[0].text, marks(found), report.complete) == ("他王\n好", [("王", "PER")], True)


def test_words_of_msra(tmp_path: Path) -> None:
    found, report = read(tmp_path, "😀/o 当/o 王小明/nr 在/o 北京/ns 1///o\n\n机构/nt 好 ，/o 吗/o 啊/o\n" * 9, "pfr")
    assert [record.text for record in found[:2]] == ["😀当王小明在北京1//", "机构好，吗啊"]
    assert marks(found[:2]) == [("王小明", "nr"), ("北京", "ns"), ("机构", "nt")]
    assert set(reasons(report)) == {"has no tag; it is read as part of no name"}
    assert not report.decided


def test_parts_of_speech_of_the_peoples_daily(tmp_path: Path) -> None:
    content = """\
19980101-01-001-001/m  😀/w  [中国/ns  人民/n  银行/n]nt  長/n  王/nr  小明/nr  、/w  李/nrf  四/nrg  会{hui4}/v
19980101-01-001-002/m  [[北京/ns  大学/n]/nt  医院/n]/nt  ]/w  好/a  [新/a
19980101-01-002-001/m  昨天/t  来/v  了/u  ]nt
"""
    found, report = read(tmp_path, content, "pfr")
    assert [(record.id, record.text) for record in found] == [
        ("19980101-01-001", "😀中国人民银行長王小明、李四会\n北京大学医院]好新"),
        ("19980101-01-002", "昨天来了]nt"),
    ]
    assert sorted(marks(found)) == sorted(
        [
            ("中国人民银行", "nt"),
            ("中国", "ns"),
            ("王小明", "nr"),
            ("李四", "nr"),
            ("北京", "ns"),
            ("北京大学", "nt"),
            ("北京大学医院", "nt"),
        ]
    )
    assert [decision.value for decision in report.decided] == ["pos", "surnames"]
    assert reasons(report) == ["opens a bracket that nothing closes", "has no tag; it is read as part of no name"]


TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d1"><teiHeader><fileDesc><titleStmt><title>題</title></titleStmt>
</fileDesc></teiHeader><text><body>
<head>😀 他 說</head>
<p>在
<orgName><placeName ref="#bj">北
京</placeName>大學</orgName><note>註</note>的 <persName>Li
 <surname>Bai</surname></persName> 和 <rs type="產品">淘寶</rs><choice><sic>a</sic><corr>好</corr></choice>。
<!-- x --></p>
</body></text></TEI>
"""


def test_names_in_the_text_of_tei(tmp_path: Path) -> None:
    found, report = read(tmp_path, TEI, "tei", ".xml")
    (record,) = found
    assert (record.id, record.title, record.text) == ("d1", "題", "😀他說\n在北京大學的Li Bai和淘寶好。")
    assert marks(found) == [
        ("北京大學", "orgName"),
        ("北京", "placeName"),
        ("Li Bai", "persName"),
        ("Bai", "surname"),
        ("淘寶", "產品"),
    ]
    assert [dict(span.attributes) for span in record.spans if span.attributes] == [{"ref": "#bj"}]
    assert reasons(report) == ["the element “note” is not read", "the element “sic” is not read"]


def test_attributes_of_names_in_tei_are_those_of_spans(tmp_path: Path) -> None:
    said = '<date when="2020-01-02" xml:id="d">今天</date>在<rs type="LOC" ref="#b" cert="low" rend="b">北京</rs>'
    path = tmp_path / "a.xml"
    path.write_text(f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{said}</p></body></text></TEI>', "utf-8")
    (record,) = find_format("tei").read(path, Report())
    assert [(span.label, dict(span.attributes)) for span in record.spans] == [
        ("date", {"when": "2020-01-02"}),
        ("LOC", {"ref": "#b", "cert": "low"}),
    ]


@pytest.mark.parametrize("name", WRITTEN)
@settings(max_examples=examples(40))
@given(record_lists(records(ODD_TEXTS, APART)))
def test_what_is_written_comes_back_or_is_reported(
    tmp_path_factory: pytest.TempPathFactory, name: str, given_records: list[Record]
) -> None:
    format_ = find_format(name)
    report, reading = Report(), Report()
    path = write(format_, given_records, tmp_path_factory.mktemp("marks"), report=report)
    found = [(record.text, spans_of(record)) for record in format_.read(path, reading)]
    expected = [(record.text, spans_of(record)) for record in given_records]
    lost = report.lost.total()
    if name == "boson":
        expected = [
            (text, trimmed(text, spans)) for text, spans in expected if text.replace("\n", r"\n").strip() or spans
        ]
    assert all(each in expected for each in found)
    assert len(found) >= len(expected) - lost
    assert reading.complete


def trimmed(text: str, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The spans without white space at their ends, unless they are nothing else."""
    changed = []
    for start, end, label in spans:
        words = text[start:end]
        first = start + len(words) - len(words.lstrip()) if words.strip() else start
        changed.append((first, first + len(words.strip() or words), label))
    return sorted(changed)


def spans_of(record: Record) -> list[tuple[int, int, str]]:
    return sorted((span.start, span.end, span.label) for span in record.spans)


@pytest.mark.parametrize("name", WRITTEN)
def test_nested_spans_are_written_and_crossing_ones_are_lost(tmp_path: Path, name: str) -> None:
    spans = (
        Span("s1", 0, 4, "机 构"),
        Span("s2", 0, 2, "LOC"),
        Span("s3", 0, 4, "ORG"),
        Span("s4", 3, 6, "X"),
        Span("s5", 4, 5, "<&>"),
    )
    report = Report()
    path = write(find_format(name), [Record("a", "北京大學好😀", spans)], tmp_path, OPTIONS, report)
    label = "机 构" if name == "enamex" else "机_构"
    found = list(find_format(name).read(path, Report()))
    assert set(marks(found)) == {("北京大學", label), ("北京", "LOC"), ("北京大學", "ORG"), ("好", "<&>")}
    assert reasons(report) == ["crosses another span, which marks cannot"]
    assert detect(path, unexpected).about.name == name


@pytest.mark.parametrize(
    "content",
    ['{"text": "{{a:b}} [@x#Y*] <ENAMEX>", "label": []}\n', "他说 1/2 和 http://a/b\n", "一行\n[@没有#\n{{ x }}\n", ""],
)
def test_what_has_no_marks_is_not_taken_for_it(tmp_path: Path, content: str) -> None:
    (tmp_path / "x").write_text(content, "utf-8")
    for name in (*WRITTEN, "pfr"):
        assert not find_format(name).detect(tmp_path / "x", content)


def test_words_without_tags_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("他说\n", "utf-8")
    with pytest.raises(SourceError, match=r"x:1: has no words with tags"):
        list(find_format("pfr").read(tmp_path / "x", Report()))
    with pytest.raises(SourceError, match="is read, and not written"):
        find_format("pfr").write([], tmp_path / "y", OPTIONS, Report())
