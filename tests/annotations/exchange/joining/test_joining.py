"""Two copies of a project become one: nothing of either is lost, neither is changed, contradictions are kept apart."""

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.exchange.joining.layers import Contradiction
from annotations.exchange.joining.projects import join_projects
from annotations.exchange.joining.report import JoinReport
from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.schema import Overlap
from annotations.model.span import Relation, Span
from annotations.storage.anchors import Quotes
from annotations.storage.document import Stored, quotes_of, serialize_annotations
from annotations.storage.lock import Lock
from annotations.storage.merge import span_content
from annotations.storage.open_article import OpenArticle
from annotations.storage.paths import article_path, companion
from annotations.storage.store import Store
from annotations.storage.summaries import annotators_in
from annotations.suggest.saved_suggestions import SavedSuggestions
from annotations.suggest.suggestion import Suggestion
from seeds.article import Article, ArticleInfo
from seeds.errors import SourceError
from seeds.sources.corpus import Corpus
from tests.annotations.generated import layers

TEXT = "美團與京東在北京。\n12月26日,美團投入3000元,增長23.1%。"
SCHEMA = '[schema]\noverlap = "{overlap}"\n' + "".join(
    f'[[label]]\nname = "{name}"\n' for name in ("A", "B", "C", "ORG", "LOC")
)
Roots = tuple[Path, Path, Path]


@pytest.fixture
def roots(tmp_path: Path) -> Roots:
    """Return two copies of a project with one article, and the folder for the third."""
    return make(tmp_path)


def make(folder: Path, overlap: Overlap = Overlap.FORBID) -> Roots:
    """Make two copies of a project."""
    for name in "AB":
        (folder / name).mkdir()
        (folder / name / "news.txt").write_text(TEXT, "utf-8")
        (folder / name / "zhupi.toml").write_text(SCHEMA.format(overlap=overlap), "utf-8")
    return folder / "A", folder / "B", folder / "C"


def article_in(root: Path, title: str = "") -> Article:
    """Read the article of a project whose title begins so."""
    corpus = Corpus.open(root)
    return next(
        corpus.read(info) for info in corpus.scan() if isinstance(info, ArticleInfo) and info.title.startswith(title)
    )


def opened(root: Path, annotator: str = "amy") -> OpenArticle:
    """Open the article of a project."""
    return Store(root / "annotations", annotator).open(article_in(root))


def mark(root: Path, *spans: Span, annotator: str = "amy", change: Change | None = None) -> None:
    """Mark spans, or make a change."""
    layer = opened(root, annotator)
    layer.make(change or Change("mark", added=spans))
    assert layer.close()


def put(root: Path, layer: Layer, annotator: str = "amy", **more: object) -> Path:
    """Write the file of a layer as one without a journal."""
    article = article_in(root)
    stored = replace(Stored.empty(article, annotator), layer=layer, quotes=quotes_of(layer, Quotes(article.text)))
    info = article.info
    path = article_path(root / "annotations", annotator, *info.key, info.title)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(serialize_annotations(replace(stored, **more)))  # type: ignore[arg-type]
    return path


def layer_of(root: Path, annotator: str = "amy") -> Layer:
    """Read a layer as it is saved."""
    recovered = Store(root / "annotations", annotator).look(article_in(root))
    assert recovered
    assert not recovered.reading.read_only, recovered.reading.problems
    return recovered.layer


def tree(root: Path) -> Mapping[str, bytes]:
    """Return all files of a folder with their contents."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def words(all_layers: Iterable[Layer]) -> set[str]:
    """Return all that layers say, apart from ids and times, as texts."""
    said: set[str] = set()
    for layer in all_layers:
        said |= {f"span {_content(span)}" for span in layer.spans.values()}
        said |= {f"orphan {_content(item.span)} {item.quote}" for item in layer.orphans.values()}
        said |= {f"rejection {each}" for each in layer.rejections}
        said |= {f"note {layer.metadata.note}", *(f"category {name}" for name in layer.metadata.categories)}
        names = {**layer.spans, **{name: item.span for name, item in layer.orphans.items()}}
        said |= {
            f"tie {each.type} {_content(names[each.head])} {_content(names[each.tail])}" for each in layer.relations
        }
    return said - {"note "}


def _content(span: Span) -> str:
    return repr(replace(span_content(span), attributes=dict(sorted(span.attributes.items()))))


def joined(roots: Roots) -> JoinReport:
    """Join two projects, and see that neither is changed."""
    before = [tree(root) for root in roots[:2]]
    report = join_projects(*roots)
    assert [tree(root) for root in roots[:2]] == before
    return report


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from(Overlap))
def test_nothing_of_either_is_missing_and_neither_is_changed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, overlap: Overlap
) -> None:
    roots = make(tmp_path_factory.mktemp("joined"), overlap)
    ours, theirs = (data.draw(layers(overlap)) for _root in roots[:2])
    put(roots[0], ours)
    put(roots[1], theirs)
    report = joined(roots)
    everybody = [layer_of(roots[2], name) for name in annotators_in(roots[2] / "annotations")]
    assert words(everybody) >= words([ours, theirs])
    assert words([layer_of(roots[2])]) >= words([ours])
    if not report.disagreements:
        assert words([layer_of(roots[2])]) == words([ours, theirs])
    again = join_projects(roots[2], roots[1], None)
    assert {item.other for item in again.disagreements} <= {"amy (B)"}, "what was kept apart is not multiplied"


def test_a_project_with_itself_is_itself(roots: Roots) -> None:
    mark(roots[0], Span("s1", 0, 2, "ORG"), annotator="amy")
    mark(roots[0], Span("s1", 3, 5, "ORG"), annotator="bob")
    shutil.rmtree(roots[1])
    shutil.copytree(roots[0], roots[1])
    report = joined(roots)
    assert tree(roots[2]) == tree(roots[0])
    assert report.layers["same"] == 2
    assert not report.beside
    assert tree(roots[0]) == tree(join(roots[0], roots[0], roots[2].with_name("D")))


def join(first: Path, second: Path, target: Path) -> Path:
    """Join two projects and return the third."""
    join_projects(first, second, target)
    return target


def test_layers_and_articles_of_one_alone(roots: Roots) -> None:
    mark(roots[0], Span("s1", 0, 2, "ORG"), annotator="amy")
    mark(roots[1], Span("s1", 3, 5, "ORG"), annotator="bob")
    (roots[1] / "more.txt").write_text("另一篇\n內容。", "utf-8")
    report = joined(roots)
    assert annotators_in(roots[2] / "annotations") == ["amy", "bob"]
    assert report.only_b == [("more.txt", article_in(roots[1], "另").info.id)]
    assert (report.layers["only-a"], report.layers["only-b"]) == (1, 1)


def test_what_one_removed_is_removed_where_both_come_from_one_state(roots: Roots) -> None:
    first, second, third = (Span("s1", 0, 2, "ORG"), Span("s2", 3, 5, "ORG"), Span("s3", 6, 8, "LOC"))
    mark(roots[0], first, second)
    shutil.rmtree(roots[1])
    shutil.copytree(roots[0], roots[1])
    mark(roots[0], third)
    mark(roots[1], change=Change("remove", removed=(first,)))
    report = joined(roots)
    assert [span.id for span in layer_of(roots[2]).ordered] == ["s2", "s3"]
    assert report.layers["joined"] == 1
    undone = opened(roots[2])
    assert undone.undo(), "the merge is a step that can be undone"
    assert [span.id for span in undone.layer.ordered] == ["s1", "s2", "s3"]
    undone.close()


@pytest.mark.parametrize("which", [0, 1])
def test_the_newer_of_two_is_taken_as_it_is(roots: Roots, which: int) -> None:
    mark(roots[0], Span("s1", 0, 2, "ORG"))
    shutil.rmtree(roots[1])
    shutil.copytree(roots[0], roots[1])
    mark(roots[which], Span("s2", 3, 5, "ORG"))
    report = joined(roots)
    assert report.layers[f"newer-{'ab'[which]}"] == 1
    assert tree(roots[2]) == tree(roots[which])


CONTRADICTIONS: Mapping[str, tuple[Change, Change, Contradiction]] = {
    "borders": (
        Change("", added=(Span("s1", 0, 2, "ORG"),)),
        Change("", added=(Span("s1", 0, 3, "ORG"),)),
        Contradiction.OVERLAP,
    ),
    "label": (
        Change("", added=(Span("s1", 0, 2, "ORG"),)),
        Change("", added=(Span("s1", 0, 2, "LOC"),)),
        Contradiction.LABEL,
    ),
    "note": (
        Change("", added=(Span("s1", 0, 2, "ORG", note="x"),)),
        Change("", added=(Span("s1", 0, 2, "ORG", note="y"),)),
        Contradiction.DETAILS,
    ),
    "status": (
        Change("", metadata=(ArticleMetadata(), ArticleMetadata(Status.DONE))),
        Change("", metadata=(ArticleMetadata(), ArticleMetadata(Status.SKIPPED))),
        Contradiction.STATUS,
    ),
    "categories": (
        Change("", metadata=(ArticleMetadata(), ArticleMetadata(categories=("x",)))),
        Change("", metadata=(ArticleMetadata(), ArticleMetadata(categories=("y",)))),
        Contradiction.CATEGORIES,
    ),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_becomes_a_disagreement(roots: Roots, name: str) -> None:
    ours, theirs, kind = CONTRADICTIONS[name]
    agreed = Span("s9", 6, 8, "LOC")
    for root, change in zip(roots[:2], (ours, theirs), strict=True):
        mark(root, change=replace(change, added=(*change.added, agreed)))
    report = joined(roots)
    (item,) = report.disagreements
    assert (item.annotator, item.other, dict(item.contradictions)) == ("amy", "amy (B)", {kind: 1})
    assert layer_of(roots[2]) == layer_of(roots[0])
    assert layer_of(roots[2], "amy (B)") == layer_of(roots[1])
    other = opened(roots[2], "amy (B)")
    assert other.undo(), "with its history"
    other.close()


def test_unknown_keys_and_relations_are_kept(roots: Roots) -> None:
    spans = {"s1": Span("s1", 0, 2, "ORG"), "s2": Span("s2", 3, 5, "ORG")}
    put(roots[0], Layer(MappingProxyType({"s1": spans["s1"]})))
    put(roots[1], Layer(MappingProxyType(spans), frozenset([Relation("r", "s1", "s2")])), extra={"future": {"x": 1}})
    report = joined(roots)
    assert len(layer_of(roots[2]).relations) == 1
    assert [dict(item.contradictions) for item in report.disagreements] == [{Contradiction.KEYS: 1}]
    assert any(b"[future]" in content for name, content in tree(roots[2]).items() if "amy (B)" in name)


def test_an_article_that_is_open_elsewhere_is_refused(roots: Roots) -> None:
    mark(roots[1], Span("s1", 0, 2, "ORG"))
    (path,) = (roots[1] / "annotations").rglob("*.toml")
    lock = Lock(companion(path, "lock"))
    lock.take()
    try:
        with pytest.raises(SourceError, match="open"):
            join_projects(*roots)
    finally:
        lock.release()
    assert not roots[2].exists()


def test_a_text_that_differs_is_that_of_a_and_marks_follow_their_words(roots: Roots) -> None:
    (roots[1] / "news.txt").write_text(TEXT.replace("北京", "上海"), "utf-8")
    mark(roots[1], Span("s1", 6, 8, "LOC"), Span("s2", 17, 19, "ORG"))
    report = joined(roots)
    layer = layer_of(roots[2])
    assert (roots[2] / "news.txt").read_text("utf-8") == TEXT
    assert [TEXT[span.start : span.end] for span in layer.ordered] == ["美團"]
    assert [item.quote.text for item in layer.orphans.values()] == ["上海"]
    assert len(report.edited) == 1
    assert (roots[2] / "annotations" / ".from-B" / "news.txt").read_text("utf-8") == TEXT.replace("北京", "上海")


def test_lines_of_one_alone_are_added_to_a_document(roots: Roots) -> None:
    lines = [json.dumps({"id": name, "text": f"標題{name}\n{TEXT}"}, ensure_ascii=False) + "\n" for name in "abc"]
    (roots[0] / "more.jsonl").write_text("".join(lines[:2]), "utf-8")
    (roots[1] / "more.jsonl").write_text("".join([lines[0], lines[2]]), "utf-8")
    report = joined(roots)
    assert (roots[2] / "more.jsonl").read_text("utf-8") == "".join(lines)
    assert not report.problems


def test_the_settings_of_a_hold_and_those_of_b_are_kept(roots: Roots) -> None:
    (roots[1] / "zhupi.toml").write_text("# other\n", "utf-8")
    report = joined(roots)
    assert (roots[2] / "zhupi.toml").read_text("utf-8") == (roots[0] / "zhupi.toml").read_text("utf-8")
    assert (roots[2] / "zhupi (B).toml").read_text("utf-8") == "# other\n"
    assert "zhupi.toml" in str(report.notices[0])


def test_saved_suggestions_are_joined(roots: Roots) -> None:
    suggestions = [Suggestion(0, 2, "ORG", 0.5, "x"), Suggestion(3, 5, "ORG", 0.75, "y")]
    for root, each in zip(roots[:2], suggestions, strict=True):
        SavedSuggestions(root / "annotations").write(article_in(root), [each])
    joined(roots)
    assert SavedSuggestions(roots[2] / "annotations").read(article_in(roots[2])) == suggestions


def _fill(root: Path) -> Path:
    (root.parent / "C").mkdir()
    (root.parent / "C" / "mine.txt").write_text("x", "utf-8")
    return root.parent / "C"


@pytest.mark.parametrize("choose", [_fill, lambda root: root / "within", lambda root: root.parent])
def test_the_folder_is_new_and_elsewhere(roots: Roots, choose: Callable[[Path], Path]) -> None:
    target = choose(roots[0])
    before = tree(roots[0].parent)
    with pytest.raises(SourceError):
        join_projects(roots[0], roots[1], target)
    assert tree(roots[0].parent) == before


def test_a_link_is_reported_and_not_carried(roots: Roots, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("秘密", "utf-8")
    (roots[1] / "link.txt").symlink_to(tmp_path / "secret.txt")
    report = join_projects(*roots)
    assert not (roots[2] / "link.txt").exists()
    assert [problem for problem in report.problems if "link.txt" in str(problem)]
