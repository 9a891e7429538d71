"""``zhupi entities``, ``evaluate``, ``suggest`` and ``learn``: from texts to spans, and from annotations to figures."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Status
from annotations.model.span import Span
from annotations.storage.store import Store
from annotations.suggest.saved_suggestions import SavedSuggestions
from seeds.article import ArticleInfo
from seeds.sources.corpus import Corpus
from tui.cli.main import dispatch

RULES = ["--suggester", "patterns", "--processes", "1"]
NEWS = "標題\n12月26日,美團投入3000元,增長23.1%。"


def objects(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert dispatch(["entities", *arguments]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def said(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(found["text"][span["start"] : span["end"]], span["label"]) for span in found["spans"]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(NEWS.replace("標題", f"標題{number}"), "utf-8")
    return folder


def mark(project: Path, words: tuple[tuple[str, str], ...], annotator: str = "a1") -> None:
    corpus = Corpus.open(project)
    for info in corpus.scan():
        assert isinstance(info, ArticleInfo)
        article = corpus.read(info)
        opened = Store(project / "annotations", annotator).open(article)
        spans = [
            Span(f"s{number}", article.text.index(text), article.text.index(text) + len(text), label)
            for number, (text, label) in enumerate(words, 1)
        ]
        done = ArticleMetadata(), ArticleMetadata(Status.DONE)
        opened.make(Change("mark", added=tuple(spans), metadata=done))
        assert opened.close()


def test_articles_are_a_line_each(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = objects(capsys, str(project), *RULES)
    assert [entry["title"] for entry in found] == ["標題0", "標題1", "標題2"]
    for entry in found:
        assert said(entry) == [("12月26日", "TIME"), ("3000元", "MONEY"), ("23.1%", "PCT")]
        assert all(0 < span["score"] <= 1 and span["origin"] == "patterns" for span in entry["spans"])


def test_plain_text_comes_from_stdin_in_any_encoding(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "小米集團在12月26日投入3000億元,這是公司多年來最大的一筆投資,也是行業的紀錄。"
    for encoding in ("utf-8", "big5"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode(encoding))))
        (entry,) = objects(capsys, "-", *RULES)
        assert entry["text"] == text
        assert said(entry) == [("12月26日", "TIME"), ("3000億元", "MONEY")]


def test_lines_keep_their_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "in.jsonl"
    texts = ["增長23.1%", "", "😀", "a", "x\ud800 30美元", "\n\n"]
    path.write_text("\n".join(json.dumps({"text": text, "id": number}) for number, text in enumerate(texts)), "utf-8")
    found = objects(capsys, "--jsonl", str(path), *RULES)
    assert [(entry["id"], entry["text"]) for entry in found] == list(enumerate(texts))
    assert said(found[0]) == [("23.1%", "PCT")]
    assert said(found[4]) == [("30美元", "MONEY")]


@pytest.mark.parametrize("line", ["{", "[]", '{"title": "x"}', '{"text": 1}', "\xff"])
def test_a_bad_line_is_named(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'{"text": "x"}\n' + line.encode("latin-1"))
    monkeypatch.setattr(sys, "argv", ["zhupi", "entities", "--jsonl", str(path), *RULES])
    from tui.cli.main import main

    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert "in.jsonl:2" in capsys.readouterr().err


def test_an_unknown_suggester_is_named_with_the_nearest(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.cli.main import main

    monkeypatch.setattr(sys, "argv", ["zhupi", "entities", "--suggester", "patern"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "patterns" in capsys.readouterr().err


def test_only_what_is_certain_enough(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert all(not said(entry) for entry in objects(capsys, str(project), *RULES, "--min-score", "1"))


def test_evaluation_counts_what_was_found_and_lists_what_was_not(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark(project, (("12月26日", "TIME"), ("3000", "MONEY"), ("美團", "ORG")))
    call = ["evaluate", str(project), *RULES, "--annotator", "a1"]
    assert dispatch([*call, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["articles"] == 3
    assert result["labels"]["TIME"]["exact"] == {"precision": 1, "recall": 1, "f1": 1}
    assert result["labels"]["MONEY"]["exact"]["f1"] == 0
    assert result["labels"]["MONEY"]["overlapping"]["f1"] == 1
    kinds = [miss["kind"] for miss in result["misses"]]
    assert sorted(set(kinds)) == ["missed", "spurious", "wrong border"]
    assert dispatch([*call, "--misses"]) == 0
    output = capsys.readouterr()
    assert "美團 ORG" in output.out
    assert "3 articles" in output.err


def test_evaluation_wants_annotations(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["evaluate", str(project), *RULES, "--annotator", "nobody"]) == 1
    assert "nobody" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["evaluate", *RULES], ["learn"]])
def test_damaged_annotations_are_left_out_by_name_and_end_in_a_failure(
    command: list[str], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark(project, tuple((character, "TIME") for character in "月日美團投入元增長%"))
    damaged, unread, _sound = sorted((project / "annotations" / "a1").rglob("*.toml"))
    damaged.write_text(damaged.read_text("utf-8").replace("start = ", "start = -"), "utf-8")
    unread.unlink()
    unread.mkdir()
    assert dispatch([command[0], str(project), *command[1:], "--annotator", "a1"]) == 1
    said = capsys.readouterr().err
    assert ("1 article," if command[0] == "evaluate" else "learned from 1 article") in said
    for path in (damaged, unread):
        assert said.count(f"{path}: these annotations were left out") == 1


def test_suggestions_are_kept_beside_the_annotations(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["suggest", str(project), *RULES]) == 0
    assert "9 suggestions for 3 articles" in capsys.readouterr().err
    corpus = Corpus.open(project)
    for info in corpus.scan():
        assert isinstance(info, ArticleInfo)
        kept = SavedSuggestions(project / "annotations").read(corpus.read(info))
        assert [item.label for item in kept] == ["TIME", "MONEY", "PCT"]
    assert dispatch(["check", str(project)]) == 0


def test_learning_says_how_well_it_does(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mark(project, (("12月26日", "TIME"), ("3000元", "MONEY"), ("美團", "ORG"), ("23.1%", "PCT")))
    call = ["learn", str(project), "--annotator", "a1"]
    assert dispatch([*call, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["articles"] == 3
    assert result["f1"] is None, "two articles have too few spans to be learned from"
    assert Path(result["model"]).exists()
    (project / "3.txt").write_text(NEWS.replace("標題", "標題3"), "utf-8")
    mark(project, (("12月26日", "TIME"), ("3000元", "MONEY"), ("美團", "ORG"), ("23.1%", "PCT")), "a2")
    assert dispatch([*call[:-1], "a2"]) == 0
    output = capsys.readouterr()
    assert "100.0%" in output.out
    assert "too few to rely on" in output.out
    assert "learned from 4 articles" in output.err


def test_too_little_to_learn_from_is_said(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.cli.main import main

    mark(project, (("美團", "ORG"),))
    monkeypatch.setattr(sys, "argv", ["zhupi", "learn", str(project), "--annotator", "a1"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().err
