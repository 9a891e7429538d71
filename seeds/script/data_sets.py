"""Find the data sets that conversions are made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from platformdirs import user_config_path

from seeds.errors import NotFoundError
from seeds.i18n import _
from seeds.packs.installed import installed
from seeds.script.derived import derived_dictionaries
from seeds.script.dictionary import Entries
from seeds.script.recipe import Recipe, read_recipe
from seeds.script.standard import LIBRARY_EXTRA, STANDARD

USER = "user"
PACK = "opencc"
WHEEL = "opencc-purepy"
LIBRARY = "opencc-python"

_INSTALLED = _("installed with zhupi")


@dataclass(frozen=True, slots=True, eq=False)
class DataSet:
    """Hold dictionaries and configurations that belong together.

    ``dictionaries`` maps names to files, ``recipes`` names of configurations to what they are or to their JSON files.
    ``forward`` says that OpenCC's rule goes for them, maximum forward match, not that of opencc-python-reimplemented.
    ``derived`` maps names of dictionaries to functions that read them, and goes before ``dictionaries``.
    ``words`` is another data set whose longer phrases keep words whole that this one would tear apart.
    ``origin`` says in a few words where the data comes from.
    """

    name: str
    version: str
    dictionaries: Mapping[str, Path]
    recipes: Mapping[str, Recipe | Path]
    forward: bool = True
    derived: Mapping[str, Callable[[], Entries]] = field(default_factory=dict)
    words: "DataSet | None" = None
    origin: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.version}".rstrip()

    def recipe(self, name: str) -> Recipe:
        """Return the configuration of that name; raises ``NotFoundError`` with the nearest."""
        source = self.recipes.get(name)
        if source is None:
            raise NotFoundError.nearest(_("conversion"), name, self.recipes)
        return read_recipe(source) if isinstance(source, Path) else source


def user_folder() -> Path:
    """Return the folder whose ``*.txt`` and ``*.json`` go before those of any other data; it need not exist."""
    return user_config_path("zhupi", appauthor=False) / "dictionaries"


def data_sets() -> list[DataSet]:
    """Return every available data set, the one that goes before the others first."""
    installed = [data_set for data_set in (_pack(), _wheel(), _library()) if data_set]
    folder = user_folder()
    own = overlay(folder, installed[0]) if installed and folder.is_dir() else None
    return [own, *installed] if own else installed


def find_data_set(name: str) -> DataSet:
    """Return the data set of that name, or that a folder of that path makes over the newest data.

    Raises ``NotFoundError`` with the nearest name.
    """
    available = data_sets()
    for data_set in available:
        if data_set.name == name:
            return data_set
    folder = Path(name).expanduser()
    if folder.is_dir():
        base = next(data_set for data_set in available if data_set.name != USER)
        own = overlay(folder, base)
        if own:
            return own
    raise NotFoundError.nearest(_("data set"), name, [data_set.name for data_set in available])


def overlay(folder: Path, base: DataSet) -> DataSet | None:
    """Lay the data of a folder over that of ``base``, file by file; None where the folder holds none."""
    dictionaries = {path.stem: path for path in sorted(folder.rglob("*.txt"))}
    recipes = {path.stem: path for path in sorted(folder.rglob("*.json")) if _is_recipe(path)}
    if not dictionaries and not recipes:
        return None
    version = _("over {base}").format(base=base)
    derived = {name: read for name, read in base.derived.items() if name not in dictionaries}
    files = {**base.dictionaries, **dictionaries}
    return DataSet(USER, version, files, {**base.recipes, **recipes}, base.forward, derived, base.words, str(folder))


def fixed_dictionary(name: str) -> Path:
    """Return a dictionary of the data that is installed with the program, whatever other data there is."""
    return _find_dictionary(name, _wheel(), _library())


def older_dictionary(name: str) -> Path:
    """Return a dictionary of the installed data that is in OpenCC's own standard."""
    return _find_dictionary(name, _library(), _wheel())


def _find_dictionary(name: str, *candidates: DataSet | None) -> Path:
    for data_set in candidates:
        if data_set and name in data_set.dictionaries:
            return data_set.dictionaries[name]
    raise NotFoundError.nearest(_("dictionary"), name, ())


def _pack() -> DataSet | None:
    pack = installed().get(PACK)
    if not pack:
        return None
    dictionaries = {path.stem: path for path in (pack.folder / "dictionary").glob("*.txt")}
    recipes = {path.stem: path for path in (pack.folder / "config").glob("*.json") if _is_recipe(path)}
    words = _wheel()
    origin = _("data pack, words kept whole by {other}").format(other=words) if words else _("data pack")
    return DataSet(PACK, pack.version, dictionaries, recipes, words=words, origin=origin)


@cache  # to look at all files of a distribution takes longer than to read a dictionary
def _wheel() -> DataSet | None:
    version, files = _distribution("opencc-purepy")
    dictionaries = {path.stem: path for path in files if path.match("opencc_purepy/dicts/*.txt")}
    if not dictionaries:
        return None
    older = _library()
    derived = derived_dictionaries(dictionaries, older.dictionaries) if older else {}
    origin = _("installed with zhupi, in the standard of {other}").format(other=older) if derived else _INSTALLED
    return DataSet(WHEEL, version, dictionaries, STANDARD, derived=derived, origin=origin)


@cache
def _library() -> DataSet | None:
    version, files = _distribution("opencc-python-reimplemented")
    dictionaries = {path.stem: path for path in files if path.match("opencc/dictionary/*.txt")}
    recipes = {path.stem: path for path in files if path.match("opencc/config/*.json")}
    if not dictionaries:
        return None
    return DataSet(LIBRARY, version, dictionaries, {**LIBRARY_EXTRA, **recipes}, forward=False, origin=_INSTALLED)


def _is_recipe(path: Path) -> bool:
    """Return whether a JSON file is a configuration, not the schema that OpenCC keeps beside them."""
    return not path.stem.endswith(".schema")


def _distribution(name: str) -> tuple[str, list[Path]]:
    """Return the version and the files of an installed distribution, found without importing it."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        package = distribution(name)
    except PackageNotFoundError:
        return "", []
    return package.version, [Path(str(package.locate_file(file))) for file in package.files or ()]
