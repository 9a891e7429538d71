"""Find the conversion that leads each text to a script that was asked for by name."""

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from seeds.errors import NotFoundError
from seeds.i18n import _
from seeds.script.converter import Converted, Converter, configurations, load_converter
from seeds.script.keeping import Ranges
from seeds.script.targets import ORIGINAL, OTHER, TARGETS, configuration_for
from seeds.script.view import ScriptView

_CHUNK = 1 << 12
"""Code points that are converted at once where a text is read as a whole: looking for places to cut costs time."""


class Conversions(NamedTuple):
    """Name the conversions that the other script of a text is made by, and their data, empty for the newest."""

    to_simplified: str = "t2s"
    to_traditional: str = "s2t"
    dataset: str = ""


class ScriptChoice:
    """Hold the script that was asked for; which conversion leads there depends on the script a text is in.

    ``conversions`` is called when the conversions are first needed.
    """

    def __init__(self, name: str, conversions: Callable[[], Conversions] = Conversions) -> None:
        """Check the name; raises ``NotFoundError`` that gives the nearest."""
        self.name = name
        self._load_conversions = conversions
        self._is_target = name in {target.name for target in TARGETS}
        if not self._is_target and name not in (ORIGINAL, OTHER):
            self._check_conversion()

    @property
    def is_original(self) -> bool:
        """Return whether every text stays as it is."""
        return self.name == ORIGINAL

    def configuration(self, text: str) -> str:
        """Return the conversion for a text; empty where it stays as it is."""
        if self.is_original:
            return ""
        if not self._is_target and self.name != OTHER:
            return self.name
        conversions = self._conversions
        return configuration_for(text, self.name, conversions.to_simplified, conversions.to_traditional)

    def convert(self, text: str, sample: str | None = None, keep: Ranges = ()) -> Converted | None:
        """Convert a text by the conversion for ``sample``, or for itself; None where it stays as it is.

        The characters of the ranges ``keep`` stay as they are.
        """
        converter = self._converter(text if sample is None else sample)
        return converter.convert(text, keep) if converter else None

    def view(self, text: str) -> ScriptView | None:
        """Return a view that converts a text piece by piece as it is read; None where it stays as it is."""
        converter = self._converter(text)
        return ScriptView(text, converter, size=_CHUNK) if converter else None

    def _converter(self, sample: str) -> Converter | None:
        configuration = self.configuration(sample)
        return load_converter(configuration, self._conversions.dataset or None) if configuration else None

    @cached_property
    def _conversions(self) -> Conversions:
        return self._load_conversions()

    def _check_conversion(self) -> None:
        names = [item.name for item in configurations(self._conversions.dataset or None)]
        if self.name not in names:
            choices = [ORIGINAL, OTHER, *(target.name for target in TARGETS), *names]
            raise NotFoundError.nearest(_("script"), self.name, choices)
