from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.learned.features import Features
from annotations.suggest.learned.tagged_ranges import CLASSES, TaggedRange

any_text = st.text(st.characters(exclude_categories=()), max_size=40)
"""With lone surrogates, NUL, and whatever else there is."""


@st.composite
def told(draw: st.DrawFn) -> tuple[str, list[TaggedRange]]:
    text = draw(any_text)
    offset = st.integers(0, len(text))
    findings = draw(st.lists(st.tuples(offset, offset, st.sampled_from(["n", "PER"])), max_size=8))
    return text, sorted(finding for finding in findings if finding[0] < finding[1])


@given(told())
def test_every_character_has_features_that_can_be_written(case: tuple[str, list[TaggedRange]]) -> None:
    text, findings = case
    rows = Features(text, {"lac": findings, CLASSES: [(start, end, "1 60") for start, end, _ in findings]}).of(
        0, len(text)
    )
    assert len(rows) == len(text)
    for row in rows:
        assert row
        assert "\0" not in "".join(row).encode().decode()


@given(told(), st.data())
def test_a_range_has_the_features_that_it_has_in_the_whole(
    case: tuple[str, list[TaggedRange]], data: st.DataObject
) -> None:
    text, findings = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    features = Features(text, {"lac": findings})
    assert features.of(start, end) == features.of(0, len(text))[start:end]


@given(told())
def test_only_characters_beside_or_in_a_finding_say_so(case: tuple[str, list[TaggedRange]]) -> None:
    text, findings = case
    plain = Features(text, {}).of(0, len(text))
    rich = Features(text, {"lac": findings}).of(0, len(text))
    near = {offset for start, end, _tag in findings for offset in range(start - 1, end + 1)}
    assert all((plain[offset] == rich[offset]) or offset in near for offset in range(len(text)))


def test_the_place_in_a_finding_and_its_tag_are_features_of_it_and_its_neighbours() -> None:
    rows = Features("在台北見", {"lac": [(1, 3, "LOC")]}).of(0, 4)
    own = [[feature for feature in row if "LOC" in feature] for row in rows]
    assert own == [["la+BLOC"], ["la0BLOC", "la+ELOC"], ["la0ELOC", "la-BLOC"], ["la-ELOC"]]


def test_classes_are_features_of_their_own() -> None:
    rows = Features("台北", {CLASSES: [(0, 2, "3 77")]}).of(0, 2)
    assert all({"k3", "k77"} <= set(row) for row in rows)


def test_width_and_case_make_no_difference_but_digits_do_not_differ_at_all() -> None:
    assert Features("ＡＰＰ１２", {}).of(0, 5) == Features("app34", {}).of(0, 5)
