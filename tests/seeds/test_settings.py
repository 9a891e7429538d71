"""Test the table [sources] of zhupi.toml, and the report of its mistakes."""

from pathlib import Path

import pytest

from seeds.errors import SourceError
from seeds.sources.settings import ColumnNames, SourceSettings, load_settings


def load(folder: Path, content: str | bytes) -> SourceSettings:
    path = folder / "zhupi.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_settings(path)


def test_without_a_file_or_table_all_is_detected(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "zhupi.toml") == SourceSettings()
    assert load(tmp_path, "[labels]\nunknown = 1\n") == SourceSettings()


def test_all_settings(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        '[sources]\r\nencoding = "gbk"\r\ncolumns = { text = "body", title = "標題" }\r\n'
        'include = ["*.txt"]\r\nexclude = ["drafts/", "x*"]\r\n',
    )
    assert settings == SourceSettings("gbk", ColumnNames("body", "標題"), ("*.txt",), ("drafts", "x*"))


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ('[sources]\nencodng = "gbk"', 2, "encoding"),
        ('encoding = 1\n[sources]\n\nencoding = "gb18031"', 4, "gb18030"),
        ('[sources]\nencoding = "base64"', 2, "base64"),
        ("[sources]\nencoding = 1", 2, "encoding"),
        ('[sources]\ninclude = "*.txt"', 2, "include"),
        ("[sources]\nexclude = [1]", 2, "exclude"),
        ('[sources]\ncolumns = "text"', 2, "columns"),
        ('[sources]\ncolumns = { txt = "body" }', 2, "text"),
        ('[sources]\nencoding = "gbk"\n[sources.columns]\ntitel = "t"', 4, "title"),
        ("sources = 3", 1, "sources"),
        ("a = 1\nb = = 2", 2, "TOML"),
        (b"a = 1\n# \xff", 2, "UTF-8"),
    ],
)
def test_mistakes_name_file_line_key_and_nearest(tmp_path: Path, content: str | bytes, line: int, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        load(tmp_path, content)
    problem = caught.value.problem
    assert problem.document == str(tmp_path / "zhupi.toml")
    assert problem.line == line
    assert words in str(problem)


def test_patterns_match_paths_and_names() -> None:
    settings = SourceSettings(include=("*.txt", "news/*.csv"), exclude=("draft*", "old/*"))
    assert settings.includes("a.txt")
    assert settings.includes("deep/er/a.txt")
    assert settings.includes("news/a.csv")
    assert not settings.includes("a.csv")
    assert not settings.includes("draft.txt")
    assert not settings.includes("deep/draft.txt")
    assert not settings.includes("old/a.txt")
    assert settings.excludes("deep/drafts")
