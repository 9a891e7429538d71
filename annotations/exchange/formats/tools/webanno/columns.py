"""Read which layers and features the columns of a WebAnno TSV file are of."""

from collections.abc import Iterator
from typing import NamedTuple

from annotations.exchange.report import Report
from annotations.exchange.shared.label_features import LabelFeatures

NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."

_ROLE, _BASE = "ROLE_", "BT_"
_SPANS, _RELATIONS = "#T_SP", "#T_RL"


class Column(NamedTuple):
    """Hold a feature of a layer: of spans, or of relations, one column of which is a reference to the ``base`` layer.

    ``is_text`` is whether its values are texts, and not links to other annotations; nothing of a chain is.
    """

    layer: str
    feature: str
    base: str = ""
    is_text: bool = True


def declared(line: str) -> Iterator[Column]:
    """Yield the columns that a line of the header declares; a layer without features has one of an empty name."""
    kind, _equals, rest = line.partition("=")
    layer, *features = rest.split("|")
    is_target = False
    for feature in features or [""]:
        if is_target or feature.startswith(_ROLE):
            name = feature.removeprefix(_ROLE).partition(":")[2].partition("_")[0]
            yield Column(layer, "" if is_target else name, is_text=False)
            is_target = not is_target
        elif kind == _RELATIONS and feature.startswith(_BASE):
            yield Column(layer, feature, feature.removeprefix(_BASE))
        else:
            yield Column(layer, feature, is_text=kind in (_SPANS, _RELATIONS))


class Layers:
    """Know the columns of a file, and which feature of each layer is the label."""

    def __init__(self, labels: LabelFeatures, report: Report) -> None:
        self.columns: list[Column] = []
        self._labels = labels
        self._report = report
        self._decided: dict[str, str] = {}

    def is_read(self, layer: str) -> bool:
        """Return whether annotations are made of a layer: not of those of DKPro, unless the user names its label."""
        return layer == NAMED_ENTITY or not layer.startswith(DKPRO) or self._labels.names(layer)

    def is_relation(self, layer: str) -> bool:
        """Return whether a layer is one of relations."""
        return any(column.base for column in self.columns if column.layer == layer)

    def label(self, layer: str) -> str:
        """Return the feature that is the label of a layer, empty where it has none.

        Raises ``UndecidedError`` where several may be.
        """
        if layer not in self._decided:
            features = {each.feature for each in self.columns if each.layer == layer and each.is_text and not each.base}
            self._decided[layer] = self._labels.find(layer, features - {""}, self._report)
        return self._decided[layer]
