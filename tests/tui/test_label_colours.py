"""The colours that labels can be given are seen in both themes; one that is typed is checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.schema_io.default import COLOURS
from tui.core.choosing import Choice
from tui.ui.screens import asking, label_colours
from tui.ui.screens.label_colours import ENOUGH, PALETTE, Answer, check_colour, nearest_good, parsed, weakness


def test_every_colour_of_the_palette_is_seen_and_has_a_name_of_its_own() -> None:
    assert [colour for colour in PALETTE if weakness(colour)] == []
    assert len(set(PALETTE.values())) == len(PALETTE) > len(COLOURS)
    assert list(PALETTE)[: len(COLOURS)] == list(COLOURS)


@pytest.mark.parametrize(
    ("typed", "colour"),
    [
        ("#3067D4", "#3067d4"),
        ("3067d4", "#3067d4"),
        (" #36f ", "#3366ff"),
        ("Deep teal", "#005952"),
        ("#36", ""),
        ("rebeccapurple", ""),
        ("", ""),
    ],
)
def test_a_colour_is_read_as_it_is_typed(typed: str, colour: str) -> None:
    assert parsed(typed) == colour


@given(st.integers(0, 0xFFFFFF).map("#{:06x}".format))
def test_the_nearest_good_colour_is_good_and_the_same_where_it_is_good_already(colour: str) -> None:
    good = nearest_good(colour)
    assert weakness(good) is None
    weak = weakness(colour)
    assert weak is None or weak[0] < ENOUGH


def test_a_weak_colour_is_named_with_its_ratio_and_the_nearest_good_one_offered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    messages: list[str] = []
    answers: list[str] = []
    titles: list[str] = []
    offered: list[str] = []

    def choose(
        _app: object, choices: list[Choice], current: str, answer: Answer, *, title: str, **_more: object
    ) -> None:
        titles.append(title)
        offered.extend(choice.name for choice in choices)
        answer(current)

    monkeypatch.setattr(asking, "choose", choose)
    app = label_colours  # any object will do: nothing is shown
    check_colour(app, "#f8f0e0", answers.append, messages.append)  # type: ignore[arg-type]
    assert titles == ["#f8f0e0 can hardly be seen on the light ground: 1.0:1, where 2:1 are needed"]
    assert offered == [nearest_good("#f8f0e0"), "#f8f0e0"]
    check_colour(app, "green", answers.append, messages.append)  # type: ignore[arg-type]
    check_colour(app, "#12", answers.append, messages.append)  # type: ignore[arg-type]
    assert answers == [nearest_good("#f8f0e0"), "#3f8f3a"]
    assert messages == ["“#12” is not a valid colour: such as #3067d4, or blue"]
