"""Open the application, or run a subcommand without importing Textual: the ``zhupi`` command."""

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from keyword import iskeyword
from typing import TYPE_CHECKING, NoReturn

from seeds.errors import NotFoundError, Problem, UndecidedError, ZhupiError
from seeds.i18n import _
from seeds.system.module_path import module_path
from tui.console.output import complain, guard, narrate, write_line
from tui.terminal.keyboard import enable_kitty_keys

if TYPE_CHECKING:
    from tui.core.session import Session

EXIT_OK = 0
EXIT_DATA = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130

STANDARD_INPUT = "-"
"""The path that stands for standard input."""

_ALIKE = 0.7
"""How much a word is like a command that it is taken for one that is mistyped."""

COMMANDS = {
    "list": _("list the articles of a folder or file"),
    "show": _("print an article, in either script"),
    "search": _("find words in the articles, in either script"),
    "convert": _("convert text from stdin to another script"),
    "entities": _("find entities in articles or in any text, as JSON lines"),
    "evaluate": _("compare the suggesters with the annotations that are saved"),
    "agree": _("measure how far annotators agree, and suggesters with them"),
    "adjudicate": _("merge what several annotators say, and settle where they differ"),
    "merge": _("join two copies of a project that were annotated apart"),
    "learn": _("learn from the annotations that are saved, and say how well that works"),
    "suggest": _("write suggestions for a later review"),
    "init": _("write a zhupi.toml with labels and settings to begin with"),
    "stats": _("count what is annotated: articles, spans, labels, and where the spans come from"),
    "words": _("print the words that were looked up or marked, for flash cards"),
    "export": _("write the annotations in a format that other programs read"),
    "release": _("publish the annotations as a data set: several formats, one split, a card, hashes"),
    "import": _("read annotations of other programs into a project"),
    "formats": _("list the formats that can be exported and imported"),
    "check": _("check the annotations, and repair them"),
    "trust": _("show what a project asks for, and allow or revoke it"),
    "data": _("add, list or remove data packs"),
    "kept": _("list or remove the texts that were read from standard input"),
    "config": _("check the configuration and list the names of the keys"),
    "tutorial": _("learn the keys in one minute, on an article whose marks are thrown away"),
    "doctor": _("measure the terminal, look at the installation, and set what is to be set"),
}


class Parser(argparse.ArgumentParser):
    """Parse arguments; a usage error is one line on stderr, and the way to read more."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and where to read more, and leave with status 2."""
        narrate(f"{self.prog}: {message}")
        narrate(_("try “{prog} --help”").format(prog=self.prog))
        self.exit(EXIT_USAGE)


def _version() -> str:
    from importlib.metadata import version

    return f"zhupi {version('zhupi')}"


def _app_parser() -> Parser:
    rows = "\n".join(f"  {name:<10} {summary}" for name, summary in COMMANDS.items())
    parser = Parser(
        prog="zhupi",
        usage="zhupi [PATH] | zhupi COMMAND …",
        description=_("Read Chinese articles in the terminal. Without PATH: the bundled articles."),
        epilog=_("commands (zhupi COMMAND --help says more):")
        + f"\n{rows}\n\n"
        + _("exit status: 0 done, 1 the data is wrong, 2 a usage error, 70 a fault of zhupi, 130 interrupted"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "path",
        nargs="?",
        metavar="PATH",
        help=_("a folder or file of articles; ./list for one named list; - for a text from standard input"),
    )
    parser.add_argument("--annotator", metavar="NAME", help=_("whose annotations to read and write"))
    parser.add_argument("--annotations", metavar="DIR", help=_("keep the annotations in another folder"))
    parser.add_argument("--version", action="store_true", help=_("print the version and leave"))
    return parser


def _run_app(arguments: Sequence[str]) -> int:
    parser = _app_parser()
    options = parser.parse_args(arguments)
    if options.version:
        write_line(_version())
        return EXIT_OK
    if options.path == STANDARD_INPUT:
        from tui.cli.standard_input import NoTerminalError, keep_standard_input

        try:
            options.path = str(keep_standard_input())
        except NoTerminalError as error:
            parser.error(str(error))
    gc.disable()  # all that is imported now stays; ``run`` enables it again
    from annotations.storage.progress import reading_log_path
    from annotations.user_settings import config_path
    from tui.core.session import Session

    is_first_run = not os.path.lexists(config_path()) and not os.path.lexists(reading_log_path())
    while True:
        session = Session(options.path, annotator=options.annotator, annotations=options.annotations)
        session.is_first_run = is_first_run
        if session.settings.kitty_keys:
            enable_kitty_keys()
        status = _show(session)
        if not session.wants_tutorial:
            return status
        from tui.cli.tutorial import take_tutorial

        take_tutorial(_show)


def _show(session: "Session") -> int:
    """Run the application over a session; returns its exit status."""
    from tui.ui.app import run

    return run(session)


def _run_command(name: str, arguments: Sequence[str]) -> int:
    module = importlib.import_module(f"tui.cli.commands.{name}_" if iskeyword(name) else f"tui.cli.commands.{name}")
    parser = Parser(prog=f"zhupi {name}", description=COMMANDS[name])
    module.configure(parser)
    status: int = module.run(parser.parse_args(arguments, argparse.Namespace(show=_show)))
    return status


def _looks_like_command(word: str) -> bool:
    """Return whether what is not there to be opened is nearly the name of a command."""
    alike = word.isidentifier() and get_close_matches(word, COMMANDS, n=1, cutoff=_ALIKE)
    return bool(alike) and not os.path.lexists(word)


def dispatch(arguments: Sequence[str]) -> int:
    """Run what ``arguments`` ask for; the exit status is 0, 1 or 2 (see the README)."""
    if arguments and arguments[0] in COMMANDS:
        return _run_command(arguments[0], arguments[1:])
    if arguments and _looks_like_command(arguments[0]):
        raise NotFoundError.nearest(_("folder, file or command"), arguments[0], COMMANDS)
    return _run_app(arguments)


def main() -> NoReturn:
    """Run the command line and leave with its exit status."""
    guard()
    sys.path[:] = module_path()
    try:
        status = dispatch(sys.argv[1:])
        sys.stdout.flush()
    except (NotFoundError, UndecidedError) as error:
        complain(error)
        status = EXIT_USAGE
    except ZhupiError as error:
        complain(error)
        status = EXIT_DATA
    except KeyboardInterrupt:
        status = EXIT_INTERRUPTED
    except BrokenPipeError:  # the reader of our output, such as a pager, has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = EXIT_OK
    except OSError as error:
        if error.filename is None:
            raise
        complain(Problem(os.fsdecode(error.filename), str(error.strerror)))
        status = EXIT_DATA
    sys.exit(status)
