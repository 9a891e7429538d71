"""Test where the annotations of many articles are: the same as for each of them alone."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.importing.annotation_paths import AnnotationPaths
from annotations.storage.paths import article_path
from seeds.article import ArticleInfo, Origin

TITLES = st.sampled_from(["", "題", "另題", "a.b"])
CARDS = st.builds(
    lambda name, title, document: ArticleInfo(name, title, 1, Origin(document, 0, 1)),
    st.sampled_from(["a", "b", "b-a", "a.toml", "甲"]),
    TITLES,
    st.sampled_from(["x.txt", "f/x.txt"]),
)


@given(st.lists(st.tuples(CARDS, TITLES), max_size=6))
def test_they_are_where_those_of_one_article_are(found: list[tuple[ArticleInfo, str]]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for info, former in found:
            path = article_path(root, "a1", info.origin.document, info.id, former)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        paths = AnnotationPaths(root)
        for info, _former in found:
            for annotator in ("a1", "a2"):
                wanted = article_path(root, annotator, info.origin.document, info.id, info.title)
                assert paths.of(annotator, info) == wanted


def test_a_folder_is_listed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = AnnotationPaths(tmp_path)
    first = ArticleInfo("a", "題", 1, Origin("x.txt", 0, 1))
    path = paths.of("a1", first)
    path.parent.mkdir(parents=True)
    path.touch()
    monkeypatch.setattr("os.listdir", None)
    monkeypatch.setattr("os.scandir", None)
    assert paths.of("a1", first) == path
    assert paths.of("a1", ArticleInfo("b", "題", 1, Origin("x.txt", 0, 1))).name == "題.b.toml"
