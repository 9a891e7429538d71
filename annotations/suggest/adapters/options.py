"""Read the settings of a model in its table ``[suggest.NAME]``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from annotations.model.schema import Schema
from annotations.suggest.adapters.prepared import ModelScript
from seeds.errors import NotFoundError
from seeds.i18n import _
from seeds.toml.table import TomlTable

_KEYS = ("model", "labels", "script", "batch-size", "min-score")
_LARGEST_BATCH = 4096


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """Hold where a model is, and how it is asked.

    ``folder`` holds the model; None where ``model`` is no folder but the name of something installed. ``labels`` leads
    from labels of the model to those of the schema, or to nothing for those to be dropped; what it does not name
    keeps its name. What scores less than ``min_score`` is left out.
    """

    model: str
    folder: Path | None
    labels: Mapping[str, str]
    script: ModelScript
    batch_size: int
    min_score: float

    @classmethod
    def read(cls, table: TomlTable, project: Path, schema: Schema, min_score: float) -> "ModelOptions":
        """Take the options from a table; ``project`` is where relative paths start, ``min_score`` the default.

        Raises ``SourceError`` with file and line.
        """
        table.check_keys(_KEYS)
        model, folder = model_place(table, project)
        return cls(
            model=model,
            folder=folder,
            labels=_labels(table.table("labels"), [label.name for label in schema.labels]),
            script=script_of(table, ModelScript.SIMPLIFIED),
            batch_size=table.count("batch-size", 16, 1, _LARGEST_BATCH),
            min_score=table.number("min-score", min_score),
        )

    def label(self, name: str) -> str:
        """Return the schema's name for a label of the model; empty where that label is to be dropped."""
        return self.labels.get(name, name)

    @property
    def fingerprint(self) -> str:
        """Return digits that change whenever the options or the files of the model do."""
        files = sorted(self.folder.rglob("*")) if self.folder else []
        stats = [(file.as_posix(), file.stat().st_size, file.stat().st_mtime_ns) for file in files if file.is_file()]
        content = (self.model, sorted(self.labels.items()), str(self.script), self.batch_size, self.min_score, stats)
        return fingerprint(repr(content))


def fingerprint(text: str) -> str:
    """Return sixteen digits that stand for a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def model_place(table: TomlTable, project: Path) -> tuple[str, Path | None]:
    """Return the model that a table names, and its folder, if it is one; raises ``SourceError`` where it names none."""
    model = required_text(table, "model", _('such as model = "models/ner", a folder beside this file'))
    try:
        folder = project / Path(model).expanduser()
        return model, folder if folder.is_dir() else None
    except (ValueError, RuntimeError, OSError) as error:  # a null character, or no such user
        table.fail("model", _("“{name}” cannot be a folder: {reason}").format(name=model, reason=error))


def is_installed(model: str) -> bool:
    """Return whether Python can import something by the name of a model; it is not imported."""
    try:
        return model.isidentifier() and find_spec(model) is not None
    except ValueError:  # it is the program that runs
        return True


def required_text(table: TomlTable, key: str, advice: str) -> str:
    """Return the text of a key that has to be there."""
    value = table.text(key)
    if not value:
        table.fail(key, _("“{key}” is missing").format(key=key), advice)
    return value


def script_of(table: TomlTable, default: ModelScript) -> ModelScript:
    """Return the script in which the model is to be given texts, as its table says."""
    return ModelScript(table.choice("script", list(ModelScript), default))


def _labels(table: TomlTable, label_names: Iterable[str]) -> dict[str, str]:
    names = list(label_names)
    labels = {key: table.text(key) for key in table}
    for key, label in labels.items():
        if label and label not in names:
            nearest = NotFoundError.nearest(_("label"), label, names).problem
            table.fail(key, nearest.message, nearest.advice)
    return labels
