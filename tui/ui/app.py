"""Wire the session to the screens."""

import gc
import sys
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.message import Message
from textual.notifications import Notify
from textual.screen import Screen

from seeds.article import ArticleInfo
from seeds.errors import NotFoundError, Problem
from seeds.i18n import _
from seeds.script.targets import OTHER
from tui.console.output import complain
from tui.core.keymap import APP
from tui.core.session import Session
from tui.text.width import drawable
from tui.text.width import prepare as prepare_widths
from tui.ui.autosave import AutoSave
from tui.ui.bindings import NO_KEY, bindings_of
from tui.ui.burst_guard import BurstGuard
from tui.ui.commands import Command, CommandTable
from tui.ui.consents import ConsentDialog
from tui.ui.discovery import Discovery
from tui.ui.disk_errors import DiskErrorReports
from tui.ui.ending import tell_faults
from tui.ui.guidance.offer import TutorialOffer
from tui.ui.library.screen import LibraryScreen
from tui.ui.looks import has_few_colours
from tui.ui.messages import ArticleGone, ArticleWanted, ConverterWanted
from tui.ui.notices import keep_few, notice
from tui.ui.pack_offer import PackOffer
from tui.ui.reading_records import ReadingRecords
from tui.ui.screens import dialogs
from tui.ui.scripts import Scripts
from tui.ui.signals import Signals
from tui.ui.status_words import say_how_to_quit
from tui.ui.terminal.choice import driver_of_terminal
from tui.ui.themes import INK, OWN, PAPER, with_own_variables
from tui.ui.widgets.plain import PrintableFilter

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from annotations.suggest.workers.process import Sending
    from annotations.suggest.workers.service import SuggestionUpdate
    from tui.ui.reader.screen import ReaderScreen

SWITCH_AFTER = 0.0005
"""Seconds for which a worker may keep the interpreter from the screen; Python's own 5 ms are felt in every key."""

SAVE_EVERY = 1.0
"""Seconds between two looks for positions and settings to write."""

WARM_UP_AFTER = 0.5
"""Seconds after the first paint at which the other script is made ready."""


def _reader() -> "type[ReaderScreen]":
    """Return the screen on which an article is read, imported when the first one is opened."""
    from tui.ui.reader.screen import ReaderScreen

    return ReaderScreen


class ZhupiApp(DiskErrorReports, BurstGuard, inherit_bindings=False):
    """Wire a session to the screens that show it."""

    TITLE = "zhupi"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(APP)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (10, "-tall")]
    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = False  # Textual's own key for it, which would go before those of the table

    class Found(Message):
        """Report that the scanner has found more."""

    class Reported(Message):
        """Report that the suggesters have found something, or that one of them cannot go on."""

        def __init__(self, report: "SuggestionUpdate | Problem | Sending") -> None:
            super().__init__()
            self.report = report

    def __init__(self, session: Session) -> None:
        super().__init__(driver_class=driver_of_terminal(session.settings.burst))
        self.session = session
        self._filters.append(PrintableFilter())
        self.signals = Signals(self)
        self.autosave = AutoSave(self, session, self.signals, self.warn)
        self._scripts = Scripts(self, session, self.signals, self.warn)
        self._consents = ConsentDialog(self, session, self.signals, self.warn)
        self._records = ReadingRecords(self, session, self.warn)
        self._tutorial_offer = TutorialOffer(self, session)
        self._pack_offer = PackOffer(self, session, self.signals, self.warn)
        for theme in OWN:
            self.register_theme(theme)
        self._choose_theme()
        self.set_keymap({name: ",".join(keys) or NO_KEY for name, keys in session.keys.items()})
        self._library = LibraryScreen(session)

        def wake() -> None:
            """Have what was found taken; called from the scanner's thread too."""
            self.post_message(self.Found())

        self._discovery = Discovery(self, session, self._library, wake, self._read, self._leave_reader)

    def commands(self) -> Mapping[str, Command]:
        """Return the commands that every screen has."""
        return {
            "app.toggle-script": self._scripts.toggle,
            "app.choose-script": self._scripts.ask,
            "app.toggle-light": self.toggle_light,
            "app.command_palette": self.action_command_palette,
            "app.consent": self._consents.show,
            "app.recent": self._records.show_recent,
            "app.tutorial": self._tutorial_offer.ask,
            "app.packs": self._pack_offer.ask,
            "app.help": lambda: dialogs.show_help(self),
            "app.interrupt": lambda: say_how_to_quit(self, self._library),
            "app.quit": self.action_quit,
        }

    def enabled(self, _action: str) -> bool:
        """Return True: these commands can be done everywhere."""
        return True

    @cached_property
    def command_table(self) -> CommandTable:
        """The commands that every screen has."""
        return CommandTable((self,))

    async def action_command(self, action: str) -> None:
        """Run the command of an action; Textual calls this for every binding that is made from the table."""
        await self.command_table.run(action)

    def get_css_variables(self) -> dict[str, str]:
        """Return Textual's variables with ours, which its own themes do not have."""
        return with_own_variables(super().get_css_variables())

    def refresh_css(self, animate: bool = True) -> None:
        """Read the styles again, as Textual does; before there is a screen they are read for the first time yet."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """Return the library, which lies beneath everything."""
        return self._library

    def on_mount(self) -> None:
        """Show what is known, and go on as the scanner finds more."""
        self.theme_changed_signal.subscribe(self, lambda theme: self.session.change_settings(theme=theme.name))
        self.session.suggesters.on_report = self._report
        self.set_class(has_few_colours(self), "-few-colours")
        self._discovery.start()
        if self.session.is_tutorial:
            from tui.ui.guidance.guide import TutorialGuide

            TutorialGuide(self, self.session).begin()
        if self.session.adjudicator:
            dialogs.adjudicate(self, self.session)
        self.set_interval(SAVE_EVERY, self.autosave.tick)
        self.call_after_refresh(self.set_timer, WARM_UP_AFTER, self._settle)
        for problem in self.session.problems:
            self.warn(problem)

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

    def _report(self, report: "SuggestionUpdate | Problem | Sending") -> None:
        """Let the screen know; called from the suggesters' thread."""
        self.post_message(self.Reported(report))

    def warn(self, problem: Problem) -> None:
        """Report a problem without getting in the way."""
        self.notify(str(problem), severity="warning", timeout=8, markup=False)

    def _choose_theme(self) -> None:
        name = self.session.settings.theme
        if name in self.available_themes:
            self.theme = name
        else:
            self.theme = INK.name
            self.session.problems.append(NotFoundError.nearest(_("theme"), name, self.available_themes).problem)

    @on(Found)
    def _take_found(self) -> None:
        self._discovery.take()

    async def on_event(self, event: events.Event) -> None:
        """Let the scanner stand back while keys are pressed."""
        if isinstance(event, events.Key):
            self.autosave.note_key()
            self.session.reading.note_presence()
            self.session.scanner.stand_back()
        await super().on_event(event)

    @on(ArticleWanted)
    def _read_article(self, event: ArticleWanted) -> None:
        self._read(event.info)

    def _read(self, info: ArticleInfo) -> None:
        reader = _reader()
        self._library.select(info)
        if isinstance(self.screen, reader):
            self.screen.open(info)
        else:
            self.push_screen(reader(self.session, info))

    @on(ConverterWanted)
    def _need_converter(self, event: ConverterWanted) -> None:
        self._scripts.load(event.configuration)

    def _settle(self) -> None:
        """Collect garbage from now on, for which nothing had to wait that was shown first, and make ready the rest."""
        gc.freeze()
        gc.enable()
        self._warm_up()

    @work(thread=True, group="converter")
    def _warm_up(self) -> None:
        """Load what opening an article, the filter and the script key want, before they are pressed."""
        _reader()
        prepare_widths()
        library = self.session.library
        library.prepare_filter()
        for entry in library.entries[:1]:
            self.call_from_thread(self._scripts.load, self.session.scripts.configuration(entry.info.title, OTHER))
        if self.session.settings.suggestions:
            self.session.suggesters.service.warm_up()

    @on(Reported)
    def _reported(self, event: Reported) -> None:
        from tui.ui.reports import pass_on

        pass_on(event.report, self.signals, self._consents, self._pack_offer, self.warn)

    @on(ArticleGone)
    def _look_for_article(self, event: ArticleGone) -> None:
        """Look where the article is now whose text is not where it was."""
        self._discovery.follow(event.info)

    def _leave_reader(self) -> None:
        """Go back to the list, where an article is being read."""
        screen = self.screen
        if isinstance(screen, _reader()):
            screen.dismiss()

    async def action_quit(self) -> None:
        """Quit, but not without a question where annotations could not be written."""
        failures = self.session.failures
        if not failures:
            self.exit()
            return
        self.clear_notifications()  # they would lie over the question
        choices = {
            "again": _("stay, and try again to write: {why}").format(why=failures[0].message),
            "quit": _("quit, and lose what is only in memory"),
        }

        def settle(choice: str | None) -> None:
            if choice == "quit":
                self.exit()
            elif choice == "again":
                self.autosave.save()

        dialogs.choose(self, choices, "again", settle, title=_("Annotations could not be written"))

    def toggle_light(self) -> None:
        """Change between our light and our dark theme."""
        self.theme = INK.name if self.theme == PAPER.name else PAPER.name

    def action_command_palette(self) -> None:
        """Show the command palette."""
        adjudicate = _("Adjudicate: settle where annotators differ"), lambda: dialogs.adjudicate(self, self.session)
        dialogs.show_palette(self, self.session, [adjudicate, *self._records.palette()])

    @on(Notify)
    def _make_room(self, event: Notify) -> None:
        """Show few messages at once; Textual adds the new one behind this."""
        event.notification = notice(event.notification)
        keep_few(self._notifications, event.notification.message)


def run(session: Session) -> int:
    """Run the application over a session, and write what is left to write; the exit status."""
    if session.settings.ambiguous > 1:
        from tui.ui.ambiguous_width import draw_ambiguous_wide

        draw_ambiguous_wide()
    sys.setswitchinterval(SWITCH_AFTER)
    app = ZhupiApp(session)
    try:
        app.run()
    except Exception as error:  # noqa: BLE001 - whatever it is, what was marked is still to be saved
        app.faults.append(error)
    status = tell_faults(app.faults)
    session.suggesters.close()
    for problem in session.save():
        complain(problem)
    return status or app.return_code or 0
