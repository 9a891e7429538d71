"""Let plug-ins import modules by the names that they had in version 0.1.0.

The modules stand in packages by subject since then. What a plug-in imports by a former name is the same module, so that
its classes are the same ones. New code imports the modules where they are.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.abc import Loader
else:
    Loader = object  # that of the library would bring along what takes longer than all of this package

MODULES = MappingProxyType(
    {
        "annotations.anchor": "annotations.storage.anchors",
        "annotations.change": "annotations.model.change",
        "annotations.default_schema": "annotations.schema_io.default",
        "annotations.layer": "annotations.model.layer",
        "annotations.operations": "annotations.editing.span_edits",
        "annotations.article_operations": "annotations.editing.article_edits",
        "annotations.schema": "annotations.model.schema",
        "annotations.span": "annotations.model.span",
        "annotations.exchange.article_files": "annotations.exchange.shared.article_files",
        "annotations.exchange.claims": "annotations.exchange.shared.span_validation",
        "annotations.exchange.facts": "annotations.exchange.shared.record_metadata",
        "annotations.exchange.holdable": "annotations.exchange.shared.sanitize",
        "annotations.exchange.json_array": "annotations.exchange.shared.json_array",
        "annotations.exchange.jsonl": "annotations.exchange.shared.jsonl",
        "annotations.exchange.label_names": "annotations.exchange.shared.label_names",
        "annotations.exchange.lines": "annotations.exchange.shared.lines",
        "annotations.exchange.scored": "annotations.exchange.shared.scored_spans",
        "annotations.exchange.sentence_tokens": "annotations.exchange.shared.sentence_tokens",
        "annotations.exchange.shaped": "annotations.exchange.shared.validated_jsonl",
        "annotations.exchange.spaced": "annotations.exchange.shared.spacy_tokens",
        "annotations.exchange.tag_file": "annotations.exchange.formats.tags.tag_file",
        "annotations.exchange.tags": "annotations.exchange.shared.tag_schemes",
        "annotations.exchange.tokens": "annotations.exchange.shared.tokens",
        "annotations.exchange.triples": "annotations.exchange.shared.span_triples",
        "annotations.exchange.utf16": "annotations.exchange.shared.utf16",
        "annotations.suggest.chunks": "annotations.suggest.workers.chunks",
        "annotations.suggest.names": "annotations.suggest.taggers.names",
        "annotations.suggest.pieces": "annotations.suggest.taggers.chunks",
        "annotations.suggest.simplified": "annotations.suggest.taggers.simplified",
        "annotations.suggest.tagging": "annotations.suggest.taggers.tagging_suggester",
        "annotations.suggest.jieba_tags": "annotations.suggest.taggers.jieba_suggester",
        "seeds.charset": "seeds.encoding.charset",
        "seeds.corpus": "seeds.sources.corpus",
        "seeds.decode": "seeds.encoding.decoding",
        "seeds.search": "seeds.script.search",
        "seeds.segment": "seeds.segmentation.paragraphs",
        "seeds.segmenter": "seeds.segmentation.segmenter",
        "seeds.sentences": "seeds.segmentation.sentences",
        "seeds.settings": "seeds.sources.settings",
        "seeds.toml_table": "seeds.toml.table",
        "seeds.words": "seeds.segmentation.words",
        "seeds.readers.document": "seeds.sources.readers.document",
        "seeds.readers.lines": "seeds.sources.readers.lines",
        "seeds.readers.single": "seeds.sources.readers.single",
        "seeds.readers": "seeds.sources.readers",
    }
)
"""What a module is called now, by its name in version 0.1.0."""


class FormerNames:
    """Find modules by their former names; asked last, when nothing else has found a module."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:  # noqa: ARG004
        """Return how to load the module that had the name, None where no module had it."""
        return ModuleSpec(name, _Loader(MODULES[name]), is_package=name == "seeds.readers") if name in MODULES else None


class _Loader(Loader):
    def __init__(self, now: str) -> None:
        self._now = now

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:  # noqa: ARG002
        return None

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["__getattr__"] = import_module(self._now).__getattribute__


def accept_former_names() -> None:
    """Let this Python import modules by their former names; once is enough, and more does no harm."""
    if FormerNames not in sys.meta_path:
        sys.meta_path.append(FormerNames)
