"""Test what comes of wikis and corpora: dumps of MediaWiki, files of WikiExtractor, labelled lines."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.errors import SourceError
from seeds.sources.readers.markup import wiki_dump
from seeds.sources.settings import SourceSettings
from tests.seeds.readers.reading import in_order, read_file

BODY = "'''河'''是[[水]]流。\n\n== 名稱 ==\n河也叫江。"
SITE = (
    "<siteinfo><sitename>河邊百科</sitename><namespaces><namespace key='0' case='x' />"
    "<namespace key='10'>Template</namespace></namespaces></siteinfo>"
)


def page(title: str, text: str, number: int = 1, ns: int = 0, more: str = "", model: str = "wikitext") -> str:
    return f"""
  <page>
    <title>{title}</title>
    <ns>{ns}</ns>
    <id>{number}</id>{more}
    <revision>
      <id>9{number}</id>
      <timestamp>2025-11-0{number % 9 + 1}T01:02:03Z</timestamp>
      <contributor><username>某人</username><id>5</id></contributor>
      <model>{model}</model>
      <text bytes="9" xml:space="preserve">{text}</text>
    </revision>
  </page>"""


def dump(*pages: str) -> str:
    head = '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="zh">\n  '
    return head + SITE + "".join(pages) + "\n</mediawiki>\n"


def test_a_page_is_an_article(tmp_path: Path) -> None:
    text = dump(page("河", BODY, 7), page("江 &amp; 河", "&lt;br&gt;甲\n乙", 8), page("Template:河", "丙", 9, 10))
    reading = read_file(tmp_path / "zhwiki.xml", text)
    assert reading.problems == []
    assert [record.text for record in reading.records] == [f"河\n{BODY}", "江 & 河\n<br>甲\n乙", "Template:河\n丙"]
    first, second, third = reading.records
    assert (first.title, first.title_length, first.id, first.source) == ("河", 1, "7", "河邊百科")
    assert (first.date, first.tag, third.tag) == ("2025-11-08", "", "Template")
    for record in (first, second, third):
        assert text[record.start :].startswith("<page>")
        assert text.count("\n", 0, record.start) + 1 == record.line
        assert text.encode()[record.locator :].startswith(b"<page>")
    assert len(reading.notices) == 1
    assert "wikitext is read as it stands" in reading.notices[0]


def test_headings_are_those_of_the_wikitext(tmp_path: Path) -> None:
    text = "== 甲 ==\n一\n===乙===  \n== 不\n= 不 =\n====丙 = 丁====\n不 == 是 ==\n"
    (record,) = read_file(tmp_path / "a.xml", dump(page("河", text))).records
    assert [heading[2:] for heading in record.headings] == [(1, "甲"), (2, "乙"), (3, "丙 = 丁")]
    assert [record.text[start:end].strip("= ") for start, end, *_others in record.headings] == ["甲", "乙", "丙 = 丁"]


def test_what_is_left_out_of_a_dump_is_said(tmp_path: Path) -> None:
    pages = [
        page("河", BODY), page("江", "#REDIRECT [[河]]", 2, more="<redirect title='河' />"),
        page("川", "#REDIRECT [[河]]", 3, more="<redirect title='河' />"),
        page("Module:甲", "return", 4, model="Scribunto"), page("空", " ", 5),
    ]  # fmt: skip
    reading = read_file(tmp_path / "a.xml", dump(*pages))
    assert [record.title for record in reading.records] == ["河"]
    assert sorted(reading.notices[1:]) == [
        "a.xml: 1 page is left out: Scribunto", "a.xml: 1 page is left out: without text",
        "a.xml: 2 pages are left out: redirects",
    ]  # fmt: skip


def test_of_several_revisions_the_last_is_read(tmp_path: Path) -> None:
    text = dump(page("河", BODY)).replace("<revision>", "<revision><text>舊</text></revision><revision>")
    assert [record.text for record in read_file(tmp_path / "a.xml", text).records] == [f"河\n{BODY}"]


@pytest.mark.parametrize("newline", ["\r\n", "", " "])
def test_a_dump_is_read_however_its_lines_end(tmp_path: Path, newline: str) -> None:
    text = dump(page("河", "甲"), page("江", "乙", 2)).replace("\n", newline)
    assert [record.text for record in read_file(tmp_path / "a.xml", text).records] == ["河\n甲", "江\n乙"]


@pytest.mark.parametrize(
    ("text", "count", "words"),
    [
        (dump(page("河", BODY), page("江", "&nosuch;", 2)), 1, "is not valid XML"),
        (dump(page("河", BODY))[:-9], 1, "is not valid XML"),
        (dump(page("河", BODY), "<a>" * 40), 1, "nested deeper"),
        ("<!DOCTYPE mediawiki [<!ENTITY a 'x'>]>" + dump(page("河", "&a;")), 0, "declares a document type"),
    ],
)
def test_damage_ends_the_reading_and_is_said(tmp_path: Path, text: str, count: int, words: str) -> None:
    reading = read_file(tmp_path / "a.xml", text)
    assert len(reading.records) == count
    assert len(reading.problems) == 1
    assert words in reading.problems[0]


@pytest.mark.parametrize("size", [6, 16, 61])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_places_are_right_however_the_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, newline: str
) -> None:
    monkeypatch.setattr(wiki_dump, "_CHUNK", size)
    text = dump(page("河", BODY), page("江", "乙𠀀", 2), page("川", "丙", 3))
    reading = read_file(tmp_path / "a.xml", text.replace("\n", newline))
    assert [record.title for record in reading.records] == ["河", "江", "川"]
    for record in reading.records:
        assert text[record.start :].startswith("<page>")
        assert text.count("\n", 0, record.start) + 1 == record.line


def test_a_page_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiki_dump, "LINE", 1000)
    reading = read_file(tmp_path / "a.xml", dump(page("河", "水\n" * 2000)))
    assert "has a page of more than" in reading.problems[0]


EXTRACT = """<doc id="12" url="https://zh.example.invalid/wiki?curid=12" title="河">
河

河是水流。

河也叫江。

</doc>
<doc id="13" url="https://zh.example.invalid/wiki?curid=13" title="說"好"的人">
他說好。
</doc>
"""


@pytest.mark.parametrize("name", ["wiki_00", "WIKI_123"])
def test_files_of_wikiextractor(tmp_path: Path, name: str) -> None:
    reading = read_file(tmp_path / name, EXTRACT)
    assert (reading.problems, reading.notices) == ([], [])
    first, second = reading.records
    assert (first.text, first.title, first.title_length, first.id) == ("河\n\n河是水流。\n\n河也叫江。", "河", 1, "12")
    assert (second.text, second.title, second.title_length) == ("他說好。", "說\"好\"的人", 0)  # fmt: skip
    assert first.link == "https://zh.example.invalid/wiki?curid=12"
    for record in reading.records:
        assert EXTRACT[record.start : record.start + len(record.text)] == record.text
        assert EXTRACT.count("\n", 0, record.start) + 1 == record.line


def test_its_lines_of_json_are_read_too(tmp_path: Path) -> None:
    line = json.dumps({"id": "12", "title": "河", "text": "河是水流。"}, ensure_ascii=False)
    assert [record.text for record in read_file(tmp_path / "wiki_00", line).records] == ["河\n河是水流。"]


def test_a_file_that_only_has_the_name_is_of_another_kind(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no file of WikiExtractor"):
        read_file(tmp_path / "wiki_00", "別的")
    assert [record.text for record in read_file(tmp_path / "wiki_00", "別的", alone=True).records] == ["別的"]


def test_a_text_of_such_a_form_is_one_article_until_the_settings_say_more(tmp_path: Path) -> None:
    reading = read_file(tmp_path / "a.txt", EXTRACT)
    assert [record.text for record in reading.records] == [EXTRACT.strip()]
    assert 'kinds = { “a.txt” = “wikiextractor” }' in reading.notices[0]  # fmt: skip
    reading = read_file(tmp_path / "a.txt", EXTRACT, SourceSettings(kinds=(("*.txt", "wikiextractor"),)))
    assert len(reading.records) == 2
    reading = read_file(tmp_path / "b.txt", LABELLED)
    assert [record.text for record in reading.records] == [LABELLED.strip()]
    assert 'kinds = { “b.txt” = “labelled” }' in reading.notices[0]  # fmt: skip


def test_what_stands_outside_and_does_not_end_is_said(tmp_path: Path) -> None:
    text = EXTRACT.replace("</doc>\n<doc", "<doc").replace("<doc", "前\n<doc", 1) + "後\n<doc id='3'>\n</doc>\n"
    reading = read_file(tmp_path / "a.txt", text, SourceSettings(kinds=(("a*", "wikiextractor"),)))
    assert [record.id for record in reading.records] == ["12", "13"]
    assert [problem.partition(": ")[2] for problem in reading.problems] == [
        "this text stands in no article", "this article does not end with </doc>", "this text stands in no article",
        "this article has no text",
    ]  # fmt: skip


LABELLED = "".join(f"{label}\t{label}的新聞第{n}條：河水慢慢地流。\n" for n in range(12) for label in ("體育", "財經"))


@pytest.mark.parametrize("behind", [False, True])
def test_labelled_lines(tmp_path: Path, behind: bool) -> None:
    lines = LABELLED.splitlines()
    text = "\n".join("\t".join(reversed(line.split("\t"))) for line in lines) if behind else LABELLED
    reading = read_file(tmp_path / "train.data", text, SourceSettings(kinds=(("*.data", "labelled"),)))
    assert reading.problems == []
    assert [(record.tag, record.text) for record in reading.records] == [tuple(line.split("\t")) for line in lines]
    for record in reading.records:
        assert text[record.start : record.start + len(record.text)] == record.text


@pytest.mark.parametrize(
    "text",
    [
        LABELLED + "一行沒有\n",
        LABELLED.replace("的", "\t", 1),
        "".join(f"{n}\t河水慢慢地流，流過了村子。\n" for n in range(40)),
        "\n".join(LABELLED.splitlines()[:10]),
        "體育\t財經\n" * 40,
        "",
    ],
)
def test_weak_evidence_is_no_advice(tmp_path: Path, text: str) -> None:
    assert read_file(tmp_path / "a.txt", text).notices == []


def test_a_line_without_a_label_is_a_problem(tmp_path: Path) -> None:
    settings = SourceSettings(kinds=(("*.txt", "labelled"),))
    reading = read_file(tmp_path / "a.txt", "體育\t河水慢慢地流。\n\n別的\n\t無\n", settings)
    assert len(reading.records) == 1
    assert [problem.partition(": ")[0] for problem in reading.problems] == ["a.txt:3", "a.txt:4"]


PIECES = st.lists(
    st.sampled_from(["\n", "\t", "<doc id=\"1\" title=\"甲\">\n", "</doc>\n", "<doc>", "</doc>", "甲\n", " ", "乙"])
    | st.text("甲乙，。 \"<>&\x00", max_size=5),
    max_size=16,
).map("".join)  # fmt: skip


@given(PIECES, st.sampled_from(["wikiextractor", "labelled"]))
def test_every_article_is_a_slice_of_its_source(tmp_path_factory: pytest.TempPathFactory, text: str, kind: str) -> None:
    settings = SourceSettings(kinds=(("*", kind),), encoding="utf-8")
    for record in read_file(tmp_path_factory.mktemp("w") / "a.txt", text, settings).records:
        assert text[record.start : record.start + len(record.text)] == record.text
        assert text.count("\n", 0, record.start) + 1 == record.line


MARKS = st.lists(
    st.sampled_from(["<page>", "</page>", "<title>", "</title>", "<text>", "</text>", "<revision>", "</revision>",
                     "<id>", "</id>", "&lt;", "<!--", "-->", "<![CDATA[", "]]>", "<redirect/>", page("河", BODY)])
    | st.text("甲乙，。\n <&\x00", max_size=5),
    max_size=16,
).map("".join)  # fmt: skip


@given(MARKS)
def test_any_dump_is_read_as_far_as_it_goes(tmp_path_factory: pytest.TempPathFactory, pages: str) -> None:
    text = dump(pages)
    for record in read_file(tmp_path_factory.mktemp("w") / "a.xml", text).records:
        assert in_order(record.text[record.title_length :], text.replace("&lt;", "<"))
        assert text[record.start :].startswith("<page>")
