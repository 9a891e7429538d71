"""Any text will do: for the built-in suggesters together, and on the command line."""

import json
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from annotations.schema_io.default import default_schema
from annotations.suggest.ensemble import Ensemble
from annotations.suggest.registry import SuggesterContext
from annotations.suggest.settings import SuggestSettings

TEXTS = {
    "nothing": "",
    "one character": "中",
    "emoji": "😀👩\u200d👩\u200d👧🇹🇼" * 500,
    "Latin": "The quick brown Fox. " * 500,
    "NUL": "\0北京\0大學\0" * 500,
    "halves of characters": "\ud800北京\udfff大學\ud800" * 500,
    "line ends": "\n" * 100_000,
    "blanks": " \u3000" * 10_000,
    "digits": "1" * 20_000,
    "numerals": "一" * 20_000,
    "opening marks": "「《(“" * 5_000,
    "dots": "·" * 20_000,
    "letters and digits": "a1北" * 5_000,
    "no stops": "北京大學小米公司" * 2_000,
    "other line ends": "北京\u2028\x85\x0b大學" * 500,
    "marks above letters": "e\u0301" * 5_000,
}


@cache
def ensemble() -> Ensemble:
    settings = SuggestSettings(("patterns", "gazetteer", "jieba", "memory"))
    return Ensemble(SuggesterContext(settings, default_schema()))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_suggestions_lie_in_any_text_apart_and_in_order(text: str) -> None:
    found = ensemble().suggest(text)
    assert ensemble().problems == []
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.heavy
def test_a_million_characters() -> None:
    text = "".join(f"{number}月，小米公司在北京發布了{number}款手機，售價{number}元。" for number in range(36_000))
    assert len(text) > 1_000_000
    assert len(ensemble().suggest(text)) > 100_000
    assert ensemble().problems == []


def test_the_command_line_prints_a_line_for_each(tmp_path: Path) -> None:
    source = tmp_path / "texts.jsonl"
    source.write_text("".join(json.dumps({"text": text}) + "\n" for text in TEXTS.values()), "utf-8")
    command = [
        sys.executable,
        "-c",
        "import sys, tui.cli.main; sys.exit(tui.cli.main.main())",
        "entities",
        "--jsonl",
        str(source),
    ]
    names = ["--suggester", "patterns", "--suggester", "gazetteer"]
    done = subprocess.run([*command, *names], capture_output=True, check=True, timeout=1200)
    assert done.stderr == b""
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == list(TEXTS.values())
