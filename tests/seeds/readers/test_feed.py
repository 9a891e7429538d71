"""Test feeds: entries with title, text, date, source and address, as feeds of all ages have them."""

import re
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.errors import SourceError
from tests.seeds.readers.reading import in_order, read_file

BODY = "春天來了，河水慢慢地流。"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>河邊報</title><link>http://example.invalid/</link>
{items}
</channel></rss>"""
ATOM = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>河邊誌</title>{items}</feed>'


def rss(*items: str) -> str:
    return RSS.replace("{items}", "\n".join(f"<item>{item}</item>" for item in items))


def atom(*items: str) -> str:
    return ATOM.replace("{items}", "\n".join(f"<entry>{item}</entry>" for item in items))


def test_an_entry_is_an_article(tmp_path: Path) -> None:
    item = (
        "<title>一&amp;二 &lt;b&gt;粗&lt;/b&gt;</title><link>http://example.invalid/1</link>"
        "<guid>g1</guid><pubDate>Mon, 01 Dec 2025 01:00:00 +0800</pubDate><category>社會</category>"
        "<category>河</category><description>摘要</description>"
        f"<content:encoded><![CDATA[<p>{BODY}</p><script>不</script><p onclick='x'>二<br/>三</p>]]></content:encoded>"
    )
    reading = read_file(tmp_path / "a.rss", rss(item, "<description>&lt;p&gt;無題的一段。&lt;/p&gt;</description>"))
    assert (reading.problems, reading.notices) == ([], [])
    first, second = reading.records
    assert first.text == f"一&二 粗\n{BODY}\n二\n三"
    assert (first.title, first.title_length, first.id, first.line) == ("一&二 粗", 5, "g1", 4)
    assert (first.source, first.date, first.tag) == ("河邊報", "2025-12-01", "社會, 河")
    assert first.link == "http://example.invalid/1"
    assert (second.text, second.title, second.title_length, second.id) == ("無題的一段。", "無題的一段。", 0, "")


ENTRIES = [
    (
        f"<title>題</title><summary>摘要。</summary><content type='html'>&lt;p&gt;{BODY}&lt;/p&gt;</content>",
        f"題\n{BODY}",
    ),
    ("<title>題</title><summary>摘要。</summary>", "題\n摘要。"),
    ("<title>題</title>", "題"),
    ("<content type='text'>一 &lt; 二\n三</content>", "一 < 二\n三"),
    ("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>一</p><p>二</p></div></content>", "一\n二"),
    (f"<title>題</title><content type='html'>&lt;h1&gt;題&lt;/h1&gt;{BODY}</content>", f"題\n{BODY}"),
]


@pytest.mark.parametrize(("entry", "text"), ENTRIES)
def test_entries_of_atom(tmp_path: Path, entry: str, text: str) -> None:
    reading = read_file(tmp_path / "a.atom", atom(entry))
    assert [(record.text, record.source) for record in reading.records] == [(text, "河邊誌")]


DATES = [
    ("2025-12-01T00:30:00+08:00", "2025-12-01"), ("Mon, 01 Dec 2025 01:00:00 +0800", "2025-12-01"),
    ("2025年12月1日", "2025-12-01"), ("gestern", ""),
]  # fmt: skip


@pytest.mark.parametrize(("written", "day"), DATES)
def test_the_day_is_that_of_the_place(tmp_path: Path, written: str, day: str) -> None:
    reading = read_file(tmp_path / "a.atom", atom(f"<title>題</title><updated>{written}</updated>"))
    assert reading.records[0].date == day


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig", "big5"])
def test_feeds_are_read_in_their_encoding(tmp_path: Path, encoding: str) -> None:
    text = rss(f"<title>題</title><description>{BODY}</description>").replace('"utf-8"', f'"{encoding[:5]}"')
    reading = read_file(tmp_path / "a.rss", text.encode(encoding))
    assert [record.text for record in reading.records] == [f"題\n{BODY}"]


def test_rss_1_and_a_feed_of_one_entry_are_read(tmp_path: Path) -> None:
    text = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        f"<channel><title>河</title></channel><item><title>題</title><description>{BODY}</description></item></rdf:RDF>"
    )
    assert [record.text for record in read_file(tmp_path / "a.xml", text).records] == [f"題\n{BODY}"]


def test_damage_is_said_and_the_rest_read(tmp_path: Path) -> None:
    text = rss(f"<title>題</title><description>A & B {BODY}</description>")
    reading = read_file(tmp_path / "a.rss", text)
    assert [record.text for record in reading.records] == [f"題\nA & B {BODY}"]
    assert [problem.partition(",")[0] for problem in reading.problems] == ["a.rss: is damaged"]


def test_no_entity_is_expanded_or_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", None)
    kind = '<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/hostname"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    text = rss(f"<title>題</title><description>{BODY}&e;&b;</description>").replace("<rss", f"{kind}<rss", 1)
    reading = read_file(tmp_path / "a.rss", text)
    assert len(reading.records) == 1
    assert reading.records[0].text.startswith(f"題\n{BODY}")
    assert "aaaa" not in reading.records[0].text


def test_what_holds_nothing_is_said(tmp_path: Path) -> None:
    assert read_file(tmp_path / "a.rss", rss()).problems == ["a.rss: is a feed without entries"]
    assert read_file(tmp_path / "a.rss", rss("<guid>1</guid>")).problems == ["a.rss: entry 1 holds no text"]
    assert read_file(tmp_path / "a.rss", "").problems == ["a.rss: is a feed without entries"]


MARKUP = st.lists(
    st.sampled_from(["<item>", "</item>", "<title>", "</title>", "<description>", "</description>", "&lt;p&gt;", "<p>",
                     "<![CDATA[", "]]>", "&amp;", "</channel>", "<content:encoded>", "<guid>", "<!DOCTYPE", "\n"])
    | st.text("甲乙丙，。ab <>&;\"'\x00", max_size=9),
    max_size=16,
).map("".join)  # fmt: skip


@given(MARKUP)
def test_any_feed_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, items: str) -> None:
    text = RSS.replace("{items}", items)
    try:
        reading = read_file(tmp_path_factory.mktemp("f") / "a.rss", text)
    except SourceError:
        return
    for record in reading.records:
        # An & of no entity is written out by the library, and what is no character is replaced.
        body = re.sub("[&;\ufffd]", "", record.text[record.title_length :])
        assert in_order(body, text.replace("&lt;", "<"))
