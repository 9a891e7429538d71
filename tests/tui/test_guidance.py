"""The help and the palette say what can be done: what is of use now first, then everything else, each once."""

from tui.core.guidance.action_list import NOW, listed_actions
from tui.core.guidance.help_text import KEYS, LEGEND, SIGNS, help_lines
from tui.core.keymap import ACTIONS
from tui.text.width import cells

LIVE = {action.id: [*action.keys] for action in ACTIONS if action.scope in ("reader", "mark", "app")}
LABELS = {"mark.undo": "undo", "mark.review": "review 12"}


def test_what_is_on_the_line_of_keys_comes_first_and_everything_once() -> None:
    lines = listed_actions(LIVE, LABELS)
    assert [(line.id, line.group, line.label) for line in lines[:3]] == [
        ("mark.undo", NOW, "undo"),
        ("mark.review", NOW, "review 12"),
        ("reader.line-down", "Moving", ""),
    ]
    assert sorted(line.id for line in lines) == sorted(LIVE)
    groups = [line.group for line in lines]
    assert [group for place, group in enumerate(groups) if group in groups[:place] and group != groups[place - 1]] == []


def test_a_choice_names_the_first_key_and_the_words_of_the_line_of_keys() -> None:
    undo, *others = (line.choice for line in listed_actions(LIVE, LABELS))
    assert (undo.key, undo.words, undo.about) == ("u", "Undo", "undo")
    assert next(choice for choice in others if choice.name == "app.quit").key == "ctrl+q"
    assert not any("." in choice.words for choice in others)


def test_the_help_begins_with_the_moment_and_then_explains_the_signs() -> None:
    lines = help_lines(listed_actions(LIVE, LABELS), "", 72)
    headings = [line.heading for line in lines if line.heading]
    assert headings[:2] == [NOW, LEGEND]
    assert lines[1].keys.split() == ["u", "ctrl+z"]
    assert lines[2].text.startswith("review 12: ")
    texts = " ".join(line.text for line in lines)
    assert all(meaning.split()[0] in texts for _sign, meaning in SIGNS)
    assert all(action.text.split()[-1] in texts for action in ACTIONS if action.id in LIVE)


def test_columns_never_collide_and_lines_hang() -> None:
    for width in (40, 72, 112):
        lines = help_lines(listed_actions(LIVE, LABELS), "", width)
        assert all(cells(line.keys) <= (width if not line.text else KEYS) for line in lines)
        assert all(
            not line.keys or not line.text or line.keys.endswith("  ") or not line.keys.strip() for line in lines
        )
        assert all(cells(line.keys + line.text) <= width for line in lines)


def test_the_help_is_found_by_words_of_keys_and_meaning() -> None:
    lines = help_lines(listed_actions(LIVE, LABELS), "UNDO ctrl", 72)
    assert [line.heading for line in lines if line.heading] == [NOW]
    assert not help_lines(listed_actions(LIVE, LABELS), "zzz", 72)
