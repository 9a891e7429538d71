"""Show everything that can be done now, with its keys, and the articles whose titles are typed."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from textual.app import App

from seeds.i18n import _
from seeds.script.fold import fold
from tui.core.choosing import Choice, choices_of, finder
from tui.core.session import Session
from tui.ui.live_actions import live_actions, run_action
from tui.ui.messages import ArticleWanted
from tui.ui.screens import asking
from tui.ui.screens.chooser import ChooserScreen

ARTICLES = 20
"""Articles that are offered for what is typed."""

THEME = "theme"
_ARTICLE = "article:"


def show(app: App[Any], session: Session, more: Mapping[str, Callable[[], object]]) -> None:
    """Let an action, one of ``more`` by their words, or an article be chosen, unless something is being chosen."""
    below = app.screen
    if below.is_modal:
        return
    actions = [*(line.choice for line in live_actions(below)), *choices_of({words: words for words in more})]
    actions.append(Choice(THEME, _("Theme"), app.theme))
    find_actions = finder(actions)

    def find(query: str) -> Iterator[Choice]:
        yield from find_actions(query)
        if query.strip():
            yield from _articles(session, query)

    def answered(name: str | None) -> None:
        if name == THEME:
            choose_theme(app)
        elif name and name in more:
            app.call_next(more[name])
        elif name and name.startswith(_ARTICLE):
            entry = session.library.entries[int(name.removeprefix(_ARTICLE))]
            app.post_message(ArticleWanted(entry.info))
        elif name:
            run_action(app, below, name)

    screen = ChooserScreen(
        _("What to do, or which article to read"),
        actions,
        find=find,
        searching=True,
        ambiguous=asking.ambiguous_of(app),
    )
    app.push_screen(screen, answered)


def choose_theme(app: App[Any]) -> None:
    """Let a theme be chosen."""

    def choose(name: str | None) -> None:
        if name:
            app.theme = name

    themes = {name: name for name in sorted(app.available_themes)}
    asking.choose(app, themes, app.theme, choose, title=_("Theme"), chosen=[app.theme])


def _articles(session: Session, query: str) -> Iterator[Choice]:
    words = fold(query).split()
    matches = (
        (number, entry.info)
        for number, entry in enumerate(session.library.entries)
        if all(word in entry.folded for word in words)
    )
    for number, info in islice(matches, ARTICLES):
        yield Choice(f"{_ARTICLE}{number}", info.title, info.origin.document)
