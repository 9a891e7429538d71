"""Measure the terminal: how wide it draws, and what it says that it can do."""

import locale
import os
from collections.abc import Iterable, Mapping

from seeds.i18n import _
from tui.cli.doctor.facts import Fact, Section
from tui.console.colours import colours
from tui.core.config import Settings
from tui.terminal.questions import Questions, SilentError, Streams
from tui.text.width import cells

CLIPBOARD = 52
"""The device attribute of terminals that let programs write the clipboard."""

MODES = {1006: "mouse", 2004: "bracketed-paste", 2026: "synchronized-output"}
AMBIGUOUS = "“…—·●①─"
"""Characters that terminals give one cell or two, as their settings say; the first decides."""

SAMPLES = {
    "han": "淘",
    "comma": "，",
    "extension-b": "𠮷",
    "emoji": "😀",
    "emoji-family": "👨‍👩‍👧",
    "skin-tone": "👍🏽",
    "flag": "🇹🇼",
    "variation-selector": "❤️",
    "combining": "e\u0301",
}
"""Texts whose cells do not depend on a setting."""

VARIABLES = ("TERM", "COLORTERM", "NO_COLOR", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "TMUX", "STY", "SSH_TTY")
LANGUAGE = ("LC_ALL", "LC_CTYPE", "LANG")
INPUT_METHOD = ("XMODIFIERS", "GTK_IM_MODULE", "QT_IM_MODULE")


def examine(streams: Streams | None, settings: Settings) -> tuple[Section, int]:
    """Return what there is to say of the terminal, and how many cells it gives to “, 0 where that is not known."""
    section = Section("terminal", _("terminal"))
    measured = 0
    if streams is None:
        text = _("no: stdin and stdout are no terminal of which zhupi could ask anything")
        section.add("measured", _("measured"), value=False, text=text)
    elif os.environ.get("TERM") == "dumb":
        section.add("measured", _("measured"), value=False, text=_("no: TERM is dumb"))
        section.wrong(_("TERM is dumb, and zhupi draws on the whole screen"), _("open it in another terminal"))
    else:
        measured = _measure(section, streams, settings)
        size = os.get_terminal_size(streams.target)
        section.add("size", _("size"), {"columns": size.columns, "rows": size.lines}, f"{size.columns}×{size.lines}")
        _encoding(section, streams.encoding)
    section.add("colours", _("colours"), colours(), _("none") if not colours() else f"{colours():,}")
    _environment(section, "environment", _("environment"), VARIABLES)
    _environment(section, "locale", _("locale"), LANGUAGE)
    _environment(section, "input-method", _("input method"), INPUT_METHOD)
    section.add("locale-encoding", _("encoding of the locale"), locale.getencoding())
    return section, measured


def _measure(section: Section, streams: Streams, settings: Settings) -> int:
    """Ask everything; what was answered before the terminal fell silent stays."""
    widths: dict[str, int | None] = {}
    questions = Questions(streams)
    try:
        with questions:
            for text in [*AMBIGUOUS, *SAMPLES.values()]:
                widths[text] = questions.width(text)
            _abilities(section, questions, settings)
        measured = Fact("measured", _("measured"), value=True, text=_("yes"))
    except SilentError:
        measured = Fact("measured", _("measured"), value=False, text=_("no: the terminal does not answer"))
        advice = _(
            "look whether “““ is as long as |||; if it is longer, set ambiguous = 2 in [terminal] of the settings"
        )
        section.wrong(_("the terminal does not say where its cursor is, so that nothing can be measured"), advice)
    section.facts.insert(0, measured)
    if questions.keys:
        section.add("keys", _("keys"), value=True, text=_("what was typed while the terminal was asked is thrown away"))
    _judge(section, widths, settings)
    return widths.get(AMBIGUOUS[0]) or 0


def _abilities(section: Section, questions: Questions, settings: Settings) -> None:
    section.add("name", _("calls itself"), questions.name())
    attributes = questions.attributes()
    numbers = [str(number) for number in attributes]
    section.add("attributes", _("device attributes"), numbers)
    names = {"mouse": _("mouse"), "bracketed-paste": _("bracketed paste"), "synchronized-output": _("whole frames")}
    for number, key in MODES.items():
        answer = questions.mode(number)
        silence = _("the terminal does not say, as many do not") if answer is None else ""
        section.add(key, f"{names[key]} ({number})", answer, silence)
    section.add(
        "clipboard",
        _("clipboard (OSC 52)"),
        CLIPBOARD in attributes or None,
        _("yes") if CLIPBOARD in attributes else _("cannot be asked; the device attributes do not name it"),
    )
    known = questions.kitty_keyboard()
    use = _("used") if settings.kitty_keys else _("not used: kitty-keys = false, since input methods suffer from it")
    section.add("kitty-keyboard", _("kitty keyboard protocol"), known, f"{_('yes') if known else _('no')} ({use})")


def _judge(section: Section, widths: Mapping[str, int | None], settings: Settings) -> None:
    """Compare what the terminal gives with what is counted."""
    if not widths:
        return
    measured = widths.get(AMBIGUOUS[0])
    ambiguous = measured if measured in (1, 2) else settings.ambiguous
    counted = {text: cells(text, ambiguous) for text in widths}
    text = "  ".join(f"{text} {_cells(width)}" for text, width in widths.items())
    values = [{"text": text, "cells": width, "counted": counted[text]} for text, width in widths.items()]
    section.add("widths", _("cells"), {"samples": values, "ambiguous": settings.ambiguous}, text)
    if any(width is None for width in widths.values()):
        texts = _listed(text for text, width in widths.items() if width is None)
        message = _("nothing sensible was answered for: {texts}").format(texts=texts)
        section.wrong(message, _("another terminal may do better; inside tmux or screen, try without"))
    if widths.get("淘") not in (None, 2):
        message = _("淘 takes {cells} cells instead of 2").format(cells=widths["淘"])
        section.wrong(message, _("set the terminal's encoding to UTF-8, and its font to one of fixed width"))
        return
    others = [text for text, width in widths.items() if width is not None and width != counted[text]]
    if others:
        shown = _listed(f"{text} {widths[text]} ({counted[text]})" for text in others)
        message = _("some texts take other cells than are counted (in brackets): {texts}").format(texts=shown)
        inside = "TMUX" in os.environ or "STY" in os.environ
        whose = _("newer versions of tmux and screen") if inside else _("newer terminals")
        advice = _("what stands behind them in a row is shifted; {whose} count as zhupi does").format(whose=whose)
        section.wrong(message, advice)


def _cells(width: int | None) -> str:
    return "?" if width is None else str(width)


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(texts)


def _encoding(section: Section, encoding: str) -> None:
    section.add("encoding", _("encoding"), encoding)
    if encoding.lower().replace("-", "") != "utf8":
        message = _("the encoding {encoding} lacks most of what articles are written in").format(encoding=encoding)
        section.wrong(message, _("set a locale in UTF-8, such as LC_ALL=C.UTF-8"))


def _environment(section: Section, key: str, title: str, names: Iterable[str]) -> None:
    values = {name: os.environ[name] for name in names if name in os.environ}
    section.add(key, title, values, " ".join(f"{name}={value}" for name, value in values.items()) or "–")
