"""The application where the system does not let a folder be read: the rest can be read, and it is said why."""

from getpass import getuser
from pathlib import Path

import pytest

from tests.privileges import NEEDS_PERMISSIONS, closed
from tests.tui.pilot.conftest import Start

pytestmark = NEEDS_PERMISSIONS
SCHEMA = '[[label]]\nname = "PER"\ndescription = "人"\n'


PLACES = ("annotations", "annotations/{user}", "annotations/{user}/a.txt", "annotations/b")
FEW = [*((place, 0o000) for place in PLACES), (PLACES[0], 0o444), (PLACES[1], 0o111)]
"""Every place with no rights at all, and each of the other modes once; the others are heavy."""

MORE = [(place, mode) for place in PLACES for mode in (0o444, 0o111) if (place, mode) not in FEW]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("標題\n雷軍領導小米集團多年。", "utf-8")
    (tmp_path / "zhupi.toml").write_text(SCHEMA, "utf-8")
    return tmp_path


async def test_a_label_is_renamed_before_anything_is_marked(start: Start, project: Path) -> None:
    async with start(project) as user:
        await user.press("enter", "i", "r")
        await user.type("PERSON")
        await user.press("enter")
        await user.wait_for(lambda: "PERSON" in (project / "zhupi.toml").read_text("utf-8"))
        await user.press("escape")
        await user.go_to("雷軍")
        await user.press("1")
        assert user.marked == [("雷軍", "PERSON")]


@pytest.mark.parametrize(("place", "mode"), [*FEW, *(pytest.param(*kind, marks=pytest.mark.heavy) for kind in MORE)])
async def test_articles_are_read_where_annotations_cannot_be(
    start: Start, project: Path, place: str, mode: int
) -> None:
    for name in (getuser(), "b"):
        (project / "annotations" / name / "a.txt").mkdir(parents=True)
    with closed(project / place.format(user=getuser()), mode):
        async with start(project) as user:
            await user.press("enter")
            await user.wait_for(lambda: "雷軍" in user.text(), 150)
            await user.press("1", "i", "r")
            await user.type("PERSON")
            await user.press("enter", "escape", "escape")
            await user.wait_for(lambda: "標題" in user.text())


async def test_what_nobody_expected_of_the_system_is_a_warning(
    start: Start, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied", "annotations")

    monkeypatch.setattr("tui.core.project_edits.ProjectEdits._edit", refuse)
    async with start(project) as user:
        await user.press("enter", "i", "r")
        await user.type("PERSON")
        await user.press("enter")
        await user.wait_for(lambda: "annotations: Permission denied" in user.notes)
        await user.press("escape")
        assert "雷軍" in user.text()
