"""Test ids of articles: unique, and the same when others come, go or change places."""

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.article import ArticleInfo, Origin
from seeds.errors import Problem
from seeds.sources.corpus import Corpus
from seeds.sources.identity import is_named, opening_id, path_id, whole_id, with_ids

Row = tuple[str, str]
WORDS = st.text("淘寶閃購外賣 ab\ud800😀", min_size=1, max_size=8).filter(lambda text: not text.isspace())
ROWS = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=8, unique=True)


def name_rows(rows: list[Row]) -> dict[Row, str]:
    """Give rows their ids as a document of them would; the length of a info finds its row again."""
    texts = [f"{title}\n{body}" for title, body in rows]
    infos = [
        (ArticleInfo("", "", index, Origin("d", 0, 1)), opening_id(texts[index], len(rows[index][0]) + 1))
        for index in range(len(rows))
    ]
    identified = [
        info for info in with_ids(infos, lambda info: whole_id(texts[info.length])) if isinstance(info, ArticleInfo)
    ]
    return {rows[info.length]: info.id for info in identified}


@given(ROWS, st.randoms(use_true_random=False))
def test_ids_survive_reordering(rows: list[Row], random: Random) -> None:
    before = name_rows(rows)
    assert len(set(before.values())) == len(rows)
    shuffled = random.sample(rows, len(rows))
    assert name_rows(shuffled) == before


@given(ROWS, ROWS)
def test_ids_survive_additions_with_other_openings(rows: list[Row], added: list[Row]) -> None:
    before = name_rows(rows)
    others = [(f"新{title}", body) for title, body in added]
    random = Random(len(rows))
    mixed = random.sample(rows + others, len(rows) + len(others))
    after = name_rows(mixed)
    assert {row: after[row] for row in rows} == before


def test_a_repeated_opening_is_told_apart_by_the_whole_text() -> None:
    opening = "一" * 40
    rows = [("題", opening + "甲"), ("題", opening + "乙"), ("題", "別的")]
    names = name_rows(rows)
    assert names[rows[0]] == whole_id(f"題\n{opening}甲")
    assert names[rows[1]] == whole_id(f"題\n{opening}乙")
    assert names[rows[2]] == opening_id("題\n別的", 2)
    assert name_rows(rows[::-1]) == names


def test_a_correction_after_the_opening_keeps_the_id() -> None:
    assert opening_id("題\n" + "一" * 32 + "舊", 2) == opening_id("題\n" + "一" * 32 + "新", 2)
    assert opening_id("題\n" + "一" * 31 + "舊", 2) != opening_id("題\n" + "一" * 31 + "新", 2)


def test_identical_texts_are_numbered() -> None:
    info = ArticleInfo("", "題", 3, Origin("d", 0, 1))
    identified = with_ids([(info, "aa"), (info, "aa"), (info, "aa")], lambda _info: "bb")
    assert [item.id for item in identified if isinstance(item, ArticleInfo)] == ["bb", "bb-2", "bb-3"]


def test_own_ids_are_kept_and_made_unique() -> None:
    infos = [(ArticleInfo(name, "", 0, Origin("d", 0, 1)), "") for name in ("甲", "甲", "甲-2", "")]
    ids = [item.id for item in with_ids(infos, lambda _info: "x") if isinstance(item, ArticleInfo)]
    assert ids[:3] == ["甲", "甲-2", "甲-2-2"]
    assert len(set(ids)) == 4


def test_cards_with_ids_and_problems_are_passed_on_at_once() -> None:
    problem = Problem("d", "broken")

    def found() -> object:
        yield ArticleInfo("a", "", 0, Origin("d", 0, 1)), ""
        yield problem
        pytest.fail("read further than was asked for")

    items = with_ids(found(), lambda _info: "")  # type: ignore[arg-type]
    assert isinstance(next(items), ArticleInfo)
    assert next(items) is problem


def test_is_named() -> None:
    assert is_named("abc", "abc")
    assert is_named("abc-12", "abc")
    assert not is_named("abc-x", "abc")
    assert not is_named("abcd", "abc")


def test_a_path_has_one_id_in_both_normal_forms() -> None:
    assert path_id("caf\u00e9.txt") == path_id("cafe\u0301.txt")
    assert len(path_id("a\udcff.txt")) == 12


def test_ids_are_hexadecimal_and_stable_between_versions(tmp_path: Path) -> None:
    """Hold ids fixed that name files of annotations on people's disks: they must never change."""
    assert path_id("a/b.txt") == "5550000d3b1c"
    infos = [item for item in Corpus.open(None).scan() if isinstance(item, ArticleInfo)]
    assert infos[0].id == "075e7245ba43"


def test_lone_surrogates_can_be_read_and_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"title": "\ud800", "text": "半個\udc00字"}) + "\n", encoding="utf-8")
    corpus = Corpus.open(path)
    (info,) = corpus.scan()
    assert isinstance(info, ArticleInfo)
    assert corpus.read(info).text == "\ud800\n半個\udc00字"
