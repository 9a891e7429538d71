"""Write the labelling config of Label Studio: the controls that its tasks name, in XML."""

from collections.abc import Iterable
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from annotations.exchange.record import Record
from annotations.exchange.shared.sanitize import NOT_XML
from annotations.model.schema import Attribute, AttributeKind, Schema

TEXT, LABEL, CATEGORY = "text", "label", "category"
"""The names of the text, and of the controls for labels and for categories."""

Kind = Literal["choices", "textarea"]
"""The kinds of controls for attributes, which are the types of what they say as well."""

_FLAGS = {True: "true", False: "false"}


def control(label: str, attribute: str) -> str:
    """Return the name of the control for an attribute of a label's spans."""
    return f"{label}.{attribute}"


class Config:
    """Declare what the tasks need: all of the schema, and what records use beside it.

    Characters that XML cannot hold are U+FFFD in the config.
    """

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._labels = {label.name: None for label in schema.labels}
        self._relations = {relation.name: None for relation in schema.relations}
        self._categories = {category.name: None for category in schema.categories}
        self._attributes: dict[tuple[str, str], dict[str, None] | None] = {}
        for label in schema.labels:
            for attribute in label.attributes:
                self._attributes[label.name, attribute.name] = _choices(attribute)

    def know(self, record: Record) -> None:
        """Declare the labels, relations and categories that a record uses."""
        self._labels.update((span.label, None) for span in record.spans)
        self._relations.update((tie.type, None) for tie in record.relations)
        self._categories.update((name, None) for name in record.categories)

    def kind(self, label: str, attribute: str, value: str | bool) -> Kind | None:
        """Return the kind of control that holds a declared attribute's value; None where it is of the other kind.

        What an attribute is that the schema does not have, its first value says.
        """
        choices = self._attributes.setdefault((label, attribute), None if isinstance(value, str) else {})
        if choices is not None:
            choices[choice_of(value)] = None
            return "choices"
        return "textarea" if isinstance(value, str) else None

    def xml(self) -> str:
        """Return the config as a document."""
        view = Element("View")
        SubElement(view, "Style").text = ".htx-text { white-space: pre-wrap; }"
        if self._labels:  # Label Studio refuses controls that are empty
            self._add_labels(view)
        SubElement(view, "Text", name=TEXT, value=f"${TEXT}", granularity="symbol")
        if self._relations:
            relations = SubElement(view, "Relations")
            for name in self._relations:
                SubElement(relations, "Relation", value=name)
        if self._categories:
            single = self._schema.single_category
            _add_choices(view, self._categories, name=CATEGORY, choice="single" if single else "multiple")
        for (label, attribute), choices in self._attributes.items():
            about = {"perRegion": "true", "whenTagName": LABEL, "whenLabelValue": label}
            if choices:
                _add_choices(view, choices, name=control(label, attribute), choice="single", **about)
            elif choices is None:
                names = {"name": control(label, attribute), "toName": TEXT, "maxSubmissions": "1"}
                SubElement(view, "TextArea", names | about)
        indent(view)
        return NOT_XML.sub("\ufffd", tostring(view, encoding="unicode")) + "\n"

    def _add_labels(self, view: Element) -> None:
        labels = SubElement(view, "Labels", name=LABEL, toName=TEXT)
        for name in self._labels:
            definition = self._schema.find_label(name)
            looks = (
                {"background": definition.colour, "hotkey": definition.key, "hint": definition.title}
                if definition
                else {}
            )
            SubElement(labels, "Label", {"value": name} | {key: value for key, value in looks.items() if value})


def choice_of(value: str | bool) -> str:
    """Return what the choice for an attribute's value is called."""
    return value if isinstance(value, str) else _FLAGS[value]


def value_of(choice: str) -> str | bool:
    """Return the value that a choice stands for: a flag where it is called like one."""
    return next((value for value, name in _FLAGS.items() if name == choice), choice)


def _choices(attribute: Attribute) -> dict[str, None] | None:
    """Return the choices of an attribute; None for one that is a text."""
    match attribute.kind:
        case AttributeKind.FLAG:
            return dict.fromkeys(_FLAGS.values())
        case AttributeKind.CHOICE:
            return dict.fromkeys(attribute.choices)
        case AttributeKind.TEXT:
            return None


def _add_choices(view: Element, values: Iterable[str], **about: str) -> None:
    choices = SubElement(view, "Choices", {"toName": TEXT} | about)
    for value in values:
        SubElement(choices, "Choice", value=value)
