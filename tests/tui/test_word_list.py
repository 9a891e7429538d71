"""The list of words for Anki: what looks like markup or a command is text, and a reader of such files gets it back."""

import csv
import stat
import sys
from dataclasses import astuple, fields, replace
from html import unescape
from pathlib import Path

import pytest

from annotations.storage.user_records import RecordError, RecordFile
from seeds.dictionary.cedict import CEDICT
from seeds.dictionary.lookup import Entry, installed_dictionary
from seeds.packs.store import add
from tests.dictionaries import dictionary_archive
from tui.cli.main import dispatch
from tui.core.config import Settings
from tui.core.reading.look_up import LookedUp, LookUp
from tui.core.reading.word_list import Word, anki_lines, marked_words, remember, word_file, word_of, words_in

EVIL = [
    "<script>alert(1)</script>",
    "$(touch made) `id` ; rm -rf ~",
    "javascript:alert(1)",
    "a\ttab and\nnew\r\nlines\rhere",
    '"quotes" \'single\' ""',
    "[sound:evil.mp3] [latex]\\input{/etc/passwd}[/latex] {{c1::gap}} \\(x\\)",
    "#separator:comma",
    "<img src=x onerror=alert(1)>&amp;",
    '=HYPERLINK("x")',
]


def read_as_anki(lines: list[str]) -> tuple[dict[str, str], list[list[str]]]:
    """Return the header and the rows, as a reader of the file has them."""
    head = dict(line[1:].split(":", 1) for line in lines if line.startswith("#"))
    rows = [line for line in lines if not line.startswith("#")]
    assert head["separator"] == "tab"
    return head, list(csv.reader(rows, delimiter="\t", strict=True))


@pytest.mark.parametrize("evil", EVIL)
def test_every_field_comes_back_as_it_was_and_is_only_text(evil: str) -> None:
    word = Word(evil, evil, evil, evil, evil, evil, evil, "ORG")
    lines = list(anki_lines([word, Word("好")]))
    assert all("\n" not in line and "\r" not in line for line in lines)
    head, rows = read_as_anki(lines)
    assert head["html"] == "true"
    assert head["columns"].split("\t") == [field.name.title() for field in fields(Word)]
    assert head["tags column"] == str(len(fields(Word)))
    assert [len(row) for row in rows] == [len(fields(Word))] * 2
    for cell in rows[0][:-1]:
        bare = cell.replace("<br>", "")
        assert not set(bare) & set("<>\"'[]{}\\\t")
        expected = evil.replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n")
        assert unescape(cell.replace("<br>", "\n")) == expected


def test_a_tag_is_one_word() -> None:
    _head, rows = read_as_anki(list(anki_lines([Word("好", tag="<b> two\tparts")])))
    assert rows[0][-1] == "&lt;b&gt;_two_parts"


def test_words_are_remembered_once_and_privately(tmp_path: Path) -> None:
    file = RecordFile(tmp_path / "words.json", 2)
    entry = Entry("國家", "国家", "guo2 jia1", ("country", "nation"))
    for sentence in ("一。", "二。"):
        remember(file, word_of("国家", [entry], "", sentence, "標題"))
    remember(file, word_of("甲\udc80", [], "ein Wort", "三。", ""))
    first, second = words_in(file.read())
    assert astuple(first) == (
        *("國家", "国家", "guó jiā", "ㄍㄨㄛˊ ㄐㄧㄚ", "country; nation"),
        *("二。", "標題", "looked-up"),
    )
    assert (second.traditional, second.meanings) == ("甲\\udc80", "ein Wort")
    if sys.platform != "win32":
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_odd_records_are_passed_over() -> None:
    assert list(words_in([{}, {"traditional": 1}, {"traditional": "好", "pinyin": None}])) == [Word("好")]


def test_the_settings_switch_it_off() -> None:
    LookUp(lambda: Settings(keep_words=False)).remember(LookedUp("好", answer="gut"), "", "")
    assert not word_file().path.exists()
    LookUp(Settings).remember(LookedUp("好", answer="gut"), "", "")
    LookUp(Settings).remember(LookedUp("不知"), "", "")
    assert [word.traditional for word in words_in(word_file().read())] == ["好"]


def test_marks_have_what_the_dictionary_has(tmp_path: Path) -> None:
    add(replace(CEDICT, pinned={}), from_file=dictionary_archive(tmp_path))
    rows = [("国家", "ORG", "a.txt"), ("国家", "ORG", "b.txt"), ("美\n團", "ORG", "a.txt"), (" ", "ORG", "a.txt")]
    first, second = marked_words(rows, installed_dictionary())
    assert (first.traditional, first.pinyin, first.tag, first.source) == ("國家", "guó jiā", "ORG", "a.txt")
    assert (second.traditional, second.meanings) == ("美 團", "")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["words"]) == 1
    done = capsys.readouterr()
    assert (done.out, "no word has been looked up" in done.err) == ("", True)
    remember(word_file(), Word("好", "好", "hǎo", tag="looked-up"))
    text = tmp_path / "a.txt"
    text.write_text("標題\n\n美團。", "utf-8")
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "標題\\n\\n美團。", "label": [[4, 6, "ORG"]]}', "utf-8")
    assert dispatch(["import", str(text), str(source), "--format", "doccano", "--annotator", "a1"]) == 0
    capsys.readouterr()
    assert dispatch(["words", str(text), "--annotator", "a1"]) == 0
    _head, rows = read_as_anki(capsys.readouterr().out.splitlines())
    assert [(row[0], row[-1]) for row in rows] == [("好", "looked-up"), ("美團", "ORG")]
    assert dispatch(["words", "--forget"]) == 0
    assert dispatch(["words"]) == 1
    word_file().path.write_text("{")
    with pytest.raises(RecordError, match="is damaged"):
        dispatch(["words"])
