"""List every action of the application with its keys, and lay the user's own keys over them.

The bindings, the key bar, the help screen and the command palette are all made from this one table.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from seeds.errors import NotFoundError, Problem
from seeds.i18n import _

APP = "app"
LIBRARY = "library"
READER = "reader"
MARK = "mark"
OFFER = "offer"
PANEL = "panel"
SUGGEST = "suggest"
REVIEW = "review"
EXPORT = "export"
IMPORT = "import"

TOGETHER = (
    (LIBRARY, APP),
    (READER, MARK, APP),
    (OFFER, APP),
    (PANEL, APP),
    (SUGGEST, APP),
    (REVIEW, APP),
    (EXPORT, APP),
    (IMPORT, APP),
)
"""The scopes that are live at once, in which no key may do two things.

What can be done with a suggestion is live while the cursor is on one, and then goes before what a key does elsewhere.
"""

SHOWN_FIRST = (SUGGEST, OFFER, PANEL, REVIEW, EXPORT, IMPORT, LIBRARY, READER, MARK, APP)
"""Whose keys come first in the key bar, of those that are live."""


@dataclass(frozen=True, slots=True)
class Action:
    """Represent a thing that a key does.

    ``id`` is ``scope.name``: what the user's configuration calls it; the screen or the part of it that owns the action
    has its command by that id.
    ``keys`` are Textual key names; every action has one that reaches the app while an input method composes letters (an
    arrow, a function key, or one with ctrl). ``label`` is its short name in the key bar, empty where not shown there.
    """

    id: str
    keys: tuple[str, ...]
    text: str
    group: str
    label: str = ""

    @property
    def scope(self) -> str:
        """The screen on which the action is live, or ``app`` for all of them."""
        return self.id.partition(".")[0]


_MOVE = _("Moving")
_READ = _("Reading")
_CURSOR = _("The cursor")
_SPANS = _("Marking")
_SUGGESTED = _("What is suggested")
_LIST = _("The list")
_EXPORT = _("The export")
_IMPORT = _("The import")
_PAGE = _("The page")
_ALL = _("Everywhere")

CURSOR_GROUPS = frozenset({_MOVE, _CURSOR})
"""The groups whose actions go through an article and select in it, and change nothing."""

ACTIONS = (
    Action("library.open", ("enter", "right", "l"), _("Read the article"), _LIST, _("read")),
    Action("library.filter", ("slash", "ctrl+f"), _("Filter by words, in either script"), _LIST, _("filter")),
    Action("library.clear", ("escape",), _("Clear the filter"), _LIST, _("clear")),
    Action("library.sort", ("s", "f6"), _("Sort by the next column"), _LIST, _("sort")),
    Action("library.reverse", ("S", "f7"), _("Turn the order around"), _LIST),
    Action("library.problems", ("exclamation_mark", "f9"), _("Show what could not be read"), _LIST),
    Action("library.unlinked", ("U", "f8"), _("Annotations that belong to no article"), _LIST),
    Action("library.reload", ("r", "ctrl+r"), _("Look at the folder again"), _LIST),
    Action("library.review", ("V", "alt+v"), _("Review the suggestions of all articles"), _LIST),
    Action("library.export", ("E", "alt+e"), _("Export the annotations"), _LIST, _("export")),
    Action("library.import", ("I", "alt+i"), _("Import annotations"), _LIST),
    Action("library.up", ("up", "k"), _("One article up"), _MOVE),
    Action("library.down", ("down", "j"), _("One article down"), _MOVE),
    Action("library.page-up", ("pageup", "b", "ctrl+b"), _("A page up"), _MOVE),
    Action("library.page-down", ("pagedown", "space", "ctrl+n"), _("A page down"), _MOVE),
    Action("library.first", ("home", "g"), _("First article"), _MOVE),
    Action("library.last", ("end", "G"), _("Last article"), _MOVE),
    Action("library.quit", ("q", "f10"), _("Quit"), _ALL, _("quit")),
    Action("reader.line-down", ("down", "j"), _("A line down"), _MOVE),
    Action("reader.line-up", ("up", "k"), _("A line up"), _MOVE),
    Action("reader.page-down", ("space", "pagedown", "f"), _("A page down"), _MOVE, _("page")),
    Action("reader.page-up", ("b", "pageup"), _("A page up"), _MOVE),
    Action("reader.half-down", ("ctrl+d", "d"), _("Half a page down"), _MOVE),
    Action("reader.half-up", ("ctrl+u",), _("Half a page up"), _MOVE),
    Action("reader.next-sentence", ("right_parenthesis", "alt+right"), _("Next sentence"), _MOVE),
    Action("reader.previous-sentence", ("left_parenthesis", "alt+left"), _("Previous sentence"), _MOVE),
    Action("reader.next-paragraph", ("right_curly_bracket", "alt+down"), _("Next paragraph"), _MOVE),
    Action("reader.previous-paragraph", ("left_curly_bracket", "alt+up"), _("Previous paragraph"), _MOVE),
    Action("reader.top", ("g", "home"), _("Beginning"), _MOVE),
    Action("reader.end", ("G", "end"), _("End"), _MOVE),
    Action("reader.go-to", ("percent_sign", "ctrl+g"), _("Go to a percentage"), _MOVE),
    Action("reader.contents", ("number_sign", "alt+o"), _("Contents: the list of headings"), _MOVE),
    Action("reader.next-heading", ("dollar_sign", "ctrl+pagedown", "alt+dollar_sign"), _("Next heading"), _MOVE),
    Action("reader.previous-heading", ("at", "ctrl+pageup", "alt+at"), _("Previous heading"), _MOVE),
    Action("reader.jump-back", ("circumflex_accent", "alt+h"), _("Back to where the last jump began"), _MOVE),
    Action("reader.jump-forward", ("tilde", "alt+j"), _("Forward again to where a jump led"), _MOVE),
    Action("reader.bookmark", ("underscore", "alt+d"), _("Set a bookmark"), _MOVE),
    Action("reader.bookmarks", ("exclamation_mark", "alt+u"), _("Bookmarks: the list of them"), _MOVE),
    Action("reader.next-article", ("right_square_bracket", "f8"), _("Next article"), _MOVE, _("next")),
    Action("reader.previous-article", ("left_square_bracket", "f7"), _("Previous article"), _MOVE),
    Action("reader.search", ("slash", "ctrl+f"), _("Search the text, in either script"), _READ, _("search")),
    Action("reader.next-hit", ("n", "f3"), _("Next hit"), _READ),
    Action("reader.previous-hit", ("N", "shift+f3"), _("Previous hit"), _READ),
    Action("reader.link", ("backslash", "alt+l"), _("Copy or open a link"), _READ),
    Action(
        "reader.copy",
        ("grave_accent", "alt+w"),
        _("Copy the mark, selection or sentence; again: with its source"),
        _READ,
    ),
    Action("reader.clear", ("escape",), _("Clear the search, or go back"), _READ),
    Action("reader.back", ("q", "backspace"), _("Back to the list"), _READ, _("back")),
    Action("reader.narrower", ("minus", "f9"), _("Shorter lines"), _PAGE),
    Action("reader.wider", ("plus", "f10"), _("Longer lines"), _PAGE),
    Action("reader.line-spacing", ("ctrl+l", "f11"), _("Space between lines"), _PAGE),
    Action("reader.paragraph-spacing", ("P", "f12"), _("Space between paragraphs"), _PAGE),
    Action("reader.indent", ("I", "ctrl+e"), _("Indent paragraphs"), _PAGE),
    Action(
        "reader.paragraphs", ("ampersand", "alt+p"), _("Paragraphs as lines, wrapped lines, verses, or divided"), _PAGE
    ),
    Action("mark.right", ("right",), _("To the next word"), _CURSOR, _("word")),
    Action("mark.left", ("left",), _("To the previous word"), _CURSOR),
    Action("mark.character-right", ("ctrl+right", "l"), _("To the next character"), _CURSOR),
    Action("mark.character-left", ("ctrl+left", "h"), _("To the previous character"), _CURSOR),
    Action("mark.extend-right", ("shift+right",), _("Select on by a word"), _CURSOR, _("select")),
    Action("mark.extend-left", ("shift+left",), _("Select back by a word"), _CURSOR),
    Action("mark.extend-character-right", ("ctrl+shift+right", "L"), _("Select on by a character"), _CURSOR),
    Action("mark.extend-character-left", ("ctrl+shift+left", "H"), _("Select back by a character"), _CURSOR),
    Action("mark.extend-down", ("shift+down",), _("Select a row down"), _CURSOR),
    Action("mark.extend-up", ("shift+up",), _("Select a row up"), _CURSOR),
    Action("mark.grow", ("e", "ctrl+up"), _("Select more: word, sentence, paragraph"), _CURSOR),
    Action("mark.shrink", ("E", "ctrl+down"), _("Select less again"), _CURSOR),
    Action("mark.visual", ("v", "ctrl+v"), _("Let every movement select"), _CURSOR),
    Action("mark.pick", ("enter", "equals_sign"), _("Find a label by typing"), _SPANS, _("label")),
    Action("mark.occurrences", ("asterisk", "ctrl+a"), _("Label every occurrence"), _SPANS, _("all")),
    Action("mark.delete", ("x", "delete"), _("Delete the span"), _SPANS, _("delete")),
    Action("mark.undo", ("u", "ctrl+z"), _("Undo"), _SPANS, _("undo")),
    Action("mark.redo", ("U", "ctrl+y"), _("Redo"), _SPANS),
    Action("mark.next-span", ("tab",), _("Next span or suggestion"), _SPANS, _("next mark")),
    Action("mark.previous-span", ("shift+tab",), _("Previous span or suggestion"), _SPANS),
    Action("mark.next-alike", ("o", "ctrl+o"), _("Next span of this label"), _SPANS),
    Action("mark.start-out", ("less_than_sign", "alt+less_than_sign"), _("Begin the span earlier"), _SPANS),
    Action("mark.start-in", ("greater_than_sign", "alt+greater_than_sign"), _("Begin the span later"), _SPANS),
    Action("mark.end-in", ("comma", "alt+comma"), _("End the span earlier"), _SPANS),
    Action("mark.end-out", ("full_stop", "alt+full_stop"), _("End the span later"), _SPANS),
    Action("mark.start-word-out", ("colon", "alt+colon"), _("Begin the span a word earlier"), _SPANS),
    Action("mark.start-word-in", ("quotation_mark", "alt+quotation_mark"), _("Begin the span a word later"), _SPANS),
    Action("mark.end-word-in", ("semicolon", "alt+semicolon"), _("End the span a word earlier"), _SPANS),
    Action("mark.end-word-out", ("apostrophe", "alt+apostrophe"), _("End the span a word later"), _SPANS),
    Action("mark.note", ("c", "ctrl+k"), _("Note on the span"), _SPANS),
    Action("mark.reshape", ("r", "alt+r"), _("Give the span the range that is selected"), _SPANS),
    Action("mark.merge", ("M", "alt+m"), _("Merge the selected spans"), _SPANS),
    Action("mark.split", ("vertical_line", "alt+s"), _("Split the span at the cursor"), _SPANS),
    Action("mark.attribute", ("A", "alt+a"), _("Attributes of the span"), _SPANS),
    Action("mark.relate", ("R", "alt+t"), _("Relate two spans, one after the other"), _SPANS),
    Action("mark.categories", ("C", "alt+c"), _("Categories of the article"), _SPANS),
    Action("mark.article-note", ("a", "alt+n"), _("Note on the article"), _SPANS),
    Action("mark.status", ("s", "ctrl+s"), _("Next status"), _SPANS),
    Action("mark.next-unfinished", ("w", "ctrl+n"), _("Next article that is not done"), _SPANS),
    Action("mark.tags", ("m", "ctrl+b"), _("Labels below the lines"), _PAGE),
    Action("mark.panel", ("p", "f6"), _("Show or hide the list of spans"), _SPANS, _("spans")),
    Action("mark.guidelines", ("i", "ctrl+r"), _("Labels and guidelines"), _SPANS),
    Action("mark.next-suggestion", ("z", "alt+z"), _("Next suggestion"), _SUGGESTED),
    Action("mark.previous-suggestion", ("Z", "alt+Z"), _("Previous suggestion"), _SUGGESTED),
    Action("mark.accept-above", ("Y", "alt+y"), _("Accept all suggestions from a score on"), _SUGGESTED),
    Action("mark.review", ("V", "alt+v"), _("Review suggestions one after another"), _SUGGESTED),
    Action("mark.left-out", ("ctrl+x", "alt+k"), _("Make the marks whose keys were left out"), _SPANS),
    Action("mark.suggestions", ("S", "alt+g"), _("Show or hide suggestions"), _SUGGESTED),
    Action(
        "suggest.accept",
        ("enter", "y"),
        _("Accept the suggestion; a label's key gives it that label"),
        _SUGGESTED,
        _("accept"),
    ),
    Action("suggest.reject", ("x", "delete"), _("Reject the suggestion"), _SUGGESTED, _("reject")),
    Action("suggest.accept-same", ("asterisk", "ctrl+a"), _("Accept all of these words"), _SUGGESTED, _("all of it")),
    Action("suggest.reject-same", ("X", "alt+x"), _("Reject all of these words"), _SUGGESTED),
    Action(
        "review.accept", ("enter", "y"), _("Accept; a label's key accepts with that label"), _SUGGESTED, _("accept")
    ),
    Action("review.reject", ("x", "delete"), _("Reject"), _SUGGESTED, _("reject")),
    Action("review.accept-same", ("asterisk", "ctrl+a"), _("Accept all of these words"), _SUGGESTED, _("all of it")),
    Action("review.reject-same", ("X", "alt+x"), _("Reject all of these words"), _SUGGESTED, _("none of it")),
    Action("review.later", ("space", "right"), _("Leave it for later"), _SUGGESTED, _("later")),
    Action("review.undo", ("u", "ctrl+z"), _("Undo the last decision"), _SUGGESTED, _("undo")),
    Action("review.order", ("o", "f6"), _("Least certain, most frequent, or as they stand"), _SUGGESTED, _("order")),
    Action("review.pick", ("equals_sign", "ctrl+f"), _("Accept with a label found by typing"), _SUGGESTED),
    Action("review.left-out", ("ctrl+x", "alt+k"), _("Decide as the keys said that were left out"), _SUGGESTED),
    Action("review.leave", ("escape", "q"), _("End the review"), _SUGGESTED, _("back")),
    Action("panel.up", ("up", "k"), _("Previous span"), _SPANS),
    Action("panel.down", ("down", "j"), _("Next span"), _SPANS),
    Action("panel.choose", ("enter",), _("Go to the span"), _SPANS, _("go there")),
    Action("panel.order", ("o", "tab"), _("By label or by place"), _SPANS, _("order")),
    Action("panel.filter", ("slash", "ctrl+f"), _("Filter the list"), _SPANS, _("filter")),
    Action("panel.only", ("right", "alt+right"), _("Only spans of this label, or all again"), _SPANS, _("only")),
    Action("panel.relabel", ("equals_sign", "alt+equals_sign"), _("Relabel all spans that the filter shows"), _SPANS),
    Action("panel.drop-all", ("X", "alt+x"), _("Delete all spans that the filter shows"), _SPANS),
    Action("panel.drop", ("x", "delete"), _("Delete the span, or drop the orphan"), _SPANS, _("delete")),
    Action("panel.reattach", ("r", "alt+r"), _("Put the orphan where its words stand once"), _SPANS, _("reattach")),
    Action("panel.leave", ("escape", "left"), _("Back to the text"), _SPANS, _("text")),
    Action("panel.hide", ("p", "f6"), _("Hide the list"), _SPANS, _("hide")),
    Action("offer.all", ("enter", "a"), _("Label all of them"), _SPANS, _("all of them")),
    Action("offer.yes", ("y", "right"), _("Label this one"), _SPANS, _("this one")),
    Action("offer.no", ("n", "down"), _("Leave this one"), _SPANS, _("not this one")),
    Action("offer.project", ("asterisk", "ctrl+a"), _("Look in the other articles too"), _SPANS, _("everywhere")),
    Action("offer.stop", ("escape", "q"), _("Leave the rest"), _SPANS, _("stop")),
    Action("export.up", ("up", "k"), _("One line up"), _MOVE),
    Action("export.down", ("down", "j"), _("One line down"), _MOVE),
    Action("export.page-up", ("pageup", "b", "ctrl+b"), _("The preview, a page up"), _MOVE),
    Action("export.page-down", ("pagedown", "space", "ctrl+n"), _("The preview, a page down"), _MOVE),
    Action("export.change", ("enter", "right"), _("Change what the line says"), _EXPORT, _("change")),
    Action("export.start", ("x", "ctrl+s"), _("Export"), _EXPORT, _("export")),
    Action("export.leave", ("escape", "q"), _("Stop the export, or go back"), _EXPORT, _("back")),
    Action("import.up", ("up", "k"), _("One line up"), _MOVE),
    Action("import.down", ("down", "j"), _("One line down"), _MOVE),
    Action("import.page-up", ("pageup", "b", "ctrl+b"), _("What would come of it, a page up"), _MOVE),
    Action("import.page-down", ("pagedown", "space", "ctrl+n"), _("What would come of it, a page down"), _MOVE),
    Action("import.change", ("enter", "right"), _("Change what the line says, or import"), _IMPORT, _("change")),
    Action("import.start", ("x", "ctrl+s"), _("Import"), _IMPORT, _("import")),
    Action("import.leave", ("escape", "q"), _("Stop the import, or go back"), _IMPORT, _("back")),
    Action("app.toggle-script", ("t", "f4"), _("Original or the other script"), _PAGE, _("script")),
    Action("app.choose-script", ("T", "ctrl+t"), _("Choose a script"), _PAGE),
    Action("app.toggle-light", ("D", "f5"), _("Light or dark"), _PAGE),
    Action("app.command_palette", ("ctrl+p", "f2"), _("Command palette"), _ALL, _("more")),
    Action("app.consent", ("ctrl+w",), _("What the project may do"), _ALL),
    Action("app.tagger", ("alt+q", "alt+ampersand"), _("Get the tagger that finds names better"), _ALL),
    Action("app.help", ("question_mark", "f1"), _("Help"), _ALL, _("help")),
    Action("app.quit", ("ctrl+q",), _("Quit at once"), _ALL),
)


RESERVED = {
    key: action.text
    for action in ACTIONS
    if action.scope in (READER, MARK, APP)
    for key in action.keys
    if len(key) == 1
}
"""The letters that do something while an article is read, and what; no label can have them."""


ADDED = frozenset(
    (
        "library.clear",
        "library.unlinked",
        "library.import",
        "reader.paragraphs",
        "reader.link",
        "reader.copy",
        "reader.bookmark",
        "reader.bookmarks",
        "reader.jump-back",
        "reader.jump-forward",
        "reader.contents",
        "reader.next-heading",
        "reader.previous-heading",
        "panel.reattach",
        "panel.only",
        "panel.relabel",
        "panel.drop-all",
        "mark.left-out",
        "review.left-out",
        "app.consent",
        "app.tagger",
        *(action.id for action in ACTIONS if action.scope == IMPORT),
    )
)
"""Actions that 0.1.0 did not have: settings written then may give their keys to others."""


def actions_of(scope: str) -> list[Action]:
    """Return the actions that are live on one screen, without those that are live everywhere."""
    return [action for action in ACTIONS if action.scope == scope]


def with_keys(keys: Mapping[str, str], document: str) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Lay the user's keys over the table.

    ``keys`` maps ids to key names separated by commas; an empty string leaves the action without a key. Returns the
    keys that hold, by id, for the ids whose keys differ from the table, and the problems: an id that does not exist,
    and a key that two actions of one screen share, of which the user's own keeps it. ``document`` is named in them.
    """
    problems = []
    actions = {action.id: action for action in ACTIONS}
    chosen: dict[str, tuple[str, ...]] = {}
    for name, value in keys.items():
        if name in actions:
            chosen[name] = tuple(dict.fromkeys(key.strip() for key in value.split(",") if key.strip()))
        else:
            error = NotFoundError.nearest(_("action"), name, actions)
            problems.append(replace(error.problem, document=document))
    holding = {action.id: chosen.get(action.id, action.keys) for action in ACTIONS}
    for scopes in TOGETHER:
        problems += _settle(scopes, holding, chosen, document)
    changed = {name: keys_now for name, keys_now in holding.items() if keys_now != actions[name].keys}
    return changed, problems


def _settle(
    scopes: Collection[str], holding: dict[str, tuple[str, ...]], chosen: Mapping[str, tuple[str, ...]], document: str
) -> Iterable[Problem]:
    """Give every key to one action of scopes that are live at once: the user's choices first, then the table's."""
    live = [action.id for action in ACTIONS if action.scope in scopes]
    owners: dict[str, str] = {}
    for name in sorted(live, key=lambda name: name not in chosen):
        for key in holding[name]:
            owner = owners.setdefault(key, name)
            if owner == name:
                continue
            holding[name] = tuple(other for other in holding[name] if other != key)
            if name in ADDED and name not in chosen and holding[name]:
                continue  # it has another one left, and the settings were right before there was such an action
            message = _("the key “{key}” is given to {owner}, and no longer does {other}")
            yield Problem(document, message.format(key=key, owner=owner, other=name))
