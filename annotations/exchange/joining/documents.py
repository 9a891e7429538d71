"""Join the files of the articles: those of both projects, and of documents that differ the articles of both."""

from pathlib import Path

from annotations.exchange.joining.report import JoinReport, Key
from annotations.exchange.joining.trees import copy, is_same, keep_beside, put_beside
from annotations.storage.readings import keep_readings
from seeds.article import ArticleInfo
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.sources.corpus import Corpus
from seeds.sources.settings import FILE_NAME
from seeds.system.files import WHOLE, read_regular

_LINES = frozenset((".jsonl", ".ndjson"))
"""The suffixes of documents to which an article can be added as a line of its own."""


def articles_of(root: Path) -> tuple[Corpus, dict[Key, ArticleInfo]]:
    """List the articles of a project by document and id; raises ``SourceError`` where it is none."""
    corpus = Corpus.open(root)
    keep_readings(corpus)
    return corpus, {item.key: item for item in corpus.scan() if isinstance(item, ArticleInfo)}


class Documents:
    """Join the documents and all other files outside of the folder of annotations, those of A being in C already."""

    def __init__(self, first: Path, second: Path, target: Path, report: JoinReport) -> None:
        self._first, self._articles_a = articles_of(first)
        self._second, self._articles_b = articles_of(second)
        self._target = target
        self._report = report
        both = self._articles_a.keys() & self._articles_b.keys()
        report.both = len(both)
        report.only_a += sorted(self._articles_a.keys() - both)
        report.only_b += sorted(self._articles_b.keys() - both)

    def take(self, relative: str) -> None:
        """Take over a file of B."""
        source, there = self._second.root / relative, self._target / relative
        if not there.exists():
            copy(source, there)
        elif is_same(source, there):
            return
        elif relative == FILE_NAME:
            put_beside(source, there.with_name("zhupi (B).toml"), relative, self._target, self._report)
            message = _("differs: that of A holds, and that of B is kept as {name}")
            self._report.notices.append(Problem(relative, message.format(name=self._report.beside[relative])))
        else:
            self._join(relative, source, there)

    def _join(self, relative: str, source: Path, there: Path) -> None:
        edited = [key for key in self._articles_b if key[0] == relative and key in self._articles_a]
        edited = [key for key in edited if self._is_edited(key)]
        self._report.edited += sorted(edited)
        fresh = [info for key, info in self._articles_b.items() if key[0] == relative and key not in self._articles_a]
        if fresh and not self._append(fresh, source, there):
            message = _("has {count} articles in B that A lacks, which cannot be put into A's: their marks are kept")
            self._report.problems.append(Problem(relative, message.format(count=len(fresh))))
        keep_beside(source, relative, self._target, self._report)

    def _is_edited(self, key: Key) -> bool:
        try:
            texts = self._first.read(self._articles_a[key]).text, self._second.read(self._articles_b[key]).text
        except SourceError as error:
            self._report.problems.append(error.problem)
            return True
        return texts[0] != texts[1]

    def _append(self, infos: list[ArticleInfo], source: Path, there: Path) -> bool:
        """Add articles to a document of lines; whether they are found there then, with their ids and texts."""
        if source.suffix not in _LINES:
            return False
        theirs, ours = read_regular(source, WHOLE), read_regular(there, WHOLE)
        places = [info.origin.locator for info in infos]
        if any(place and theirs[place - 1 : place] != b"\n" for place in places):
            return False
        lines = [theirs[place:].partition(b"\n")[0] for place in places]
        joined = ours if ours.endswith(b"\n") or not ours else ours + b"\n"
        there.write_bytes(joined + b"".join(line.removesuffix(b"\r") + b"\n" for line in lines))
        corpus, articles = articles_of(self._target)
        try:
            if all(corpus.read(articles[info.key]).text == self._second.read(info).text for info in infos):
                return True
        except (KeyError, SourceError):
            pass
        there.write_bytes(ours)
        return False
