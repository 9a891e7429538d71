"""Test the table [sources] of zhupi.toml, and the report of its mistakes."""

from pathlib import Path

import pytest

from seeds.article import ArticleInfo
from seeds.errors import SourceError
from seeds.sources.corpus import Corpus
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


def test_the_lists_of_suggesters_are_no_sources(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "linked.tsv").symlink_to(tmp_path / "real.tsv")
    for name in ("names.tsv", "lists/more.tsv", "real.tsv", "words.tsv"):
        (tmp_path / name).write_text("title\ttext\n題\t雷軍領導小米集團。\n", "utf-8")
    names = ["./names.tsv", "lists/../lists/more.tsv", "linked.tsv", "lists", "", "../x.tsv", "\\u0000", 3]
    content = f"[suggest]\ngazetteers = {str(names).replace(chr(39), chr(34))}\n".replace("\\\\u", "\\u")
    settings = load(tmp_path, content)
    assert settings.lists == {"names.tsv", "lists/more.tsv", "linked.tsv", "real.tsv", "lists"}
    listed = {info.origin.document for info in Corpus.open(tmp_path).scan() if isinstance(info, ArticleInfo)}
    assert listed == {"words.tsv"}
    (tmp_path / "lists" / "a.txt").write_text("題\n雷軍領導小米集團。", "utf-8")
    ids = Corpus.open(tmp_path).ids_in("names.tsv")
    assert ids
    assert ids.doubt
    listed = {info.origin.document for info in Corpus.open(tmp_path).scan() if isinstance(info, ArticleInfo)}
    assert listed == {"lists/a.txt", "words.tsv"}
    assert any(isinstance(item, ArticleInfo) for item in Corpus.open(tmp_path / "names.tsv").scan())


@pytest.mark.parametrize("value", ["3", '"names.tsv"', "[[1]]", "{ a = 1 }"])
def test_lists_that_are_no_list_are_left_to_whoever_suggests(tmp_path: Path, value: str) -> None:
    assert load(tmp_path, f"[suggest]\ngazetteers = {value}\n") == SourceSettings()
    assert load(tmp_path, "suggest = 3\n") == SourceSettings()


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
        ('[sources]\nkinds = { "*.txt" = "labeled" }', 2, "labelled"),
        ('[sources]\nkinds = "labelled"', 2, "kinds"),
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


def test_kinds_make_files_of_any_name_sources(tmp_path: Path) -> None:
    (tmp_path / "zhupi.toml").write_text('[sources]\nkinds = { "*.log" = "text", "b/*" = "labelled" }\n', "utf-8")
    (tmp_path / "a.log").write_text("題\n河水慢慢地流。", "utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c").write_text("體育\t河水慢慢地流。\n", "utf-8")
    corpus = Corpus.open(tmp_path)
    infos = [item for item in corpus.scan() if isinstance(item, ArticleInfo)]
    assert [(info.origin.document, info.tag, corpus.read(info).text) for info in infos] == [
        ("a.log", "", "題\n河水慢慢地流。"),
        ("b/c", "體育", "河水慢慢地流。"),
    ]
    ids = corpus.ids_in("b/c")
    assert ids
    assert ids.ids == {infos[1].id}
