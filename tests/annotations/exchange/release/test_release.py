"""A release says the same numbers everywhere, and has all that it promises."""

import json
import re
import shutil
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from annotations.exchange.exporting.request import IncompleteError
from annotations.schema_io.file import load_schema
from tests.annotations.exchange.projects import Annotated, project
from tests.annotations.exchange.release.sample import BOB, COUNT, WANG, content, lines, loaded, release
from tui.cli.main import dispatch

DESCRIBING = {
    "README.md",
    "croissant.json",
    "guidelines.md",
    "manifest.json",
    "release-report.json",
    "schema.toml",
    "statistics.json",
}


def row(page: str, head: str) -> list[str]:
    """Return the cells of a row of the card's tables, the last one that has this head."""
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith(f"| {head} |")]
    return rows[-1][1:]


def test_card_report_and_stats_have_the_same_numbers(
    made: Annotated, released: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dispatch(["stats", str(made.root), "--json", "--split", "80/10/10"]) == 0
    stats = json.loads(capsys.readouterr().out)
    assert (stats["articles"], stats["layers"], stats["spans"]) == (COUNT, COUNT + 1, 3 * COUNT + 1)
    assert stats["labels"] == {"ORG": 2 * COUNT + 1, "人物": COUNT}
    assert stats["origins"] == {"manual": 2 * COUNT + 1, "accepted:lac": COUNT // 2, "imported:brat": COUNT // 2}
    assert stats["annotators"][BOB]["spans"] == 1
    assert {name: part["spans"] for name, part in stats["parts"].items()}.keys() == {"train", "dev", "test"}
    report, statistics = loaded(released, "release-report.json"), loaded(released, "statistics.json")
    for name in ("articles", "spans", "labels", "origins"):
        assert report[name] == stats[name] == statistics[name]
    people = stats.pop("annotators"), statistics.pop("annotators")
    assert stats == statistics
    assert people[1] == {"a1": people[0][BOB], "a2": people[0][WANG]}
    page = (released / "README.md").read_text("utf-8")
    parts = [*stats["parts"].values(), stats]
    assert row(page, "articles") == [f"{part['articles']:,}" for part in parts]
    assert "| `ORG` | 機構 | A company \\| or another body. |" in page
    for label in ("ORG", "人物"):
        assert f"| `{label}` | " + " | ".join(str(part["labels"][label]) for part in parts) + " |" in page
    assert row(page, "by hand") == ["1", str(2 * COUNT), str(2 * COUNT + 1)]
    assert row(page, "accepted from the suggester `lac`")[-1] == str(COUNT // 2)
    for name, report_of in report["formats"].items():
        assert report_of["spans"] + sum(loss["count"] for loss in report_of["lost"] if loss["what"] == "span") == 37, (
            name
        )


def test_stats_for_people(made: Annotated, capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["stats", str(made.root)]) == 0
    out, err = capsys.readouterr()
    first, head, *rows = out.splitlines()
    assert first == f"{COUNT} articles, 232 characters, 37 spans"
    assert head.split() == [BOB, WANG, "all"]
    table = {
        name.strip(): numbers.split() for name, numbers in (re.split(r"  +", line.strip(), maxsplit=1) for line in rows)
    }
    assert table["accepted from lac"] == ["0", "6", "6"]
    assert table["imported from brat"] == ["0", "6", "6"]
    assert table["status in-progress"] == ["0", "1", "1"]
    assert table["notes"] == ["1", "12", "13"]
    assert err == ""


def test_stats_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = project(tmp_path / "p", {"a": "題\n美團"})
    assert dispatch(["stats", str(made.root)]) == 1
    assert "nothing is annotated" in capsys.readouterr().err


def test_same_articles_are_in_the_same_parts_of_all_formats(released: Path) -> None:
    manifest = loaded(released, "manifest.json")
    parts = {article["id"]: article["part"] for article in manifest["articles"]}
    assert Counter(parts.values()) == {
        name: part["articles"]
        for name, part in loaded(released, "statistics.json")["parts"].items()
        if part["articles"]
    }
    by_format: dict[str, dict[str, str]] = {}
    for path in released.glob("*/*"):
        part = {"validation": "dev"}.get(path.stem, path.stem)
        if path.suffix == ".bioes":
            ids = re.findall(r"^# id = (.*)$", path.read_text("utf-8"), re.MULTILINE)
        elif path.suffix == ".jsonl" and path.parent.name != "chat":
            ids = [item["id"] for item in lines(path)]
        else:
            continue
        by_format.setdefault(path.parent.name, {}).update(dict.fromkeys(ids, part))
    assert by_format == dict.fromkeys(("bioes", "spacy-jsonl", "huggingface"), parts)


def test_hashes_are_right_and_nothing_else_is_there(made: Annotated, released: Path) -> None:
    files = content(released)
    manifest = loaded(released, "manifest.json")
    told = {name: file["sha256"] for name, file in manifest["files"].items()}
    assert told == {name: sha256(file).hexdigest() for name, file in files.items() if name != "manifest.json"}
    assert {name for name in files if "/" not in name} == DESCRIBING
    texts = {name: sha256(article.text.encode()).hexdigest() for name, article in made.articles().items()}
    assert {article["id"]: article["sha256"] for article in manifest["articles"]} == texts
    assert [article["annotators"] for article in manifest["articles"][:2]] == [["a2"], ["a1", "a2"]]
    rows = [item for path in released.glob("huggingface/*.jsonl") for item in lines(path)]
    assert {item["id"]: sha256(item["text"].encode()).hexdigest() for item in rows} == texts


def test_the_schema_is_a_schema_and_nothing_else_of_the_settings(
    made: Annotated, released: Path, tmp_path: Path
) -> None:
    shutil.copy(released / "schema.toml", tmp_path / "zhupi.toml")
    assert load_schema(tmp_path) == load_schema(made.root)
    page = (released / "guidelines.md").read_text("utf-8")
    assert "### `ORG` 機構\n\nA company | or another body.\n\nExamples: 美團\n" in page
    assert "- `certain` (flag)" in page
    assert "## Rules\n\n標出每一個名字。\n" in page


def test_losses_are_in_the_report_and_on_the_card(released: Path) -> None:
    report = loaded(released, "release-report.json")
    page = (released / "README.md").read_text("utf-8")
    assert report["formats"]["huggingface"]["lost"] == []
    lost = {(loss["what"], loss["count"]) for loss in report["formats"]["bioes"]["lost"]}
    assert lost == {
        ("relation", COUNT),
        ("attribute", COUNT),
        ("category", 1),
        ("span", COUNT),
        ("annotator", COUNT + 1),
    }
    assert {loss.keys() & {"what", "item"} == set() for loss in report["formats"]["bioes"]["losses"]} == {True}
    assert f"- Not in `bioes`: {COUNT} × relation: the format has no place for it." in page
    assert f"- Left out: {COUNT + 1} notes of annotators." in page
    assert "6 of 37 spans were accepted from suggestions" in page
    assert "Annotated by several people: 1 article." in page


def test_strict_releases_nothing_where_anything_is_lost(
    made: Annotated, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(IncompleteError):
        release(made, tmp_path / "r", "--strict", "--format", "bioes", "--format", "spacy-jsonl")
    assert list(tmp_path.iterdir()) == []
    assert "bioes: lost: 12 × relation" in capsys.readouterr().err
    assert release(made, tmp_path / "r", "--strict", "--format", "huggingface", "--notes") == 0


def test_parts_without_articles_have_no_files(
    made: Annotated, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release(made, tmp_path / "r", "--format", "bio", "--format", "csv", "--split", "998/1/1") == 0
    assert sorted(name for name in content(tmp_path / "r") if "/" in name) == ["bio/train.bio", "csv/train.csv"]
    assert "the part dev is empty" in capsys.readouterr().err
    assert "The part `dev` is empty" in (tmp_path / "r" / "README.md").read_text("utf-8")


def test_without_a_split_all_is_for_training(made: Annotated, tmp_path: Path) -> None:
    assert release(made, tmp_path / "r", "--format", "bio", "--format", "brat", "--split", "none") == 0
    names = [name for name in content(tmp_path / "r") if "/" in name]
    assert "bio/train.bio" in names
    assert sum(name.startswith("brat/") and name.endswith(".ann") for name in names) == COUNT + 1
    assert loaded(tmp_path / "r", "manifest.json")["split"] is None
