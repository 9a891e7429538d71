"""Open the screens that are seldom needed: each is imported when it is first opened, so that no start waits for it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.app import App

from seeds.errors import Problem
from seeds.i18n import _
from tui.core.choosing import Choice, choices_of
from tui.core.session import Session

if TYPE_CHECKING:
    from annotations.model.schema import Label, Schema
    from annotations.storage.progress import Bookmark
    from annotations.suggest.consent.request import Request, RequestState
    from seeds.article import ArticleInfo
    from tui.core.choosing import Find
    from tui.core.label_edits import LabelEdit
    from tui.core.reading.bookmark_list import BookmarkList
    from tui.core.reading.contents import Contents
    from tui.ui.screens.chooser import Toggle

Answer = Callable[[str | None], object]
"""What is done with the name that was chosen; None where nothing was."""


class _Application(Protocol):
    """Represent what is known of the application here."""

    session: Session


def choose(
    app: App[Any],
    choices: Mapping[str, str] | Sequence[Choice],
    current: str,
    answer: Answer,
    *,
    title: str = "",
    chosen: Collection[str] | None = None,
    toggle: "Toggle | None" = None,
    find: "Find | None" = None,
    searching: bool = False,
    labels: "Sequence[Label]" = (),
) -> None:
    """Let one of several things be chosen, by name; ``current`` is proposed, and a ✓ stands at what is ``chosen`` now.

    The rest is as ``ChooserScreen`` has it.
    """
    from tui.ui.screens.chooser import ChooserScreen

    screen = ChooserScreen(
        title,
        choices_of(choices) if isinstance(choices, Mapping) else choices,
        current,
        chosen=chosen,
        toggle=toggle,
        find=find,
        searching=searching,
        labels=labels,
        ambiguous=ambiguous_of(app),
    )
    app.push_screen(screen, lambda name: _done(answer(name)))


def ambiguous_of(app: App[Any]) -> int:
    """Return how many cells the terminal of the application gives to characters such as ``…``."""
    return cast("_Application", app).session.settings.ambiguous


def pick_label(app: App[Any], schema: "Schema", answer: Answer, current: str = "") -> None:
    """Let a label be found by typing; ``current`` is that of the mark which is to have another."""
    from annotations.editing.label_search import find_labels

    def shown(label: "Label") -> Choice:
        about = f"{label.title}  {label.description}" if label.title else label.description
        return Choice(label.name, label.name, about, label.key)

    choose(
        app,
        [shown(label) for label in schema.labels],
        current,
        answer,
        title=_("another label for {label}").format(label=current) if current else _("label"),
        chosen=[current] if current else None,
        find=lambda query: map(shown, find_labels(schema, query)),
        searching=True,
        labels=schema.labels,
    )


def pick_heading(app: App[Any], contents: "Contents", current: int | None, answer: Callable[[int], object]) -> None:
    """Let a heading be found by typing; nothing is done where none was chosen."""

    def find(query: str) -> list[Choice]:
        return [Choice(str(number), contents.line(number)) for number in contents.find(query)]

    place = "" if current is None else str(current)
    choose(
        app,
        find(""),
        place,
        lambda name: answer(int(name)) if name else None,
        title=_("Contents"),
        chosen=[place],
        find=find,
        searching=True,
    )


def pick_bookmark(
    app: App[Any],
    bookmarks: "BookmarkList",
    dropped: "Callable[[Bookmark], object]",
    answer: "Callable[[Bookmark], object]",
) -> None:
    """Let a bookmark be found by typing, and others be taken away; nothing is done where none was chosen."""
    from tui.ui.screens.bookmarks import BookmarksScreen

    screen = BookmarksScreen(bookmarks, dropped, ambiguous_of(app))
    app.push_screen(screen, lambda name: _done(answer(bookmarks[int(name)]) if name else None))


def show_labels(app: App[Any], schema: "Schema", model: Path, answer: "Callable[[LabelEdit | None], object]") -> None:
    """Show the labels, what has been learned of them, and the guidelines, and let the labels be changed."""
    from tui.ui.screens.labels import LabelsScreen

    app.push_screen(LabelsScreen(schema, model), lambda edit: _done(answer(edit)))


def review(
    app: App[Any], session: Session, infos: "Sequence[ArticleInfo]", ended: Callable[[], object] | None = None
) -> None:
    """Review the suggestions of articles one after another; ``ended`` is called afterwards."""
    from tui.ui.screens.review import ReviewScreen

    app.push_screen(ReviewScreen(session, infos), lambda _nothing: _done(ended() if ended else None))


def show_problems(app: App[Any], problems: Sequence[Problem]) -> None:
    """Show what could not be read."""
    from tui.ui.screens.problems import ProblemsScreen

    app.push_screen(ProblemsScreen(problems))


def show_unlinked(app: App[Any], session: Session) -> None:
    """Show the annotations that belong to no article, and let them be reattached."""
    from tui.ui.screens.unlinked import UnlinkedScreen

    app.push_screen(UnlinkedScreen(session))


def export(app: App[Any], session: Session) -> None:
    """Export the annotations of a project."""
    from tui.ui.screens.export import ExportScreen

    app.push_screen(ExportScreen(session))


def import_annotations(app: App[Any], session: Session) -> None:
    """Import annotations of other programs into a project."""
    from tui.ui.screens.importing import ImportScreen

    app.push_screen(ImportScreen(session))


def ask_consent(
    app: App[Any],
    project: Path,
    requests: "Sequence[tuple[Request, RequestState]]",
    allow: "Callable[[Sequence[Request]], object]",
) -> None:
    """Ask whether a project may do what it asks for, unless that is being asked; no requests: all is revoked."""
    from tui.ui.screens.consent import REVOKE, YES, ConsentScreen

    def answered(answer: str | None) -> None:
        if answer == YES:
            allow([request for request, _state in requests])
        elif answer == REVOKE:
            allow([])

    if not isinstance(app.screen, ConsentScreen):
        app.push_screen(ConsentScreen(project, requests), answered)


def show_help(app: App[Any]) -> None:
    """Show what the keys do on the screen that is on top."""
    from tui.ui.screens.help import HelpScreen, live_keys

    app.push_screen(HelpScreen(live_keys(app.screen)))


def show_palette(app: App[Any]) -> None:
    """Show the command palette, unless it is shown."""
    from tui.ui.screens.command_palette import Palette

    if not isinstance(app.screen, Palette):
        app.push_screen(Palette(id="--command-palette"))


def _done(_result: object) -> None:
    """Let no result of an answer be taken for the result of a callback."""
