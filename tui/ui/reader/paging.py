"""Move through the article on the page."""

from collections.abc import Mapping
from functools import partial

from seeds.i18n import _
from tui.text.movements import Step
from tui.text.page import Page
from tui.ui.commands import Command, Controller
from tui.ui.reader.marking import Marking
from tui.ui.reader.questions import Questions
from tui.ui.widgets.prompt import Prompt
from tui.ui.widgets.reader_view import ReaderView


class Paging(Controller):
    """Own the actions that move the page."""

    def __init__(self, view: ReaderView, marking: Marking, questions: Questions) -> None:
        self._view = view
        self._marking = marking
        self._questions = questions

    def commands(self) -> Mapping[str, Command]:
        """Return a command for each movement."""
        view = self._view
        return {
            "reader.line-down": partial(self._move_row, 1),
            "reader.line-up": partial(self._move_row, -1),
            "reader.page-down": lambda: view.scroll_lines(max(1, view.size.height - 1)),
            "reader.page-up": lambda: view.scroll_lines(-max(1, view.size.height - 1)),
            "reader.half-down": lambda: view.scroll_lines(max(1, view.size.height // 2)),
            "reader.half-up": lambda: view.scroll_lines(-max(1, view.size.height // 2)),
            "reader.next-sentence": partial(view.move_sentence, 1),
            "reader.previous-sentence": partial(view.move_sentence, -1),
            "reader.next-paragraph": partial(view.turn, lambda page: page.to_paragraph(1)),
            "reader.previous-paragraph": partial(view.turn, lambda page: page.to_paragraph(-1)),
            "reader.top": partial(view.turn, lambda page: page.put(0)),
            "reader.end": partial(view.turn, Page.to_end),
            "reader.go-to": self._ask_percentage,
        }

    def _move_row(self, step: Step) -> None:
        """Move the cursor a row down or up, or the page a line where there is no cursor."""
        annotator = self._marking.annotator
        if annotator and annotator.caret.cursor:
            self._marking.do(lambda annotator: annotator.caret.row(step))
        else:
            self._view.scroll_lines(step)

    async def _ask_percentage(self) -> None:
        await self._questions.ask(Prompt(_("go to %"), restrict=r"[0-9]{0,3}"), self._go_to)

    def _go_to(self, percentage: str) -> None:
        if percentage:
            share = min(100, int(percentage)) / 100
            self._view.turn(lambda page: page.to_share(share))
