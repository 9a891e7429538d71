"""Test what is wrong with a source: the sentence and the line that say so, and that the rest is read."""

import json
import os
from pathlib import Path

import pytest

from seeds.article import ArticleInfo
from seeds.errors import Problem, SourceError
from seeds.sources.corpus import Corpus
from tests.seeds.test_corpus import BODY, scan, write

BAD: list[tuple[str, str | bytes, int, str, int | None]] = [
    ("empty.txt", b"", 0, "is empty", None),
    ("blank.md", "\n \n", 0, "is empty", None),
    ("empty.jsonl", b"", 0, "is empty", None),
    ("empty.json", b"[]", 0, "is empty", None),
    ("empty.csv", b"", 0, "is empty", None),
    ("header.csv", "title,text\n", 0, "is empty", None),
    ("binary.txt", bytes(range(256)), 0, "binary", None),
    ("latin.txt", "Où est passé le garçon très élégant".encode("cp1252"), 0, "not text in UTF-8", None),
    ("broken.jsonl", '{"text": "一"}\n{"text": \n{"text": "二"}\n', 2, "not valid JSON", 2),
    ("list.jsonl", '{"text": "一"}\n[1]\n"二"\n', 1, "not a JSON object", 2),
    (
        "bytes.jsonl",
        '{"text": "一"}\n'.encode() * 9000 + b'{"text": "\xff?\xff"}\n{"text": "z"}',
        9001,
        "not UTF-8",
        9001,
    ),
    ("blank.jsonl", '{"text": "一"}\n{"text": " "}\n', 1, "no text in", 2),
    ("title.jsonl", '{"text": "一"}\n{"title": "題"}\n', 2, "no text in", 2),
    ("deep.jsonl", '{"text": "一"}\n' + "[" * 100_000, 1, "not valid JSON", 2),
    ("digits.jsonl", '{"text": "一"}\n{"text": ' + "1" * 5000 + "}\n", 1, "not valid JSON", 2),
    ("no-text.jsonl", '{"a": 1, "b": "x"}\n', 0, "the columns are: a, b", None),
    ("broken.json", '[{"text": "一"},\n{"text": }]', 1, "not valid JSON", 2),
    ("no-text.csv", "year,city\n2025,北京\n", 0, "the columns are: year, city", None),
    ("fields.csv", "title,text\n一,二\n一,二,三\n四,五\n", 2, "3 fields", 3),
    ("quote.csv", 'title,text\n一,二\n三,"四\n五,六\n', 1, "quotation mark", 3),
    ("title.txt", "#淘寶\n題一\n正文正文\n題二\n", 2, "no body", 4),
    ("blank.html", "<html><body><script>1</script></body></html>", 0, "no readable text", None),
]


@pytest.mark.parametrize(("name", "content", "articles", "words", "line"), BAD, ids=[row[0] for row in BAD])
def test_bad_input(
    tmp_path: Path, name: str, content: str | bytes, articles: int, words: str, line: int | None
) -> None:
    write(tmp_path / name, content)
    write(tmp_path / "z.txt", BODY)
    corpus, infos, problems = scan(tmp_path)
    assert problems[0].document == name
    assert words in problems[0].message
    assert problems[0].line == line
    assert len(infos) == articles + 1
    assert corpus.read(infos[-1]).text == BODY


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such"):
        Corpus.open(tmp_path / "missing")


def test_a_pipe_is_an_error_and_a_broken_link_a_problem(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(SourceError, match="regular"):
        Corpus.open(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    _corpus, _infos, problems = scan(tmp_path)
    assert [problem.document for problem in problems[:2]] == ["link.txt", "pipe.txt"]


def test_loops_of_links_end(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b" / "1.txt", BODY)
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a" / "self")
    _corpus, infos, _problems = scan(tmp_path)
    assert len(infos) == 1


def test_an_unreadable_file_and_folder_are_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt", BODY)
    write(tmp_path / "b" / "c.txt", BODY)
    write(tmp_path / "d.txt", BODY)
    open_file, scandir = os.open, os.scandir

    def refuse_file(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if path == "a.txt":
            raise PermissionError(13, "Permission denied")
        return open_file(path, flags, mode, dir_fd=dir_fd)

    def refuse_folder(path: Path) -> object:
        if path.name == "b":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "open", refuse_file)
    monkeypatch.setattr(os, "scandir", refuse_folder)
    _corpus, infos, problems = scan(tmp_path)
    assert [info.origin.document for info in infos] == ["d.txt"]
    assert [(problem.document, "Permission denied" in problem.message) for problem in problems] == [
        ("a.txt", True),
        ("b", True),
    ]


def test_html_without_its_extra_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    write(tmp_path / "a.html", f"<nav>首頁</nav><p>{BODY * 50}</p>")
    write(tmp_path / "short.html", f"<p>{BODY}</p>")
    _corpus, infos, (problem,) = scan(tmp_path)
    assert "zhupi[html]" in problem.advice
    assert [info.title for info in infos] == ["short"]


def test_damaged_bytes_are_read_and_reported_or_refused_where_that_is_asked_for(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": f"第{number}天，天氣很好，我們去公園散步。"}, ensure_ascii=False) for number in range(9000)
    ]
    content = "\n".join(lines).encode()
    place = content.index("第8999天".encode()) + 30
    (tmp_path / "a.jsonl").write_bytes(content[:place] + b"\xff" + content[place:])
    (tmp_path / "b.txt").write_bytes("標題\n今天天氣很好。".encode()[:-1])
    items = list(Corpus.open(tmp_path).scan())
    assert len([item for item in items if isinstance(item, ArticleInfo)]) == 9001
    problems = [(item.document, item.line) for item in items if isinstance(item, Problem)]
    assert problems == [("a.jsonl", 9000), ("b.txt", 2)]
    articles = [Corpus.open(tmp_path).read(item) for item in items[-4:] if isinstance(item, ArticleInfo)]
    assert all("\ufffd" in article.text for article in articles[-2:])
    (tmp_path / "zhupi.toml").write_text('[sources]\nerrors = "strict"\n', "utf-8")
    items = list(Corpus.open(tmp_path).scan())
    assert len([item for item in items if isinstance(item, ArticleInfo)]) == 8999
    (tmp_path / "zhupi.toml").write_text('[sources]\nerrors = "stirct"\n', "utf-8")
    with pytest.raises(SourceError, match="did you mean “strict”"):
        Corpus.open(tmp_path)
