"""Write what an import needs and a project's schema does not have into its ``zhupi.toml``."""

from collections.abc import Collection
from dataclasses import replace
from os.path import lexists
from pathlib import Path

from annotations.model.schema import Schema
from annotations.schema_io.file import SchemaFile
from annotations.schema_io.writer import starting_file
from annotations.storage.disk import replace_file
from seeds.errors import SourceError, not_written


def only_used(former: Schema, grown: Schema, used: Collection[str]) -> Schema:
    """Return the grown schema without unused labels, if it has others than the former one, which holds alone.

    For a project that has no schema of its own: where the default labels do not do, they would only be in the way.
    """
    if all(former.find_label(label.name) for label in grown.labels):
        return grown
    return replace(grown, labels=tuple(label for label in grown.labels if label.name in used))


def write_growth(path: Path, former: Schema, grown: Schema, *, follow_links: bool = False) -> None:
    """Write what a grown schema has and the former has not, with the user's comments kept.

    Where there is no file, one is made that has its labels. Raises ``SourceError`` where that cannot be done.
    """
    if grown == former:
        return
    file = SchemaFile(path, follow_links=follow_links)
    if not lexists(path):
        try:
            replace_file(path, starting_file(grown).encode())
        except OSError as error:
            raise SourceError(not_written(path, error)) from error
    schema = file.load()
    for label in grown.labels:
        former_label = schema.find_label(label.name)
        if former_label is None:
            file.add(label)
        elif former_label.attributes != label.attributes:
            file.change(label.name, replace(former_label, attributes=label.attributes))
    for relation in grown.relations[len(schema.relations) :]:
        file.add_relation(relation)
    for category in grown.categories[len(schema.categories) :]:
        file.add_category(category)
