"""What the screens have in common."""

from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.widgets import Input

from seeds.errors import Problem
from seeds.i18n import _
from tui.messages import ConverterWanted
from tui.session import Session
from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from seeds.script.converter import Converter


class ZhupiScreen(Screen[None]):
    """A screen over a session."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def script_changed(self) -> None:
        """Show everything in the script that the session now shows; also called when a converter has been loaded."""

    def describe(self) -> None:
        """Say in the status line what has changed."""

    @property
    def sending(self) -> str:
        """Where texts are being sent, in words for the status line; empty where they are not."""
        place = self.session.sending.partition("://")[2]
        return _("texts go to {place}").format(place=place) if place else ""

    def converter_for(self, sample: str) -> "Converter | None":
        """The converter that shows a text which begins like ``sample`` as the reader wants it.

        ``None`` where the text stays as it is, and while the converter is being loaded.
        """
        configuration = self.session.configuration(sample)
        if not configuration:
            return None
        converter = self.session.converters.get(configuration)
        if converter is None:
            self.post_message(ConverterWanted(configuration))
        return converter

    async def ask(self, prompt: Prompt) -> None:
        """Mount a prompt, unless there is one, and have the next key go to it."""
        if not self.query(Prompt):
            await self.mount(prompt)
            self.set_focus(prompt.query_one(Input))

    def warn(self, problem: Problem) -> None:
        """Tell of a problem without getting in the way."""
        self.notify(str(problem), severity="warning", timeout=8)
