"""List the spans beside the page, and act on the row under the list's cursor."""

from collections.abc import Mapping
from functools import partial

from seeds.i18n import _
from tui.core.span_list import Order, PanelRow, panel_rows, suggestion_rows
from tui.ui.commands import Command, Controller
from tui.ui.reader.marking import Marking
from tui.ui.reader.questions import Questions
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.prompt import Prompt
from tui.ui.widgets.reader_view import ReaderView
from tui.ui.widgets.span_panel import SpanPanel


class SpanList(Controller):
    """Own the actions of the panel with the spans, and fill it."""

    def __init__(
        self, screen: ZhupiScreen, panel: SpanPanel, view: ReaderView, marking: Marking, questions: Questions
    ) -> None:
        self._screen = screen
        self._panel = panel
        self._view = view
        self._marking = marking
        self._questions = questions
        self._order = Order.LABEL
        self._query = ""

    def commands(self) -> Mapping[str, Command]:
        """Return the commands of the panel, and the one that shows it."""
        return {
            "mark.panel": self._toggle,
            "panel.hide": self._toggle,
            "panel.leave": self._view.focus,
            "panel.up": partial(self._panel.move, -1),
            "panel.down": partial(self._panel.move, 1),
            "panel.choose": self._panel.choose,
            "panel.order": self._reorder,
            "panel.filter": self._ask_filter,
            "panel.drop": self._drop,
            "panel.reattach": self._reattach,
        }

    def show(self) -> None:
        """Show the spans as they are now, where the panel is shown."""
        annotator, suggestions = self._marking.annotator, self._marking.suggestions
        if annotator and self._panel.has_class("-shown"):
            text = annotator.opened.article.text
            rows = panel_rows(annotator.layer, self._screen.session.annotations.schema, text, self._order, self._query)
            rows += suggestion_rows(suggestions.waiting if suggestions else (), text, self._query)
            self._panel.styles_of = self._view.looks.labels
            self._panel.show_rows(rows, annotator.span.id if annotator.span else None)

    def choose(self, row: PanelRow) -> None:
        """Put the cursor on the span or the suggestion of a row; an orphan waits for its place to be selected."""
        if row.suggestion:
            self._place(row.suggestion.start)
            return
        self._marking.do(lambda annotator: annotator.choose_id(row.span))
        if row.candidate:
            start, end = row.candidate
            self._marking.do(lambda annotator: annotator.caret.select(start, end))
        if row.orphan:
            self._view.focus()
            message = _("select its place in the text and press r, or drop it in the list with x")
            self._screen.said.show(message)

    def _place(self, offset: int) -> None:
        self._marking.do(lambda annotator: annotator.caret.place(offset))

    def _toggle(self) -> None:
        """Show the list and go there, or hide it."""
        shown = self._panel.toggle_class("-shown").has_class("-shown")
        self.show()
        (self._panel if shown else self._view).focus()

    def hide(self) -> bool:
        """Show all spans in the list again, else hide it; return False where it was not shown."""
        shown = self._panel.has_class("-shown")
        if shown and self._query:
            self._filter("")
        elif shown:
            self._toggle()
        return shown

    def _reorder(self) -> None:
        """List by label, or by place."""
        self._order = Order.PLACE if self._order is Order.LABEL else Order.LABEL
        self.show()

    async def _ask_filter(self) -> None:
        """Ask for words to filter the list by."""
        await self._questions.ask(
            Prompt(_("spans with"), self._query),
            self._filter,
            changed=self._filter,
            cancelled=partial(self._filter, ""),
            back=self._panel,
        )

    def _filter(self, query: str) -> None:
        self._query = query
        self.show()

    def _drop(self) -> None:
        """Delete the span of the row, drop the orphan, or reject the suggestion."""
        row = self._panel.row
        if row is None:
            return
        if row.relation:
            relation = row.relation
            self._marking.do(lambda annotator: annotator.unrelate(relation))
        elif row.suggestion:
            self._place(row.suggestion.start)
            self._marking.do_with_suggestions(lambda suggestions: suggestions.reject())
        elif row.span:
            self._marking.do(lambda annotator: annotator.drop(row.span))

    def _reattach(self) -> None:
        """Make the orphan of the row a span again at the one place where its words stand."""
        row = self._panel.row
        if row is None:
            return
        candidate = next(
            (other.candidate for other in self._panel.rows if other.candidate and other.span == row.span), None
        )
        if candidate:
            self._marking.do(lambda annotator: annotator.reattach(row.span, *candidate))
        elif row.orphan:
            message = _("its words stand nowhere, or more than once: select its place, then press r there")
            self._screen.said.show(message)
