"""The list of spans beside the page, and its keys."""

from textual import on

from seeds.i18n import _
from tui.core.span_list import Order
from tui.ui.screens.marking import MarkingScreen
from tui.ui.widgets.prompt import Prompt
from tui.ui.widgets.span_panel import SpanPanel


class PanelActions(MarkingScreen):
    """The part of a marking screen that has to do with the list."""

    def action_panel(self) -> None:
        """Show the list of spans and go there, or hide it."""
        shown = self.panel.toggle_class("-shown").has_class("-shown")
        self.list_spans()
        (self.panel if shown else self.view).focus()

    def action_panel_hide(self) -> None:
        """Hide the list."""
        self.action_panel()

    def action_panel_leave(self) -> None:
        """Back to the text; the list stays."""
        self.view.focus()

    def action_panel_up(self) -> None:
        """To the previous span of the list."""
        self.panel.move(-1)

    def action_panel_down(self) -> None:
        """To the next span of the list."""
        self.panel.move(1)

    def action_panel_choose(self) -> None:
        """To the place of the span in the text."""
        self.panel.choose()

    def action_panel_order(self) -> None:
        """List by label, or by place."""
        self.order = Order.PLACE if self.order is Order.LABEL else Order.LABEL
        self.list_spans()

    async def action_panel_filter(self) -> None:
        """Ask for words to filter the list by."""
        await self.ask(Prompt(_("spans with"), self.panel_query, id="panel-filter"))

    def action_panel_drop(self) -> None:
        """Delete the span of the row, or drop the orphan."""
        row = self.panel.row
        if row and row.relation:
            relation = row.relation
            self.act(lambda annotator: annotator.unrelate(relation))
        elif row and row.suggestion:
            start = row.suggestion.start
            self.act(lambda annotator: annotator.place(start))
            self.reject_suggestion()
        elif row and row.span:
            self.act(lambda annotator: annotator.drop(row.span))

    def action_panel_reattach(self) -> None:
        """Make the orphan of the row a span again at the one place where its words stand."""
        row = self.panel.row
        rows = [other for other in self.panel.rows if row and other.candidate and other.span == row.span]
        if rows and rows[0].candidate:
            name, (start, end) = rows[0].span, rows[0].candidate
            self.act(lambda annotator: annotator.reattach(name, start, end))
        elif row and row.orphan:
            self.notify(
                _("its words stand nowhere, or more than once: select its place, then press r there"), timeout=6
            )

    def reject_suggestion(self) -> None:
        """Reject the suggestion under the cursor."""
        suggested = self.suggested
        if suggested:
            self.act(lambda _annotator: suggested.reject())

    @on(SpanPanel.Chosen)
    def _chosen(self, event: SpanPanel.Chosen) -> None:
        if event.row.suggestion:
            start = event.row.suggestion.start
            self.act(lambda annotator: annotator.place(start))
            return
        self.act(lambda annotator: annotator.choose_id(event.row.span))
        if event.row.candidate:
            start, end = event.row.candidate
            self.act(lambda annotator: annotator.select(start, end))
        if event.row.orphan:
            self.view.focus()
            self.notify(_("select its place in the text and press r, or drop it in the list with x"), timeout=6)

    @on(Prompt.Changed, "#panel-filter")
    def _filter_spans(self, event: Prompt.Changed) -> None:
        self.panel_query = event.text
        self.list_spans()

    @on(Prompt.Cancelled, "#panel-filter")
    def _unfilter_spans(self) -> None:
        self.panel_query = ""
        self._filtered()

    @on(Prompt.Done, "#panel-filter")
    def _filtered(self) -> None:
        self.list_spans()
        self.query(Prompt).remove()
        self.panel.focus()
