"""Copy or open the link under the cursor, after its whole address was shown."""

from collections.abc import Mapping

from seeds.i18n import _
from seeds.segmentation.markdown.inline import Link
from seeds.system.printable import printable
from tui.core.choosing import Choice
from tui.ui.commands import Command, Controller
from tui.ui.reader.marking import Marking
from tui.ui.screens import dialogs
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.reader_view import ReaderView

_WEB = ("http://", "https://")
_COPY, _OPEN = "copy", "open"


class Links(Controller):
    """Own the action that follows a link: the one under the cursor, or one of those on the screen."""

    def __init__(self, screen: ZhupiScreen, view: ReaderView, marking: Marking) -> None:
        self._screen = screen
        self._view = view
        self._marking = marking

    def commands(self) -> Mapping[str, Command]:
        """Return the command."""
        return {"reader.link": self._follow}

    def _follow(self) -> None:
        links = self._at_cursor() or self._on_screen()
        if not links:
            self._screen.said.show(_("there is no link here"))
        elif len(links) == 1:
            self._offer(links[0])
        else:
            text = self._view.page.layout.article.text if self._view.page else ""
            choices = [
                Choice(str(number), text[link.start : link.end], printable(link.address))
                for number, link in enumerate(links)
            ]
            dialogs.choose(
                self._screen.app,
                choices,
                "0",
                lambda name: self._offer(links[int(name)]) if name else None,
                title=_("Links"),
            )

    def _offer(self, link: Link) -> None:
        """Show the whole address, and do what is chosen."""
        address = printable(link.address)
        choices = {_COPY: _("copy {address}").format(address=address)}
        if address.lower().startswith(_WEB):
            choices[_OPEN] = _("open {address} in the browser").format(address=address)

        def done(name: str | None) -> None:
            if name == _COPY:
                self._screen.app.copy_to_clipboard(address)
                self._screen.said.show(_("the terminal was asked to copy the address"))
            elif name == _OPEN:
                self._screen.app.open_url(address)

        dialogs.choose(self._screen.app, choices, _COPY, done, title=_("Link"))

    def _at_cursor(self) -> list[Link]:
        annotator = self._marking.annotator
        head = annotator.caret.head if annotator else None
        return [] if head is None else [link for link in self._links() if link.start <= head < link.end]

    def _on_screen(self) -> list[Link]:
        shown = [line for line in self._view.lines if line.start < line.end]
        if not shown:
            return []
        return [link for link in self._links() if link.start < shown[-1].end and shown[0].start < link.end]

    def _links(self) -> list[Link]:
        page = self._view.page
        markdown = page.layout.read.markdown if page else None
        return markdown.links if markdown else []
