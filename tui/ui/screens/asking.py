"""Open the list of choices: for anything, or for the labels."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.app import App

from seeds.i18n import _
from tui.core.choosing import Choice, choices_of
from tui.core.session import Session

if TYPE_CHECKING:
    from annotations.model.schema import Label, Schema
    from tui.core.choosing import Find
    from tui.ui.screens.chooser import Toggle

Answer = Callable[[str | None], object]
"""What is done with the name that was chosen; None where nothing was."""


class _Application(Protocol):
    """Represent what is known of the application here."""

    session: Session


def choose(
    app: App[Any],
    offered: Mapping[str, str] | Sequence[Choice],
    current: str,
    answer: Answer,
    *,
    title: str = "",
    chosen: Collection[str] | None = None,
    toggle: "Toggle | None" = None,
    find: "Find | None" = None,
    searching: bool = False,
    labels: "Sequence[Label]" = (),
) -> None:
    """Let one of several things be chosen, by name; ``current`` is proposed, and a ✓ stands at what is ``chosen`` now.

    The rest is as ``ChooserScreen`` has it.
    """
    from tui.ui.screens.chooser import ChooserScreen

    screen = ChooserScreen(
        title,
        choices_of(offered) if isinstance(offered, Mapping) else offered,
        current,
        chosen=chosen,
        toggle=toggle,
        find=find,
        searching=searching,
        labels=labels,
        ambiguous=ambiguous_of(app),
    )
    app.push_screen(screen, lambda name: done(answer(name)))


def ambiguous_of(app: App[Any]) -> int:
    """Return how many cells the terminal of the application gives to characters such as ``…``."""
    return cast("_Application", app).session.settings.ambiguous


def pick_label(app: App[Any], schema: "Schema", answer: Answer, current: str = "") -> None:
    """Let a label be found by typing; ``current`` is that of the mark which is to have another."""
    from annotations.editing.label_search import find_labels

    def shown(label: "Label") -> Choice:
        about = f"{label.title}  {label.description}" if label.title else label.description
        return Choice(label.name, label.name, about, label.key)

    choose(
        app,
        [shown(label) for label in schema.labels],
        current,
        answer,
        title=_("another label for {label}").format(label=current) if current else _("label"),
        chosen=[current] if current else None,
        find=lambda query: map(shown, find_labels(schema, query)),
        searching=True,
        labels=schema.labels,
    )


def done(_result: object) -> None:
    """Let no result of an answer be taken for the result of a callback."""
