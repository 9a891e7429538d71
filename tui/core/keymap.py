"""List every action of the application with its keys, and lay the user's own keys over them.

The bindings, the key bar, the help screen and the command palette are all made from this one table.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from seeds.errors import NotFoundError, Problem
from seeds.i18n import _
from tui.core.actions import ADJUDICATE, ADJUDICATION_ACTIONS, Action
from tui.core.actions import MOVING as _MOVE

APP = "app"
LIBRARY = "library"
READER = "reader"
MARK = "mark"
OFFER = "offer"
PANEL = "panel"
SUGGEST = "suggest"
FOLLOW = "follow"
REVIEW = "review"
EXPORT = "export"
IMPORT = "import"

TOGETHER = (
    (LIBRARY, APP),
    (READER, MARK, APP),
    (OFFER, APP),
    (PANEL, APP),
    (SUGGEST, APP),
    (FOLLOW, APP),
    (REVIEW, APP),
    (ADJUDICATE, APP),
    (EXPORT, APP),
    (IMPORT, APP),
)
"""The scopes that are live at once, in which no key may do two things.

What can be done with a suggestion is live while the cursor is on one, and then goes before what a key does elsewhere;
so are the keys by which one follows along in a text, while one does.
"""

SHOWN_FIRST = (FOLLOW, SUGGEST, OFFER, PANEL, REVIEW, ADJUDICATE, EXPORT, IMPORT, LIBRARY, READER, MARK, APP)
"""Whose keys come first in the key bar, of those that are live."""


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
    Action("library.clear", ("escape",), _("Clear the filter"), _LIST, _("clear filter")),
    Action("library.sort", ("o", "alt+o"), _("Order the list by the next column"), _LIST, _("order")),
    Action("library.reverse", ("O", "alt+O"), _("Turn the order around"), _LIST),
    Action("library.problems", ("exclamation_mark", "f9"), _("Show what could not be read"), _LIST),
    Action("library.unlinked", ("W", "alt+W"), _("Annotations that belong to no article"), _LIST),
    Action("library.reload", ("ctrl+r",), _("Look at the folder again"), _LIST),
    Action("library.review", ("V", "alt+v"), _("Review the suggestions of all articles"), _LIST, _("review")),
    Action("library.export", ("E", "alt+E"), _("Export the annotations"), _LIST, _("export")),
    Action("library.import", ("I", "alt+I"), _("Import annotations"), _LIST),
    Action("library.up", ("up", "k"), _("One article up"), _MOVE),
    Action("library.down", ("down", "j"), _("One article down"), _MOVE),
    Action("library.page-up", ("pageup", "b"), _("A page up"), _MOVE),
    Action("library.page-down", ("pagedown", "space"), _("A page down"), _MOVE),
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
    Action("reader.follow", ("alt+shift+f", "alt+left_parenthesis"), _("Follow along, sentence by sentence"), _MOVE),
    Action("follow.next", ("down", "j", "space", "right_parenthesis"), _("Next sentence"), _MOVE),
    Action("follow.previous", ("up", "k", "b", "left_parenthesis"), _("Previous sentence"), _MOVE),
    Action("follow.leave", ("escape",), _("Stop following"), _MOVE),
    Action("reader.top", ("g", "home"), _("Beginning"), _MOVE),
    Action("reader.end", ("G", "end"), _("End"), _MOVE),
    Action("reader.go-to", ("percent_sign", "ctrl+g"), _("Go to a percentage"), _MOVE),
    Action("reader.contents", ("number_sign", "alt+number_sign"), _("Contents: the list of headings"), _MOVE),
    Action("reader.next-heading", ("dollar_sign", "ctrl+pagedown", "alt+dollar_sign"), _("Next heading"), _MOVE),
    Action("reader.previous-heading", ("at", "ctrl+pageup", "alt+at"), _("Previous heading"), _MOVE),
    Action("reader.jump-back", ("circumflex_accent", "alt+h"), _("Back to where the last jump began"), _MOVE),
    Action("reader.jump-forward", ("tilde", "alt+j"), _("Forward again to where a jump led"), _MOVE),
    Action("reader.bookmark", ("underscore", "alt+d"), _("Set a bookmark"), _MOVE),
    Action("reader.bookmarks", ("alt+B", "ctrl+underscore"), _("Bookmarks: the list of them"), _MOVE),
    Action("reader.next-article", ("right_square_bracket", "f8"), _("Next article"), _MOVE, _("next article")),
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
    Action(
        "reader.look-up",
        ("alt+i", "alt+backslash"),
        _("Look up the word, or what is selected"),
        _READ,
    ),
    Action(
        "reader.clear",
        ("escape",),
        _("Let go: of a selection, the cursor, the search, the list of spans"),
        _READ,
        _("let go"),
    ),
    Action("reader.back", ("q", "backspace"), _("Back to the list"), _READ, _("list")),
    Action("reader.narrower", ("minus", "alt+minus"), _("Shorter lines"), _PAGE),
    Action("reader.wider", ("plus", "alt+plus"), _("Longer lines"), _PAGE),
    Action("reader.line-spacing", ("ctrl+l", "f11"), _("Space between lines"), _PAGE),
    Action("reader.paragraph-spacing", ("P", "f12"), _("Space between paragraphs"), _PAGE),
    Action("reader.indent", ("ctrl+e",), _("Indent paragraphs"), _PAGE),
    Action(
        "reader.paragraphs", ("ampersand", "alt+p"), _("Paragraphs as lines, wrapped lines, verses, or divided"), _PAGE
    ),
    Action("mark.right", ("right",), _("Begin to mark, then to the next word"), _CURSOR, _("mark")),
    Action("mark.left", ("left",), _("To the previous word"), _CURSOR),
    Action("mark.character-right", ("ctrl+right", "l"), _("To the next character"), _CURSOR),
    Action("mark.character-left", ("ctrl+left", "h"), _("To the previous character"), _CURSOR),
    Action("mark.extend-right", ("shift+right",), _("Select on by a word"), _CURSOR, _("select")),
    Action("mark.extend-left", ("shift+left",), _("Select back by a word"), _CURSOR),
    Action("mark.extend-character-right", ("ctrl+shift+right", "L"), _("Select on by a character"), _CURSOR),
    Action("mark.extend-character-left", ("ctrl+shift+left", "H"), _("Select back by a character"), _CURSOR),
    Action("mark.extend-down", ("shift+down",), _("Select a row down"), _CURSOR),
    Action("mark.extend-up", ("shift+up",), _("Select a row up"), _CURSOR),
    Action("mark.grow", ("e", "ctrl+up"), _("Select more: word, sentence, paragraph"), _CURSOR, _("select more")),
    Action("mark.shrink", ("alt+e", "ctrl+down"), _("Select less again"), _CURSOR),
    Action("mark.visual", ("v", "ctrl+v"), _("Let every movement select"), _CURSOR),
    Action("mark.pick", ("enter", "equals_sign"), _("Find a label by typing"), _SPANS, _("label")),
    Action("mark.occurrences", ("asterisk", "ctrl+a"), _("Label every occurrence"), _SPANS, _("every")),
    Action("mark.delete", ("x", "delete"), _("Delete the span"), _SPANS, _("delete")),
    Action("mark.undo", ("u", "ctrl+z"), _("Undo"), _SPANS, _("undo")),
    Action("mark.redo", ("U", "ctrl+y"), _("Redo"), _SPANS),
    Action("mark.next-span", ("tab",), _("Next mark or suggestion"), _SPANS, _("next mark")),
    Action("mark.previous-span", ("shift+tab",), _("Previous mark or suggestion"), _SPANS),
    Action("mark.next-alike", ("ctrl+o",), _("Next span of this label"), _SPANS),
    Action("mark.start-out", ("less_than_sign", "alt+less_than_sign"), _("Begin the span earlier"), _SPANS),
    Action("mark.start-in", ("greater_than_sign", "alt+greater_than_sign"), _("Begin the span later"), _SPANS),
    Action("mark.end-in", ("comma", "alt+comma"), _("End the span earlier"), _SPANS),
    Action("mark.end-out", ("full_stop", "alt+full_stop"), _("End the span later"), _SPANS),
    Action("mark.start-word-out", ("colon", "alt+colon"), _("Begin the span a word earlier"), _SPANS),
    Action("mark.start-word-in", ("quotation_mark", "alt+quotation_mark"), _("Begin the span a word later"), _SPANS),
    Action("mark.end-word-in", ("semicolon", "alt+semicolon"), _("End the span a word earlier"), _SPANS),
    Action("mark.end-word-out", ("apostrophe", "alt+apostrophe"), _("End the span a word later"), _SPANS),
    Action("mark.note", ("c", "ctrl+k"), _("Note on the span"), _SPANS, _("note")),
    Action("mark.reshape", ("r", "alt+r"), _("Put the span on the range that is selected"), _SPANS),
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
    Action("mark.guidelines", ("i", "alt+G"), _("Labels and guidelines"), _SPANS),
    Action("mark.next-suggestion", ("z", "alt+z"), _("Next suggestion"), _SUGGESTED),
    Action("mark.previous-suggestion", ("Z", "alt+Z"), _("Previous suggestion"), _SUGGESTED),
    Action("mark.next-unmarked", ("alt+N", "alt+right_parenthesis"), _("Next sentence without a mark"), _SUGGESTED),
    Action("mark.accept-above", ("Y", "alt+Y"), _("Accept all suggestions from a score on"), _SUGGESTED),
    Action("mark.review", ("V", "alt+v"), _("Review suggestions one after another"), _SUGGESTED, _("review")),
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
    Action("suggest.accept-same", ("asterisk", "ctrl+a"), _("Accept all of these words"), _SUGGESTED, _("all")),
    Action("suggest.reject-same", ("X", "alt+x"), _("Reject all of these words"), _SUGGESTED),
    Action(
        "review.accept", ("enter", "y"), _("Accept; a label's key accepts with that label"), _SUGGESTED, _("accept")
    ),
    Action("review.reject", ("x", "delete"), _("Reject"), _SUGGESTED, _("reject")),
    Action("review.accept-same", ("asterisk", "ctrl+a"), _("Accept all of these words"), _SUGGESTED, _("all")),
    Action("review.reject-same", ("X", "alt+x"), _("Reject all of these words"), _SUGGESTED, _("reject all")),
    Action("review.later", ("space", "right"), _("Leave it for later"), _SUGGESTED, _("later")),
    Action("review.undo", ("u", "ctrl+z"), _("Undo the last decision"), _SUGGESTED, _("undo")),
    Action(
        "review.order",
        ("o", "alt+o"),
        _("Order: least certain, most frequent, as they stand, or disputed first"),
        _SUGGESTED,
        _("order"),
    ),
    Action(
        "review.reject-below",
        ("less_than_sign", "alt+less_than_sign"),
        _("Low scores: reject all below one"),
        _SUGGESTED,
        _("low scores"),
    ),
    Action(
        "review.skip-agreed",
        ("ampersand", "alt+A"),
        _("Skip agreed: what suggesters agree on"),
        _SUGGESTED,
        _("skip agreed"),
    ),
    Action("review.accept-agreed", ("plus", "alt+D"), _("Accept all that suggesters agree on"), _SUGGESTED),
    Action(
        "review.next-unmarked",
        ("alt+N", "alt+right_parenthesis"),
        _("Next suggestion in a sentence without a mark"),
        _SUGGESTED,
    ),
    Action("review.next-reading", ("alt+slash",), _("Show the other readings of the place, one by one"), _SUGGESTED),
    Action("review.pick", ("equals_sign", "alt+equals_sign"), _("Accept with a label found by typing"), _SUGGESTED),
    Action("review.left-out", ("ctrl+x", "alt+k"), _("Decide as the keys said that were left out"), _SUGGESTED),
    Action("review.leave", ("escape", "q"), _("Back from the review"), _SUGGESTED, _("back")),
    *ADJUDICATION_ACTIONS,
    Action("panel.up", ("up", "k"), _("Previous span"), _SPANS),
    Action("panel.down", ("down", "j"), _("Next span"), _SPANS),
    Action("panel.choose", ("enter",), _("Go to the span"), _SPANS, _("go")),
    Action("panel.order", ("o", "alt+o"), _("Order by label or by place"), _SPANS, _("order")),
    Action("panel.filter", ("slash", "ctrl+f"), _("Filter the list"), _SPANS, _("filter")),
    Action("panel.only", ("right", "alt+L"), _("Only spans of this label, or all again"), _SPANS, _("only")),
    Action("panel.relabel", ("equals_sign", "alt+equals_sign"), _("Relabel all spans that the filter shows"), _SPANS),
    Action("panel.drop-all", ("X", "alt+x"), _("Delete all spans that the filter shows"), _SPANS),
    Action("panel.drop", ("x", "delete"), _("Delete the span, or drop the orphan"), _SPANS, _("delete")),
    Action(
        "panel.reattach", ("r", "alt+r"), _("Reattach the orphan where its words stand once"), _SPANS, _("reattach")
    ),
    Action("panel.leave", ("escape", "left"), _("Back to the text"), _SPANS, _("text")),
    Action("panel.hide", ("p", "f6"), _("Hide the list"), _SPANS, _("hide")),
    Action("offer.all", ("enter",), _("Label all of them"), _SPANS, _("all of them")),
    Action("offer.yes", ("y", "alt+y"), _("Label this one"), _SPANS, _("this one")),
    Action("offer.no", ("n", "x", "delete"), _("Not this one"), _SPANS, _("not this one")),
    Action("offer.project", ("asterisk", "ctrl+a"), _("Look in the other articles too"), _SPANS, _("other articles")),
    Action("offer.stop", ("escape", "q"), _("Stop, and leave the rest"), _SPANS, _("stop")),
    Action("export.up", ("up", "k"), _("One line up"), _MOVE),
    Action("export.down", ("down", "j"), _("One line down"), _MOVE),
    Action("export.page-up", ("pageup", "b"), _("The preview, a page up"), _MOVE),
    Action("export.page-down", ("pagedown", "space"), _("The preview, a page down"), _MOVE),
    Action("export.change", ("enter", "right"), _("Change what the line says"), _EXPORT, _("change")),
    Action("export.start", ("E", "alt+E"), _("Export"), _EXPORT, _("export")),
    Action("export.leave", ("escape", "q"), _("Stop the export, or go back"), _EXPORT, _("back")),
    Action("import.up", ("up", "k"), _("One line up"), _MOVE),
    Action("import.down", ("down", "j"), _("One line down"), _MOVE),
    Action("import.page-up", ("pageup", "b"), _("What would come of it, a page up"), _MOVE),
    Action("import.page-down", ("pagedown", "space"), _("What would come of it, a page down"), _MOVE),
    Action("import.change", ("enter", "right"), _("Change what the line says, or import"), _IMPORT, _("change")),
    Action("import.start", ("I", "alt+I"), _("Import"), _IMPORT, _("import")),
    Action("import.leave", ("escape", "q"), _("Stop the import, or go back"), _IMPORT, _("back")),
    Action("app.toggle-script", ("t", "f4"), _("Original or the other script"), _PAGE, _("script")),
    Action("app.choose-script", ("T", "ctrl+t"), _("Choose a script"), _PAGE),
    Action("app.toggle-light", ("D", "f5"), _("Light or dark"), _PAGE),
    Action("app.command_palette", ("ctrl+p", "f2"), _("More: every action and article by name"), _ALL, _("more")),
    Action("app.consent", ("ctrl+w",), _("What the project may do"), _ALL),
    Action("app.packs", ("alt+q", "alt+ampersand"), _("Get data packs: tagger, dictionary, conversion"), _ALL),
    Action("app.tutorial", ("alt+question_mark", "alt+percent_sign"), _("Learn the keys in one minute"), _ALL),
    Action("app.recent", ("alt+shift+r", "alt+grave_accent"), _("Recently read: the articles, the latest first"), _ALL),
    Action("app.help", ("question_mark", "f1"), _("Help"), _ALL, _("help")),
    Action("app.interrupt", ("ctrl+c",), _("Say how to quit"), _ALL),
    Action("app.quit", ("ctrl+q",), _("Quit at once"), _ALL),
)


FORMER: Mapping[str, tuple[str, ...]] = {
    "library.sort": ("s", "f6"),
    "library.reverse": ("S", "f7"),
    "library.reload": ("r", "ctrl+r"),
    "library.export": ("E", "alt+e"),
    "library.page-up": ("pageup", "b", "ctrl+b"),
    "library.page-down": ("pagedown", "space", "ctrl+n"),
    "reader.narrower": ("minus", "f9"),
    "reader.wider": ("plus", "f10"),
    "reader.indent": ("I", "ctrl+e"),
    "mark.shrink": ("E", "ctrl+down"),
    "mark.next-alike": ("o", "ctrl+o"),
    "mark.guidelines": ("i", "ctrl+r"),
    "mark.accept-above": ("Y", "alt+y"),
    "review.order": ("o", "f6"),
    "review.pick": ("equals_sign", "ctrl+f"),
    "panel.order": ("o", "tab"),
    "offer.all": ("enter", "a"),
    "offer.yes": ("y", "right"),
    "offer.no": ("n", "down"),
    "export.page-up": ("pageup", "b", "ctrl+b"),
    "export.page-down": ("pagedown", "space", "ctrl+n"),
    "export.start": ("x", "ctrl+s"),
}
"""The keys that actions had in 0.1.0, where these are others now, so that a key means the same on every screen."""

RESERVED = {
    key: action.text
    for action in ACTIONS
    if action.scope in (READER, MARK, APP)
    for key in (*action.keys, *FORMER.get(action.id, ()))
    if len(key) == 1
}
"""The letters that do something while an article is read, or did, and what; no label can have them."""


COUNTED = frozenset(
    f"{scope}.{name}"
    for scope, names in {
        "reader": "line-down line-up page-down page-up half-down half-up next-sentence previous-sentence "
        "next-paragraph previous-paragraph next-heading previous-heading next-hit previous-hit",
        "mark": "right left character-right character-left extend-right extend-left extend-character-right "
        "extend-character-left extend-down extend-up grow shrink next-span previous-span next-alike next-suggestion "
        "previous-suggestion",
    }.items()
    for name in names.split()
)
"""The actions that are done as often as a digit before them says."""

ADDED = frozenset(
    (
        "library.clear",
        "library.unlinked",
        "library.import",
        "reader.paragraphs",
        "reader.link",
        "reader.copy",
        "reader.look-up",
        "reader.follow",
        "follow.next",
        "follow.previous",
        "follow.leave",
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
        "mark.next-unmarked",
        "review.left-out",
        "review.reject-below",
        "review.skip-agreed",
        "review.accept-agreed",
        "review.next-unmarked",
        "review.next-reading",
        "app.consent",
        "app.interrupt",
        "app.packs",
        "app.tutorial",
        "app.recent",
        *(action.id for action in ACTIONS if action.scope in (IMPORT, ADJUDICATE)),
    )
)
"""Actions that 0.1.0 did not have: settings written then may give their keys to others."""


def former_key(key: str, scopes: Collection[str]) -> Action | None:
    """Return the action that a key did on a screen in 0.1.0, and does no more; None where there is none."""
    for action in ACTIONS:
        if action.scope in scopes and key in FORMER.get(action.id, ()) and key not in action.keys:
            return action
    return None


def _is_new(name: str, key: str) -> bool:
    """Return whether 0.1.0 did not have the key for the action, so that settings written then may give it to others."""
    return name in ADDED or (name in FORMER and key not in FORMER[name])


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
            if not holding[name] and name not in chosen:
                holding[name] = tuple(
                    former for former in FORMER.get(name, ()) if owners.setdefault(former, name) == name
                )
            if _is_new(name, key) and name not in chosen and holding[name]:
                continue  # it has another one left, and the settings were right before it had this one
            message = _("the key “{key}” is given to {owner}, and no longer does {other}")
            yield Problem(document, message.format(key=key, owner=owner, other=name))
