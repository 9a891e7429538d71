"""Show annotations that belong to no article of the project, and reattach them to one."""

from itertools import islice
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList

from annotations.storage.relink import RelinkError
from annotations.storage.summaries import Head
from annotations.storage.unlinked import Unlinked
from seeds.article import ArticleInfo
from seeds.i18n import _, ngettext
from seeds.script.fold import fold
from tui.core.annotation_links import Moved
from tui.core.choosing import Choice
from tui.core.session import Session
from tui.ui.screens import asking
from tui.ui.widgets.plain import Words, choice, joined, plain, stacked

if TYPE_CHECKING:
    from textual.content import Content

OTHER = "other"
SHOWN = 200
"""Articles beyond this many are found by typing more."""


class UnlinkedScreen(ModalScreen[None]):
    """Show what belongs to no article, with the articles it may belong to, and what was moved, which can be undone."""

    BINDINGS = [
        Binding("escape,q,W,alt+W", "dismiss_unlinked", _("close")),
        Binding("u,ctrl+z", "undo", _("undo")),
    ]
    DEFAULT_CSS = """
    UnlinkedScreen { align: center middle; }
    UnlinkedScreen > Vertical { width: 90; max-width: 100%; height: 90%; background: $surface; }
    UnlinkedScreen OptionList, UnlinkedScreen OptionList:focus {
        height: 1fr; border: none; padding: 1 2 0 2; background: $surface; scrollbar-size-vertical: 1;
    }
    UnlinkedScreen #keys { height: 1; color: $zhupi-quiet; padding: 0 3; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._items: list[Unlinked | Moved] = []

    def compose(self) -> ComposeResult:
        """Yield what there is, one below the other, and the keys."""
        with Vertical():
            yield OptionList()
            yield Words(_("⏎ reattach to an article   u undo a move   esc close"), id="keys")

    def on_mount(self) -> None:
        """Show all of it."""
        self.query_one(OptionList).focus()
        self._list()

    def action_dismiss_unlinked(self) -> None:
        """Go back to the list of articles."""
        self.dismiss()

    def action_undo(self) -> None:
        """Undo the move under the cursor, or the last one."""
        links = self._session.links
        chosen = self._chosen
        moved = chosen if isinstance(chosen, Moved) else links.moved[-1] if links.moved else None
        if moved is None:
            self.notify(_("nothing was moved"), timeout=3)
            return
        try:
            self._close_left()
            links.undo(moved)
        except RelinkError as error:
            self.notify(str(error.problem), severity="warning", timeout=8)
            return
        self._session.library.summaries.pop(moved.place, None)
        self._list()

    @on(OptionList.OptionSelected)
    def _reattach(self) -> None:
        item = self._chosen
        if not isinstance(item, Unlinked):
            return
        choices = {str(number): _candidate(item, number) for number in range(len(item.candidates))}
        choices[OTHER] = _("another article …")

        def chosen(name: str | None) -> None:
            if name == OTHER:
                self._pick(item)
            elif name:
                self._move(item, item.candidates[int(name)].info)

        if item.candidates:
            asking.choose(self.app, choices, "0", chosen, title=_("the article that these annotations belong to"))
        else:
            self._pick(item)

    def _pick(self, item: Unlinked) -> None:
        infos = [entry.info for entry in self._session.library.entries]

        def find(query: str) -> list[Choice]:
            words = fold(query).split()
            matches = (
                number
                for number, info in enumerate(infos)
                if all(word in fold(f"{info.title} {info.origin.document}") for word in words)
            )
            shown = ((str(number), infos[number]) for number in islice(matches, SHOWN))
            return [Choice(number, info.title, info.origin.document) for number, info in shown]

        def picked(name: str | None) -> None:
            if name:
                self._move(item, infos[int(name)])

        asking.choose(
            self.app,
            find(""),
            "",
            picked,
            title=_("the article that these annotations belong to"),
            find=find,
            searching=True,
        )

    def _move(self, item: Unlinked, info: ArticleInfo) -> None:
        try:
            self._close_left()
            reports = self._session.links.reattach(item, info)
        except RelinkError as error:
            self.notify(str(error.problem), severity="warning", timeout=8)
            return
        for each in reports:
            self._session.note_saved(each)
        self._list()

    def _close_left(self) -> None:
        """Close what was left a moment ago: it may be what is to be moved, and we hold its lock."""
        for problem in self._session.save():
            self.notify(str(problem), severity="warning", timeout=8)

    @property
    def _chosen(self) -> Unlinked | Moved | None:
        highlighted = self.query_one(OptionList).highlighted
        return self._items[highlighted] if highlighted is not None and highlighted < len(self._items) else None

    def _list(self) -> None:
        links = self._session.links
        self._items = [*links.unlinked, *reversed(links.moved)]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(choice(_shown(item)) for item in self._items)
        if not self._items:
            options.add_option(choice(plain(_("every annotation belongs to an article")), enabled=False))
        elif options.highlighted is None:
            options.highlighted = 0


def _shown(item: Unlinked | Moved) -> "Content":
    if isinstance(item, Moved):
        place = f"“{item.title}” ({item.place[0]})"
        moved = "  " + _("moved to {article}").format(article=place)
        return stacked(_head(item.head), plain(moved, "$zhupi-quiet"))
    lines = [_head(item.head), plain(f"  {item.reason}", "$zhupi-quiet")]
    lines += [plain(f"  {_candidate(item, number)}", "$zhupi-quiet") for number in range(len(item.candidates))]
    return stacked(*lines)


def _head(head: Head) -> "Content":
    spans = head.summary.spans
    count = ngettext("{n} span", "{n} spans", spans).format(n=f"{spans:,}")
    title = head.title or head.article
    return joined((title, "bold"), f"  {head.document}  ", (f"{head.annotator} · {count}", "$zhupi-quiet"))


def _candidate(item: Unlinked, number: int) -> str:
    candidate = item.candidates[number]
    place = _place(candidate.info)
    if candidate.same_text:
        return _("{article}: the same text").format(article=place)
    return _("{article}: {found} of {quotes} quotes").format(
        article=place, found=candidate.found, quotes=candidate.quotes
    )


def _place(info: ArticleInfo) -> str:
    return f"“{info.title}” ({info.origin.document})"
