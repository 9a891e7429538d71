"""Show the labels, what they mean, and the guidelines of the project, and let the labels be changed."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList

from annotations.model.schema import Label, Schema
from annotations.suggest.learned.model import Model
from seeds.errors import ZhupiError
from seeds.i18n import _
from seeds.system.descriptors import is_there
from tui.core.label_edits import LabelEdit, LabelEditKind
from tui.ui.looks import looks_of
from tui.ui.screens.label_colours import check_colour, choose_colour
from tui.ui.widgets.plain import Words, choice, in_style, joined, plain, plain_lines, stacked
from tui.ui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from textual.content import Content

_KINDS: dict[str, LabelEditKind] = {"add": "add", "rename": "rename", "merge": "merge"}
"""What a prompt's answer is to do, by the prompt's id."""

RECOLOUR = "recolour"
"""The id of the prompt for a colour, which is checked first."""


class LabelsScreen(ModalScreen[LabelEdit]):
    """Show every label with its key, meaning, examples and attributes; end with a change to be made, or None."""

    BINDINGS = [
        Binding("escape,q,i", "dismiss_labels", _("close")),
        Binding("n", "add", _("new")),
        Binding("r", "rename", _("rename")),
        Binding("c", "recolour", _("colour")),
        Binding("m", "merge", _("merge")),
        Binding("u", "undo", _("undo")),
    ]
    DEFAULT_CSS = """
    LabelsScreen { align: center middle; }
    LabelsScreen > Vertical { width: 90; max-width: 100%; height: 90%; background: $surface; }
    LabelsScreen OptionList, LabelsScreen OptionList:focus {
        height: 1fr; border: none; padding: 1 2 0 2; background: $surface; scrollbar-size-vertical: 1;
    }
    LabelsScreen #keys { height: 1; color: $zhupi-quiet; padding: 0 3; }
    """

    def __init__(self, schema: Schema, model: Path) -> None:
        super().__init__()
        self._schema = schema
        self._learned = _learned_summary(model)

    def compose(self) -> ComposeResult:
        """Yield the labels one below the other, the rest behind them, and the keys."""
        looks = looks_of(self.app, self._schema.labels).labels
        options = [choice(_about(label, looks[label.name]), label.name) for label in self._schema.labels]
        options += [choice(content, enabled=False) for content in self._more()]
        with Vertical():
            yield OptionList(*options)
            yield Words(_("n new   r rename   c colour   m merge   u undo   esc close"), id="keys")

    def action_dismiss_labels(self) -> None:
        """Go back to marking."""
        self.dismiss()

    async def action_add(self) -> None:
        """Ask for the name of a new label."""
        await self._ask(Prompt(_("new label"), id="add"))

    async def action_rename(self) -> None:
        """Ask for another name of the label."""
        if self._chosen:
            await self._ask(Prompt(_("rename {name}").format(name=self._chosen), self._chosen, id="rename"))

    def action_recolour(self) -> None:
        """Let another colour be chosen for the label."""
        if self._chosen and not self.query(Prompt):
            label = self._schema.label(self._chosen)
            choose_colour(self.app, self._schema, label, self._recolour, partial(self.call_next, self._ask_colour))

    async def _ask_colour(self) -> None:
        colour = self._schema.label(self._chosen).colour
        await self._ask(Prompt(_("colour of {name}").format(name=self._chosen), colour, id=RECOLOUR))

    def _recolour(self, colour: str) -> None:
        self.dismiss(LabelEdit("recolour", self._chosen, colour))

    async def action_merge(self) -> None:
        """Ask for the label that is to take this one's place."""
        if self._chosen:
            await self._ask(Prompt(_("merge {name} into").format(name=self._chosen), id="merge"))

    def action_undo(self) -> None:
        """Take the last change of the labels back."""
        self.dismiss(LabelEdit("undo"))

    @on(Prompt.Done)
    def _answered(self, event: Prompt.Done) -> None:
        if event.prompt.id == RECOLOUR and event.text.strip():
            self._not_answered()
            check_colour(self.app, event.text, self._recolour, self.notify)
        elif event.text.strip():
            self.dismiss(LabelEdit(_KINDS[event.prompt.id or ""], self._chosen, event.text.strip()))

    @on(Prompt.Cancelled)
    def _not_answered(self) -> None:
        self.query(Prompt).remove()
        self.query_one(OptionList).focus()

    @property
    def _chosen(self) -> str:
        """The name of the label that is highlighted."""
        options = self.query_one(OptionList)
        highlighted = options.highlighted
        return "" if highlighted is None else options.get_option_at_index(highlighted).id or ""

    async def _ask(self, prompt: Prompt) -> None:
        if not self.query(Prompt):
            await self.mount(prompt)
            self.set_focus(prompt.query_one(Input))

    def _more(self) -> "Iterator[Content]":
        for relation in self._schema.relations:
            ends = f"{', '.join(relation.heads) or '*'} → {', '.join(relation.tails) or '*'}"
            yield joined((relation.name, "bold $accent"), f"  {ends}  {relation.description}")
        for category in self._schema.categories:
            yield joined((category.name, "bold $accent"), f"  {category.title}  {category.description}")
        if self._learned:
            yield plain(self._learned, "$zhupi-quiet")
        if self._schema.guidelines:
            yield plain_lines(self._schema.guidelines)


def _about(label: Label, look: Style) -> "Content":
    parts = [joined((f"{label.key or ' '} ", "$primary"), in_style(label.name, look), f" {label.title}")]
    if label.description:
        parts.append(plain_lines(f"  {label.description}"))
    if label.examples:
        such = _("such as {examples}").format(examples="、".join(label.examples))
        parts.append(plain(f"  {such}", "$zhupi-quiet"))
    for attribute in label.attributes:
        choices = f": {', '.join(attribute.choices)}" if attribute.choices else ""
        words = f"  {attribute.name} ({attribute.kind.value}{choices}) {attribute.description}"
        parts.append(plain(words, "$zhupi-quiet"))
    return stacked(*parts)


def _learned_summary(path: Path) -> str:
    """Return what cross-validation says of the model in a file; empty where there is no model."""
    try:
        facts = Model.load(path).info if is_there(path) else None
    except ZhupiError as error:
        return str(error)
    if facts is None:
        return ""
    summary = _("Learned on {date} from {n} articles, {m} sentences.").format(
        date=f"{facts.trained:%Y-%m-%d}", n=f"{facts.articles:,}", m=f"{facts.sentences:,}"
    )
    shares = [f"{label} {f1:.0%} ({facts.spans.get(label, 0):,})" for label, f1 in facts.f1.items() if label]
    if not shares:
        return summary
    return summary + " " + _("F1 on articles left out (spans): {labels}").format(labels="  ".join(shares))
