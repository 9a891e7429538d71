"""The user's settings: read, refused, and rewritten."""

import tomllib
from pathlib import Path

import pytest

from tui.core.config import Settings, load_settings, save_settings


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "config.toml") == (Settings(), [])


def test_settings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        '[reader]\nmeasure = 36\nindent = true\n[script]\nto-traditional = "s2twp"\n[keys]\n"reader.top" = "x"\n',
        "utf-8",
    )
    settings, problems = load_settings(path)
    assert not problems
    assert settings == Settings(measure=36, indent=True, to_traditional="s2twp", keys={"reader.top": "x"})


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("[reader]\nmeasure = 36\nmesure = 3\n", 3, "measure"),
        ("[reader]\nmeasure = 1000\n", 2, "80"),
        ('[reader]\nmeasure = "wide"\n', 2, "int"),
        ("[raeder]\nmeasure = 36\n", 1, "reader"),
        ("reader = 3\n", 1, "table"),
        ('[keys]\n"reader.top" = 3\n', 2, "string"),
        ("[reader]\nindent = 1\n", 2, "bool"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, content: str, line: int, words: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(content, "utf-8")
    _settings, problems = load_settings(path)
    assert [problem.line for problem in problems] == [line]
    assert words in str(problems[0])
    assert str(path) in str(problems[0])


@pytest.mark.parametrize("content", [b"[reader\n", b"\xff\xfe\xff"])
def test_a_file_that_is_no_toml_is_reported(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    settings, problems = load_settings(path)
    assert settings == Settings()
    assert len(problems) == 1


def test_saving_keeps_comments_and_what_it_does_not_know(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('# mine\n[reader]\nmeasure = 36 # narrow\n\n[keys]\n"reader.top" = "x" # why not\n', "utf-8")
    save_settings(path, {"measure": 42, "theme": "nord"})
    content = path.read_text("utf-8")
    assert "# mine" in content
    assert "# narrow" in content
    assert "# why not" in content
    assert tomllib.loads(content) == {
        "reader": {"measure": 42},
        "keys": {"reader.top": "x"},
        "terminal": {"theme": "nord"},
    }


def test_saving_makes_the_file_and_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    save_settings(path, {"measure": 30, "indent": True, "line_spacing": 2})
    assert load_settings(path) == (Settings(measure=30, indent=True, line_spacing=2), [])


def test_saving_does_not_overwrite_a_file_that_is_no_toml(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[reader\n", "utf-8")
    with pytest.raises(ValueError, match="line 1"):
        save_settings(path, {"measure": 30})
    assert path.read_text("utf-8") == "[reader\n"


def test_saving_follows_a_link(tmp_path: Path) -> None:
    target = tmp_path / "dotfiles.toml"
    target.write_text("", "utf-8")
    link = tmp_path / "config.toml"
    link.symlink_to(target)
    save_settings(link, {"measure": 30})
    assert link.is_symlink()
    assert "30" in target.read_text("utf-8")


def test_endpoints_name_the_variables_of_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        '[endpoints."HTTPS://Host.test:443/"]\nkey-from = "A"\n[endpoints."http://[::1]:8000"]\nkey-from = "B"\n',
        "utf-8",
    )
    settings, problems = load_settings(path)
    assert not problems
    assert settings.endpoints == {"https://host.test": "A", "http://[::1]:8000": "B"}


@pytest.mark.parametrize(
    "content",
    [
        '[endpoints."host"]\nkey-from = "A"',
        '[endpoints."https://host/v1"]\nkey-from = "A"',
        '[endpoints."https://me@host\\\\x"]\nkey-from = "A"',
        '[endpoints]\n"https://host" = "A"',
        '[endpoints."https://host"]\nkey = "A"',
        '[endpoints."https://host"]\nkey-from = 5',
        '[endpoints."https://host"]\nkey-from = "A"\nkey = "B"',
        "endpoints = 5",
    ],
)
def test_endpoints_that_are_wrong_are_told_and_name_nothing(tmp_path: Path, content: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(content, "utf-8")
    settings, problems = load_settings(path)
    assert len(problems) == 1
    assert settings.endpoints == {}
