"""Know the script in which texts are shown, and convert what is written in another."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from seeds.i18n import _
from seeds.script.detect import detect_standard
from seeds.script.targets import ORIGINAL, OTHER, configuration_for, mark_of, own_mark
from tui.core.config import Settings

if TYPE_CHECKING:
    from seeds.script.converter import Converter


class ScriptChoice:
    """Hold the script that the reader wants, and the converters that have been loaded.

    ``current`` is the name of a target, ``original``, or ``other``; ``settings`` returns the settings as they are now.
    """

    def __init__(self, settings: Callable[[], Settings]) -> None:
        self._settings = settings
        self._last = OTHER
        self.current = ORIGINAL
        self.converters: dict[str, Converter] = {}

    def toggle(self) -> str:
        """Change between the original and the script last chosen, and return which is shown now."""
        self.current = self._last if self.current == ORIGINAL else ORIGINAL
        return self.current

    def choose(self, name: str) -> None:
        """Show texts in the script of that name."""
        self.current = name
        if name != ORIGINAL:
            self._last = name

    def configuration(self, sample: str, script: str | None = None) -> str:
        """Return the conversion that shows a text as the reader wants it; empty where it stays as it is.

        ``sample`` is the text or its beginning; ``script`` is what to show, where not the current one.
        """
        settings = self._settings()
        target = self.current if script is None else script
        return configuration_for(sample, target, settings.to_simplified, settings.to_traditional)

    def mark(self, sample: str) -> str:
        """Return the script in which a text that begins with ``sample`` is shown, in a word for the status line."""
        configuration = self.configuration(sample)
        if configuration in self.converters:
            return mark_of(configuration)
        return _("{script} original").format(script=own_mark(detect_standard(sample))).strip()

    def load(self, configuration: str) -> None:
        """Make a converter ready over the data that the settings ask for; slow the first time, so for a worker.

        Raises ``NotFoundError`` where the data knows no such conversion.
        """
        from seeds.script.converter import load_converter  # noqa: PLC0415 - not on the way to the first paint

        self.converters[configuration] = load_converter(configuration, self._settings().dataset or None)
