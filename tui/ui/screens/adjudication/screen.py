"""Walk the places where annotators differ, and settle each with a key."""

from collections.abc import Mapping, Sequence
from functools import partial

from textual import events, on, work
from textual.app import ComposeResult

from seeds.i18n import _, ngettext
from tui.core.actions import ADJUDICATE
from tui.core.adjudicating.adjudicator import Adjudicator
from tui.core.adjudicating.drawing import MARGIN, Passage
from tui.core.adjudicating.hints import adjudication_hints
from tui.core.adjudicating.project import merge_project
from tui.core.adjudicating.question import DIGITS, Question
from tui.core.adjudicating.report_lines import totals_lines
from tui.core.session import Session
from tui.terminal.bursts import in_burst
from tui.ui.bindings import bindings_of
from tui.ui.commands import Command, Controller
from tui.ui.screens.adjudication.answers import Answers
from tui.ui.screens.adjudication.versions import VersionsView
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.prompt import Prompt
from tui.ui.widgets.status_line import StatusLine

NOTHING = "0"


class AdjudicationScreen(ZhupiScreen):
    """Show what annotators say of a place, one version under another, and the keys that settle it.

    While ``merging`` is true, the project is still to be merged, and there is nothing to decide.
    """

    BINDINGS = bindings_of(ADJUDICATE)

    def __init__(self, session: Session, adjudicator: Adjudicator, *, merging: bool = False) -> None:
        super().__init__(session)
        ambiguous = session.settings.ambiguous
        self.adjudicator = adjudicator
        self.merging = merging
        self.view = VersionsView(adjudicator.annotations.schema.labels, ambiguous=ambiguous)
        self._question = Question(adjudicator)
        self._answers = Answers(self, adjudicator, self._question, self._passage, self._report)
        self._header = StatusLine(ambiguous=ambiguous, id="header")
        self._status = StatusLine(ambiguous=ambiguous, id="status")
        self._keys = KeyBar(ambiguous=ambiguous)
        self._done = ""

    def compose(self) -> ComposeResult:
        """Yield progress, versions, what is decided, keys."""
        yield self._header
        yield self.view
        yield self._status
        yield self._keys

    def on_mount(self) -> None:
        """Merge first where that is to be done."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.call_after_refresh(self.describe))
        self.describe()
        if self.merging:
            self._merge()

    @work(thread=True, group="adjudication")
    def _merge(self) -> None:
        merge_project(self.session, self.adjudicator, partial(self.from_worker, self.warn))
        self.from_worker(self._take_merged)

    def _take_merged(self) -> None:
        self.merging = False
        self._question.begin()
        self.refresh_bindings()
        self.describe()

    def script_changed(self) -> None:
        """Show everything in the script that the session now shows."""
        self.describe()

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the versions out for the new width."""
        self.call_after_refresh(self.describe)

    # Showing

    def describe(self) -> None:
        """Show the place in question, or what merging came to where there is none."""
        adjudicator, item = self.adjudicator, None if self.merging else self.adjudicator.current
        self._header.right = self._done
        if item is None:
            self._show_totals()
            return
        articles = ngettext("{n} article", "{n} articles", adjudicator.open_articles)
        progress = _("{n} of {total}").format(n=f"{adjudicator.number + 1:,}", total=f"{adjudicator.total:,}")
        left = articles.format(n=f"{adjudicator.open_articles:,}")
        converter = self.converter_for(item.article.text)
        title = converter.convert(item.info.title).text if converter else item.info.title
        passage = self._passage()
        self._header.left = f"{_('adjudicate')}  {progress} · {left}  {title}"
        self._status.left = self.said.text or self._question.state(passage)
        self._status.right = self.left_out.summary() or self._question.reason
        self._keys.show(adjudication_hints(adjudicator))
        if self.view.size.width:
            self.view.show_versions(passage, self._question.shown(), MARGIN + 2 * self.session.settings.measure)

    def _show_totals(self) -> None:
        adjudicator = self.adjudicator
        self._header.left = _("adjudicate")
        self._status.left = self.said.text or (_("merging what annotators say") if self.merging else "")
        self._status.right = ""
        self._keys.show([("adjudicate.leave", _("back"))])
        lines = [] if self.merging else list(totals_lines(adjudicator.totals, adjudicator.total, adjudicator.open))
        self.view.show_lines([f"  {line}" for line in lines])

    def _report(self, message: str) -> None:
        """Show what has been done, until the next place."""
        self._done = message
        self.describe()

    def _passage(self) -> Passage:
        item = self.adjudicator.items[self.adjudicator.number]
        return Passage.of(item.article, item.place, self.converter_for(item.article.text))

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Take the version of a digit, or none of them."""
        digit = event.character or NOTHING + NOTHING
        if self.merging or self.adjudicator.current is None:
            return
        if digit == NOTHING:
            command: Command = self._answers.take_none
        elif digit in DIGITS and int(digit) <= len(self._question.versions):
            command = partial(self._answers.take, int(digit) - 1)
        else:
            return
        event.stop()
        if in_burst(event):
            self.left_out.add(event, command)
        else:
            self.left_out.clear()
            command()

    @on(Prompt.Changed)
    @on(Prompt.Done)
    @on(Prompt.Cancelled)
    def _noted(self, event: Prompt.Said) -> None:
        self._answers.take_note(event)

    def controllers(self) -> Sequence[Controller]:
        """Return the screen, and what decides."""
        return (self, self._answers)

    def commands(self) -> Mapping[str, Command]:
        """Return the ways from place to place and from version to version."""
        return {
            "adjudicate.up": partial(self._move, -1),
            "adjudicate.down": partial(self._move, 1),
            "adjudicate.page-up": partial(self.view.scroll_page_up, animate=False),
            "adjudicate.page-down": partial(self.view.scroll_page_down, animate=False),
            "adjudicate.span-right": partial(self._choose_span, 1),
            "adjudicate.span-left": partial(self._choose_span, -1),
            "adjudicate.next": partial(self._step, 1),
            "adjudicate.previous": partial(self._step, -1),
            "adjudicate.names": self._toggle_names,
            "adjudicate.left-out": self.left_out.make_up,
            "adjudicate.leave": self._leave,
        }

    def enabled(self, action: str) -> bool:
        """Let nothing but the way back act where there is no place."""
        return action == "adjudicate.leave" or self.adjudicator.current is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let nothing be decided while the project is being merged."""
        if self.merging and parameters and str(parameters[0]).startswith("adjudicate."):
            return str(parameters[0]) == "adjudicate.leave"
        return super().check_action(action, parameters)

    def _move(self, step: int) -> None:
        """Put the cursor on the next version."""
        self._question.move(step)
        self.describe()

    def _choose_span(self, step: int) -> None:
        """Let keys change the next span of the version."""
        self._question.choose_span(step)
        self.describe()

    def _step(self, step: int) -> None:
        """Go to the next place."""
        self.adjudicator.step(step)
        self._question.begin()
        self._report("")

    def _toggle_names(self) -> None:
        """Show who says what, or hide it."""
        self._question.hides_names = not self._question.hides_names
        self._done = ""
        self.said.show(_("names are hidden") if self._question.hides_names else _("names are shown"))

    def _leave(self) -> None:
        """Go back to where the adjudication was begun."""
        self.dismiss()
