"""A release is whole or not there, and takes the place of nothing else; its receiver can use it."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from annotations.exchange.exporting.request import IncompleteError
from annotations.model.span import Span
from annotations.storage.summaries import saved_files
from seeds.errors import NotFoundError, SourceError
from tests.annotations.exchange.projects import Annotated, project
from tests.annotations.exchange.release.sample import content, loaded, release


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


def test_a_folder_among_the_annotations_is_refused(
    made: Annotated, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = tmp_path / "notes"
    assert release(made, notes / "r", "--format", "bio", "--annotations", str(notes)) == 2
    assert "is in the folder of the annotations" in capsys.readouterr().err


def test_what_is_lost_before_any_format_is_told_of_once(made: Annotated, tmp_path: Path) -> None:
    """A mark whose words are gone from the text, and annotations whose article is gone."""
    copied = Annotated(tmp_path / "p")
    shutil.copytree(made.root, copied.root)
    path = copied.root / "articles.jsonl"
    first, second, *rest = path.read_text("utf-8").splitlines()
    assert json.loads(second)["id"] == "n1"
    row = json.loads(first)
    row["text"] = row["text"].replace("王興", "他")
    path.write_text("\n".join([json.dumps(row), *rest]), "utf-8")
    assert release(copied, tmp_path / "r", "--format", "csv", "--format", "bio") == 0
    report = loaded(tmp_path / "r", "release-report.json")
    lost = {(loss["what"], loss["reason"]): loss["count"] for loss in report["lost"]}
    gone, unlinked = "is not in the text any more, or not just once", "belongs to no article of the project"
    assert lost.keys() == {("span", gone), ("span", unlinked), ("annotations", unlinked)}
    assert (lost["annotations", unlinked], lost["span", unlinked]) == (2, 4)
    assert {"article": "n0", "reason": gone, "label": "人物", "start": 5, "end": 7} in report["losses"]
    assert not [loss for each in report["formats"].values() for loss in each["lost"] if loss["what"] == "annotations"]
    page = (tmp_path / "r" / "README.md").read_text("utf-8")
    assert f"- Not released: {lost['span', gone]} × span: {gone}." in page
    assert f"- Not released: 2 × annotations: {unlinked}." in page
    with pytest.raises(IncompleteError):
        release(copied, tmp_path / "s", "--format", "csv", "--strict", "--notes")


def test_nothing_to_release_is_an_error(tmp_path: Path) -> None:
    empty = project(tmp_path / "p", {"a": "題\n美團"})
    with pytest.raises(SourceError, match="there is nothing to export"):
        release(empty, tmp_path / "r", "--format", "bio")
    assert not (tmp_path / "r").exists()


def test_damaged_annotations_are_not_passed_over(made: Annotated, tmp_path: Path) -> None:
    copied = Annotated(tmp_path / "p")
    shutil.copytree(made.root, copied.root)
    path = next(saved_files(next(copied.folder.glob("bob*"))))
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(SourceError, match="cannot be used, and the release would lack it"):
        release(copied, tmp_path / "r", "--format", "bio")
    assert not (tmp_path / "r").exists()


def test_an_annotator_that_there_is_not_is_an_error(made: Annotated, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no annotator “a3”"):
        release(made, tmp_path / "r", "--format", "bio", "--annotator", "a3")


def test_texts_in_several_parts_and_their_sources_are_told_of(tmp_path: Path) -> None:
    """One text with twelve ids, as in a corpus of sentences: a model would be tested on what it was trained on."""
    root = tmp_path / "p"
    root.mkdir()
    text = {"title": "題", "text": "美團來了。"}
    rows = [{"id": f"n{number}", **text, "source": f"日報{number % 2}|"} for number in range(12)]
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


def test_the_code_on_the_card_runs(released: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With the consumers that are installed for the tests; that of Croissant has a test of its own."""
    datasets = pytest.importorskip("datasets")
    pytest.importorskip("spacy")
    datasets.disable_progress_bars()
    names = [datasets.get_dataset_default_config_name(str(released)), *datasets.get_dataset_config_names(str(released))]
    assert names == ["huggingface", "huggingface", "chat"]
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
    assert len(values["docs"]) == train
    assert {span.label_ for doc in values["docs"] for span in doc.ents} == {"ORG", "人物"}
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
