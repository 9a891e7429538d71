"""The labels, what they mean, and the guidelines of the project."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from annotations.schema import Label, Schema
from seeds.i18n import _


class GuidelinesScreen(ModalScreen[None]):
    """Every label with its key, meaning, examples and attributes; then relations, categories and guidelines."""

    BINDINGS = [("escape,q,i,enter", "dismiss_guidelines", _("close"))]
    DEFAULT_CSS = """
    GuidelinesScreen { align: center middle; }
    GuidelinesScreen > VerticalScroll {
        width: 90; max-width: 100%; height: auto; max-height: 100%; background: $surface; padding: 1 3;
        scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, schema: Schema) -> None:
        super().__init__()
        self._schema = schema

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll():
            yield Static(Content("\n").join(self._parts()))

    def on_mount(self) -> None:
        """Take the keys that scroll."""
        self.query_one(VerticalScroll).focus()

    def action_dismiss_guidelines(self) -> None:
        """Back to marking."""
        self.dismiss()

    def _parts(self) -> Iterator[Content]:
        for label in self._schema.labels:
            yield from _about(label)
        for relation in self._schema.relations:
            ends = f"{', '.join(relation.heads) or '*'} → {', '.join(relation.tails) or '*'}"
            yield Content.assemble((relation.name, "bold $accent"), f"  {ends}  {relation.description}")
        for category in self._schema.categories:
            yield Content.assemble((category.name, "bold $accent"), f"  {category.title}  {category.description}")
        if self._schema.guidelines:
            yield Content("\n" + self._schema.guidelines)


def _about(label: Label) -> Iterator[Content]:
    yield Content.assemble((f"{label.key or ' '} ", "$primary"), (label.name, "bold"), f" {label.title}")
    if label.description:
        yield Content(f"  {label.description}")
    if label.examples:
        yield Content.styled("  " + _("such as {examples}").format(examples="、".join(label.examples)), "$zhupi-quiet")
    for attribute in label.attributes:
        choices = f": {', '.join(attribute.choices)}" if attribute.choices else ""
        yield Content.styled(
            f"  {attribute.name} ({attribute.kind.value}{choices}) {attribute.description}", "$zhupi-quiet"
        )
    yield Content("")
