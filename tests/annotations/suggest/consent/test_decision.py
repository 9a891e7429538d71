"""Test what a project asks for: nothing of it is done before the user has said so, or after it has changed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tomli_w import dumps

from annotations.suggest.consent.request import Refusal, RequestKind, RequestState
from annotations.suggest.consent.trust_file import TrustFile
from annotations.suggest.project import load_ensemble, requested, suggester_context
from annotations.suggest.registry import make
from annotations.suggest.setup import Setup
from annotations.user_settings import trust_path
from seeds.errors import SourceError, ZhupiError
from tests.annotations.allowing import allow_all

EVERYTHING = """
[suggest]
suggesters = ["patterns", "gazetteer", "stars", "spacy", "huggingface", "gliner", "chat"]
gazetteers = ["own.tsv", "../outside.tsv"]
[suggest.stars]
label = "EVENT"
[suggest.spacy]
model = "blank"
[suggest.huggingface]
model = "model"
[suggest.gliner]
model = "../model"
[suggest.chat]
url = "HTTP://LocalHost:8000/v1"
model = "m"
"""
GUARDED = ("stars", "spacy", "huggingface", "gliner", "chat")


@pytest.fixture
def project(tmp_path: Path, plugins: Path) -> Path:
    (plugins / "blank.py").write_text("raise RuntimeError('it was imported')\n")
    info = plugins / "blank-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: blank\nVersion: 1.0\n")
    folder = tmp_path / "project"
    for model in (folder / "model", tmp_path / "model"):
        model.mkdir(parents=True)
        (model / "config.json").write_text("{}")
    (folder / "own.tsv").write_text("北京\tLOC\n", "utf-8")
    (tmp_path / "outside.tsv").write_text("上海\tLOC\n", "utf-8")
    (folder / "zhupi.toml").write_text(EVERYTHING, "utf-8")
    return folder


def states(project: Path) -> dict[str, RequestState]:
    return {request.suggester: state for request, state in requested(Setup(project))}


def test_everything_is_asked_for_in_words_that_show_where(project: Path, tmp_path: Path) -> None:
    found = {request.suggester: request for request, _state in requested(Setup(project))}
    assert {name: request.kind for name, request in found.items()} == {
        "stars": RequestKind.PLUGIN,
        "spacy": RequestKind.PACKAGE,
        "huggingface": RequestKind.MODEL,
        "gliner": RequestKind.MODEL,
        "chat": RequestKind.ENDPOINT,
        "gazetteer": RequestKind.LIST,
    }
    assert found["chat"].target == "http://localhost:8000"
    assert "http://localhost:8000" in found["chat"].words
    assert "starry:Stars" in found["stars"].words
    assert str(project / "model") in found["huggingface"].words
    assert str(tmp_path / "outside.tsv") in found["gazetteer"].words


def test_nothing_is_made_or_read_before_it_is_allowed(project: Path) -> None:
    around = suggester_context(Setup(project))
    assert around.settings.gazetteers == (project / "own.tsv",)
    for name in GUARDED:
        with pytest.raises(SourceError, match=f"{name}: is left out: the project asks .*zhupi trust {project}"):
            make(name, around)
    ensemble = load_ensemble(Setup(project), (), lambda _name, _seconds, _to: None)
    assert [problem.document for problem in ensemble.problems] == [*GUARDED, "gazetteer"]
    assert all(isinstance(problem, Refusal) for problem in ensemble.problems)
    assert {item.origin for item in ensemble.suggest("在北京上海*12月26日")} == {"gazetteer", "patterns"}
    assert not trust_path().exists(), "asking writes nothing"


def test_what_is_allowed_is_made(project: Path) -> None:
    allow_all(project)
    assert set(states(project).values()) == {RequestState.ALLOWED}
    around = suggester_context(Setup(project))
    assert len(around.settings.gazetteers) == 2
    assert [make(name, around).name for name in GUARDED] == list(GUARDED)
    assert not around.problems


def rewrite(old: str, new: str) -> Callable[[Path], object]:
    return lambda project: (project / "zhupi.toml").write_text(EVERYTHING.replace(old, new), "utf-8")


def replaced(project: Path) -> None:
    """Change a byte of a model, with its size and times as they were."""
    path = project / "model" / "config.json"
    before = path.stat()
    path.write_text("[]")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "another port": ("chat", rewrite(":8000", ":8001")),
    "another scheme": ("chat", rewrite("HTTP://", "https://")),
    "another host": ("chat", rewrite("LocalHost", "127.0.0.1")),
    "another path": ("chat", rewrite("/v1", "/v2")),
    "another model there": ("chat", rewrite('"m"', '"n"')),
    "other settings of a plug-in": ("stars", rewrite("EVENT", "ORG")),
    "a file of a model": ("huggingface", replaced),
    "one more file": ("huggingface", lambda project: (project / "model" / "x").touch()),
    "a name of a file": (
        "huggingface",
        lambda project: (project / "model" / "config.json").rename(project / "model" / "other.json"),
    ),
    "a model outside": ("gliner", lambda project: (project.parent / "model" / "x").touch()),
    "a list outside": ("gazetteer", lambda project: (project.parent / "outside.tsv").write_text("x\tLOC\n")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_asks_again_and_of_nothing_else(project: Path, change: str) -> None:
    allow_all(project)
    name, deed = CHANGES[change]
    deed(project)
    found = states(project)
    assert found.pop(name) is not RequestState.ALLOWED
    assert set(found.values()) == {RequestState.ALLOWED}
    refused = [problem for problem in suggester_context(Setup(project)).problems if isinstance(problem, Refusal)]
    assert [problem.document for problem in refused] == [name]


@pytest.mark.parametrize(
    ("file", "old", "new", "name"),
    [
        ("starry-1.0.dist-info/METADATA", "Version: 1.0", "Version: 1.1", "stars"),
        ("starry-1.0.dist-info/entry_points.txt", "stars = starry:Stars", "stars = starry:slow", "stars"),
        ("blank-1.0.dist-info/METADATA", "Version: 1.0", "Version: 1.1", "spacy"),
    ],
)
def test_another_plug_in_or_package_asks_again(
    project: Path, plugins: Path, file: str, old: str, new: str, name: str
) -> None:
    allow_all(project)
    path = plugins / file
    path.write_text(path.read_text().replace(old, new))
    assert [each for each, state in states(project).items() if state is not RequestState.ALLOWED] == [name]


def test_a_copy_of_the_project_asks_again_and_a_link_to_it_does_not(project: Path, tmp_path: Path) -> None:
    allow_all(project)
    project.rename(tmp_path / "moved")
    assert set(states(tmp_path / "moved").values()) == {RequestState.NEW}
    project.symlink_to(tmp_path / "moved")
    assert set(states(project).values()) == {RequestState.NEW}
    (tmp_path / "link").symlink_to(tmp_path / "moved")
    allow_all(tmp_path / "moved")
    assert set(states(tmp_path / "link").values()) == {RequestState.ALLOWED}


def test_what_the_user_names_is_the_users_word(tmp_path: Path, plugins: Path) -> None:
    assert make("stars", suggester_context(Setup(tmp_path, names=("stars",)))).name == "stars"
    assert make("stars", suggester_context(Setup(None, names=("stars",)))).name == "stars"
    (tmp_path / "zhupi.toml").write_text("[suggest.stars]\nlabel = 'ORG'\n")
    with pytest.raises(SourceError, match="zhupi trust"):
        make("stars", suggester_context(Setup(tmp_path, names=("stars",))))


def test_a_link_in_the_project_leads_outside(project: Path, tmp_path: Path) -> None:
    (project / "own.tsv").unlink()
    (project / "own.tsv").symlink_to(tmp_path / "outside.tsv")
    assert suggester_context(Setup(project)).settings.gazetteers == ()


def test_what_is_no_regular_file_is_never_read(project: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.tsv").unlink()
    (told,) = [each for each in suggester_context(Setup(project)).problems if each.document.endswith("outside.tsv")]
    assert "No such file" in told.message
    os.mkfifo(tmp_path / "outside.tsv")
    os.mkfifo(project / "model" / "fifo")
    request = next(request for request, _state in requested(Setup(project)) if request.suggester == "gazetteer")
    model = next(request for request, _state in requested(Setup(project)) if request.suggester == "huggingface")
    for each in (request, model):
        with pytest.raises(SourceError, match="not a regular file"):
            TrustFile(trust_path()).allow(project, [each])
    assert not trust_path().exists()


VALUES = st.recursive(
    st.one_of(
        st.none().map(lambda _nothing: ""),
        st.booleans(),
        st.integers(-5, 70_000),
        st.floats(allow_nan=False),
        st.text(max_size=12),
        st.sampled_from(
            ["http://127.0.0.1:9", "model", "../model", "~", "~nobody/x", "\0", "stars", "blank", "os", "__main__", "."]
        ),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)
KEYS = st.sampled_from(["suggesters", "gazetteers", "labels", "weights", "timeout", "min-score", *GUARDED])
TABLES = st.dictionaries(
    KEYS,
    VALUES | st.dictionaries(st.sampled_from(["url", "model", "key-from", "labels", "script"]), VALUES, max_size=4),
    max_size=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables=TABLES, names=st.lists(st.sampled_from(GUARDED), max_size=3))
def test_no_settings_of_any_type_get_round_it(project: Path, tables: dict[str, object], names: list[str]) -> None:
    (project / "zhupi.toml").write_bytes(dumps({"suggest": tables}).encode("utf-8", "replace"))
    try:
        around = suggester_context(Setup(project, names=tuple(names)))
        requested(Setup(project))
    except ZhupiError:
        return
    mentioned = {name for name in GUARDED if name in around.settings.tables} | set(
        around.settings.tables.texts("suggesters")
    )
    for name in GUARDED:
        try:
            make(name, around)
        except ZhupiError:
            continue
        assert name in names
        assert name not in mentioned
    assert all(path.resolve().is_relative_to(project) for path in around.settings.gazetteers)
