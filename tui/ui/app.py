"""The application: wires the session to the screens."""

import gc
import sys
from collections.abc import Iterable, Mapping
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.message import Message
from textual.notifications import Notify
from textual.screen import Screen
from textual.widgets import Input

from seeds.errors import NotFoundError, Problem, ZhupiError
from seeds.i18n import _
from seeds.script.targets import ORIGINAL, OTHER, TARGETS
from tui.console.output import complain
from tui.core.keymap import ACTIONS, APP
from tui.core.keys_left_out import MOVEMENTS
from tui.core.session import QUIET, Session
from tui.terminal.bursts import in_burst
from tui.text.width import drawable
from tui.ui.bindings import NO_KEY, bindings_of
from tui.ui.consent_actions import ConsentActions
from tui.ui.ending import LoggedApp, tell_faults
from tui.ui.messages import ArticleWanted, ConverterWanted
from tui.ui.notices import keep_few, notice
from tui.ui.screens.base import ZhupiScreen
from tui.ui.screens.library import LibraryScreen
from tui.ui.terminal.choice import driver_of_terminal
from tui.ui.themes import INK, OWN, PAPER, with_own_variables
from tui.ui.widgets.plain import PrintableFilter

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.command import Provider
    from textual.notifications import SeverityLevel

    from annotations.storage.states import ExternalChange
    from annotations.suggest.workers.process import Sending
    from annotations.suggest.workers.service import SuggestionUpdate

SWITCH_AFTER = 0.0005
"""Seconds for which a worker may keep the interpreter from the screen; Python's own 5 ms are felt in every key."""

TAKE_EVERY = 0.05
"""Seconds between two portions of what the scanner has found."""

SAVE_EVERY = 1.0
"""Seconds between two looks for positions and settings to write."""

SAVE_AT_LATEST = 60.0
"""Seconds after which files are written however many keys are pressed."""

WARM_UP_AFTER = 0.5
"""Seconds after the first paint at which the other script is made ready."""


def _article_provider() -> "type[Provider]":
    """The articles in the command palette, imported when it is opened."""
    from tui.ui.palette import ArticleProvider  # noqa: PLC0415 - not on the way to the first paint

    return ArticleProvider


class ZhupiApp(ConsentActions, LoggedApp, inherit_bindings=False):
    """A terminal reader for Chinese articles."""

    TITLE = "zhupi"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(APP)
    COMMANDS = App.COMMANDS | {_article_provider}
    VERTICAL_BREAKPOINTS = [(0, "-short"), (10, "-tall")]
    ALLOW_SELECT = False

    class Found(Message):
        """The scanner has found more."""

    class Heard(Message):
        """The suggesters have found something, or one of them cannot go on."""

        def __init__(self, said: "SuggestionUpdate | Problem | Sending") -> None:
            super().__init__()
            self.said = said

    def __init__(self, session: Session) -> None:
        super().__init__(driver_class=driver_of_terminal(session.settings.burst))
        self.session = session
        self._filters.append(PrintableFilter())
        self._last_key = self._last_save = 0.0
        self._followed: tuple[str, str] | None = None
        for theme in OWN:
            self.register_theme(theme)
        self._choose_theme()
        self.set_keymap({name: ",".join(keys) or NO_KEY for name, keys in session.keys.items()})
        self._library = LibraryScreen(session)

    def get_css_variables(self) -> dict[str, str]:
        """Textual's variables with ours, which its own themes do not have."""
        return with_own_variables(super().get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """The library lies beneath everything."""
        return self._library

    def on_mount(self) -> None:
        """Show what is known, and go on as the scanner finds more."""
        self.theme_changed_signal.subscribe(self, lambda theme: self.session.change_settings(theme=theme.name))
        self.session.hear = self._hear
        self.session.scanner.wake = self._found
        self.session.scanner.start()
        self._found()
        self.set_interval(SAVE_EVERY, self._save)
        self.set_timer(WARM_UP_AFTER, self._warm_up)
        for problem in self.session.problems:
            self._library.warn(problem)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: "SeverityLevel" = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Tell something in a corner of the screen for a while: as it is, whatever is said of markup."""
        lines = "\n".join(map(drawable, message.split("\n")))
        super().notify(lines, title=drawable(title), severity=severity, timeout=timeout, markup=False)

    def _found(self) -> None:
        """Let the screen know; called from the scanner's thread."""
        self.post_message(self.Found())

    def _hear(self, said: "SuggestionUpdate | Problem | Sending") -> None:
        """Let the screen know; called from the suggesters' thread."""
        self.post_message(self.Heard(said))

    def _choose_theme(self) -> None:
        wanted = self.session.settings.theme
        if wanted in self.available_themes:
            self.theme = wanted
        else:
            self.theme = INK.name
            self.session.problems.append(NotFoundError.nearest(_("theme"), wanted, self.available_themes).problem)

    @on(Found)
    def _show_found(self) -> None:
        session = self.session
        first, done = not session.library.entries, session.scanner.done
        session.take_found()
        gc.freeze()  # so that no collection looks through all the infos, and lets a key wait for that
        if session.scanner.more:
            self.set_timer(TAKE_EVERY, self._found)
        elif done:
            session.library.arrange()
            if self._followed:
                key, self._followed = self._followed, None
                self._follow(key)
        if first or not session.scanner.more:
            self._library.refresh_list()
        if session.library.entries:
            self.call_after_refresh(session.scanner.go_on)
        if session.single and self.screen is self._library:
            self._read(ArticleWanted(session.library.entries[0].info))

    async def on_event(self, event: events.Event) -> None:
        """Let the scanner stand back while keys are pressed."""
        if isinstance(event, events.Key):
            self._last_key = monotonic()
            self.session.scanner.stand_back()
        await super().on_event(event)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key stands for, unless it came with others faster than a person types, and changes something."""
        key = self.key_in_hand
        if key and in_burst(key) and isinstance(action, str):
            left_out = self._leave_out(key, action.removeprefix("screen."))
            if left_out is not None:
                return left_out
            screen = self.screen
            if isinstance(screen, ZhupiScreen) and action in MOVEMENTS:
                before = screen.place()
                done = await super().run_action(action, default_namespace, namespaces)
                screen.moved(getattr(screen, f"action_{action}"), before)
                return done
        return await super().run_action(action, default_namespace, namespaces)

    def _leave_out(self, key: events.Key, action: str) -> bool | None:
        """Whether a key was left out; None where it changes nothing."""
        screen = self.screen
        if isinstance(screen, ZhupiScreen):
            if action not in screen.CHANGING:
                return None
            if screen.check_action(action, ()):
                deed = getattr(screen, f"action_{action}") if screen.CHANGING[action] else None
                screen.leave_out(key, deed)
                return True
            return False
        if isinstance(self.focused, Input) or not screen.is_modal or not (key.is_printable or key.key == "enter"):
            return None
        self.notify(_("keys that came all at once were left out: press them again"), timeout=4)
        return True

    @on(ArticleWanted)
    def _read(self, event: ArticleWanted) -> None:
        from tui.ui.screens.reader import ReaderScreen  # noqa: PLC0415 - not on the way to the library's first paint

        self._library.select(event.info)
        if isinstance(self.screen, ReaderScreen):
            self.screen.open(event.info)
        else:
            self.push_screen(ReaderScreen(self.session, event.info))

    @on(ConverterWanted)
    def _need_converter(self, event: ConverterWanted) -> None:
        self._load_converter(event.configuration)

    @work(thread=True, group="converter")
    def _load_converter(self, configuration: str) -> None:
        if configuration in self.session.converters:
            return
        try:
            self.session.load_converter(configuration)
        except ZhupiError as error:
            self.call_from_thread(self._no_converter, error)
        else:
            self.call_from_thread(self._script_changed)

    def _no_converter(self, error: ZhupiError) -> None:
        self.session.choose_script(ORIGINAL)
        self._library.warn(error.problem)
        self._script_changed()

    def _script_changed(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ZhupiScreen):
                screen.script_changed()

    @work(thread=True, group="converter")
    def _warm_up(self) -> None:
        """Load what the filter and the script key want, before they are pressed."""
        library = self.session.library
        library.prepare_filter()
        for entry in library.entries[:1]:
            self.call_from_thread(self._load_converter, self.session.configuration(entry.info.title, OTHER))
        if self.session.settings.suggestions:
            self.session.suggesting.warm_up()

    @on(Heard)
    def _heard(self, event: Heard) -> None:
        from annotations.suggest.consent.request import Refusal  # noqa: PLC0415 - not on the way to the first paint
        from annotations.suggest.workers.process import Sending  # noqa: PLC0415
        from tui.ui.screens.review import ReviewScreen  # noqa: PLC0415
        from tui.ui.screens.suggestions import SuggestionActions  # noqa: PLC0415

        said = event.said
        if isinstance(said, Refusal):
            self.left_out(said)
            return
        if isinstance(said, Problem):
            self._library.warn(said)
            return
        if isinstance(said, Sending):
            self.sending(said)
            return
        for screen in self.screen_stack:
            if isinstance(screen, SuggestionActions | ReviewScreen):
                screen.answered(said)

    @work(thread=True, exclusive=True, group="save")
    def _write(self) -> None:
        for problem in self.session.save():
            self.call_from_thread(self._library.warn, problem)
        if self.session.marking:
            self.call_from_thread(self._saved)
            self._look_outside()

    def _saved(self) -> None:
        """Let the status line say whether everything is saved now."""
        from tui.ui.screens.marking import MarkingScreen  # noqa: PLC0415 - not on the way to the first paint

        for screen in self.screen_stack:
            if isinstance(screen, MarkingScreen):
                screen.describe()

    def _save(self) -> None:
        """Write what is new, but not between two keys: the journal has every change already."""
        now, dirty = monotonic(), self.session.dirty
        self.session.learn(now - self._last_key)
        if not dirty:
            self._last_save = now
        pressed = now - self._last_key < QUIET and now - self._last_save < SAVE_AT_LATEST
        if not pressed and (dirty or self.session.marking):
            self._last_save = now
            self._write()

    @work(thread=True, exclusive=True, group="save")
    def look_outside(self) -> None:
        """Take in what another program has made of the annotations that are open."""
        self._look_outside()

    def _look_outside(self) -> None:
        found = self.session.shelf.poll()
        if found.value != "unchanged":
            self.call_from_thread(self._outside_changed, found)
        text = self.session.shelf.look_at_text()
        if text.value != "none":
            self.call_from_thread(self._text_changed, gone=text.value == "gone")

    def _outside_changed(self, found: "ExternalChange") -> None:
        from tui.ui.screens.marking import MarkingScreen  # noqa: PLC0415 - not on the way to the first paint

        for screen in self.screen_stack:
            if isinstance(screen, MarkingScreen):
                screen.outside_changed(found)

    def _text_changed(self, *, gone: bool) -> None:
        """Read the article on the screen again, or where it is not there any more, look where it is now."""
        from tui.ui.screens.reader import ReaderScreen  # noqa: PLC0415 - not on the way to the first paint

        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                if gone:
                    self._followed = screen.info.key
                    screen.let_go()
                    self.session.rescan()
                else:
                    screen.reread()

    def _follow(self, key: tuple[str, str]) -> None:
        """Go on in the article that the annotations of another belong to now, or back to the list."""
        from tui.ui.screens.reader import ReaderScreen  # noqa: PLC0415 - not on the way to the first paint

        info = self.session.links.follow(key)
        if info:
            self.post_message(ArticleWanted(info))
        elif isinstance(self.screen, ReaderScreen):
            self.screen.dismiss()

    async def action_quit(self) -> None:
        """Quit, but not without a question where annotations could not be written."""
        failures = self.session.failures
        if not failures:
            self.exit()
            return
        from tui.ui.screens.choice import ChoiceScreen  # noqa: PLC0415 - seldom needed

        self.clear_notifications()  # they would lie over the question
        choices = {
            "again": _("stay, and try again to write: {why}").format(why=failures[0].message),
            "quit": _("quit, and lose what is only in memory"),
        }
        self.push_screen(ChoiceScreen(choices, "again"), self._settle_quit)

    def _settle_quit(self, choice: str | None) -> None:
        if choice == "quit":
            self.exit()
        elif choice == "again":
            self._write()

    def action_toggle_script(self) -> None:
        """Between the original and the other script."""
        self.session.toggle_script()
        self._script_changed()

    def action_choose_script(self) -> None:
        """Choose among the scripts."""
        from tui.ui.screens.choice import ChoiceScreen  # noqa: PLC0415 - seldom needed

        choices = {ORIGINAL: _("as it was written"), OTHER: _("the other script")}
        choices |= {target.name: target.description for target in TARGETS}
        self.push_screen(ChoiceScreen(choices, self.session.script), self._choose_script)

    def _choose_script(self, name: str | None) -> None:
        if name:
            self.session.choose_script(name)
            self._script_changed()

    def action_toggle_light(self) -> None:
        """Between our light and our dark theme."""
        self.theme = INK.name if self.theme == PAPER.name else PAPER.name

    def action_command_palette(self) -> None:
        """Show the command palette."""
        from tui.ui.screens.command_palette import Palette  # noqa: PLC0415 - not on the way to the first paint

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    @on(Notify)
    def _make_room(self, event: Notify) -> None:
        """Show few messages at once; Textual adds the new one behind this."""
        event.notification = notice(event.notification)
        keep_few(self._notifications, event.notification.message)

    def action_help(self) -> None:
        """Show what the keys do."""
        from tui.ui.screens.help import HelpScreen  # noqa: PLC0415 - seldom needed

        self.push_screen(HelpScreen(self._live_keys()))

    def _live_keys(self) -> list[tuple[str, str, str]]:
        """Group, keys and text of every action that a key would start now."""
        keys: dict[str, list[str]] = {}
        for key, active in self.screen.active_bindings.items():
            if active.binding.id and key != NO_KEY:
                keys.setdefault(active.binding.id, []).append(self.get_key_display(active.binding))
        live = [action for action in ACTIONS if action.id in keys]
        groups = list(dict.fromkeys(action.group for action in live))
        live.sort(key=lambda action: groups.index(action.group))
        return [(action.group, "  ".join(keys[action.id]), action.text) for action in live]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every live action, and Textual's own choice of a theme."""
        for action in ACTIONS:
            active = any(found.binding.id == action.id for found in screen.active_bindings.values())
            if active:
                namespace = self if action.scope == APP else screen
                yield SystemCommand(action.text, action.id, getattr(namespace, f"action_{action.method}"))
        yield SystemCommand(_("Theme"), _("choose among all themes"), self.action_change_theme)


def run(session: Session) -> int:
    """Run the application over a session, and write what is left to write; the exit status."""
    if session.settings.ambiguous > 1:
        from tui.ui.ambiguous_width import draw_ambiguous_wide  # noqa: PLC0415 - wanted by few terminals

        draw_ambiguous_wide()
    sys.setswitchinterval(SWITCH_AFTER)
    app = ZhupiApp(session)
    try:
        app.run()
    except Exception as error:  # noqa: BLE001 - whatever it is, what was marked is still to be saved
        app.faults.append(error)
    status = tell_faults(app.faults)
    session.close()
    for problem in session.save():
        complain(problem)
    return status or app.return_code or 0
