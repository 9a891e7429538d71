"""Find formats by name: those built in, and those of plug-ins.

Plug-ins are in the entry-point group ``zhupi.formats``. An entry point has the format's name and loads an object of the
protocol ``Format``::

    [project.entry-points."zhupi.formats"]
    stars = "stars.exchange:FORMAT"
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import entry_points
from types import MappingProxyType

from annotations.exchange.format import Format, FormatInfo
from annotations.extras import Foreign
from seeds.errors import NotFoundError, Problem, SourceError, ZhupiError
from seeds.i18n import _

GROUP = "zhupi.formats"

_FOLDER = "annotations.exchange.formats"

_BUILT_IN = MappingProxyType(
    {
        "doccano": "tools.doccano.format:FORMAT",
        "doccano-relations": "tools.doccano.relations_format:FORMAT",
        "label-studio": "tools.label_studio.format:FORMAT",
        "prodigy": "tools.prodigy.format:FORMAT",
        "spacy": "tools.spacy.docbin_format:FORMAT",
        "spacy-jsonl": "tools.spacy.jsonl_format:FORMAT",
        "conll2003": "tags.conll2003:FORMAT",
        "bio": "tags.character_tags:BIO",
        "bioes": "tags.character_tags:BIOES",
        "bmes": "tags.character_tags:BMES",
        "brat": "tools.brat.format:FORMAT",
        "webanno-tsv": "tools.webanno.format:FORMAT",
        "cas-json": "tools.cas.json_format:FORMAT",
        "cas-xmi": "tools.cas.xmi_format:FORMAT",
        "w3c": "markup.w3c.format:FORMAT",
        "cluener": "datasets.cluener:FORMAT",
        "cmeee": "datasets.entity_lists:CMEEE",
        "ccks": "datasets.entity_lists:CCKS",
        "duie": "datasets.duie:FORMAT",
        "deepke": "datasets.deepke:FORMAT",
        "w2ner": "datasets.w2ner:FORMAT",
        "huggingface": "datasets.huggingface.format:FORMAT",
        "gliner": "datasets.gliner:FORMAT",
        "gliner2": "datasets.gliner2.format:FORMAT",
        "uie": "datasets.uie:FORMAT",
        "chat": "chat.messages:FORMAT",
        "trl": "chat.messages:TRL",
        "trl-plain": "chat.messages:TRL_PLAIN",
        "alpaca": "chat.llama_factory:ALPACA",
        "sharegpt": "chat.llama_factory:SHAREGPT",
        "iepile": "chat.iepile:FORMAT",
        "tei": "markup.tei.format:FORMAT",
        "boson": "markup.inline.boson:FORMAT",
        "yedda": "markup.inline.yedda:FORMAT",
        "enamex": "markup.inline.enamex:FORMAT",
        "pfr": "markup.pfr:FORMAT",
        "hypothesis": "markup.hypothesis:FORMAT",
        "argilla": "tools.argilla:FORMAT",
        "argilla-2": "tools.argilla_records:FORMAT",
        "entities": "tools.entities:FORMAT",
        "json-spans": "tools.json_spans:FORMAT",
        "lighttag": "tools.lighttag:FORMAT",
        "ubiai": "tools.ubiai:FORMAT",
        "potato": "tools.potato:FORMAT",
        "ner-annotator": "tools.ner_annotator:FORMAT",
        "spacy-training": "tools.spacy.training_format:FORMAT",
        "azure": "tools.azure:FORMAT",
        "sagemaker": "tools.sagemaker:FORMAT",
        "vertex": "tools.vertex:FORMAT",
        "slate": "tools.slate:FORMAT",
        "csv": "datasets.tables:CSV",
        "tsv": "datasets.tables:TSV",
        "markdown": "markup.markdown:FORMAT",
    }
)


def names() -> list[str]:
    """Return the names of all formats, those of plug-ins last; nothing is loaded."""
    plugins = {point.name for point in entry_points(group=GROUP)}
    return [*_BUILT_IN, *sorted(plugins - _BUILT_IN.keys())]


def find_format(name: str) -> Format:
    """Return the format of a name.

    Raises ``NotFoundError`` with the nearest name, and ``SourceError`` where a plug-in cannot be loaded.
    """
    if name in _BUILT_IN:
        module, _colon, attribute = _BUILT_IN[name].partition(":")
        format_: Format = getattr(import_module(f"{_FOLDER}.{module}"), attribute)
        return format_
    return _plugin(name)


def all_formats() -> Iterator[Format | Problem]:
    """Yield all formats in the order of their names; a problem for each plug-in that cannot be loaded."""
    for name in names():
        try:
            yield find_format(name)
        except ZhupiError as error:
            yield error.problem


def _plugin(name: str) -> Format:
    point = next(iter(entry_points(group=GROUP, name=name)), None)
    if point is None:
        raise NotFoundError.nearest(_("format"), name, names())
    try:
        plugin = point.load()
        about = plugin.about
    except Exception as error:
        message = _("cannot be loaded: {why}").format(why=f"{type(error).__name__}: {error}")
        raise SourceError(Problem(name, message, advice=_plugin_advice(point.value))) from error
    if not isinstance(about, FormatInfo) or about.name != name:
        message = _("says of itself that it is another format")
        raise SourceError(Problem(name, message, advice=_plugin_advice(point.value)))
    format_: Format = plugin if hasattr(plugin, "detect") else _FormerFormat(plugin)
    return format_


class _FormerFormat:
    """Give a format that was written against version 0.1.0 the method names of today."""

    def __init__(self, former: object) -> None:
        self._former = former

    def __getattr__(self, name: str) -> Foreign:
        return getattr(self._former, "recognises" if name == "detect" else name)


def _plugin_advice(target: str) -> str:
    return _("it is a plug-in: {target}").format(target=target)
