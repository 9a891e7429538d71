"""Measure the terminal, look at the installation, and set what is to be set: ``zhupi doctor``."""

import argparse
import os
from pathlib import Path

from seeds.errors import Problem
from seeds.i18n import _, ngettext
from tui.cli.doctor import installation
from tui.cli.doctor.facts import Section
from tui.cli.doctor.terminal import AMBIGUOUS, examine
from tui.console.output import narrate, write_json, write_line
from tui.core.config import Settings, config_path, load_settings, save_settings
from tui.terminal.questions import terminal_streams


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.description = _(
        "Measure how wide the terminal draws, ask it what it can do, and set “ambiguous” in the settings by it. Say "
        "which versions, folders, packs, models and extras there are, and which log to attach to a report. Nothing is "
        "sent anywhere."
    )
    parser.epilog = _("exit status: 0 where all is well, or was set; 1 where something is wrong; 2 usage error")
    parser.add_argument("--dry-run", action="store_true", help=_("change no settings; only say what would be set"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Print what there is, and what is wrong; 1 where anything is."""
    path = config_path()
    settings, _problems = load_settings(path)  # which are reported with the settings
    terminal, measured = examine(terminal_streams(), settings)
    sections = [
        terminal,
        installation.settings(),
        installation.versions(),
        installation.folders(),
        installation.packs(),
        installation.extras(),
        installation.log(),
    ]
    changes: dict[str, int] = {}
    if measured in (1, 2) and measured != settings.ambiguous:
        problem = _set_ambiguous(path, settings, measured, dry_run=arguments.dry_run)
        if problem:
            terminal.problems.append(problem)
        else:
            changes["terminal.ambiguous"] = measured
    problems = [problem for section in sections for problem in section.problems]
    if arguments.json:
        _print_json(sections, problems, changes)
    else:
        _print(sections, problems)
    return 1 if problems else 0


def _set_ambiguous(path: Path, settings: Settings, measured: int, *, dry_run: bool) -> Problem | None:
    """Say what the setting becomes, and write it; return what is wrong where it is not written."""
    values = {"sign": AMBIGUOUS[0], "cells": measured, "setting": settings.ambiguous}
    message = _("the terminal gives {cells} to {sign}, and the setting “ambiguous” is {setting}").format(**values)
    if dry_run:
        return Problem(str(path), message, advice=_("zhupi doctor without --dry-run sets it"))
    if path == Path(os.devnull):
        return Problem(str(path), message, advice=_("ZHUPI_CONFIG names no file that it could be set in"))
    narrate(_("zhupi: {message}: it becomes {cells} in {path}").format(message=message, cells=measured, path=path))
    try:
        save_settings(path, {"ambiguous": measured})
    except (OSError, ValueError) as error:
        advice = _("set it by hand: ambiguous = {cells} in the table [terminal]").format(cells=measured)
        return Problem(
            str(path), _("{message}; it cannot be set: {why}").format(message=message, why=error), None, advice
        )
    return None


def _print(sections: list[Section], problems: list[Problem]) -> None:
    for section in sections:
        write_line(f"# {section.title}")
        for fact in section.facts:
            write_line(f"{fact.name:<26} {fact.text}")
        write_line()
    if not problems:
        write_line(_("nothing is wrong"))
        return
    wrong = ngettext("{count} thing is wrong:", "{count} things are wrong:", len(problems))
    write_line(wrong.format(count=len(problems)))
    for problem in problems:
        write_line(f"- {problem}")


def _print_json(sections: list[Section], problems: list[Problem], changes: dict[str, int]) -> None:
    values: dict[str, object] = {section.key: {fact.key: fact.value for fact in section.facts} for section in sections}
    rows = [
        {"where": problem.document, "line": problem.line, "problem": problem.message, "advice": problem.advice}
        for problem in problems
    ]
    write_json(values | {"changes": changes, "problems": rows}, indent=2)
