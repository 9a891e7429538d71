"""Open the screens that are seldom needed: each is imported when it is first opened, so that no start waits for it."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App

from seeds.errors import Problem
from seeds.i18n import _
from tui.core.choosing import Choice
from tui.core.session import Session
from tui.ui.screens import asking

if TYPE_CHECKING:
    from annotations.model.schema import Schema
    from annotations.storage.progress import Bookmark
    from annotations.suggest.consent.request import Request, RequestState
    from seeds.article import ArticleInfo
    from tui.core.label_edits import LabelEdit
    from tui.core.reading.bookmark_list import BookmarkList
    from tui.core.reading.contents import Contents
    from tui.core.reading.look_up import LookedUp
    from tui.core.reading.recent import RecentArticle, RecentList
    from tui.ui.screens.look_up import LookUpScreen


choose, pick_label = asking.choose, asking.pick_label


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

    screen = BookmarksScreen(bookmarks, dropped, asking.ambiguous_of(app))
    app.push_screen(screen, lambda name: asking.done(answer(bookmarks[int(name)]) if name else None))


def pick_recent(
    app: App[Any],
    articles: "RecentList",
    dropped: "Callable[[RecentArticle], object]",
    answer: "Callable[[RecentArticle], object]",
) -> None:
    """Let one of the articles be found that were read, and others be forgotten; nothing is done where none was."""
    from tui.ui.screens.recent import RecentScreen

    screen = RecentScreen(articles, dropped, asking.ambiguous_of(app))
    app.push_screen(screen, lambda name: asking.done(answer(articles[int(name)]) if name else None))


def show_looked_up(
    app: App[Any], looked_up: "LookedUp", step: Callable[[int], object], *, above: bool
) -> "LookUpScreen":
    """Show what was found of a word; ``step`` has the next word of the text looked up, or the one before."""
    from tui.ui.screens.look_up import LookUpScreen

    screen = LookUpScreen(looked_up, step, above=above)
    app.push_screen(screen)
    return screen


def show_labels(app: App[Any], schema: "Schema", model: Path, answer: "Callable[[LabelEdit | None], object]") -> None:
    """Show the labels, what has been learned of them, and the guidelines, and let the labels be changed."""
    from tui.ui.screens.labels import LabelsScreen

    app.push_screen(LabelsScreen(schema, model), lambda edit: asking.done(answer(edit)))


def review(
    app: App[Any], session: Session, infos: "Sequence[ArticleInfo]", ended: Callable[[], object] | None = None
) -> None:
    """Review the suggestions of articles one after another; ``ended`` is called afterwards."""
    from tui.ui.screens.review import ReviewScreen

    app.push_screen(ReviewScreen(session, infos), lambda _nothing: asking.done(ended() if ended else None))


def adjudicate(app: App[Any], session: Session) -> None:
    """Settle where annotators differ: what was merged when the session began, or else all of the project."""
    from tui.core.adjudicating.adjudicator import Adjudicator
    from tui.core.adjudicating.project import adjudicator_of
    from tui.ui.screens.adjudication.screen import AdjudicationScreen

    if isinstance(app.screen, AdjudicationScreen):
        return
    adjudicator, session.adjudicator = session.adjudicator, None
    if isinstance(adjudicator, Adjudicator):
        app.push_screen(AdjudicationScreen(session, adjudicator))
    else:
        app.push_screen(AdjudicationScreen(session, adjudicator_of(session), merging=True))


def show_lines(app: App[Any], lines: Sequence[str]) -> None:
    """Show a few lines."""
    from tui.ui.screens.problems import ProblemsScreen

    app.push_screen(ProblemsScreen(lines))


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
    from tui.ui.live_actions import live_actions
    from tui.ui.screens.help import HelpScreen

    app.push_screen(HelpScreen(live_actions(app.screen), ambiguous=asking.ambiguous_of(app)))


def show_palette(app: App[Any], session: Session, more: "Iterable[tuple[str, Callable[[], object]]]") -> None:
    """Show what can be done now, more that has no key, and the articles."""
    from tui.ui.screens import palette

    palette.show(app, session, dict(more))
