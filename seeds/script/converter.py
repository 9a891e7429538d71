"""Convert texts from one script to another, with a map of their offsets."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import RLock

from seeds.errors import NotFoundError
from seeds.i18n import _
from seeds.script.cuts import chunks
from seeds.script.data_sets import DataSet, data_sets, find_data_set
from seeds.script.library import StageLibrary
from seeds.script.offsets import Edit, OffsetMap
from seeds.script.stage import Stage, run_all
from seeds.script.standard import DESCRIPTIONS

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Converted:
    """Hold a converted text, and the map from the offsets of its source to its own."""

    text: str
    map: OffsetMap


class Converter:
    """Convert texts by one configuration over one data set. Use ``load_converter``; several threads may share one."""

    def __init__(self, name: str, dataset: DataSet, stages: Sequence[Stage]) -> None:
        self.name = name
        self.dataset = dataset
        self.stages = stages

    def convert(self, text: str) -> Converted:
        """Convert a text; any string will do. Besides the result, memory does not grow with the length of the text."""
        parts: list[str] = []
        edits: list[Edit] = []
        target = 0
        for start, end in chunks(self.stages, text, _CHUNK):
            part, offsets = run_all(self.stages, text[start:end])
            parts.append(part)
            edits += offsets.moved(start, target).edits
            target += len(part)
        return Converted("".join(parts), OffsetMap(tuple(edits)))


@dataclass(frozen=True, slots=True)
class Configuration:
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
        self._libraries: dict[DataSet, StageLibrary] = {}
        self._converters: dict[tuple[str, DataSet], Converter] = {}

    def load(self, config: str, name: str | None) -> Converter:
        with self._lock:
            data_set = self._data_set(config, name)
            converter = self._converters.get((config, data_set))
            if converter is None:
                if data_set not in self._libraries:
                    self._libraries[data_set] = StageLibrary(data_set)
                stages = self._libraries[data_set].stages(data_set.recipe(config))
                converter = self._converters[config, data_set] = Converter(config, data_set, stages)
            return converter

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
            self._libraries.clear()
            self._converters.clear()

    def _data_set(self, config: str, name: str | None) -> DataSet:
        candidates = self.data_sets(name)
        for data_set in candidates:
            if config in data_set.recipes:
                return data_set
        names = {recipe for data_set in candidates for recipe in data_set.recipes}
        raise NotFoundError.nearest(_("conversion"), config, names)


_loader = _Loader()


def load_converter(config: str, dataset: str | None = None) -> Converter:
    """Return the converter of a configuration, such as ``s2twp``; the first call for one is slow, so for a worker.

    ``dataset`` names the data (``opencc-python``, ``opencc-purepy``, ``opencc``, ``user``, or a folder); without it,
    the newest that has the configuration is used. Raises ``NotFoundError`` where there is no such configuration or
    data, and ``SourceError`` where the data is broken.
    """
    return _loader.load(config, dataset)


def configurations(dataset: str | None = None) -> list[Configuration]:
    """Return the conversions that ``load_converter`` would give, by name; raises ``NotFoundError`` for unknown data."""
    available: dict[str, Configuration] = {}
    for data_set in _loader.data_sets(dataset):
        for name in data_set.recipes.keys() - available.keys():
            description = DESCRIPTIONS.get(name) or data_set.recipe(name).description
            available[name] = Configuration(name, description, data_set)
    return [available[name] for name in sorted(available)]


def forget() -> None:
    """Forget what was loaded, so that data added or removed since is seen; converters in use stay as they are."""
    _loader.forget()
