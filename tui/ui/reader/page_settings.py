"""Change how the page is laid out; the settings are kept."""

from collections.abc import Callable, Mapping
from functools import partial

from tui.core.config import MEASURE_MAX, MEASURE_MIN, SPACING_MAX
from tui.core.session import Session
from tui.ui.commands import Command, Controller

MEASURE_STEP = 2


class PageSettings(Controller):
    """Own the actions that change measure, spacing, indents and tags; ``lay_out`` lays the page out again."""

    def __init__(self, session: Session, lay_out: Callable[[], None]) -> None:
        self._session = session
        self._lay_out = lay_out

    def commands(self) -> Mapping[str, Command]:
        """Return a command for each setting."""
        return {
            "reader.narrower": partial(self._change_measure, -MEASURE_STEP),
            "reader.wider": partial(self._change_measure, MEASURE_STEP),
            "reader.line-spacing": partial(self._change_spacing, "line_spacing"),
            "reader.paragraph-spacing": partial(self._change_spacing, "paragraph_spacing"),
            "reader.indent": partial(self._toggle, "indent"),
            "mark.tags": partial(self._toggle, "tags"),
        }

    def _change_measure(self, step: int) -> None:
        measure = self._session.settings.measure + step
        self._change(measure=max(MEASURE_MIN, min(MEASURE_MAX, measure)))

    def _change_spacing(self, name: str) -> None:
        self._change(**{name: (getattr(self._session.settings, name) + 1) % (SPACING_MAX + 1)})

    def _toggle(self, name: str) -> None:
        self._change(**{name: not getattr(self._session.settings, name)})

    def _change(self, **settings: int) -> None:
        self._session.change_settings(**settings)
        self._lay_out()
