"""Decide which feature of a layer is the label of its annotations, as people give layers of their own any features."""

from collections.abc import Collection, Mapping
from pathlib import Path

from annotations.exchange.report import Decision, Report
from seeds.errors import Problem, Question, UndecidedError
from seeds.i18n import _

USUAL = ("value", "label")
"""The names of the feature in the layers that INCEpTION has by itself, and in relations of ours."""

_OTHERWISE = {"note", "attributes"}
"""Features of our own exports, which are read as what they are called."""


class LabelFeatures:
    """Decide for the layers of the file or folder ``path``; ``named`` are features by the full or last name of a layer.

    What was decided without a usual name is reported once for each layer.
    """

    def __init__(self, path: Path, named: Mapping[str, str]) -> None:
        self._path = path
        self._named = named

    def names(self, layer: str) -> bool:
        """Return whether the user has named the feature of a layer."""
        return bool(self._by_user(layer))

    def find(self, layer: str, features: Collection[str], report: Report) -> str:
        """Return the one of the features that is the label; empty where there is none that may be.

        Raises ``UndecidedError`` where several may be, or the one that the user named is none of them.
        """
        named = self._by_user(layer)
        if named:
            if named not in features:
                raise self._undecided(layer, features, _("has no feature “{name}”").format(name=named))
            return named
        usual = next((name for name in USUAL if name in features), "")
        if usual:
            return usual
        candidates = sorted({*features} - _OTHERWISE)
        if len(candidates) > 1:
            message = _("has several features with texts, and nothing says which of them is the label")
            raise self._undecided(layer, candidates, message)
        if candidates:
            message = _("the labels of {layer} are its feature “{name}”, the only one with texts")
            decision = Decision("layer", candidates[0], message.format(layer=layer, name=candidates[0]))
            report.decided[decision] = 1
        return candidates[0] if candidates else ""

    def _by_user(self, layer: str) -> str:
        return self._named.get(layer) or self._named.get(layer.rpartition(".")[2]) or ""

    def _undecided(self, layer: str, features: Collection[str], message: str) -> UndecidedError:
        names, short = sorted(features), layer.rpartition(".")[2]
        advice = _("nothing was imported; --label-feature {layer}:FEATURE says it").format(layer=short)
        problem = Problem(str(self._path), f"{layer}: {message}: {', '.join(names)}", advice=advice)
        return UndecidedError(problem, Question("label_feature", tuple(names), short))
