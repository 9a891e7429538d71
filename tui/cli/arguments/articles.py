"""Define the arguments of commands on articles, list articles, and find one by name."""

import argparse
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from annotations.storage.readings import keep_readings
from seeds.article import Article, ArticleInfo
from seeds.errors import NotFoundError, Notice, Problem, SourceError
from seeds.i18n import _
from seeds.script.fold import fold
from seeds.sources.corpus import Corpus
from tui.console.output import complain
from tui.core.config import config_path, load_settings
from tui.text.clip import clip
from tui.text.width import drawable

_SHOWN = 8
_TITLE = 24


def open_corpus(path: str | None, annotations: Path | None = None) -> Corpus:
    """Return the articles at ``path``, or the bundled ones, with links as the user's settings have it.

    ``annotations`` is the folder of their annotations, where it was named; these say how some documents are read.
    Raises ``SourceError`` as ``Corpus.open`` does.
    """
    settings = load_settings(config_path())[0]
    corpus = Corpus.open(None if path is None else Path(path), follow_links=settings.follow_links)
    keep_readings(corpus, annotations)
    return corpus


class Listed(NamedTuple):
    """Hold an article with its number in the list, from 1."""

    number: int
    info: ArticleInfo


class Listing:
    """List the articles of a corpus in order; problems on the way are reported on stderr."""

    def __init__(self, path: str | None, annotations: Path | None = None, *, notices: bool = False) -> None:
        """Open the folder or file at ``path``, or the bundled articles; raises ``SourceError`` if there is none.

        With ``notices``, also what is left out on purpose is reported, and how files are read.
        """
        self._notices = notices
        self.corpus = open_corpus(path, annotations)
        self.count = 0
        self.problems = 0
        self._left_out = False

    def __iter__(self) -> Iterator[Listed]:
        for item in self.corpus.scan(notices=self._notices):
            if isinstance(item, Notice):
                complain(item)
            elif isinstance(item, Problem):
                self.report(item)
            else:
                self.count += 1
                yield Listed(self.count, item)

    def articles(self) -> Iterator[Article]:
        """Yield the articles that can be read, in order; what is wrong with the others is reported."""
        for item in self:
            try:
                yield self.corpus.read(item.info)
            except SourceError as error:
                self.report(error.problem)

    @property
    def status(self) -> int:
        """The exit status: 1 where annotations were left out, or problems left not one article to be read."""
        return 1 if self._left_out or (self.problems and not self.count) else 0

    def report(self, problem: Problem) -> None:
        """Report a problem that the command goes on without."""
        self.problems += 1
        complain(problem)

    def leave_out(self, files: Iterable[str]) -> None:
        """Tell the user of files of annotations that the command goes on without."""
        self._left_out |= report_left_out(files)


def report_left_out(files: Iterable[str]) -> bool:
    """Tell of each file of annotations that the command goes on without; whether there were any."""
    names = list(files)
    for name in names:
        complain(Problem(name, _("these annotations were left out"), advice=_("“zhupi check” says what is wrong")))
    return bool(names)


def add_path(parser: argparse.ArgumentParser, *flags: str) -> None:
    """Add the argument for the folder or file, by position or with the given flags."""
    text = _("a folder or file of articles; without it, the bundled articles")
    if flags:
        parser.add_argument(*flags, metavar="PATH", dest="path", help=text)
    else:
        parser.add_argument("path", nargs="?", metavar="PATH", help=text)


def find_article(listing: Listing, name: str) -> ArticleInfo:
    """Find the article that goes by ``name``.

    Tried in turn: its id; its number in the list; the beginning of its id; its title; a part of its title, in either
    script. Raises ``NotFoundError`` where none of these fits, or the first that does fits several articles.
    """
    listed = list(listing)
    folded = fold(name)
    tests = (
        lambda item: item.info.id == name,
        lambda item: str(item.number) == name,
        lambda item: bool(name) and item.info.id.startswith(name),
        lambda item: fold(item.info.title) == folded,
        lambda item: bool(name) and folded in fold(item.info.title),
    )
    for test in tests:
        matches = [item for item in listed if test(item)]
        if len(matches) == 1:
            return matches[0].info
        if matches:
            raise NotFoundError(_ambiguous(name, matches))
    raise NotFoundError(_unknown(name, listed))


def _unknown(name: str, listed: list[Listed]) -> Problem:
    close = get_close_matches(
        name, [candidate for item in listed for candidate in (item.info.id, item.info.title)], n=1
    )
    advice = _("did you mean “{name}”?").format(name=close[0]) if close else _("“zhupi list” shows what there is")
    return Problem("", _("there is no article “{name}”").format(name=name), advice=advice)


def _ambiguous(name: str, matches: list[Listed]) -> Problem:
    message = _("{count} articles go by “{name}”").format(count=len(matches), name=name)
    choices = ", ".join(f"{item.number} {clip(drawable(item.info.title), _TITLE)}" for item in matches[:_SHOWN])
    return Problem("", message, advice=_("choose by number: {choices}").format(choices=choices))
