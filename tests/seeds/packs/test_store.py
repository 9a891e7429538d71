"""Test adding, replacing and removing packs: whole or not at all."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from seeds.errors import NotFoundError, SourceError
from seeds.packs import store
from seeds.packs.archive import Archive
from seeds.packs.index import IndexSettings, index_settings
from seeds.packs.installed import installed, packs_folder
from seeds.packs.opencc import OPENCC
from seeds.packs.pack import Pack, Progress
from seeds.packs.store import add, remove


@pytest.fixture(autouse=True)
def no_index(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests that do not ask for it away from the user's index."""
    if request.node.get_closest_marker("network"):
        return
    for name in os.environ:
        if name.startswith(("PIP_", "UV_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)


def files() -> set[str]:
    """Return everything in the folder of the packs."""
    return {path.relative_to(packs_folder()).as_posix() for path in packs_folder().rglob("*")}


def test_a_pack_from_a_file(sdist: Any) -> None:
    path = sdist()
    pack = add(OPENCC, from_file=path)
    assert installed() == {"opencc": pack}
    assert pack.version == "99.0"
    assert pack.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert not pack.verified
    assert pack.files == ("config/s2t.json", "dictionary/STCharacters.txt")
    assert (pack.folder / "dictionary" / "STCharacters.txt").read_bytes() == b"a\tb\n"


def test_adding_again_replaces(sdist: Any) -> None:
    first = add(OPENCC, from_file=sdist())
    second = add(OPENCC, from_file=sdist({"data/dictionary/New.txt": b""}, version="99.1"))
    assert installed() == {"opencc": second}
    assert not first.folder.exists()
    assert [path.name for path in (packs_folder() / "opencc").iterdir()] == [second.folder.name]


def test_removing(sdist: Any) -> None:
    add(OPENCC, from_file=sdist())
    remove("opencc")
    assert installed() == {}
    assert files() <= {".lock", "opencc"}
    with pytest.raises(NotFoundError):
        remove("opencc")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "other"}, "is an archive of other"),
        ({"version": "1.4.1"}, r">=1\.4\.2 is needed"),
        ({"version": "nonsense"}, r">=1\.4\.2 is needed"),
        ({"version": "1.4.2"}, "SHA-256"),
        ({"files": {"src/main.cpp": b""}}, "holds nothing"),
    ],
)
def test_what_is_wrong_is_refused_and_changes_nothing(sdist: Any, change: dict[str, Any], message: str) -> None:
    before = add(OPENCC, from_file=sdist())
    content = files()
    with pytest.raises(SourceError, match=message):
        add(OPENCC, from_file=sdist(**change))
    assert installed() == {"opencc": before}
    assert files() == content


def test_an_installation_that_fails_leaves_nothing(sdist: Any) -> None:
    def failing(_archive: Archive, folder: Path) -> None:
        (folder / "half").write_text("")
        raise OSError(28, "No space left on device")

    with pytest.raises(SourceError, match="No space left"):
        add(replace(OPENCC, install=failing), from_file=sdist())
    assert installed() == {}
    assert files() <= {".lock", "opencc"}


@pytest.mark.parametrize("harm", ["", "name = 1", "not toml"])
def test_a_broken_manifest_is_reported_and_mended_by_adding(sdist: Any, harm: str) -> None:
    add(OPENCC, from_file=sdist())
    (packs_folder() / "opencc.toml").write_text(harm)
    with pytest.raises(SourceError, match="zhupi data add opencc"):
        installed()
    add(OPENCC, from_file=sdist())
    assert installed()["opencc"].version == "99.0"


def test_a_missing_file_is_reported(sdist: Any) -> None:
    pack = add(OPENCC, from_file=sdist())
    (pack.folder / pack.files[0]).unlink()
    with pytest.raises(SourceError, match=r"config/s2t\.json is missing"):
        installed()


def test_a_pack_of_one_version_alone(sdist: Any) -> None:
    with pytest.raises(SourceError, match=r"==1\.4\.2 is needed"):
        add(replace(OPENCC, newer=False), from_file=sdist())


def test_from_an_index_of_files(sdist: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "simple" / "opencc"
    page.mkdir(parents=True)
    old, new = sdist(folder=page), sdist(version="99.1", folder=page)
    links = [f'<a href="{p.name}#sha256={hashlib.sha256(p.read_bytes()).hexdigest()}">{p.name}</a>' for p in (new, old)]
    (page / "index.html").write_text("\n".join(links))
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", (tmp_path / "simple").as_uri())
    pack = add(OPENCC)
    assert pack.version == "99.1"
    assert pack.verified
    new.write_bytes(old.read_bytes())
    with pytest.raises(SourceError, match="Hash mismatch"):
        add(OPENCC)
    assert installed() == {"opencc": pack}


@pytest.mark.parametrize("after", [0, 1])
def test_what_is_cancelled_while_it_arrives_or_before_it_is_there_leaves_nothing(
    sdist: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    archive = sdist()
    asked = []

    def arrive(pack: Pack, folder: Path, progress: Progress) -> tuple[Path, str]:
        progress(1, 2)
        return archive, ""

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > after

    monkeypatch.setattr(store, "download", arrive)
    with pytest.raises(SourceError, match="was cancelled"):
        add(OPENCC, cancelled=cancelled)
    assert installed() == {}
    assert files() <= {".lock", "opencc"}
    assert add(OPENCC, cancelled=lambda: False).version == "99.0"


def test_from_a_folder_of_archives(sdist: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sdist(folder=tmp_path)
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    pack = add(OPENCC)
    assert pack.version == "99.0"
    assert not pack.verified


def test_offline_the_error_says_what_to_do() -> None:
    with pytest.raises(SourceError) as caught:
        add(OPENCC)
    assert "--from FILE" in caught.value.problem.advice
    assert "opencc-1.4.2.tar.gz" in caught.value.problem.advice


def test_a_mismatch_with_the_index_is_refused(sdist: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sdist()
    monkeypatch.setattr(store, "download", lambda *_: (path, "0" * 64))
    with pytest.raises(SourceError, match="SHA-256"):
        add(OPENCC)
    assert installed() == {}


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"PIP_INDEX_URL": "a:1"}, IndexSettings(index_url="a:1")),
        ({"UV_DEFAULT_INDEX": "corp=a:1", "PIP_INDEX_URL": "b:1"}, IndexSettings(index_url="a:1")),
        (
            {"UV_INDEX": "x=a:1 b:2", "UV_FIND_LINKS": "d,e"},
            IndexSettings(extra_urls=("a:1", "b:2"), find_links=("d", "e")),
        ),
        (
            {"PIP_EXTRA_INDEX_URL": "a:1\n b:2", "PIP_CERT": "c"},
            IndexSettings(extra_urls=("a:1", "b:2"), certificates="c"),
        ),
        ({"PIP_NO_INDEX": "true", "PIP_TRUSTED_HOST": "h"}, IndexSettings(no_index=True, trusted_hosts=("h",))),
    ],
)
def test_the_environment_tells_where_the_index_is(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: IndexSettings
) -> None:
    monkeypatch.setattr("seeds.packs.index._pip_files", dict)  # to ask pip for its files takes another process
    assert index_settings(environment) == expected


def test_pips_files_tell_where_the_index_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pip")
    (tmp_path / "pip.conf").write_text(
        "[global]\nindex-url = a:1\ncert = c\n[install]\nextra-index-url =\n  b:2\n  d:3\n"
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    settings = index_settings({"PIP_CERT": "other"})
    assert (settings.index_url, settings.extra_urls, settings.certificates) == ("a:1", ("b:2", "d:3"), "other")


@pytest.mark.network
def test_from_the_users_own_index() -> None:
    reports: list[tuple[int, int | None]] = []
    try:
        pack = add(OPENCC, progress=lambda completed, total: reports.append((completed, total)))
    except SourceError as error:
        pytest.skip(f"the package index cannot be reached: {error}")
    assert pack.verified
    assert {"config/s2t.json", "dictionary/STPhrases.txt", "LICENSE"} <= set(pack.files)
    assert reports == sorted(reports)
