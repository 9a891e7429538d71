"""Translate the names that records use into those of a project, and find what the project does not know."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.schema import Attribute, AttributeKind, Category, Label, RelationType, Schema
from annotations.model.span import NOTHING, Relation, Span
from annotations.suggest.suggestion import Suggestion
from seeds.errors import NotFoundError
from seeds.i18n import _

_CHANGED = re.compile(r"\W")


class Vocabulary:
    """Hold a schema, and names by which it is asked to know labels (``--map``).

    A label goes by its name; else, if no other does, by its title, or by its name with ``_`` for what formats forbid.
    """

    def __init__(self, schema: Schema, names: Mapping[str, str] = NOTHING) -> None:
        self.schema = schema
        self.names = names

    def label(self, name: str) -> str:
        """Return what the schema calls a label, or the name itself where it knows none."""
        name = self.names.get(name, name)
        return name if self.schema.find_label(name) else self._others.get(name, name)

    def known(self, record: Record, report: Report) -> Record:
        """Return what of a record the schema knows, by its own names; what it does not know goes to ``report``."""
        spans = tuple(self._spans(record, report))
        labels = {span.id: span.label for span in spans}
        return replace(
            record,
            spans=spans,
            relations=tuple(self._relations(record, labels, report)),
            categories=tuple(self._categories(record, report)),
            suggestions=tuple(self._suggestions(record, report)),
        )

    def with_names_of(self, record: Record) -> "Vocabulary":
        """Return a vocabulary whose schema knows all that a record uses, as far as a schema can have such names."""
        schema = self.schema
        for span in record.spans:
            schema = _with_label(schema, self.label(span.label), span.attributes)
        for suggestion in record.suggestions:
            schema = _with_label(schema, self.label(suggestion.label), NOTHING)
        relations = {tie.type for tie in record.relations} - {relation.name for relation in schema.relations}
        categories = set(record.categories) - {category.name for category in schema.categories}
        if schema is self.schema and not relations and not categories:
            return self
        schema = replace(
            schema,
            relations=(*schema.relations, *(RelationType(name) for name in sorted(relations) if _is_name(name))),
            categories=(*schema.categories, *(Category(name) for name in sorted(categories) if _is_name(name))),
        )
        return self if schema == self.schema else Vocabulary(schema, self.names)

    @cached_property
    def _others(self) -> Mapping[str, str]:
        """The labels by what else they may be called, where that is clear."""
        names: dict[str, set[str]] = {}
        for label in self.schema.labels:
            for name in (label.title, _CHANGED.sub("_", label.name)):
                names.setdefault(name, set()).add(label.name)
        return {name: min(labels) for name, labels in names.items() if name and len(labels) == 1}

    def _name(self, name: str, report: Report) -> str:
        translated = self.label(name)
        if translated != name:
            report.mapped[name] = translated
        return translated

    def _spans(self, record: Record, report: Report) -> Iterator[Span]:
        for span in record.spans:
            label = self.schema.find_label(self._name(span.label, report))
            if label is None:
                report.drop(record, self._unknown_label(span.label), span)
                continue
            attributes: dict[str, str | bool] = {}
            allowed = {attribute.name: attribute for attribute in label.attributes}
            for name, value in span.attributes.items():
                if name in allowed and allowed[name].allows(value):
                    attributes[name] = value
                else:
                    reason = _("the label {label} has no attribute {name} that can be “{value}”")
                    message = reason.format(label=label.name, name=name, value=value)
                    report.drop(record, message, span, "attribute")
            yield replace(span, label=label.name, attributes=attributes)

    def _relations(self, record: Record, labels: Mapping[str, str], report: Report) -> Iterator[Relation]:
        for tie in record.relations:
            try:
                relation_type = self.schema.relation(tie.type)
            except NotFoundError as error:
                report.drop(record, str(error), what="relation")
                continue
            if tie.head not in labels or tie.tail not in labels:
                report.drop(record, _("one of its spans is lost"), what="relation")
            elif tie.head == tie.tail or not relation_type.joins(labels[tie.head], labels[tie.tail]):
                reason = _("“{type}” does not go from {head} to {tail}")
                message = reason.format(type=tie.type, head=labels[tie.head], tail=labels[tie.tail])
                report.drop(record, message, what="relation")
            else:
                yield tie

    def _categories(self, record: Record, report: Report) -> Iterator[str]:
        for number, name in enumerate(record.categories):
            try:
                category = self.schema.category(name)
            except NotFoundError as error:
                report.drop(record, str(error), what="category")
                continue
            if number and self.schema.single_category:
                report.drop(record, _("the schema allows one category"), what="category")
            else:
                yield category.name

    def _suggestions(self, record: Record, report: Report) -> Iterator[Suggestion]:
        for each in record.suggestions:
            label = self._name(each.label, report)
            if self.schema.find_label(label):
                yield replace(each, label=label)
            else:
                report.drop_suggestion(record, self._unknown_label(each.label), each)

    def _unknown_label(self, name: str) -> str:
        return str(NotFoundError.nearest(_("label"), name, [label.name for label in self.schema.labels]))


def _with_label(schema: Schema, name: str, attributes: Mapping[str, str | bool]) -> Schema:
    """Return the schema with a label of a name and with the attributes that are not known of it."""
    present = schema.find_label(name)
    if present is None and not _is_name(name):
        return schema
    label = present or Label(name)
    attribute_names = {attribute.name for attribute in label.attributes}
    fresh = tuple(
        _attribute(key, value) for key, value in attributes.items() if key not in attribute_names and _is_name(key)
    )
    if present and not fresh:
        return schema
    grown = replace(label, attributes=(*label.attributes, *fresh))
    others = schema.labels if present else (*schema.labels, grown)
    return replace(schema, labels=tuple(grown if each.name == name else each for each in others))


def _attribute(name: str, value: str | bool) -> Attribute:
    return Attribute(name, AttributeKind.FLAG if isinstance(value, bool) else AttributeKind.TEXT)


def _is_name(name: str) -> bool:
    """Return whether a schema can have something of this name."""
    return bool(name) and name == name.strip() and name.isprintable()
