"""Read the schema of a project from its ``zhupi.toml``, and change it there with the user's comments kept."""

import os
import stat
from collections.abc import Callable, Collection, Mapping, MutableMapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from annotations.model.schema import Category, Label, RelationType, Schema
from annotations.model.span import NOTHING
from annotations.schema_io.default import default_schema
from annotations.schema_io.reader import read_schema
from annotations.schema_io.writer import filled_table, label_table, starting_file
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.sources.settings import settings_path
from seeds.system.descriptors import real_path
from seeds.system.folders import Folder
from seeds.toml.blocks import NoBlockError, TomlBlocks
from seeds.toml.table import TomlTable, settings_content

_BOM = "\ufeff".encode()


def load_schema(project: Path, reserved: Mapping[str, str] = NOTHING, *, follow_links: bool = False) -> Schema:
    """Read the schema of a project, a folder or a single file; raises ``SourceError`` as ``SchemaFile.load`` does."""
    return SchemaFile(settings_path(project), reserved, follow_links=follow_links).load()


class SchemaChange(NamedTuple):
    """Hold a change of the file: its content before and after, None where there is no file, and the schema after."""

    before: bytes | None
    after: bytes | None
    schema: Schema


class SchemaFile:
    """Read and change one ``zhupi.toml``. ``reserved`` are the keys that the application takes, with what they do.

    If it is a link, it is followed within the project; where the user lets it ``follow_links``, it is read elsewhere.
    Whatever changes the file raises ``SourceError``, and writes nothing, where the file cannot be read or written, or
    would be wrong afterwards; ``NotFoundError`` for a label that there is not. ``announce`` is told of a change before
    it is written, and may refuse it by raising.
    """

    def __init__(
        self,
        path: Path,
        reserved: Mapping[str, str] = NOTHING,
        announce: Callable[[SchemaChange], None] = lambda _change: None,
        *,
        follow_links: bool = False,
    ) -> None:
        self.path = path
        self._reserved = reserved
        self._announce = announce
        self._follow_links = follow_links

    def load(self) -> Schema:
        """Read the schema, the default where there is no file or it has no labels.

        Raises ``SourceError`` that names file, line, key and the nearest valid name.
        """
        file = TomlTable.load(self.path, follow_links=self._follow_links)
        return read_schema(file, self._reserved) if file else default_schema()

    def add(self, label: Label) -> SchemaChange:
        """Add a label behind the others."""
        return self._write(lambda blocks, _schema: blocks.append("label", label_table(label)))

    def add_relation(self, relation: RelationType) -> SchemaChange:
        """Add a relation type behind the others."""
        return self._write(lambda blocks, _schema: blocks.append("relation", filled_table(relation)))

    def add_category(self, category: Category) -> SchemaChange:
        """Add a category behind the others."""
        return self._write(lambda blocks, _schema: blocks.append("category", filled_table(category)))

    def change(self, name: str, label: Label) -> SchemaChange:
        """Put ``label`` in the place of the label ``name``: other name, colour, key, words or attributes.

        Only what differs is written. The ends of relations follow a new name.
        """

        def apply(blocks: TomlBlocks, schema: Schema) -> None:
            former, new = label_table(schema.label(name)), label_table(label)

            def edit(table: MutableMapping[str, Any]) -> None:
                for key in {**former, **new}:
                    if key not in new:
                        table.pop(key, None)
                    elif new[key] != former.get(key):
                        table[key] = new[key]

            blocks.change("label", _number(blocks, name), edit)
            if label.name != name:
                _exchange_ends(blocks, name, label.name)

        return self._write(apply)

    def remove(self, name: str) -> SchemaChange:
        """Take a label away, also as an end of relations."""
        return self._write(lambda blocks, schema: _remove(blocks, schema.label(name).name, None))

    def merge(self, name: str, into: str) -> SchemaChange:
        """Take a label away for another one, which takes its place as an end of relations."""
        if name == into:
            raise SourceError(Problem(str(self.path), _("a label cannot be merged into itself")))
        return self._write(lambda blocks, schema: _remove(blocks, schema.label(name).name, schema.label(into).name))

    def restore(self, change: SchemaChange) -> Schema:
        """Take a change back, if nothing has been written since."""
        self._check_still(change.after)
        former = default_schema() if change.before is None else self._schema(change.before)
        self._announce(SchemaChange(change.after, change.before, former))
        self._replace(change.after, change.before)
        return former

    def bring(self, digest: str | None, content: bytes | None, explained: Collection[str]) -> bool:
        """Write the content of a change that was announced, if the file still is what it was then, by its SHA-256.

        Whether the file has it now; not where it was edited since, which is kept. Raises ``SourceError`` where the
        content is no schema, or has other labels than now beside those that the change has ``explained``.
        """
        there = self._read()
        if there == content:
            return True
        if (None if there is None else sha256(there).hexdigest()) != digest:
            return False
        names = [{label.name for label in self._labels_of(each)} for each in (there, content)]
        if not (names[0] ^ names[1]) <= set(explained):
            raise SourceError(Problem(str(self.path), _("has other labels than an interrupted change explains")))
        self._replace(there, content)
        return True

    def _write(self, apply: Callable[[TomlBlocks, Schema], None]) -> SchemaChange:
        before = self._read()
        content = starting_file(default_schema()).encode() if before is None else before
        schema = self._schema(content)
        mark = _BOM if content.startswith(_BOM) else b""
        blocks = TomlBlocks(content.removeprefix(mark).decode())
        try:
            if not blocks.tables("label"):
                for label in schema.labels:
                    blocks.append("label", label_table(label))
            apply(blocks, schema)
        except NoBlockError as error:
            message = _("this label cannot be changed from here: it is not in a block [[label]] of its own")
            raise SourceError(Problem(str(self.path), message, advice=_("edit the file by hand"))) from error
        if not blocks.tables("label"):
            raise SourceError(Problem(str(self.path), _("the last label cannot be removed")))
        after = mark + blocks.text.encode()
        change = SchemaChange(before, after, self._schema(after))
        self._check_still(before)
        self._announce(change)
        self._replace(before, after)
        return change

    def _labels_of(self, content: bytes | None) -> Sequence[Label]:
        return (default_schema() if content is None else self._schema(content)).labels

    def _schema(self, content: bytes) -> Schema:
        return read_schema(TomlTable.parse(self.path, content), self._reserved)

    def _read(self) -> bytes | None:
        try:
            return settings_content(self.path, follow_links=self._follow_links)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            message = _("cannot be read: {reason}").format(reason=error.strerror)
            raise SourceError(Problem(str(self.path), message)) from error

    def _replace(self, before: bytes | None, after: bytes | None) -> None:
        """Put the new content in the place of the old one, which must still be there."""
        target = self._target()

        def ready(descriptor: int) -> None:
            self._check_still(before)
            if before is not None and hasattr(os, "fchmod"):
                os.fchmod(descriptor, stat.S_IMODE(target.stat().st_mode))

        try:
            with Folder.open(target.parent, make=True) as folder:
                if after is None:
                    self._check_still(before)
                    folder.remove(target.name)
                else:
                    folder.replace(target.name, after, ready)
        except OSError as error:
            message = _("cannot be written: {reason}").format(reason=error.strerror)
            raise SourceError(Problem(str(self.path), message)) from error

    def _target(self) -> Path:
        """Return the file that is to be written: where a link leads within the project, or else the one of this name.

        Where that is a link which leads out, nothing is written, whatever may be read through it.
        """
        folder = real_path(self.path.parent)
        path = folder / self.path.name
        real = real_path(path)
        return real if real.is_relative_to(folder) else path

    def _check_still(self, content: bytes | None) -> None:
        if self._read() != content:
            raise SourceError(Problem(str(self.path), _("has changed in the meantime"), advice=_("try again")))


def _number(blocks: TomlBlocks, name: str) -> int:
    return next(number for number, table in enumerate(blocks.tables("label")) if table["name"] == name)


def _remove(blocks: TomlBlocks, name: str, into: str | None) -> None:
    blocks.remove("label", _number(blocks, name))
    _exchange_ends(blocks, name, into)


def _exchange_ends(blocks: TomlBlocks, name: str, other: str | None) -> None:
    """Put another label, or none, in the place of a label wherever a relation names it."""

    def edit(relation: MutableMapping[str, Any]) -> None:
        for ends in (relation.get("heads", []), relation.get("tails", [])):
            if name in ends:
                if other and other not in ends:
                    ends[ends.index(name)] = other
                else:
                    ends.remove(name)

    for number, relation in enumerate(blocks.tables("relation")):
        if name in (*relation.get("heads", []), *relation.get("tails", [])):
            blocks.change("relation", number, edit)
