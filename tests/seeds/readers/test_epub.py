"""Test EPUB: chapters, titles and paragraphs as a reader of the book sees them, and books that mean harm."""

import struct
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.errors import Problem, SourceError
from seeds.sources.readers.document import SourceFile, SourceRecord
from seeds.sources.readers.markup import archive as archives
from seeds.sources.readers.markup import epub
from seeds.sources.readers.markup.epub import Epub
from seeds.sources.settings import SourceSettings
from tests.seeds.readers.books import BODY, CONTAINER, NAV_ITEM, archive, book, package, page

ONE = {"a.xhtml": page(f"<p>{BODY}</p>")}


def read(folder: Path, content: bytes) -> tuple[list[SourceRecord], list[str]]:
    """Read a book; every chapter is found again by its locator. Return the chapters and the problems."""
    path = folder / "book.epub"
    path.write_bytes(content)
    document = Epub(SourceFile(path, "book.epub", SourceSettings()))
    items = list(document.records())
    records = [item for item in items if isinstance(item, SourceRecord)]
    for record in records:
        again = document.record(record.locator)
        assert again
        assert (again.text, again.title_length) == (record.text, record.title_length)
    return records, [str(item) for item in items if isinstance(item, Problem)]


def fails(folder: Path, content: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read(folder, content)
    return str(caught.value)


PARAGRAPHS = [
    ("<p>一。</p><p>二。</p>", "一。\n二。"),
    ("<p>看見許多人在放風\n箏。</p>", "看見許多人在放風箏。"),
    ("<p>他說：“\n  走吧。”</p>", "他說：“走吧。”"),
    ("<p>The quick\nbrown 狐\n狸</p>", "The quick brown 狐狸"),
    ("<p>用 Python\n寫</p>", "用 Python 寫"),
    ("<p>張 三</p>", "張 三"),
    ("<p>　　縮進。</p>", "　　縮進。"),
    ("<p><ruby>漢<rp>(</rp><rt>ㄏㄢˋ</rt><rp>)</rp>字<rt>ㄗˋ</rt></ruby>好</p>", "漢字好"),
    ("<ruby><rb>漢</rb><rtc><rt>han</rt></rtc></ruby>", "漢"),
    ("<p>床前<br/>明月<br/><br/>光</p>", "床前\n明月\n\n光"),
    ("<h2>第一章<br/>風雪</h2><p>文。</p>", "第一章 風雪\n文。"),
    ("<pre>甲\n  乙\n\n丙</pre>", "甲\n  乙\n\n丙"),
    ("<div>甲<p>乙</p>丙</div>", "甲\n乙\n丙"),
    ("<p>注<sup>[1]</sup>化學H<sub>2</sub>O</p>", "注[1]化學H2O"),
    ("<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>", "甲 乙\n丙"),
    ("<ul><li>甲</li><li>乙<ul><li>丙</li></ul></li></ul>", "甲\n乙\n丙"),
    ("<p>甲&nbsp;乙&mdash;&amp;&lt;丙</p>", "甲\xa0乙—&<丙"),
    ("<p>甲<!-- 不 -->乙<?pi 不?>丙</p>", "甲乙丙"),
    ("<script>var x = '不'</script><p>甲<img src='g.png' alt='䂮'/>乙<img src='c.jpg' alt='封面圖'/></p>", "甲䂮乙"),
    ("<p>𠀀𠀁</p><p> </p><p>&nbsp;</p>", "𠀀𠀁"),
    ("<blockquote><p>引</p></blockquote><hr/><p>文</p>", "引\n文"),
    ("<svg><text>不</text></svg>", ""),
]


@pytest.mark.parametrize(("body", "text"), PARAGRAPHS)
def test_paragraphs_are_those_of_the_book(tmp_path: Path, body: str, text: str) -> None:
    records, _problems = read(tmp_path, book({"a.xhtml": page(body)}))
    assert "".join(record.text for record in records) == text


@pytest.mark.parametrize("old", [False, True])
def test_chapters_have_the_titles_of_the_contents(tmp_path: Path, old: bool) -> None:
    pages = {
        "cover.xhtml": page("<img src='cover.jpg' alt='cover'/>"),
        "text/one.xhtml": page(f"<h1>第一章</h1><h2>河</h2><p>{BODY}</p>"),
        "text/two.xhtml": page(f"<p>第 二 章</p><p>{BODY}</p>"),
        "text/more.xhtml": page(f"<p>{BODY}</p>"),
        "text/three.xhtml": page(f"<h3>山</h3><p>{BODY}</p>"),
        "text/four.xhtml": page(f"<p>{BODY}</p>"),
    }
    entries = [
        ("text/one.xhtml", "第一章　河"), ("text/two.xhtml#x", "第二章"), ("text/two.xhtml#y", "其後"),
        ("text/four.xhtml", "後記"),
    ]  # fmt: skip
    records, problems = read(tmp_path, book(pages, entries, old=old))
    assert problems == []
    assert [record.title for record in records] == ["第一章 河", "第二章", "第二章 (2)", "山", "後記"]
    assert [record.title_length for record in records] == [3, 5, 0, 1, 0]
    assert records[0].text == f"第一章\n河\n{BODY}"
    assert {(record.source, record.date) for record in records} == {("河邊集", "2024-05-06")}


@pytest.mark.parametrize("old", [False, True])
def test_places_that_the_contents_name_are_headings(tmp_path: Path, old: bool) -> None:
    body = (
        '<p id="a">第一回　借書</p><p>他借了一本書。</p><a id="二"/><p>第二回 還書</p><p>還了。</p>'
        f'<p id="c">不是標題的一段。</p><h3 id="d">題外</h3><p>{BODY}</p><p id="e">尾聲<br/>其一</p>'
    )
    entries = [
        ("a.xhtml#a", "第一回 借書"), ("a.xhtml#%E4%BA%8C", "第二回　還書"), ("a.xhtml#c", "第三回"),
        ("a.xhtml#d", "題"), ("a.xhtml#e", "尾聲 其一"), ("a.xhtml#nowhere", "他借了一本書。"),
    ]  # fmt: skip
    (record,), problems = read(tmp_path, book({"a.xhtml": page(body)}, entries, old=old))
    assert (record.title, problems) == ("第一回 借書", [])
    assert [heading[2:] for heading in record.headings] == [(1, "第一回　借書"), (1, "第二回 還書"), (3, "題外")]
    assert all(record.text[start:end] == words for start, end, _level, words in record.headings)


def test_a_vertical_book_is_read_as_another(tmp_path: Path) -> None:
    opf = package(["a.xhtml"], NAV_ITEM, direction=' page-progression-direction="rtl"')
    body = page(f'<p style="writing-mode: vertical-rl">{BODY}<span class="tcy">12</span>月</p>')
    records, _problems = read(tmp_path, book({"a.xhtml": body}, opf=opf))
    assert records[0].text == f"{BODY}12月"


@pytest.mark.parametrize(
    ("member", "href"),
    [
        ("第一章.xhtml", "%E7%AC%AC%E4%B8%80%E7%AB%A0.xhtml"),
        ("a b.xhtml", "a%20b.xhtml"),
        ("a%20b.xhtml", "a%20b.xhtml"),
        ("Chapter.XHTML", "chapter.xhtml"),
        ("cafe\u0301.xhtml", "caf\u00e9.xhtml"),
        ("a.xhtml", "../OEBPS/./a.xhtml#top"),
    ],
)
def test_chapters_are_found_however_their_names_are_written(tmp_path: Path, member: str, href: str) -> None:
    records, problems = read(tmp_path, book({member: page(f"<p>{BODY}</p>")}, [(href, "題")], hrefs=[href]))
    assert problems == []
    assert [(record.title, record.text) for record in records] == [("題", BODY)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030", "utf-8"])
def test_chapters_are_read_in_their_encoding(tmp_path: Path, encoding: str) -> None:
    body = page(f"<p>{BODY}</p>").replace('"utf-8"', f'"{encoding.removesuffix("-sig")}"')
    records, problems = read(tmp_path, book({"a.xhtml": body.encode(encoding)}))
    assert problems == []
    assert [record.text for record in records] == [BODY]


@pytest.mark.parametrize("kind", ["text/html", "application/octet-stream", "image/jpeg", ""])
def test_a_wrong_media_type_does_not_hide_a_chapter(tmp_path: Path, kind: str) -> None:
    opf = package(["a.xhtml"], NAV_ITEM).replace("application/xhtml+xml", kind)
    assert [record.text for record in read(tmp_path, book(ONE, opf=opf))[0]] == [BODY]


DAMAGED = [
    (f"<p>{BODY}<br>甲<p>乙</p>", f"{BODY}\n甲\n乙"),
    (f"<p>{BODY} A & B</p>", f"{BODY} A & B"),
    (f"<p><b>{BODY}</p></b><p>乙</p>", f"{BODY}\n乙"),
    (f"<p>{BODY}&nosuch;</p>", f"{BODY}&nosuch;"),
    (f"<a id='x'/><title/><p>{BODY}</p><p class=y>乙", f"{BODY}\n乙"),
    (f"<p>{BODY}\x0b乙</p>", f"{BODY}\ufffd乙"),
]


@pytest.mark.parametrize(("body", "text"), DAMAGED)
def test_damaged_markup_loses_no_words_and_is_reported(tmp_path: Path, body: str, text: str) -> None:
    records, problems = read(tmp_path, book({"a.xhtml": page(body), "b.xhtml": page("<p>後</p>")}))
    assert [record.text for record in records] == [text, "後"]
    assert len(problems) == 1
    assert problems[0].startswith("book.epub: OEBPS/a.xhtml: is damaged")


def test_missing_and_outside_chapters_are_named_and_the_others_read(tmp_path: Path) -> None:
    hrefs = ["gone.xhtml", "../../../etc/passwd", "http://example.invalid/x", "/etc/passwd", "a.xhtml"]
    opf = package(hrefs, NAV_ITEM).replace("<itemref", '<itemref idref="unknown"/><itemref', 1)
    records, problems = read(tmp_path, book(ONE, opf=opf))
    assert [record.text for record in records] == [BODY]
    assert [problem.partition(": ")[2] for problem in problems] == [
        "unknown: is in the order of the chapters, but not among the files of the book",
        "gone.xhtml: is missing",
        "../../../etc/passwd: is missing",
        "http://example.invalid/x: lies outside of the book, and is not read",
        "/etc/passwd: lies outside of the book, and is not read",
    ]


def test_a_chapter_that_the_spine_repeats_is_read_once(tmp_path: Path) -> None:
    opf = package(["a.xhtml"], NAV_ITEM).replace('<itemref idref="c0"/>', '<itemref idref="c0"/>' * 1000)
    assert len(read(tmp_path, book(ONE, opf=opf))[0]) == 1


ENTITIES = (
    '<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/hostname"><!ENTITY a "aaaaaaaaaa">'
    '<!ENTITY b "&a;&a;&a;&a;"><!ENTITY % p SYSTEM "http://example.invalid/p.dtd">]>'
)


def test_no_entity_is_expanded_or_fetched(tmp_path: Path) -> None:
    body = f"{ENTITIES}<html><body><p>{BODY}&e;&b;</p></body></html>"
    records, problems = read(tmp_path, book({"a.xhtml": body}))
    assert [record.text for record in records] == [f"{BODY}&e;&b;"]
    assert len(problems) == 1


def encryption(*names: str) -> str:
    data = "".join(
        f"<enc:EncryptedData><enc:CipherData><enc:CipherReference URI='{name}'/></enc:CipherData></enc:EncryptedData>"
        for name in names
    )
    return f"<encryption xmlns:enc='http://www.w3.org/2001/04/xmlenc#'>{data}</encryption>"


def test_encrypted_chapters_are_counted(tmp_path: Path) -> None:
    pages = ONE | {"b.xhtml": b"\x00\x01\x02"}
    more = {"META-INF/encryption.xml": encryption("OEBPS/b.xhtml", "OEBPS/font.otf")}
    records, problems = read(tmp_path, book(pages, more=more))
    assert [record.text for record in records] == [BODY]
    assert problems == ["book.epub: 1 of 2 chapters are encrypted, and are not read"]
    more = {"META-INF/encryption.xml": encryption("OEBPS/a.xhtml")}
    assert "1 of 1 chapters are encrypted" in fails(tmp_path, book(ONE, more=more))


def test_an_archive_with_a_password_is_reported(tmp_path: Path) -> None:
    content = bytearray(book(ONE))
    place = content.index(b"PK\x01\x02", 0)
    while place >= 0:
        struct.pack_into("<H", content, place + 8, 1)
        place = content.find(b"PK\x01\x02", place + 4)
    assert "is encrypted" in fails(tmp_path, bytes(content))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is not a whole ZIP archive"),
        (b"no archive", "is not a whole ZIP archive"),
        (book(ONE)[:-30], "is not a whole ZIP archive"),
        (archive({"a.txt": "a"}), "no EPUB"),
        (archive({"META-INF/container.xml": CONTAINER}), "no EPUB"),
        (archive({"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": ""}), "names no chapters"),
    ],
)
def test_what_is_no_book_is_said(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in fails(tmp_path, content)


def test_a_book_without_words_is_said(tmp_path: Path) -> None:
    records, problems = read(tmp_path, book({"a.xhtml": page("<img src='a.png'/>")}))
    assert records == []
    assert problems == ["book.epub: no readable text was found in this book"]


def test_a_book_whose_container_is_missing_is_read_by_its_only_package(tmp_path: Path) -> None:
    content = archive({"content.opf": package(["a.xhtml"]), "a.xhtml": page(f"<p>{BODY}</p>")})
    assert [record.text for record in read(tmp_path, content)[0]] == [BODY]


def test_a_chapter_that_grows_without_end_is_left_out(tmp_path: Path) -> None:
    pages: dict[str, str | bytes] = {"bomb.xhtml": b"\0" * (6 << 20), **ONE}
    records, problems = read(tmp_path, book(pages))
    assert [record.text for record in records] == [BODY]
    assert problems == ["book.epub: OEBPS/bomb.xhtml: is more than 200 times its packed size"]


def test_limits_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = book({f"{number}.xhtml": page(f"<p>{BODY}{number}</p>" * 99) for number in range(6)})
    limits: list[tuple[str, Any, str]] = [
        ("WEBPAGE", 4000, "has more than"), ("UNPACKED", 9000, "and so is the rest"),
        ("MEMBERS", 5, "at most 5 are read"), ("DIRECTORY", 100, "its list of files has more than"),
    ]  # fmt: skip
    for name, value, words in limits:
        with monkeypatch.context() as patch:
            patch.setattr(epub if name == "UNPACKED" else archives, name, value)
            try:
                said = "\n".join(read(tmp_path, content)[1])
            except SourceError as error:
                said = str(error)
        assert words in said, name


def test_deeply_nested_markup_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    body = "<div>" * 5000 + BODY + "</div>" * 5000
    records, problems = read(tmp_path, book({"a.xhtml": page(f"<p>前</p>{body}"), "b.xhtml": page("<p>後</p>")}))
    assert records[0].text.startswith("前")
    assert records[-1].text == "後"
    assert len(problems) == 1


WORDS = st.text("甲乙丙，。a b\n<>&;\"'/!?-[]p　\U00020000\x00\x85", max_size=30)
MARKUP = st.lists(
    st.sampled_from(["<p>", "</p>", "<br/>", "<h1>", "</h1>", "<ruby>", "<rt>", "</rt>", "<pre>", "<!--", "-->", "&lt;",
                     "<![CDATA[", "]]>", "</body>", "<td>", "<a/>", "<x:y>"]) | WORDS, max_size=12
).map("".join)  # fmt: skip


@given(MARKUP)
def test_words_come_from_the_page_in_order(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    records, _problems = read(tmp_path_factory.mktemp("b"), book({"a.xhtml": page(body)}))
    rest = iter(page(body).replace("&lt;", "<"))
    for character in "".join(record.text for record in records):
        # What is no character of XML is replaced, and said.
        assert character.isspace() or character == "\ufffd" or character in rest


@given(st.data())
def test_damaged_archives_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    content = bytearray(book(ONE, [("a.xhtml", "題")]))
    for _number in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(SourceError):
        read(tmp_path_factory.mktemp("d"), bytes(content[: data.draw(st.integers(0, len(content)))]))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_of_no_stated_encoding_are_found(tmp_path: Path, encoding: str) -> None:
    name = "第一章.xhtml"
    written = name.encode(encoding)
    stand_in = "x" * len(written)
    content = book({stand_in: page(f"<p>{BODY}</p>")}, hrefs=[name]).replace(stand_in.encode(), written)
    assert [record.text for record in read(tmp_path, content)[0]] == [BODY]


def test_several_threads_read_one_book(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(book({f"{number}.xhtml": page(f"<p>{BODY * 200}{number}</p>") for number in range(20)}))
    document = Epub(SourceFile(path, "book.epub", SourceSettings()))
    with ThreadPoolExecutor(4) as threads:
        records = list(threads.map(document.record, list(range(20)) * 5))
    assert [record.text[-2:].lstrip("。") for record in records if record] == [str(number) for number in range(20)] * 5
