"""Ask other suggesters and taggers about a text; learning makes features of their answers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from annotations.schema_io.default import default_schema
from annotations.suggest.ensemble import Ensemble
from annotations.suggest.gazetteer.suggester import GazetteerSuggester
from annotations.suggest.lac.bundled import PACKAGE, bundled_folder
from annotations.suggest.lac.pack import tagger_folder
from annotations.suggest.learned.tagged_ranges import TOGETHER, TaggedRange, TaggedRanges
from annotations.suggest.patterns.suggester import PatternSuggester
from annotations.suggest.registry import SuggesterContext, default_names
from annotations.suggest.settings import SuggestSettings
from annotations.suggest.suggestion import Suggester, suggest_all
from annotations.suggest.taggers.jieba_suggester import JiebaSuggester
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_TAUGHT = frozenset({"memory", "learned"})
"""The suggesters that know the annotator's decisions: what is learned from those must not be told them beforehand."""


class FeatureSource(Protocol):
    """Tag ranges of texts in either script; taggers tile the text, others need not."""

    @property
    def name(self) -> str:
        """Return the name by which a model remembers that it was trained with it."""
        ...

    def tag(self, texts: Sequence[str]) -> Sequence[Sequence[TaggedRange]]:
        """Return the tagged ranges of each of the texts, in code points of the text as given."""
        ...


class SuggesterSource:
    """Use a suggester as a source: its labels are the tags."""

    def __init__(self, suggester: Suggester) -> None:
        self._suggester = suggester

    @property
    def name(self) -> str:
        """Return the suggester's name."""
        return self._suggester.name

    def tag(self, texts: Sequence[str]) -> list[list[TaggedRange]]:
        """Return the ranges that it suggests for each text, in order."""
        suggestions = suggest_all(self._suggester, texts)
        return [sorted((item.start, item.end, item.label) for item in items) for items in suggestions]


class Together:
    """Use what the suggesters of a project that names none say together, without what an annotator has taught them.

    ``names`` are other suggesters than those. Tagging raises ``SourceError`` for the first problem of any of them.
    """

    name = TOGETHER

    def __init__(self, gazetteers: Sequence[Path] = (), names: tuple[str, ...] = ()) -> None:
        self.names = names or tuple(name for name in default_names() if name not in _TAUGHT)
        settings = SuggestSettings(names=self.names, gazetteers=tuple(gazetteers))
        self._ensemble = Ensemble(SuggesterContext(settings, default_schema()))

    def tag(self, texts: Sequence[str]) -> list[list[TaggedRange]]:
        """Return the ranges that are suggested for each text, in order and without overlap."""
        suggestions = list(self._ensemble.suggest_all(texts))
        if self._ensemble.problems:
            raise SourceError(self._ensemble.problems[0])
        return [sorted((item.start, item.end, item.label) for item in items) for items in suggestions]


def findings(sources: Iterable[FeatureSource], texts: Sequence[str]) -> list[TaggedRanges]:
    """Return the tagged ranges of the sources for each of the texts."""
    tags = {source.name: source.tag(texts) for source in sources}
    return [{name: ranges[number] for name, ranges in tags.items()} for number in range(len(texts))]


def default_sources(gazetteers: Sequence[Path] = ()) -> list[FeatureSource]:
    """Return the sources that are available: rules, names (of ``gazetteers`` too), and the tagger or jieba's tags."""
    taggers = ("lac", "classes") if tagger_folder() else (PACKAGE,)
    return named_sources(("patterns", "gazetteer", *taggers, TOGETHER), gazetteers)


def named_sources(names: Iterable[str], gazetteers: Sequence[Path] = ()) -> list[FeatureSource]:
    """Return the sources of these names; raises ``SourceError`` for one that is not available."""
    makers: dict[str, Callable[[], FeatureSource]] = {
        **_MAKERS,
        "gazetteer": partial(_gazetteer, gazetteers),
        TOGETHER: partial(Together, gazetteers),
    }
    sources = []
    for name in names:
        if name not in makers:
            message = _("learning cannot ask “{name}”").format(name=name)
            raise SourceError(Problem("", message, advice=_("known: {names}").format(names=", ".join(sorted(makers)))))
        sources.append(makers[name]())
    return sources


def _patterns() -> FeatureSource:
    return SuggesterSource(PatternSuggester())


def _gazetteer(paths: Sequence[Path]) -> FeatureSource:
    return SuggesterSource(GazetteerSuggester(paths))


def _lac() -> FeatureSource:
    from annotations.suggest.lac.shared import shared_lac

    return shared_lac(_tagger_folder())


def _package() -> FeatureSource:
    from annotations.suggest.lac.shared import shared_bundled

    return shared_bundled(bundled_folder())


def _classes() -> FeatureSource:
    from annotations.suggest.learned.classes import WordClasses

    return WordClasses(_tagger_folder())


def _jieba() -> FeatureSource:
    return JiebaSuggester()


def _tagger_folder() -> Path:
    folder = tagger_folder()
    if folder is None:
        raise SourceError(Problem("", _("the tagger is not installed"), advice=_("run: zhupi data add lac")))
    return folder


_MAKERS: Mapping[str, Callable[[], FeatureSource]] = MappingProxyType(
    {"patterns": _patterns, "lac": _lac, PACKAGE: _package, "classes": _classes, "jieba": _jieba}
)
