"""A release is whole, says the same everywhere, names nobody, and is made again byte for byte."""

import json
import re
import shutil
import zlib
from collections import Counter
from hashlib import sha256
from pathlib import Path
from shlex import split as words_of
from socket import gethostname
from typing import Any

import pytest

from annotations.exchange.exporting.request import IncompleteError
from annotations.exchange.registry import all_formats
from annotations.model.span import Span
from annotations.schema_io.file import load_schema
from annotations.storage.summaries import saved_files
from seeds.errors import NotFoundError, Problem, SourceError
from tests.annotations.exchange.projects import Annotated, project
from tests.annotations.exchange.release.sample import BOB, COUNT, NOTE, WANG, sample
from tui.cli.main import dispatch

DEFAULT = ("--format", "bioes", "--format", "spacy-jsonl", "--format", "chat", "--format", "huggingface")
DESCRIBING = {
    "README.md",
    "croissant.json",
    "guidelines.md",
    "manifest.json",
    "release-report.json",
    "schema.toml",
    "statistics.json",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Annotated:
    """Return the project; no test changes it."""
    return sample(tmp_path_factory.mktemp("home-of-secret") / "project")


@pytest.fixture(scope="module")
def released(made: Annotated, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a release of it as it is made without further words; no test changes it."""
    folder = tmp_path_factory.mktemp("out") / "release"
    assert release(made, folder, *DEFAULT) == 0
    return folder


def release(made: Annotated, folder: Path, *options: str) -> int:
    return dispatch(["release", str(made.root), "--output", str(folder), *options])


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def loaded(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text("utf-8"))


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def row(page: str, head: str) -> list[str]:
    """Return the cells of a row of the card's tables, the last one that has this head."""
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith(f"| {head} |")]
    return rows[-1][1:]


# Numbers


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


# What is in a release


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
    assert lost == {("relation", COUNT), ("attribute", COUNT), ("category", 1), ("span", COUNT)}
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


# Nobody is named, and the bytes are the same


def test_no_format_names_anybody_and_all_are_the_same_bytes_again(
    made: Annotated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the project was copied elsewhere, and another user of another host makes the release."""
    formats = [item.about.name for item in all_formats() if not isinstance(item, Problem) and item.about.writes]
    options = [part for name in formats for part in ("--format", name)]
    monkeypatch.setenv("LOGNAME", "first-login")
    assert release(made, tmp_path / "one", *options) == 0
    copied = Annotated(tmp_path / "elsewhere" / "secret-copy")
    shutil.copytree(made.root, copied.root)
    monkeypatch.setenv("LOGNAME", "second-login")
    monkeypatch.chdir(tmp_path)
    assert release(copied, Path("two"), *options) == 0
    first, second = content(tmp_path / "one"), content(tmp_path / "two")
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first.keys() == second.keys()
    secrets = {"secret", WANG, BOB, NOTE, "備註", str(made.root), str(tmp_path), "-login", gethostname()}
    secrets |= {json.dumps(secret)[1:-1] for secret in secrets}  # as JSON may write it
    for name, data in first.items():
        plain = zlib.decompress(data) if name.endswith(".spacy") else data
        text = plain.decode("utf-8", "replace")
        assert [secret for secret in secrets if secret in text] == [], name
        assert not re.search(r"20\d\d-\d\d-\d\dT", text), name


def test_the_command_of_the_manifest_makes_it_again(
    made: Annotated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = "--annotator bob@secret-host --labels ORG --map ORG=公司 --status done --max-length 9 --seed 7 --times"
    facts = "--license cc-by-4.0 --creator 實驗室 --url https://example.org/d --date 2026-01-31 --release-version 2.0.0"
    title = ("--title", "兩 個 字")
    ways = "--format bio --format csv --split 60/40 --script simplified --tokens jieba --misaligned drop --no-borders"
    first = tmp_path / "first"
    assert release(made, first, *options.split(), *facts.split(), *title, *ways.split()) == 0
    manifest = loaded(first, "manifest.json")
    command = words_of(manifest["command"])
    assert command == manifest["arguments"]
    assert command[:5] == ["zhupi", "release", ".", "--output", "../release"]
    assert command[command.index("--annotator") + 1] == "a1"
    assert {"jieba", "zhupi", "opencc-purepy"} <= manifest["made_with"].keys()
    shutil.copytree(made.root, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    assert dispatch(command[1:]) == 0
    assert content(tmp_path / "release") == content(first)


def test_names_times_and_notes_come_out_where_they_are_asked_for(made: Annotated, tmp_path: Path) -> None:
    assert release(made, tmp_path / "r", "--format", "huggingface", "--names", "--times", "--notes") == 0
    manifest = loaded(tmp_path / "r", "manifest.json")
    assert manifest["articles"][1]["annotators"] == [BOB, WANG]
    assert manifest["articles"][1]["updated"].keys() == {BOB, WANG}
    rows = [item for path in (tmp_path / "r").glob("huggingface/*.jsonl") for item in lines(path)]
    assert {item["annotator"] for item in rows} == {BOB, WANG}
    assert {item["note"] for item in rows if item["annotator"] == BOB} == {NOTE}
    assert {item["spans"][0]["note"] for item in rows if item["annotator"] == WANG} == {NOTE}
    assert "--names --times --notes" in manifest["command"]


# What stands there already, and what is wrong


def test_a_folder_with_anything_in_it_is_not_touched(made: Annotated, tmp_path: Path) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    assert release(made, folder, "--format", "bio") == 0, "an empty one is taken"
    (folder / "mine.txt").write_text("mine")
    before = content(folder)
    with pytest.raises(SourceError, match="exists already"):
        release(made, folder, "--format", "csv")
    assert content(folder) == before
    assert release(made, folder, "--format", "csv", "--force") == 0
    assert {name for name in content(folder) if "/" in name} == {
        "csv/train.csv",
        "csv/dev.csv",
        "csv/test.csv",
    } & content(folder).keys()
    (folder / "manifest.json").unlink()
    with pytest.raises(SourceError, match="other things in it"):
        release(made, folder, "--format", "bio", "--force")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r"]


def test_a_folder_among_the_articles_is_refused(made: Annotated, capsys: pytest.CaptureFixture[str]) -> None:
    assert release(made, made.root / "r", "--format", "bio") == 2
    assert "is in the folder of the articles" in capsys.readouterr().err
    assert not (made.root / "r").exists()


def test_nothing_to_release_is_an_error(tmp_path: Path) -> None:
    empty = project(tmp_path / "p", {"a": "題\n美團"})
    with pytest.raises(SourceError, match="there is nothing to export"):
        release(empty, tmp_path / "r", "--format", "bio")
    assert not (tmp_path / "r").exists()


def test_damaged_annotations_are_not_passed_over(made: Annotated, tmp_path: Path) -> None:
    copied = Annotated(tmp_path / "p")
    shutil.copytree(made.root, copied.root)
    path = next(saved_files(next(copied.folder.glob("bob*"))))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(SourceError, match="is damaged"):
        release(copied, tmp_path / "r", "--format", "bio")
    assert not (tmp_path / "r").exists()


def test_an_annotator_that_there_is_not_is_an_error(made: Annotated, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no annotator “a3”"):
        release(made, tmp_path / "r", "--format", "bio", "--annotator", "a3")


def test_texts_in_several_parts_and_their_sources_are_told_of(tmp_path: Path) -> None:
    """One text with twelve ids, as in a corpus of sentences: a model would be tested on what it was trained on."""
    root = tmp_path / "p"
    root.mkdir()
    rows = [
        {"id": f"i{number}", "title": "題", "text": "美團來了。", "source": f"日報{number % 2}|"}
        for number in range(12)
    ]
    (root / "a.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    made = Annotated(root)
    for row in rows:
        made.mark(str(row["id"]), [Span("s1", 2, 4, "ORG")])
    out = ("--format", "bio", "--annotations", str(root / "annotations"))
    assert release(made, tmp_path / "r", *out) == 0
    page = (tmp_path / "r" / "README.md").read_text("utf-8")
    assert "Word for word in several parts, as articles of different ids: 1 text." in page
    assert "| 日報0\\| | 6 |" in page
    assert "--annotations annotations" in page
    described = loaded(tmp_path / "r", "croissant.json")
    assert described["rai:dataCollectionRawData"] == "Sources of the texts: 日報0| (6 articles), 日報1| (6 articles)."


def test_what_cannot_be_written_leaves_nothing(
    made: Annotated, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release(made, tmp_path / "r", "--format", "entities") == 2
    assert "can be read, but not written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# What the receiver does


def test_the_code_on_the_card_runs(released: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With the consumers that are installed for the tests; that of Croissant has a test of its own."""
    datasets = pytest.importorskip("datasets")
    pytest.importorskip("spacy")
    datasets.disable_progress_bars()
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(released)
    page = (released / "README.md").read_text("utf-8")
    codes = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    spaces = []
    for code in codes:
        if "mlcroissant" not in code:
            spaces.append({"load": None})
            exec(compile(code, "card", "exec"), spaces[-1])  # the card is ours
    values: dict[str, Any] = {name: value for space in spaces for name, value in space.items()}
    train = loaded(released, "statistics.json")["parts"]["train"]["layers"]
    assert len(values["examples"]) == len(values["messages"]) == train
    assert values["names"][:3] == ["O", "B-ORG", "I-ORG"]
    assert ("美", "B-ORG") in values["tagged"]
    assert all(len(row) == 2 for sentence in values["sentences"] for row in sentence)


def test_a_release_is_described_on_the_terminal(
    made: Annotated, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release(made, tmp_path / "r", "--format", "csv", "--json") == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == loaded(tmp_path / "r", "release-report.json")
    assert "Croissant asks for --license" in err
    assert [path.name for path in tmp_path.iterdir()] == ["r"]
