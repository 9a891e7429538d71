"""Copy what is read: a mark, a selection or a sentence, and the passage with its source."""

import os
from collections.abc import Callable, Mapping

from annotations.model.rules import Range
from seeds.i18n import _
from seeds.system.printable import printable
from tui.core.reading.citations import with_source
from tui.terminal.clipboard import terminal_without_clipboard
from tui.text.clip import clip
from tui.text.page import Page
from tui.text.shown import shown_words
from tui.ui.commands import Command, Controller
from tui.ui.reader.focus import range_in_focus
from tui.ui.reader.marking import Marking
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.reader_view import ReaderView

_NAMED = 40
"""The cells that the beginning of what was copied may take of the message."""


class Copying(Controller):
    """Own the action that copies; the second time, what is copied has its source.

    ``title`` returns the title of the article as it is shown.
    """

    def __init__(self, screen: ZhupiScreen, view: ReaderView, marking: Marking, title: Callable[[], str]) -> None:
        self._screen = screen
        self._view = view
        self._marking = marking
        self._title = title
        self._copied: tuple[object, ...] = ()
        self._has_copied = False

    def commands(self) -> Mapping[str, Command]:
        """Return the command."""
        return {"reader.copy": self._copy}

    def _copy(self) -> None:
        """Copy the words; where that is what was copied last, copy their passage with its source."""
        page = self._view.page
        place = range_in_focus(self._view, self._marking)
        words = shown_words(page.layout, *place) if page and place else ""
        if page is None or place is None or not words:
            self._screen.said.show(_("there is nothing here to copy"))
            return
        message = _("the terminal was asked to copy: {words}")
        copied = self._marking.info.key, place, words
        if copied == self._copied:
            self._copied = ()
            words = self._passage(page, place)
            message = _("the terminal was asked to copy with its source: {words}")
        else:
            self._copied = copied
        if without := terminal_without_clipboard(os.environ):
            self._copied = ()
            message = _("nothing was copied: the terminal {name} has no clipboard")
            self._screen.notify(message.format(name=without), severity="warning", timeout=5)
            return
        self._screen.app.copy_to_clipboard(printable(words, keep="\n"))
        shown = clip(" ".join(words.split()), _NAMED, self._screen.session.settings.ambiguous)
        self._screen.said.show(message.format(words=shown))
        if not self._has_copied:
            self._has_copied = True
            hint = _("where nothing arrives, the terminal has refused it (OSC 52), without a word: see “zhupi doctor”")
            self._screen.notify(hint, timeout=6)

    def _passage(self, page: Page, place: Range) -> str:
        """Return the sentences of a mark, or what was selected, with the title, source, date and file."""
        annotator, info = self._marking.annotator, self._marking.info
        start, end = place
        if not (annotator and annotator.caret.selected):
            start, end = page.sentence_at(start)[0], page.sentence_at(end - 1)[1]
        converter = self._screen.converter_for(page.layout.article.text)
        source = converter.convert(info.source).text if converter else info.source
        return with_source(shown_words(page.layout, start, end), info, self._title(), source)
