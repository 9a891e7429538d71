"""Join the annotations of two projects: each layer, the suggestions that are saved, and whatever else lies there."""

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from annotations.exchange.joining.documents import articles_of
from annotations.exchange.joining.layers import Contradiction, LayerUnion, join_layers
from annotations.exchange.joining.report import Disagreement, JoinReport
from annotations.exchange.joining.trees import copy, is_same, keep_beside
from annotations.model.change import ConflictError
from annotations.model.layer import Layer
from annotations.schema_io.file import load_schema
from annotations.storage.disk import content_of, history_of, make_folder, replace_file
from annotations.storage.document import Stored
from annotations.storage.journal import Journal, file_digest, parse_journal
from annotations.storage.open_article import OpenArticle
from annotations.storage.paths import SUFFIX, SUGGESTED, article_path, companion, suggestions_path
from annotations.storage.recovery import Recovered, recover
from annotations.storage.relink import Contents, RelinkError, contents_of, readdressed
from annotations.storage.summaries import Head, annotator_folders, head_of, read_head, saved_files
from annotations.suggest.saved_suggestions import SavedSuggestions
from seeds.article import Article
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.sources.tree import ANNOTATIONS
from seeds.system.files import ANNOTATIONS as LARGEST
from seeds.system.files import read_regular

_NOTHING = Contents(None, None)


class Annotations:
    """Join the annotations of B to those of A, which C has already."""

    def __init__(self, first: Path, second: Path, target: Path, report: JoinReport) -> None:
        self._theirs = second / ANNOTATIONS
        self._ours = first / ANNOTATIONS
        self._second = second
        self._target = target
        self._joined = target / ANNOTATIONS
        self._report = report
        self._corpus, self._articles = articles_of(target)
        self._schema = load_schema(first)
        self._handled: set[Path] = set()

    def join(self, files: Iterable[str]) -> None:
        """Join all of them; ``files`` are those of B, relative to its folder."""
        in_b = [path for own in annotator_folders(self._theirs) for path in saved_files(own)]
        in_a = [path for own in annotator_folders(self._ours) for path in saved_files(own)]
        if self._theirs == self._ours:
            self._report.layers["same"] = len(in_a)
            return
        shared = sum(self._join_file(path) for path in in_b)
        self._report.layers["only-a"] = len(in_a) - shared
        for relative in files:
            self._take(relative)

    def _join_file(self, path: Path) -> bool:
        """Join a layer of B; whether A has one of the same annotator and article."""
        head = read_head(path)
        self._handled |= {path, *_journals(path)}
        relative = path.relative_to(self._second)
        target = self._target / relative
        if isinstance(head, Head):
            target = article_path(self._joined, head.annotator, *head.key, head.title)
        theirs, ours = contents_of(path), contents_of(target)
        if ours == _NOTHING:
            self._copy(path, target)
            self._report.layers["only-b"] += 1
            return False
        if theirs == ours or (theirs.file == ours.file and theirs.journal is None):
            self._report.layers["same"] += 1
            return True
        if not isinstance(head, Head):
            problem = head or Problem(str(path), _("cannot be read"))
            self._report.problems.append(problem)
            self._keep(path)
            return True
        self._join_layer(head, target, ours, theirs)
        return True

    def _join_layer(self, head: Head, target: Path, ours: Contents, theirs: Contents) -> None:
        article = self._article(head)
        if article is None:
            self._set_apart(head, theirs, {Contradiction.UNREADABLE: 1})
            return
        recovered = [recover(article, head.annotator, *each, str(target)) for each in (ours, theirs)]
        if any(each.reading.read_only or each.set_aside for each in recovered):
            for each in recovered:
                self._report.problems += [*each.reading.problems, *each.problems]
            self._set_apart(head, theirs, {Contradiction.UNREADABLE: 1})
            return
        history = _History(ours, theirs, recovered)
        says_more = _says_more(recovered[1].reading.raw, recovered[0].reading.raw)
        if recovered[0].layer == recovered[1].layer and not says_more:
            self._report.layers["same"] += 1
            self._keep(head.path)
        elif history.is_newer(1):
            self._replace(head.path, target)
            self._report.layers["newer-b"] += 1
        elif history.is_newer(0):
            self._report.layers["newer-a"] += 1
        else:
            union = join_layers(
                recovered[0].layer, recovered[1].layer, history.base(), self._schema, _("merge another copy")
            )
            self._make(article, head, target, union)
            contradictions = dict(union.contradictions)
            if says_more:
                contradictions[Contradiction.KEYS] = 1
            if contradictions:
                self._set_apart(head, theirs, contradictions)
            else:
                self._report.layers["joined"] += 1
                self._keep(head.path)

    def _article(self, head: Head) -> Article | None:
        info = self._articles.get(head.key)
        try:
            return self._corpus.read(info) if info else None
        except SourceError as error:
            self._report.problems.append(error.problem)
            return None

    def _make(self, article: Article, head: Head, target: Path, union: LayerUnion) -> None:
        if not union.change:
            return
        opened = OpenArticle(article, head.annotator, target, self._joined)
        try:
            opened.make(union.change)
        finally:
            opened.close()
        if opened.failure:
            raise SourceError(opened.failure)

    def _set_apart(self, head: Head, theirs: Contents, contradictions: dict[Contradiction, int]) -> None:
        """Give B's version of a layer to an annotator of its own, with all that can be undone."""
        try:
            name, content, path = next(self._places(head, theirs))
        except RelinkError as error:
            self._report.problems.append(error.problem)
            self._keep(head.path)
            return
        if content_of(path) is None:
            make_folder(path.parent, within=self._joined)
            replace_file(path, content.file or b"", within=self._joined)
            journal = companion(path, "journal")
            is_open = content_of(companion(head.path, "journal")) is not None
            if content.journal is not None:
                replace_file(journal if is_open else history_of(journal), content.journal, within=self._joined)
        self._report.layers["contradicting"] += 1
        self._report.disagreements.append(
            Disagreement(head.annotator, name, head.document, head.article, head.title, contradictions)
        )

    def _places(self, head: Head, theirs: Contents) -> Iterator[tuple[str, Contents, Path]]:
        """Yield names under which a layer of B can be kept, with what its files say then, and where."""
        for number in count(1):
            name = f"{head.annotator} (B)" if number == 1 else f"{head.annotator} (B {number})"
            content = readdressed(theirs, head.key, head.former, head.separated, str(head.path), name)
            path = article_path(self._joined, name, *head.key, head.title)
            own = article_path(self._theirs, name, *head.key, head.title)
            if content_of(own) is None and contents_of(path) in (_NOTHING, content):
                yield name, content, path

    def _take(self, relative: str) -> None:
        """Take over any other file of B's annotations."""
        source, there = self._second / relative, self._target / relative
        if source in self._handled:
            return
        if not there.exists():
            copy(source, there)
        elif not is_same(source, there) and not self._join_suggestions(source):
            keep_beside(source, relative, self._target, self._report)

    def _join_suggestions(self, source: Path) -> bool:
        """Save the suggestions of B for an article with those of A; whether all of them are there then."""
        if source.suffix != SUFFIX or source.relative_to(self._theirs).parts[0] != SUGGESTED:
            return False
        head = head_of(source, read_regular(source, LARGEST))
        if not isinstance(head, Head) or head.key not in self._articles:
            return False
        if suggestions_path(self._theirs, *head.key, head.title) != source:
            return False
        try:
            article = self._corpus.read(self._articles[head.key])
            saved = SavedSuggestions(self._joined)
            theirs = SavedSuggestions(self._theirs).read(article)
            saved.write(article, {*saved.read(article), *theirs})
        except SourceError as error:
            self._report.problems.append(error.problem)
            return False
        return len(theirs) == head.summary.spans

    def _copy(self, path: Path, target: Path) -> None:
        for source, copied in zip((path, *_journals(path)), (target, *_journals(target)), strict=True):
            if source.is_file() and not source.is_symlink():
                copy(source, copied)

    def _replace(self, path: Path, target: Path) -> None:
        for copied in (target, *_journals(target)):
            copied.unlink(missing_ok=True)
        self._copy(path, target)

    def _keep(self, path: Path) -> None:
        for source in (path, *_journals(path)):
            if source.is_file() and not source.is_symlink():
                keep_beside(source, source.relative_to(self._second).as_posix(), self._target, self._report)


class _History:
    """Find the state from which two layers come, by what their journals have in common."""

    def __init__(self, ours: Contents, theirs: Contents, recovered: list[Recovered]) -> None:
        self._recovered = recovered
        self._journals = [parse_journal(each.journal or b"") for each in (ours, theirs)]
        self._digests = [file_digest(each.file) for each in (ours, theirs)]
        self._shared = self._common()

    def _common(self) -> int | None:
        """Return how many steps both journals begin with; None where they do not come from one state."""
        first, second = self._journals
        if not first or not second or first.header != second.header:
            return None
        if any(not each.journal_size for each in self._recovered):
            return None
        pairs = enumerate(zip(first.steps, second.steps, strict=False))
        return next((at for at, (one, other) in pairs if one != other), min(map(_length, (first, second))))

    def is_newer(self, which: int) -> bool:
        """Return whether one has all that the other has, which did nothing since."""
        other = self._journals[1 - which]
        own = self._journals[which]
        if self._shared is not None and other and own:
            return self._shared == len(other.steps) and not _says_more(
                self._recovered[1 - which].reading.raw, self._recovered[which].reading.raw
            )
        if own is None or not self._recovered[which].journal_size or (other and other.since_saved()):
            return False
        return any(mark.digest == self._digests[1 - which] for mark in own.marks)

    def base(self) -> Layer | None:
        """Return the layer from which both come; None where nobody knows it."""
        journal = self._journals[0]
        if self._shared is None or journal is None:
            return None
        layer = self._recovered[0].layer
        try:
            for change in reversed(journal.steps[self._shared :]):
                layer = change.inverted().apply(layer)
        except ConflictError:
            return None
        return layer


def _length(journal: Journal) -> int:
    return len(journal.steps)


def _says_more(theirs: Stored, ours: Stored) -> bool:
    """Return whether a file has keys that this version does not know, which the other lacks or has otherwise."""
    pairs = (
        (theirs.extra, ours.extra),
        (theirs.annotation_extra, ours.annotation_extra),
        (theirs.stamp.extra, ours.stamp.extra),
    )
    return any(key not in own or own[key] != value for other, own in pairs for key, value in other.items())


def _journals(path: Path) -> tuple[Path, Path]:
    journal = companion(path, "journal")
    return journal, history_of(journal)
