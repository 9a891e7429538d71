"""Know which surnames of an article keep their characters in another script: those of what is marked as persons."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotations.model.layer import Layer
from annotations.model.names import is_person, kept_surnames
from seeds.script.keeping import Ranges, surnames
from seeds.script.targets import ORIGINAL
from seeds.segmentation.outline.outline import Heading
from tui.core.session import Session
from tui.core.span_panel.rows import PanelRow
from tui.core.suggestion_list import SuggestionList

if TYPE_CHECKING:
    from annotations.suggest.suggestion import Suggestion
    from seeds.script.converter import Converter


class KeptNames:
    """Follow the marks of the article on the page, and the suggestions where the settings say so.

    ``ranges`` are the surnames that are kept, as of the last ``update``.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._source: tuple[object, ...] = ()
        self.ranges: Ranges = ()

    def update(self, text: str, layer: Layer, suggestions: SuggestionList | None = None) -> bool:
        """Look at the marks as they are now, and return whether other surnames are kept than before.

        Where nothing has changed since the last time, this costs next to nothing, since every key draws the marks; and
        nothing is looked at while texts are shown as they were written.
        """
        settings = self._session.settings
        if self._session.scripts.current == ORIGINAL:
            return False
        waiting: Sequence[Suggestion] = ()
        if suggestions and settings.keep_suggested_names:
            waiting = suggestions.waiting
        source = text, layer, waiting, settings.keep_names
        if self._source and all(new is old for new, old in zip(source, self._source, strict=True)):
            return False
        self._source = source
        before = self.ranges
        self.ranges = kept_surnames(text, (*layer.spans.values(), *waiting)) if settings.keep_names else ()
        return self.ranges != before

    def title(self, converter: "Converter | None", text: str, title: str) -> str:
        """Return the title of an article as it is shown; where the text begins with it, as it is shown there."""
        keep = [(start, end) for start, end in self.ranges if end <= len(title)] if text.startswith(title) else ()
        return converter.convert(title, keep).text if converter else title

    def heading(self, converter: "Converter | None", text: str, heading: Heading) -> str:
        """Return the words of a heading of an article as they are shown on the page."""
        if converter is None:
            return heading.text
        start = text.find(heading.text, heading.start, heading.end)
        first, last = bisect_left(self.ranges, (start, 0)), bisect_left(self.ranges, (start + len(heading.text), 0))
        keep = [(begin - start, min(end, heading.end) - start) for begin, end in self.ranges[first:last]]
        return converter.convert(heading.text, keep if start >= 0 else ()).text

    def row(self, converter: "Converter | None", row: PanelRow) -> str:
        """Return the words of a row of the list of spans as they are shown on the page."""
        if converter is None:
            return row.text
        settings = self._session.settings
        keeps = settings.keep_names and (settings.keep_suggested_names or not row.suggestion) and is_person(row.label)
        return converter.convert(row.text, surnames(row.text, [(0, len(row.text))]) if keeps else ()).text
