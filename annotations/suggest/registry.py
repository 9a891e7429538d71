"""Make suggesters by name: those built in, and those of plug-ins."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from annotations.model.schema import Schema
from annotations.model.span import NOTHING
from annotations.suggest.cache import ResultCache
from annotations.suggest.lac.bundled import PACKAGE, bundled_folder
from annotations.suggest.lac.pack import tagger_folder
from annotations.suggest.lac.pack_files import WEIGHTS
from annotations.suggest.plugins import load_plugin
from annotations.suggest.settings import SuggestSettings
from annotations.suggest.suggester_names import NEED_NO_CONSENT, available
from annotations.suggest.suggestion import LabelledRange, Suggester, Suggestion
from seeds.errors import Problem, SourceError
from seeds.i18n import _

QUICK = ("memory", "patterns", "gazetteer")
"""The suggesters that are so quick that their results are shown first, and are not worth keeping."""

CACHES_ITSELF = ("chat",)
"""The suggesters that keep their answers themselves, in parts of a text."""


@dataclass(frozen=True, slots=True)
class SuggesterContext:
    """Hold what a suggester may be made from: settings and schema of the project, and the trained model's file, if any.

    ``allowed`` are the suggesters beside our own that may be made, ``refused`` has the reason for some others;
    ``problems`` is what has to be reported. ``config`` is the user's settings file, the usual one by default;
    ``answers`` is where a suggester may keep its answers, if anywhere.
    """

    settings: SuggestSettings
    schema: Schema
    model: Path | None = None
    allowed: frozenset[str] = frozenset()
    refused: Mapping[str, Problem] = field(default_factory=lambda: NOTHING)
    problems: Sequence[Problem] = ()
    config: Path | None = None
    answers: ResultCache | None = None


_Arguments = Callable[[SuggesterContext], Sequence[object]]


def _none(_context: SuggesterContext) -> Sequence[object]:
    return ()


def _own_table(name: str) -> _Arguments:
    return lambda context: (context.settings.tables.table(name), context.settings.folder, context.schema)


def _tagger_folders(_context: SuggesterContext) -> Sequence[object]:
    """Return the folder of the tagger's pack, None where it is not installed, and that of the one that comes along."""
    return _installed_tagger(), bundled_folder()


def _package_folder(_context: SuggesterContext) -> Sequence[object]:
    return (bundled_folder(),)


_BUILT_IN: Mapping[str, tuple[str, _Arguments]] = MappingProxyType(
    {
        "patterns": ("annotations.suggest.patterns.suggester:PatternSuggester", _none),
        "gazetteer": (
            "annotations.suggest.gazetteer.suggester:GazetteerSuggester",
            lambda context: (context.settings.gazetteers,),
        ),
        PACKAGE: ("annotations.suggest.lac.shared:shared_bundled", _package_folder),
        "house": (
            "annotations.suggest.house.suggester:HouseSuggester",
            lambda context: (bundled_folder(), context.settings.gazetteers),
        ),
        "lac": ("annotations.suggest.lac.shared:lac_by_name", _tagger_folders),
        "jieba": ("annotations.suggest.taggers.jieba_suggester:JiebaSuggester", _none),
        "learned": (
            "annotations.suggest.learned.suggester:LearnedSuggester",
            lambda context: (context.model, context.settings.gazetteers),
        ),
        "spacy": ("annotations.suggest.adapters.spacy_pipeline:SpacySuggester", _own_table("spacy")),
        "huggingface": ("annotations.suggest.adapters.huggingface:HuggingFaceSuggester", _own_table("huggingface")),
        "gliner": ("annotations.suggest.adapters.gliner:GlinerSuggester", _own_table("gliner")),
        "chat": (
            "annotations.suggest.adapters.chat:ChatSuggester",
            lambda context: (*_own_table("chat")(context), context.config, context.answers),
        ),
    }
)


def default_names() -> tuple[str, ...]:
    """Return the suggesters of a project that names none.

    The tagger's pack is a further voice beside the tagger that comes with zhupi and the head on it. One that is broken
    is asked for as well, so that this is reported; jieba's tags take the place of the one that comes along where its
    files are gone.
    """
    ours = (PACKAGE, "house") if (bundled_folder() / WEIGHTS).is_file() else ("jieba",)
    try:
        taggers = (*ours, "lac") if _installed_tagger() else ours
    except SourceError:
        taggers = (*ours, "lac")
    return "patterns", "gazetteer", *taggers, "memory", "learned"


def make(name: str, context: SuggesterContext) -> Suggester:
    """Make the suggester of a name, all but ``memory``, which is not made from settings.

    Raises ``NotFoundError`` with the nearest name, and ``SourceError`` where it cannot be made or is not allowed.
    """
    if name not in NEED_NO_CONSENT and name not in context.allowed and name in available():
        reason = context.refused.get(name) or Problem(name, _("is left out, as nobody has allowed it"))
        raise SourceError(reason)
    if name not in _BUILT_IN:
        return load_plugin(name, context.settings.tables.table(name).plain())
    target, arguments = _BUILT_IN[name]
    module, _colon, attribute = target.partition(":")
    suggester: Suggester = getattr(import_module(module), attribute)(*arguments(context))
    return suggester


def judge(text: str, suggestions: Sequence[Suggestion], present: Collection[str]) -> Mapping[LabelledRange, float]:
    """Return how likely each place and label is right that suggesters of ``JUDGED`` suggest, those that are present.

    The labels are those of the suggesters themselves.
    """
    judging = import_module("annotations.suggest.judge.model").load_judge()
    probable: Mapping[LabelledRange, float] = judging.judge(text, suggestions, present)
    return probable


def _installed_tagger() -> Path | None:
    return tagger_folder()
