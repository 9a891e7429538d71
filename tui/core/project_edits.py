"""Change labels in the whole project at once, so that it can be undone at once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from annotations.editing.occurrences import Phrase, occurrences
from annotations.editing.span_edits import label_all
from annotations.maintenance.relabel import LabelChange
from annotations.model.change import Change
from annotations.model.layer import Layer
from annotations.model.rules import RefusedError
from annotations.model.schema import Attribute, Category, Label, RelationType, Schema
from annotations.schema_io.file import SchemaChange, SchemaFile
from annotations.storage.summaries import Summary
from seeds.article import Article, ArticleInfo
from seeds.errors import Problem
from seeds.i18n import _
from seeds.segmentation.reflow import read_article
from seeds.sources.corpus import Corpus
from seeds.sources.settings import settings_path
from tui.core.keymap import RESERVED
from tui.core.library import Library
from tui.core.open_annotations import OpenAnnotations

AppliedChange = tuple[ArticleInfo, Change]
"""A change that was made in an article."""


class _SchemaEdit(NamedTuple):
    """Hold a change of the schema's file, and the label that got another name with it in the articles, if one did."""

    change: SchemaChange
    label: LabelChange | None


class ProjectEdits:
    """Label a phrase everywhere, and change the labels of the schema with all spans that have them.

    For a worker, while none of the articles that change is open on the screen.
    """

    def __init__(self, annotations: OpenAnnotations, corpus: Corpus, library: Library) -> None:
        self._annotations = annotations
        self._corpus = corpus
        self._library = library
        self._schema_edits: list[_SchemaEdit] = []
        self._elsewhere: tuple[Change, tuple[AppliedChange, ...]] | None = None
        self.notices: list[Problem] = []
        """What the last change of the labels did not reach, and the user has to look after."""

    def find(self, phrase: Phrase, label: str, here: ArticleInfo) -> Iterator[tuple[ArticleInfo, int]]:
        """Yield the other articles that have a phrase without the label, and how often, if they can be marked."""
        for entry in list(self._library.entries):
            if entry.info.key != here.key:
                with self._annotations.temporarily_open(entry.info) as opened:
                    if opened:
                        read, schema = read_article(opened.article), self._annotations.schema
                        count = len(occurrences(phrase, label, read, opened.layer, schema))
                        if count:
                            yield entry.info, count

    def label(self, infos: Iterable[ArticleInfo], phrase: Phrase, label: str, here: Change | None) -> int:
        """Label a phrase wherever it occurs in other articles; returns how many spans were made.

        ``here`` is the change that was made for it in the article on the screen: ``undo_elsewhere`` knows it again.
        """

        def labelled(article: Article, layer: Layer) -> Change:
            matches = occurrences(phrase, label, read_article(article), layer, self._annotations.schema)
            return label_all(layer, self._annotations.schema, matches, label)

        changes = tuple(self._apply(infos, labelled))
        self._elsewhere = (here, changes) if here else None
        return sum(len(change.added) for _info, change in changes)

    def undo_elsewhere(self, undone: Change) -> int:
        """Take back what was labelled elsewhere, where ``undone`` takes back what was labelled here with it.

        Returns in how many articles.
        """
        if self._elsewhere is None or self._elsewhere[0].inverted() != undone:
            return 0
        return self._undo_all(self._elsewhere[1])

    def redo_elsewhere(self, redone: Change) -> int:
        """Make again what was labelled elsewhere and undone, where ``redone`` does that to what was labelled here.

        Returns in how many articles.
        """
        if self._elsewhere is None or self._elsewhere[0] != redone:
            return 0
        count = 0
        for info, change in self._elsewhere[1]:
            with self._annotations.temporarily_open(info) as opened:
                if opened and opened.history.undone and opened.history.undone[-1] == change:
                    opened.redo()
                    count += 1
        return count

    def add_label(self, name: str) -> None:
        """Add a label; raises ``ZhupiError`` where there may be none of that name."""
        self._edit(lambda file, _schema: file.add(Label(name)))

    def add_attribute(self, label: str, attribute: Attribute) -> None:
        """Add an attribute to those of a label; raises ``ZhupiError`` where that would be wrong."""

        def write(file: SchemaFile, schema: Schema) -> SchemaChange:
            former = schema.label(label)
            return file.change(label, replace(former, attributes=(*former.attributes, attribute)))

        self._edit(write)

    def add_relation(self, relation: RelationType) -> None:
        """Add a type of relation; raises ``ZhupiError`` where that would be wrong."""
        self._edit(lambda file, _schema: file.add_relation(relation))

    def add_category(self, category: Category) -> None:
        """Add a category; raises ``ZhupiError`` where that would be wrong."""
        self._edit(lambda file, _schema: file.add_category(category))

    def rename_label(self, name: str, new: str) -> None:
        """Give a label another name, in the schema and in every article, whoever has annotated it.

        Raises ``RefusedError`` with the names of the files that cannot be changed, where there are any.
        """
        change = LabelChange(name, new) if name != new else None
        self._edit(lambda file, schema: file.change(name, replace(schema.label(name), name=new)), change)

    def recolour_label(self, name: str, colour: str) -> None:
        """Give a label another colour, ``#rrggbb``."""
        self._edit(lambda file, schema: file.change(name, replace(schema.label(name), colour=colour)))

    def merge_label(self, name: str, into: str) -> None:
        """Let every span of a label have another, and take the label away; raises as ``rename_label`` does."""
        self._edit(lambda file, _schema: file.merge(name, into), LabelChange(name, into, merge=True))

    def undo_schema(self) -> bool:
        """Take the last change of the schema back, with what it did to the articles; whether there was any."""
        if not self._schema_edits:
            self.notices = []
            return False
        edit = self._schema_edits[-1]
        label = edit.label._replace(undo=True) if edit.label else None
        self._check(label)
        self._annotations.schema = self._file(label).restore(edit.change)
        self._schema_edits.pop()
        self._finish(label)
        return True

    def _edit(self, write: Callable[[SchemaFile, Schema], SchemaChange], label: LabelChange | None = None) -> None:
        self._check(label)
        change = write(self._file(label), self._annotations.schema)
        self._annotations.schema = change.schema
        self._schema_edits.append(_SchemaEdit(change, label))
        self._finish(label)

    def _check(self, label: LabelChange | None) -> None:
        if label and not self._corpus.bundled:
            self._annotations.relabelling.check(label)

    def _finish(self, label: LabelChange | None) -> None:
        self.notices = [] if label is None else self._annotations.relabelling.still_named(label)
        if label is None:
            return
        left = self._annotations.relabelling.finish(label)
        self._library.summaries |= dict(self._summaries())
        if left:
            names = "; ".join(map(str, left))
            message = _("a label is not changed everywhere yet: {names}").format(names=names)
            raise RefusedError(
                message, _("it is finished when the project is opened again, or by: zhupi check --repair")
            )

    def _summaries(self) -> Iterator[tuple[tuple[str, str], Summary]]:
        return (item for item in self._annotations.store.summaries() if not isinstance(item, Problem))

    def _file(self, label: LabelChange | None) -> SchemaFile:
        if self._corpus.bundled:
            raise RefusedError(_("the bundled articles have no schema of their own"), _("open a folder: zhupi FOLDER"))

        def announce(change: SchemaChange) -> None:
            if label:
                self._annotations.relabelling.begin(label, change)

        path = settings_path(self._corpus.root)
        return SchemaFile(path, RESERVED, announce, follow_links=self._corpus.follow_links)

    def _apply(
        self, infos: Iterable[ArticleInfo], intent: Callable[[Article, Layer], Change]
    ) -> Iterator[AppliedChange]:
        for info in infos:
            with self._annotations.temporarily_open(info) as opened:
                change = intent(opened.article, opened.layer) if opened else None
                if opened and change:
                    opened.make(change)
                    yield info, change

    def _undo_all(self, changes: Iterable[AppliedChange]) -> int:
        """Undo changes where they are the last of their articles, and let the others be."""
        count = 0
        for info, change in changes:
            with self._annotations.temporarily_open(info) as opened:
                if opened and opened.history.done and opened.history.done[-1] == change:
                    opened.undo()
                    count += 1
        return count
