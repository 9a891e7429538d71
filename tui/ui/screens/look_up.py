"""Show what a dictionary or the user's command says of a word, below the text."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget

from seeds.dictionary.lookup import Entry
from seeds.i18n import _
from tui.core.reading.look_up import LookedUp, forms
from tui.ui.widgets.plain import Words, joined, plain

if TYPE_CHECKING:
    from textual.content import Content

Step = Callable[[int], object]
"""Goes to the word after this one, or before it, and has that looked up."""


class LookUpScreen(ModalScreen[None]):
    """Show a word in both scripts, how it is pronounced and what it means, and the shorter words in it.

    The arrows go to other words of the text, which ``step`` looks up; ``show`` shows what was found. It lies at the end
    of the screen, or ``above`` where the word stands there.
    """

    BINDINGS = [
        ("escape,q,enter,alt+i,alt+backslash", "dismiss_look_up", _("close")),
        ("left,h", "step(-1)"),
        ("right,l", "step(1)"),
        ("down,j", "scroll(1)"),
        ("up,k", "scroll(-1)"),
    ]
    DEFAULT_CSS = """
    LookUpScreen { align: center bottom; }
    LookUpScreen.-above { align: center top; }
    LookUpScreen > Vertical { width: 100%; height: auto; max-height: 60%; background: $panel; padding: 1 2 0 2; }
    LookUpScreen VerticalScroll { height: auto; }
    LookUpScreen .meanings { padding: 0 0 1 2; }
    LookUpScreen #about { height: 1; color: $zhupi-quiet; dock: bottom; }
    """

    def __init__(self, looked_up: LookedUp, step: Step, *, above: bool) -> None:
        super().__init__(classes="-above" if above else "")
        self._looked_up = looked_up
        self._step = step

    def compose(self) -> ComposeResult:
        """Yield what was found, which scrolls, and the line about where it is from."""
        with Vertical():
            with VerticalScroll():
                yield from self._lines()
            yield Words(self._about(), id="about")

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(VerticalScroll).focus()

    async def show(self, looked_up: LookedUp, *, above: bool) -> None:
        """Show what was found of another word."""
        self._looked_up = looked_up
        self.set_class(above, "-above")
        scroll = self.query_one(VerticalScroll)
        await scroll.remove_children()
        await scroll.mount_all(self._lines())
        scroll.scroll_home(animate=False)
        self.query_one("#about", Words).say(self._about())

    def action_dismiss_look_up(self) -> None:
        """Go back to the text."""
        self.dismiss()

    def action_step(self, step: int) -> None:
        """Look up the next word of the text, or the one before."""
        self._step(step)

    def action_scroll(self, step: int) -> None:
        """Show more of what was found."""
        self.query_one(VerticalScroll).scroll_relative(y=2 * step, animate=False)

    def _lines(self) -> Iterator[Widget]:
        looked_up = self._looked_up
        if looked_up.answer:
            yield Words(plain(looked_up.word, "bold"))
            yield _indented(looked_up.answer)
        if looked_up.entries and not looked_up.has_word:
            yield Words(plain(_("{word} is not in the dictionary").format(word=looked_up.word), "$zhupi-quiet"))
        for entry in looked_up.entries:
            yield Words(_head(entry, looked_up.text))
            yield _indented("\n".join(entry.meanings))
        for problem in looked_up.problems:
            yield Words(plain(problem, "$warning"))
        if not (looked_up.entries or looked_up.answer or looked_up.problems):
            yield Words(_("nothing is known of {word}").format(word=looked_up.word))

    def _about(self) -> str:
        keys = _("← → other words · esc text")
        return " · ".join(part for part in (keys, self._looked_up.about) if part)


def _head(entry: Entry, text: str) -> "Content":
    return joined((" ".join(forms(entry, text)), "bold"), f"  {entry.pinyin}  ", (entry.zhuyin, "$zhupi-quiet"))


def _indented(lines: str) -> Words:
    words = Words(lines)
    words.add_class("meanings")
    return words
