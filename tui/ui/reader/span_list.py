"""List the spans beside the page, and act on the row under the list's cursor."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from annotations.model.span import Span
from seeds.i18n import _
from tui.core.annotator import Annotator
from tui.core.span_panel.many_spans import Done, delete_many, relabel_many
from tui.core.span_panel.rows import Order, PanelRow, panel_heading, panel_rows, suggestion_rows
from tui.core.span_panel.span_filter import SpanFilter
from tui.ui.commands import Command, Controller
from tui.ui.reader.marking import Marking
from tui.ui.reader.questions import Questions
from tui.ui.screens import dialogs
from tui.ui.screens.base import ZhupiScreen
from tui.ui.shown_keys import key_of
from tui.ui.undoable import report_done
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
            "panel.leave": self._leave,
            "panel.up": partial(self._panel.move, -1),
            "panel.down": partial(self._panel.move, 1),
            "panel.choose": self._panel.choose,
            "panel.order": self._reorder,
            "panel.filter": self._ask_filter,
            "panel.only": self._only,
            "panel.relabel": self._ask_label,
            "panel.drop-all": partial(self._change_listed, delete_many),
            "panel.drop": self._drop,
            "panel.reattach": self._reattach,
        }

    def show(self) -> None:
        """Show the spans as they are now, where the panel is shown."""
        annotator, suggestions = self._marking.annotator, self._marking.suggestions
        if annotator and self._panel.has_class("-shown"):
            layer, text, spans = annotator.layer, annotator.opened.article.text, self._filter_of(annotator)
            rows = panel_rows(layer, annotator.schema, text, self._order, spans)
            rows += suggestion_rows(suggestions.waiting if suggestions else (), text, spans)
            if spans:
                rows.insert(0, PanelRow(self._keys_of_many(), times=0, remark=True))
            self._panel.styles_of = self._view.looks.labels
            self._panel.heading = panel_heading(layer, text, spans)
            self._panel.show_rows(rows, annotator.span.id if annotator.span else None)

    def _keys_of_many(self) -> str:
        """Return what can be done with all that the filter shows, with the keys."""
        keys = {"panel.relabel": _("relabel all"), "panel.drop-all": _("delete all")}
        return "  ".join(f"{key_of(self._screen, action)} {does}".strip() for action, does in keys.items())

    def _filter_of(self, annotator: Annotator) -> SpanFilter:
        """Return the filter as it is with the labels that there are now."""
        labels = [label.name for label in annotator.schema.labels]
        labels += [span.label for span in annotator.layer.spans.values()]
        return SpanFilter.of(self._query, [*labels, *(each.span.label for each in annotator.layer.orphans.values())])

    def choose(self, row: PanelRow | None) -> None:
        """Put the cursor on the span or the suggestion of a row; an orphan waits for its place to be selected.

        A heading leaves only the spans of its label; None, the line above all rows, asks for a filter.
        """
        if row is None:
            self._screen.call_next(self._ask_filter)
            return
        if not row.chosen:
            self._show_only(row.label)
            return
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

    def _leave(self) -> None:
        """Show all spans again, where a filter hides some, or go back to the text."""
        if self._query:
            self._filter("")
        else:
            self._view.focus()

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

    def _only(self) -> None:
        """Show only the spans of the row's label, or all again."""
        row = self._panel.row
        self._show_only(row.label if row and not row.relation else "")

    def _show_only(self, label: str) -> None:
        annotator = self._marking.annotator
        if annotator and label:
            self._filter(self._filter_of(annotator).turned_to(label))
        elif self._query:
            self._filter("")

    def _listed(self) -> Sequence[Span]:
        """Return the spans that the filter shows; where there is none, or no filter, say so, and return none."""
        annotator = self._marking.annotator
        spans = self._filter_of(annotator) if annotator else SpanFilter()
        if not spans:
            self._screen.said.show(_("this is for all that a filter shows: → or / filters the list"))
            return ()
        listed = spans.select(annotator.layer, annotator.opened.article.text) if annotator else ()
        if not listed:
            self._screen.said.show(_("the filter shows no span"))
        return listed

    def _ask_label(self) -> None:
        """Ask for the label that all spans are given that the filter shows."""

        def relabel(name: str | None) -> None:
            if name:
                self._change_listed(partial(relabel_many, label=name))

        if self._listed():
            dialogs.pick_label(self._screen.app, self._screen.session.annotations.schema, relabel)

    def _change_listed(self, change: Callable[[Annotator, Sequence[Span]], Done]) -> None:
        """Change all spans that the filter shows, at once, and report how many, and the key that undoes it."""
        listed = self._listed()
        done = self._marking.do(lambda annotator: change(annotator, listed)) if listed else None
        if done and done.change:
            report_done(self._screen, done.message)
        elif done:
            self._screen.said.show(done.message)

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
