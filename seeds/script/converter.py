"""Convert texts from one script to another, with a map of their offsets."""

from collections.abc import Sequence
from threading import RLock
from typing import NamedTuple

from seeds.errors import NotFoundError
from seeds.i18n import _
from seeds.script.cuts import chunks
from seeds.script.data_sets import USER, DataSet, data_sets, find_data_set, overlay, user_folder
from seeds.script.keeping import Ranges, hidden, restored
from seeds.script.library import StageLibrary
from seeds.script.offsets import Edit, OffsetMap
from seeds.script.ranking import best
from seeds.script.stage import Stage, run_all
from seeds.script.standard import DESCRIPTIONS, IN_TURN

_CHUNK = 1 << 16


class Converted(NamedTuple):
    """Hold a converted text, and the map from the offsets of its source to its own."""

    text: str
    map: OffsetMap


class Converter:
    """Convert texts by one configuration over one data set. Use ``load_converter``; several threads may share one."""

    def __init__(self, name: str, dataset: DataSet, stages: Sequence[Stage]) -> None:
        self.name = name
        self.dataset = dataset
        self.stages = stages

    def convert(self, text: str, keep: Ranges = ()) -> Converted:
        """Convert a text; any string will do. Besides the result, memory does not grow with the length of the text.

        The characters of the ranges ``keep`` stay as they are, and no match reaches into them.
        """
        parts: list[str] = []
        edits: list[Edit] = []
        target = 0
        source = hidden(text, keep)
        for start, end in chunks(self.stages, source, _CHUNK):
            part, offsets = run_all(self.stages, source[start:end])
            parts.append(part)
            edits += offsets.moved(start, target).edits
            target += len(part)
        offsets = OffsetMap(tuple(edits))
        return Converted(restored("".join(parts), offsets, text, keep), offsets)


class Configuration(NamedTuple):
    """Describe an available conversion: its name, what it is for, and the data that it is made from."""

    name: str
    description: str
    dataset: DataSet


class _Loader:
    """Keep what this process has loaded."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._data_sets: list[DataSet] | None = None
        self._named: dict[str, DataSet] = {}
        self._overlays: dict[str, DataSet | None] = {}
        self._libraries: dict[DataSet, StageLibrary] = {}
        self._converters: dict[tuple[str, DataSet], Converter] = {}

    def load(self, config: str, name: str | None) -> Converter:
        with self._lock:
            data_set = self.best(config, name)
            converter = self._converters.get((config, data_set))
            if converter is None:
                converter = self._converters[config, data_set] = Converter(config, data_set, self._stages(config, name))
            return converter

    def _stages(self, config: str, name: str | None) -> Sequence[Stage]:
        data_set = self.best(config, name)
        if config not in data_set.recipes:
            return [stage for part in IN_TURN[config] for stage in self.load(part, name).stages]
        if data_set not in self._libraries:
            self._libraries[data_set] = StageLibrary(data_set)
        return self._libraries[data_set].stages(data_set.recipe(config))

    def data_sets(self, name: str | None) -> list[DataSet]:
        with self._lock:
            if name is None:
                if self._data_sets is None:
                    self._data_sets = data_sets()
                return self._data_sets
            if name not in self._named:
                self._named[name] = find_data_set(name)
            return [self._named[name]]

    def forget(self) -> None:
        with self._lock:
            self._data_sets = None
            self._named.clear()
            self._overlays.clear()
            self._libraries.clear()
            self._converters.clear()

    def best(self, config: str, name: str | None) -> DataSet:
        """Return the data set that a configuration is made from; raises ``NotFoundError`` where there is none."""
        with self._lock:
            available = self.data_sets(name)
            candidates = [data_set for data_set in available if config in data_set.recipes]
            if not candidates and config in IN_TURN:
                return self.best(IN_TURN[config][-1], name)
            if not candidates:
                raise NotFoundError.nearest(_("conversion"), config, self.names(name))
            own = next((data_set for data_set in candidates if data_set.name == USER), None)
            others = [data_set for data_set in candidates if data_set is not own]
            if not own or not others:
                return own or best(config, others)
            base = best(config, others)
            if base is not next(each for each in available if each.name != USER):
                own = self._over(base) or own
            return own

    def names(self, name: str | None) -> set[str]:
        """Return the names of all configurations."""
        names = {config for data_set in self.data_sets(name) for config in data_set.recipes}
        return names | {config for config, parts in IN_TURN.items() if names.issuperset(parts)}

    def _over(self, base: DataSet) -> DataSet | None:
        """Return the user's data over other than the newest."""
        if base.name not in self._overlays:
            self._overlays[base.name] = overlay(user_folder(), base)
        return self._overlays[base.name]


_loader = _Loader()


def load_converter(config: str, dataset: str | None = None) -> Converter:
    """Return the converter of a configuration, such as ``s2twp``; the first call for one is slow, so for a worker.

    ``dataset`` names the data (``opencc-python``, ``opencc-purepy``, ``opencc``, ``user``, or a folder); without it,
    that which does best by OpenCC's cases is used, the user's before all. Raises ``NotFoundError`` where there is no
    such configuration or data, and ``SourceError`` where the data is broken.
    """
    return _loader.load(config, dataset)


def configurations(dataset: str | None = None) -> list[Configuration]:
    """Return the conversions that ``load_converter`` would give, by name; raises ``NotFoundError`` for unknown data."""
    available: list[Configuration] = []
    for name in sorted(_loader.names(dataset)):
        data_set = _loader.best(name, dataset)
        available.append(Configuration(name, DESCRIPTIONS.get(name) or data_set.recipe(name).description, data_set))
    return available


def forget() -> None:
    """Forget what was loaded, so that data added or removed since is seen; converters in use stay as they are."""
    _loader.forget()
