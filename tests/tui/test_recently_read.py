"""What was read: the latest first, over projects, bounded, private; and files that are damaged."""

import json
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from annotations.storage.progress import Progress
from annotations.storage.user_records import RecordError, RecordFile
from seeds.article import ArticleInfo
from seeds.sources.corpus import Corpus
from tui.core.reading.recent import RecentList, RecentlyRead, elsewhere


@pytest.fixture
def file(tmp_path: Path) -> RecordFile:
    return RecordFile(tmp_path / "state" / "recent.json", 3)


@pytest.fixture
def infos() -> list[ArticleInfo]:
    return [item for item in Corpus.open(None).scan() if isinstance(item, ArticleInfo)]


def titles(recently: RecentlyRead) -> list[str]:
    return [article.title for article in recently.articles()]


def test_the_latest_is_first_and_each_is_there_once(file: RecordFile, infos: list[ArticleInfo]) -> None:
    here = RecentlyRead(file, "/here")
    for info in (infos[0], infos[1], infos[0]):
        here.note(info, Progress(share=0.5))
    assert titles(here) == [infos[0].title, infos[1].title]
    here.save()
    here.note(infos[1], Progress(share=0.75))
    assert [(article.title, article.share) for article in here.articles()][:1] == [(infos[1].title, 0.75)]
    here.save()
    assert not here.dirty
    again = RecentlyRead(file, "/here")
    assert titles(again) == [infos[1].title, infos[0].title]


def test_no_more_are_kept_than_the_most(file: RecordFile, infos: list[ArticleInfo]) -> None:
    here = RecentlyRead(file, "/here")
    for info in infos[:5]:
        here.note(info, Progress())
        here.save()
    assert titles(here) == [info.title for info in infos[4:1:-1]]


def test_nobody_else_may_read_the_file(file: RecordFile, infos: list[ArticleInfo]) -> None:
    here = RecentlyRead(file, "/here")
    here.note(infos[0], Progress())
    here.save()
    if sys.platform != "win32":
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_articles_of_other_projects_are_listed_with_how_to_open_them(
    file: RecordFile, infos: list[ArticleInfo]
) -> None:
    there, here = RecentlyRead(file, "/there"), RecentlyRead(file, "/here")
    there.note(infos[0], Progress(share=1.0))
    there.save()
    here.note(infos[1], Progress(share=0.02))
    listed = RecentList(here, here.articles())
    assert [listed.line(number) for number in listed.find("")] == [
        f"  2%  {infos[1].title}",
        f"100%  {infos[0].title}  · /there",
    ]
    assert listed.find("/there") == [1]
    assert elsewhere(listed[1]).endswith("zhupi /there")


def test_one_or_all_can_be_forgotten(file: RecordFile, infos: list[ArticleInfo]) -> None:
    here = RecentlyRead(file, "/here")
    for info in infos[:3]:
        here.note(info, Progress())
    here.save()
    here.drop(here.articles()[1])
    assert titles(here) == [infos[2].title, infos[0].title]
    here.clear()
    assert titles(here) == []
    assert json.loads(file.path.read_text())["records"] == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"records": 1}', b'{"records": [1]}', b"\xff", b"[" * 100_000, b"\x00"]
)
def test_a_damaged_file_is_told_and_moved_aside(file: RecordFile, infos: list[ArticleInfo], content: bytes) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(content)
    here = RecentlyRead(file, "/here")
    with pytest.raises(RecordError, match="is damaged"):
        here.articles()
    here.note(infos[0], Progress())
    problem = here.save()
    assert problem
    assert "moved to recent.json.damaged" in str(problem)
    assert file.path.with_name("recent.json.damaged").read_bytes() == content
    assert titles(here) == [infos[0].title]


def test_records_that_are_odd_are_left_out_of_the_list_and_kept(file: RecordFile, infos: list[ArticleInfo]) -> None:
    here = RecentlyRead(file, "/here")
    here.note(infos[0], Progress())
    here.save()
    (good,) = file.read()
    odd = [{}, {**good, "share": "1"}, {**good, "share": 7}, {**good, "title": None, "later": 1}]
    file.path.write_text(json.dumps({"records": [*odd[:1], good, odd[3]]}))
    assert titles(here) == [infos[0].title]
    file.path.write_text(json.dumps({"records": odd[:3]}))
    assert titles(here) == []


def test_a_title_cannot_speak_to_the_terminal(file: RecordFile, infos: list[ArticleInfo]) -> None:
    here = RecentlyRead(file, "/he\udcffre\x1b[2J")
    here.note(replace(infos[0], title="標\x1b]52;c;eA==\x07題\udc80"), Progress())
    here.save()
    (article,) = RecentlyRead(file, "/he\udcffre\x1b[2J").articles()
    assert article.title == "標␛]52;c;eA==␇題\ufffd"
    assert "\x1b" not in elsewhere(article)


def test_where_nothing_can_be_written_that_is_told(tmp_path: Path, infos: list[ArticleInfo]) -> None:
    (tmp_path / "state").write_text("a file")
    here = RecentlyRead(RecordFile(tmp_path / "state" / "recent.json", 3), "/here")
    here.note(infos[0], Progress())
    with pytest.raises(RecordError):
        here.save()
