"""Write the schema of a release: as TOML that a ``zhupi.toml`` takes, and as guidelines for people."""

from collections.abc import Iterable, Iterator

from annotations.model.schema import Attribute, Label, Overlap, Schema
from annotations.schema_io.writer import filled_table, label_table
from seeds.toml.text import dumps


def schema_text(schema: Schema) -> str:
    """Return the tables of a ``zhupi.toml`` that define a schema, and nothing else of one."""
    rules: dict[str, object] = {}
    if schema.overlap is not Overlap.ALLOW:
        rules["overlap"] = str(schema.overlap)
    if schema.single_category:
        rules["single-category"] = True
    if schema.guidelines:
        rules["guidelines"] = schema.guidelines
    document: dict[str, object] = {"schema": rules} if rules else {}
    document |= {
        "label": [label_table(label) for label in schema.labels],
        "relation": [filled_table(relation) for relation in schema.relations],
        "category": [filled_table(category) for category in schema.categories],
    }
    return dumps({name: value for name, value in document.items() if value})


def guidelines_text(schema: Schema) -> str:
    """Return a page in Markdown: what each label, relation and category stands for, then the project's own text."""
    return "\n".join(_lines(schema)) + "\n"


def _lines(schema: Schema) -> Iterator[str]:
    yield "# Guidelines"
    yield from ("", "## Labels")
    for label in schema.labels:
        yield from _label(label)
    if schema.relations:
        yield from ("", "## Relations", "")
    for relation in schema.relations:
        ends = " → ".join(_names(names) for names in (relation.heads, relation.tails))
        yield f"- `{relation.name}` ({ends}): {_in_line(relation.description)}".rstrip(": ")
    if schema.categories:
        yield from ("", "## Categories of whole articles", "")
    for category in schema.categories:
        yield f"- `{category.name}` {category.title}: {_in_line(category.description)}".rstrip(": ")
    if schema.guidelines:
        yield from ("", "## Rules", "", schema.guidelines.strip())


def _label(label: Label) -> Iterator[str]:
    yield from ("", f"### `{label.name}` {label.title}".rstrip(), "")
    if label.description:
        yield _in_line(label.description)
    if label.examples:
        yield from ("", "Examples: " + ", ".join(map(_in_line, label.examples)))
    if label.attributes:
        yield ""
    for attribute in label.attributes:
        yield f"- `{attribute.name}` ({_values(attribute)}): {_in_line(attribute.description)}".rstrip(": ")


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "any"


def _values(attribute: Attribute) -> str:
    return " | ".join(attribute.choices) if attribute.choices else str(attribute.kind)


def _in_line(text: str) -> str:
    return " ".join(text.split())
