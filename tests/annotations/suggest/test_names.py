"""Names from words: what is joined, relabelled, shortened and left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.taggers.names import LABELS, Word, names


def words(*parts: tuple[str, str]) -> tuple[str, list[Word]]:
    """Draw a text, and its words."""
    found: list[Word] = []
    for number, (part, tag) in enumerate(parts):
        start = found[-1].end if found else 0
        found.append(Word(start, start + len(part), tag, 0.9 - number / 10))
    return "".join(part for part, _tag in parts), found


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([("中国", "LOC"), ("浙江省", "LOC"), ("杭州市", "LOC")], [("中国浙江省杭州市", "LOC")]),
        ([("中国", "LOC"), ("、", "w"), ("浙江省", "LOC")], [("中国", "LOC"), ("浙江省", "LOC")]),
        ([("北京", "LOC"), ("鸟巢", "LOC")], [("北京", "LOC"), ("鸟巢", "LOC")]),
        ([("约翰", "PER"), ("·", "w"), ("史密斯", "PER")], [("约翰·史密斯", "PER")]),
        ([("金", "n"), ("·", "w"), ("卡戴珊", "PER"), ("说", "v")], [("金·卡戴珊", "PER")]),
        ([("去", "v"), ("·", "w"), ("卡戴珊", "PER")], [("卡戴珊", "PER")]),
        ([("John", "PER"), (" ", "w"), ("F.", "nz"), (" ", "w"), ("Kennedy", "n")], [("John F. Kennedy", "PER")]),
        ([("雷军", "PER"), (" ", "w"), ("李明", "PER")], [("雷军", "PER"), ("李明", "PER")]),
        ([("亚得里亚海", "PER")], [("亚得里亚海", "LOC")]),
        ([("李大海", "PER")], [("李大海", "PER")]),
        ([("位于北京的中国科学院", "ORG")], [("中国科学院", "ORG")]),
        ([("“小米集团", "ORG")], [("小米集团", "ORG")]),
        ([("小米", "ORG"), ("CFO", "ORG"), ("林世伟", "PER")], [("小米", "ORG"), ("林世伟", "PER")]),
        ([("陈男", "PER"), ("、", "w"), ("杨女", "PER"), ("刘", "PER"), ("清", "LOC"), ("美", "LOC")], [("美", "LOC")]),
        ([("基督教", "ORG"), ("清朝", "LOC"), ("今天", "TIME"), ("人", "n")], [("今天", "TIME")]),
    ],
)
def test_rules(parts: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    text, found = words(*parts)
    assert [(text[name.start : name.end], name.tag) for name in names(text, found, join_places=True)] == expected


def test_what_is_joined_is_as_probable_as_its_least_probable_part() -> None:
    text, found = words(("中国", "LOC"), ("浙江省", "LOC"))
    assert [name.probability for name in names(text, found, join_places=True)] == [0.8]
    assert names(text, found, join_places=False) == found


def test_places_in_one_word_are_apart_unless_they_are_to_be_joined() -> None:
    text, found = words(("台中市西屯区", "LOC"), ("、", "w"), ("郑州市区", "LOC"))
    apart = [text[name.start : name.end] for name in names(text, found, join_places=False)]
    assert apart == ["台中市", "西屯区", "郑州市区"]
    assert [text[name.start : name.end] for name in names(text, found, join_places=True)] == [
        "台中市西屯区",
        "郑州市区",
    ]


PARTS = st.tuples(st.text("中国省教朝的“· John", min_size=1, max_size=5), st.sampled_from([*sorted(LABELS), "n", "w"]))


@given(parts=st.lists(PARTS, max_size=12), join_places=st.booleans())
def test_names_lie_in_the_text_apart_and_in_order(parts: list[tuple[str, str]], join_places: bool) -> None:
    text, found = words(*parts)
    offsets = [offset for name in names(text, found, join_places=join_places) for offset in (name.start, name.end)]
    assert offsets == sorted(offsets)
    assert all(name.start < name.end for name in names(text, found, join_places=join_places))
    assert not offsets or offsets[-1] <= len(text)
