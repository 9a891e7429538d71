"""Change the annotations of an article that is not there: what they say together with their journal is known."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from annotations.model.change import Change, ConflictError
from annotations.model.history import History
from annotations.model.layer import Layer
from annotations.model.span import Quote, Quoted, Rejection, Span
from annotations.storage.disk import replace_file
from annotations.storage.document import Stored, serialize_annotations
from annotations.storage.journal import Journal, SavePoint, change_line, file_digest, parse_journal, turn_line
from annotations.storage.lock import HeldError, Lock
from annotations.storage.paths import companion
from annotations.storage.reader import parse_annotations
from annotations.storage.relink import Contents, contents_of
from annotations.storage.summaries import layer_of
from seeds.errors import Problem, SourceError
from seeds.i18n import _


def relabel_file(path: Path, edit: Callable[[Layer], Change | None], undoes: Callable[[History], bool]) -> None:
    """Change what a file and its journal say, with no text to check it against; it can be undone later.

    ``edit`` gives the change; first the last one is undone where ``undoes`` says so. Raises ``SourceError`` where the
    file is damaged, held, or does not go with its journal, and ``OSError``.
    """
    lock = Lock(companion(path, "lock"))
    try:
        lock.take()
        _change(path, contents_of(path), edit, undoes)
    except HeldError as error:
        raise SourceError(Problem(str(path), str(error))) from error
    finally:
        lock.release()


def _change(
    path: Path,
    contents: Contents,
    edit: Callable[[Layer], Change | None],
    undoes: Callable[[History], bool],
) -> None:
    stored = _stored(path, contents.file)
    journal = _journal(path, contents.journal)
    layer = _layer(path, contents, stored, journal)
    history, steps = (journal.history, len(journal.steps)) if journal else (History(), 0)
    quotes: dict[Quoted, Quote] = {**(stored.quotes if stored else {}), **(journal.quotes if journal else {})}
    lines = []
    step = history.undo() if undoes(history) else None
    try:
        if step:
            undone, history = step
            layer = undone.apply(layer)
            steps += 1
            lines.append(turn_line(steps, "undo"))
        change = edit(layer)
        if change:
            layer = change.apply(layer)
            steps += 1
            quotes |= {each: quotes[_former(each, change)] for each in change.rejected if not each.lost}
            lines.append(change_line(steps, "do", change, lambda item: quotes[_name(item)]))
    except (ConflictError, LookupError) as error:
        raise SourceError(_unusable(path)) from error
    if lines:
        _write(path, contents, stored, journal, layer, quotes, lines, steps)


def _name(item: Span | Rejection) -> Quoted:
    return item.id if isinstance(item, Span) else item


def _former(each: Rejection, change: Change) -> Rejection:
    """Return the rejection that one with another label came from."""
    return next(old for old in change.restored if replace(old, label=each.label) == each)


def _write(
    path: Path,
    contents: Contents,
    stored: Stored | None,
    journal: Journal | None,
    layer: Layer,
    quotes: dict[Quoted, Quote],
    lines: list[bytes],
    steps: int,
) -> None:
    """Write the journal first, which says what the file is about to hold, as it is done for an open article."""
    log = (contents.journal or b"")[: journal.size] if journal else b""
    if stored is None:
        replace_file(companion(path, "journal"), log + b"".join(lines))
        return
    items: list[Quoted] = [*layer.spans, *layer.rejected]
    content = serialize_annotations(replace(stored, layer=layer, quotes={name: quotes[name] for name in items}))
    if journal:
        digest = file_digest(content)
        log += b"".join(lines)
        replace_file(companion(path, "journal"), log + SavePoint(digest, steps, done=False).line())
        replace_file(path, content)
        replace_file(companion(path, "journal"), log + SavePoint(digest, steps, done=True).line())
    else:
        replace_file(path, content)


def _stored(path: Path, content: bytes | None) -> Stored | None:
    if content is None:
        return None
    decoded = parse_annotations(content, str(path))
    if decoded.stored is None:
        raise SourceError(decoded.problems(decoded.damage)[0])
    return decoded.stored


def _journal(path: Path, log: bytes | None) -> Journal | None:
    if log is None:
        return None
    journal = parse_journal(log)
    if journal is None or journal.damaged:
        raise SourceError(_unusable(path))
    return journal


def _layer(path: Path, contents: Contents, stored: Stored | None, journal: Journal | None) -> Layer:
    """Return what the two say together; raises ``SourceError`` where they do not go together."""
    if journal is None or stored is None:
        return stored.layer if stored else layer_of(journal) if journal else Layer()
    upto = journal.upto(file_digest(contents.file))
    if upto is None or journal.header.text != stored.stamp.sha256:
        raise SourceError(_unusable(path))
    layer = stored.layer
    try:
        for change in journal.steps[upto:]:
            layer = change.apply(layer)
    except ConflictError as error:
        raise SourceError(_unusable(path)) from error
    return layer


def _unusable(path: Path) -> Problem:
    return Problem(str(path), _("its journal does not go with it: “zhupi check” says more"))
