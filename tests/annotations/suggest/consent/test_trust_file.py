"""The file of what is allowed: whole or not at all, for the user alone, and without effect where it is damaged."""

import os
import stat
import tomllib
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tomli_w import dumps

from annotations.suggest.consent.request import Request, RequestKind, RequestState
from annotations.suggest.consent.trust_file import TrustFile
from annotations.user_settings import trust_path
from seeds.errors import SourceError


def request(name: str = "chat", target: str = "http://127.0.0.1:8000", content: str = "c") -> Request:
    return Request(name, RequestKind.ENDPOINT, target, "s", lambda: content)


@pytest.fixture
def trust(tmp_path: Path) -> TrustFile:
    return TrustFile(tmp_path / "settings" / "trust.toml")


def test_it_lies_beside_the_settings(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    assert trust_path() == home / ".config" / "zhupi" / "trust.toml"
    monkeypatch.setenv("ZHUPI_CONFIG", "/somewhere/own.toml")
    assert trust_path() == Path("/somewhere/trust.toml")
    assert trust_path(Path("/else/trust.toml")) != Path("/else/trust.toml"), "the settings are not overwritten"


def test_what_is_allowed_is_known_from_then_on(trust: TrustFile, tmp_path: Path) -> None:
    assert trust.state(tmp_path, request()) is RequestState.NEW
    trust.allow(tmp_path, [request(), request("other")])
    assert trust.state(tmp_path, request()) is RequestState.ALLOWED
    assert trust.state(tmp_path, request(content="d")) is RequestState.CHANGED
    assert trust.state(tmp_path, request(target="http://127.0.0.1:8001")) is RequestState.NEW
    assert trust.state(tmp_path / "else", request()) is RequestState.NEW
    trust.allow(tmp_path, [request(content="d")])
    assert trust.state(tmp_path, request()) is RequestState.CHANGED, "the former content is allowed no more"
    assert len(trust.read()[0]) == 2
    assert len(trust.revoke(tmp_path)) == 2
    assert trust.state(tmp_path, request()) is RequestState.NEW
    assert trust.revoke(tmp_path) == []


def test_content_is_looked_at_only_where_it_was_allowed_once(trust: TrustFile, tmp_path: Path) -> None:
    def never() -> str:
        raise AssertionError

    assert trust.state(tmp_path, Request("x", RequestKind.MODEL, "m", "s", never)) is RequestState.NEW


def test_it_is_for_the_user_alone_and_no_name_beside_it_can_be_guessed(trust: TrustFile, tmp_path: Path) -> None:
    trust.path.parent.mkdir()
    victim = tmp_path / "victim"
    victim.write_text("mine")
    for name in (".trust.toml.new", "trust.toml.new"):
        (trust.path.parent / name).symlink_to(victim)
    trust.allow(tmp_path, [request()])
    assert victim.read_text() == "mine"
    assert stat.S_IMODE(trust.path.lstat().st_mode) == 0o600


def test_it_is_where_the_user_has_put_it(trust: TrustFile, tmp_path: Path) -> None:
    trust.path.parent.mkdir()
    elsewhere = tmp_path / "dotfiles.toml"
    elsewhere.write_text("")
    trust.path.symlink_to(elsewhere)
    trust.allow(tmp_path, [request()])
    assert trust.path.is_symlink()
    assert trust.state(tmp_path, request()) is RequestState.ALLOWED
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content", [b"[[allowed]\n", b"\xff\xfe", b"allowed = 5", b"allowed = [1]", b"a = " + b"[" * 9_000, b"[allowed]\n"]
)
def test_a_damaged_file_allows_nothing_is_told_and_kept_beside_the_new_one(
    trust: TrustFile, tmp_path: Path, content: bytes
) -> None:
    trust.path.parent.mkdir()
    trust.path.write_bytes(content)
    assert trust.state(tmp_path, request()) is RequestState.NEW
    (problem,) = trust.read()[1]
    assert problem.document == str(trust.path)
    trust.allow(tmp_path, [request()])
    assert trust.state(tmp_path, request()) is RequestState.ALLOWED
    assert trust.path.with_name("trust.toml.bak").read_bytes() == content


def test_a_full_disk_leaves_it_as_it_was(trust: TrustFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust.allow(tmp_path, [request()])
    before = trust.path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SourceError, match="cannot be written: No space left"):
        trust.allow(tmp_path, [request("other")])
    assert trust.path.read_bytes() == before
    assert list(trust.path.parent.iterdir()) == [trust.path]


def test_programs_that_write_at_once_lose_nothing(trust: TrustFile, tmp_path: Path) -> None:
    threads = [Thread(target=trust.allow, args=(tmp_path, [request(f"s{number}")])) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(grant.suggester for grant in trust.read()[0]) == [f"s{number}" for number in range(6)]


def test_a_project_whose_name_is_no_text_is_asked_about_again(trust: TrustFile, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"\xff")
    odd.mkdir()
    trust.allow(odd, [request()])
    tomllib.loads(trust.path.read_text("utf-8"))
    assert trust.state(odd, request()) is RequestState.NEW


VALUES = st.one_of(
    st.booleans(),
    st.integers(),
    st.text(max_size=5),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(0, 9), max_size=2),
    st.dates(),
    st.sampled_from(["chat", "endpoint", "http://127.0.0.1:8000", "s", "c"]),
)
KEYS = st.sampled_from(["project", "suggester", "kind", "target", "settings", "content", "since", "x"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.dictionaries(KEYS, VALUES, max_size=7) | st.integers(), max_size=3) | VALUES)
def test_values_of_any_type_allow_nothing_that_was_not(trust: TrustFile, tmp_path: Path, rows: object) -> None:
    trust.path.parent.mkdir(exist_ok=True)
    trust.path.write_bytes(dumps({"allowed": rows}).encode("utf-8", "replace"))
    assert trust.state(tmp_path, request()) is RequestState.NEW
    trust.allow(tmp_path, [request()])
    assert trust.state(tmp_path, request()) is RequestState.ALLOWED
