"""``zhupi show``: the article that was meant, whole, in either script."""

import json
import sys
from pathlib import Path

import pytest

from seeds.article import Article, ArticleInfo, Origin
from seeds.errors import NotFoundError
from seeds.script import stage
from seeds.script.offsets import OffsetMap
from seeds.script.stage import Stage
from seeds.sources.corpus import Corpus
from tui.cli.arguments.scripts import ScriptChoice
from tui.cli.commands.show import _paragraphs
from tui.cli.main import dispatch
from tui.text.width import cells

SECOND = "中國消費的下一程"


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert dispatch(["show", *arguments]) == 0
    return capsys.readouterr().out


def bundled() -> list[str]:
    corpus = Corpus.open(None)
    return [corpus.read(info).text for info in corpus.scan() if isinstance(info, ArticleInfo)]


@pytest.mark.parametrize("name", ["4a36602cfad1", "4a36", "2", SECOND, "中国消费", "的下一程"])
def test_an_article_by_id_number_or_title(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert shown(capsys, name).splitlines()[:2] == [SECOND, ""]


@pytest.mark.parametrize("width", ["0", "40", "3"])
def test_nothing_is_lost_but_white_space(capsys: pytest.CaptureFixture[str], width: str) -> None:
    for number, text in enumerate(bundled(), 1):
        out = shown(capsys, str(number), "--width", width)
        assert "".join(out.split()) == "".join(text.split())


def test_lines_are_no_wider_than_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, "1", "--width", "60").splitlines()
    assert max(map(cells, lines)) <= 60
    assert len(lines) > 100


def test_a_terminal_gets_lines_of_its_width_and_no_controls(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "50")
    path = tmp_path / "a.txt"
    path.write_text("題目\n" + "正文\x1b[2J和\0。" * 20, encoding="utf-8")
    lines = shown(capsys, "1", str(path)).splitlines()
    assert all(cells(line) <= 50 and "\x1b" not in line and "\0" not in line for line in lines)
    assert len(lines) > 4


def test_the_other_script_paragraph_by_paragraph(capsys: pytest.CaptureFixture[str]) -> None:
    original = shown(capsys, "2").splitlines()
    other = shown(capsys, "2", "--script", "other").splitlines()
    assert other[0] == "中国消费的下一程"
    assert [len(line) for line in other] == [len(line) for line in original]
    assert shown(capsys, "2", "--script", "traditional").splitlines() == original


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    article = json.loads(shown(capsys, "2", "--json"))
    assert article["text"] == bundled()[1]
    assert (article["id"], article["start"], article["line"], article["length"]) == ("4a36602cfad1", 3042, 4, 4009)
    assert (article["encoding"], article["newline"]) == ("utf-8", "lf")
    assert "converted" not in article


def test_json_with_a_script_holds_text_and_map(capsys: pytest.CaptureFixture[str]) -> None:
    article = json.loads(shown(capsys, "5", "--json", "--script", "tw2sp"))
    offsets = OffsetMap(tuple((a, b, c, d) for a, b, c, d in article["map"]))
    assert article["script"] == "tw2sp"
    assert offsets.to_target(len(article["text"])) == len(article["converted"])
    start = article["text"].index("今年")
    assert article["converted"][offsets.to_target(start) :].startswith("今年")


def test_an_article_without_a_title_in_its_text(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("第一段。\n第二段。\n", encoding="utf-8")
    assert shown(capsys, "1", str(path)) == "第一段。\n\n第二段。\n"


def test_headings_of_markdown_stand_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# 題目\n\n## 一節\n正文。\n", encoding="utf-8")
    assert shown(capsys, "題目", str(path)) == "題目\n\n一節\n\n正文。\n"


HEADINGS = (("第一章 渡口", 1), ("第一節 燈", 2), ("第二章 車站", 1))
CHAPTERS = "河\n第一章 渡口\n船靠了岸。\n第一節 燈\n燈亮著。\n第二章 車站\n車開了。\n"


def test_the_contents(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(CHAPTERS, encoding="utf-8")
    headings = [(CHAPTERS.index(words), level, words) for words, level in HEADINGS]
    lines = [f"{start}\t{level}\t{words}" for start, level, words in headings]
    assert shown(capsys, "1", str(path), "--contents").splitlines() == lines
    article = json.loads(shown(capsys, "1", str(path), "--json"))
    assert [(each["start"], each["level"], each["text"]) for each in article["headings"]] == headings
    assert [article["text"][each["start"] : each["end"]] for each in article["headings"]] == [
        words for words, _ in HEADINGS
    ]
    listed = json.loads(shown(capsys, "1", str(path), "--contents", "--json", "--script", "simplified"))
    assert [each["text"] for each in listed] == ["第一章 渡口", "第一节 灯", "第二章 车站"]
    assert [each["start"] for each in listed] == [start for start, _level, _words in headings]


def test_contents_of_a_text_without_headings(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("第一段。\n第二段。\n", encoding="utf-8")
    assert dispatch(["show", "1", str(path), "--contents"]) == 0
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "this text has no headings\n")
    assert json.loads(shown(capsys, "1", str(path), "--contents", "--json")) == []


def test_own_ids_come_before_numbers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 2, "text": "甲甲"}\n{"id": 1, "text": "乙乙"}\n', encoding="utf-8")
    assert shown(capsys, "1", str(path)) == "乙乙\n"


def test_a_name_that_fits_none_or_several_is_an_error() -> None:
    with pytest.raises(NotFoundError, match="did you mean “中國消費的下一程”"):
        dispatch(["show", "中國消費的上一程"])
    with pytest.raises(NotFoundError, match="zhupi list"):
        dispatch(["show", "zzz"])
    with pytest.raises(NotFoundError, match="4 articles go by “淘宝”"):
        dispatch(["show", "淘宝"])


def test_a_negative_width_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    for width in ("-1", "x"):
        with pytest.raises(SystemExit) as leaving:
            dispatch(["show", "1", "--width", width])
        assert leaving.value.code == 2


def test_an_article_is_converted_as_far_as_it_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A book begins at once, and its conversion takes no memory."""
    converted: list[int] = []

    def run_all(stages: tuple[Stage, ...], text: str) -> tuple[str, OffsetMap]:
        converted.append(len(text))
        return stage.run_all(stages, text)

    monkeypatch.setattr("seeds.script.view.run_all", run_all)
    text = "标题\n" + "中国队的表现，让人们看见许多希望。\n" * 10_000
    article = Article(ArticleInfo("a", "标题", len(text), Origin("a.txt", 0, 1)), text, 2)
    paragraphs = _paragraphs(article, ScriptChoice("other"))
    assert [next(paragraphs) for _number in range(3)] == ["標題", "", "中國隊的表現，讓人們看見許多希望。"]
    assert sum(converted) < 5_000
