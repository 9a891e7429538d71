"""Run ``zhupi words``: print the words that were looked up or marked, as a list that Anki imports."""

import argparse
from collections.abc import Iterator

from annotations.api import open_project
from seeds.dictionary.lookup import installed_dictionary
from seeds.i18n import _
from tui.console.output import complain, narrate, write_json, write_line
from tui.core.reading.word_list import Word, anki_lines, marked_words, word_file, words_in


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Print the words that you looked up in the reader, the latest last, for flash cards: in both scripts, with "
        "pinyin, zhuyin, meanings, the sentence and where it is from. With PATH, the words that are marked there "
        "follow, with what the dictionary has of them."
    )
    parser.add_argument("path", nargs="?", metavar="PATH", help=_("the folder or file whose marks are wanted too"))
    parser.add_argument(
        "--annotator", metavar="NAME", default="", help=_("whose marks; yours where nobody else is named")
    )
    parser.add_argument("--format", choices=["anki", "json"], default="anki", help=_("anki: text that Anki imports"))
    parser.add_argument("--forget", action="store_true", help=_("forget the words that were looked up, and print none"))


def run(arguments: argparse.Namespace) -> int:
    """Print the words; 1 where there are none."""
    file = word_file()
    if arguments.forget:
        file.clear()
        narrate(_("the words that were looked up are forgotten"))
        return 0
    words = list(words_in(file.read()))
    if arguments.path is not None:
        words += _marked(arguments.path, arguments.annotator)
    if not words:
        narrate(_("zhupi words: no word has been looked up"))
        return 1
    if arguments.format == "json":
        write_json([{name: getattr(word, name) for name in Word.__slots__} for word in words], indent=2)
    else:
        for line in anki_lines(words):
            write_line(line)
    return 0


def _marked(path: str, annotator: str) -> Iterator[Word]:
    project = open_project(path, annotator=annotator, on_problem=complain)
    rows = ((row.quote, row.label, row.document) for row in project.spans(annotators=project.annotator))
    return marked_words(rows, installed_dictionary())
