"""Restore an article's annotations from its file, what its journal has since, and the text as it is now."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from annotations.model.change import Change, ConflictError
from annotations.model.history import History
from annotations.model.layer import Layer
from annotations.model.span import Orphan, Quote, Quoted, Span
from annotations.storage.anchors import locate_all, storable
from annotations.storage.document import Stamp, Stored
from annotations.storage.history_anchoring import carried_history, placed_rejection
from annotations.storage.journal import Journal, JournalHeader, file_digest, parse_journal
from annotations.storage.merge import merged, net
from annotations.storage.parsed_file import Fault, ParsedFile
from annotations.storage.reader import parse_annotations
from seeds.article import Article
from seeds.errors import Problem
from seeds.i18n import _, ngettext


class Reading(NamedTuple):
    """Hold what the file of an article says, and what it does not.

    ``stored`` has the offsets of the text as it is now, and ``raw`` what stands in the file. ``read_only`` tells in a
    few words why the file may not be written, if so; ``stored`` is then what of it fits. ``problems`` are told in any
    case, ``remarks`` among them, which nobody can repair but a person. ``digest`` is the content's.
    """

    stored: Stored
    raw: Stored
    digest: str
    read_only: str = ""
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Recovered:
    """Hold what is restored when an article is opened.

    ``journal_size`` is how much of the journal can be added to, 0 where it has to begin anew, and ``steps`` how many
    are in it. ``set_aside`` says that something in it could not be made use of, so that it is to be kept elsewhere.
    """

    reading: Reading
    layer: Layer
    history: History = field(default_factory=History)
    journal_size: int = 0
    steps: int = 0
    set_aside: bool = False
    problems: tuple[Problem, ...] = ()


def header_of(stored: Stored, digest: str) -> JournalHeader:
    """Make the first line of a journal that goes with a file of this digest."""
    stamp = stored.stamp
    return JournalHeader(stamp.document, stamp.id, stored.annotator, stamp.sha256, digest)


def read(article: Article, annotator: str, content: bytes | None, name: str, *, repair: bool = False) -> Reading:
    """Read the content of an article's file, which problems call ``name``; None where there is no file.

    To ``repair`` it is to go on without its blemishes, which else make it read-only.
    """
    digest = file_digest(content)
    stamp = Stamp.of(article)
    nothing = Stored(stamp, annotator)
    if content is None:
        return Reading(nothing, nothing, digest)
    decoded = parse_annotations(content, name)
    raw, faults = decoded.stored, [*decoded.damage, *decoded.blemishes]
    if raw and raw.stamp.key != stamp.key:
        message = _("is about the article {id} of {document}, not about this one")
        faults.append(Fault("article", 0, "id", message.format(id=raw.stamp.id, document=raw.stamp.document)))
        raw = None
    if raw is None:
        return Reading(nothing, nothing, digest, _unfit(), tuple(decoded.problems(faults)))
    if raw.stamp.sha256 == stamp.sha256:
        fitting, unfit = _checked(raw, article.text, decoded)
        faults += unfit.values()
        moves: Sequence[Problem] = ()
    else:
        fitting = anchored(raw, article.text)
        moves = report_moves(raw.layer, fitting.layer, name)
    slight = set(decoded.blemishes) if repair else set()
    serious = [fault for fault in faults if fault not in slight]
    stored = replace(fitting, stamp=replace(stamp, extra=raw.stamp.extra), annotator=annotator)
    read_only = _unfit() if serious else ""
    remarks = tuple(decoded.problems(decoded.remarks))
    return Reading(stored, raw, digest, read_only, (*decoded.problems(faults), *moves, *remarks), remarks)


def recover(
    article: Article, annotator: str, content: bytes | None, log: bytes | None, name: str, *, repair: bool = False
) -> Recovered:
    """Put together the contents of an article's file and of its journal, each None where there is no such file.

    What the journal has beyond the file is done to it. If the file is none that the journal knows, that is done where
    nothing contradicts it; else the journal is to be set aside.
    """
    reading = read(article, annotator, content, name, repair=repair)
    plain = Recovered(reading, reading.stored.layer)
    if log is None or reading.read_only:
        return plain
    journal = parse_journal(log)
    header = header_of(reading.stored, reading.digest)
    if journal is None or not journal.header.is_of(header):
        return replace(plain, set_aside=True, problems=(_unusable(name),))
    same_text = journal.header.text == header.text
    if same_text and not journal.fits(article.text):
        return replace(plain, set_aside=True, problems=(_unusable(name),))
    upto = journal.upto(reading.digest)
    pending = journal.steps[upto:] if upto is not None else journal.since_saved()
    layer: Layer | None = reading.stored.layer
    history = journal.history
    if same_text:
        layer = _continued(reading.stored.layer, pending, is_known=upto is not None)
    elif pending or journal.header.text == reading.raw.stamp.sha256:
        layer, history = _carried_over(reading, journal, pending, article.text, is_known=upto is not None)
    else:
        history = History()
    if layer is None:
        return replace(plain, set_aside=True, problems=(_unusable(name),))
    usable = same_text and upto is not None and not journal.damaged
    return Recovered(
        reading,
        layer,
        history,
        journal.size if usable else 0,
        len(journal.steps) if usable else 0,
        set_aside=journal.damaged,
        problems=(Problem(name, _("the end of its journal is damaged")),) if journal.damaged else (),
    )


def anchored(stored: Stored, text: str) -> Stored:
    """Anchor what a file says in an edited text; what is not certainly there any more is an orphan, or lost.

    An orphan that stands in the text again is a span again, and a rejection that was lost holds again.
    """
    layer = stored.layer
    anchors = {name: (span, stored.quotes[name]) for name, span in layer.spans.items()}
    anchors |= {name: (orphan.span, orphan.quote) for name, orphan in layer.orphans.items()}
    rejected = {each: each.lost or stored.quotes[each] for each in layer.rejections}
    places = locate_all(text, {name: quote for name, (_span, quote) in anchors.items()})
    places_of_rejections = locate_all(text, rejected)
    spans: dict[str, Span] = {}
    orphans: dict[str, Orphan] = {}
    for name, (span, quote) in anchors.items():
        place = places[name]
        if place:
            spans[name] = replace(span, start=place[0], end=place[1])
        else:
            orphans[name] = Orphan(span, quote)
    quotes: dict[Quoted, Quote] = {name: anchors[name][1] for name in spans}
    rejections = {placed_rejection(each, quote, places_of_rejections[each]): quote for each, quote in rejected.items()}
    quotes |= {each: quote for each, quote in rejections.items() if not each.lost}
    here = replace(
        layer,
        spans=MappingProxyType(spans),
        orphans=MappingProxyType(orphans),
        rejections=frozenset(rejections),
    )
    return replace(stored, layer=here, quotes=quotes)


def report_moves(old: Layer, new: Layer, name: str) -> list[Problem]:
    """Say what became of the spans of a file when the text was edited."""
    moved = sum(1 for key, span in new.spans.items() if key in old.spans and old.spans[key] != span)
    orphaned = len(new.orphans.keys() - old.orphans.keys())
    problems = []
    if moved:
        message = ngettext(
            "{count} mark was moved with the edited text", "{count} marks were moved with the edited text", moved
        )
        problems.append(Problem(name, message.format(count=moved)))
    if orphaned:
        message = ngettext(
            "the words of {count} mark are no longer in the text, or not just once: it is kept apart",
            "the words of {count} marks are no longer in the text, or not just once: they are kept apart",
            orphaned,
        )
        problems.append(Problem(name, message.format(count=orphaned)))
    return problems


def _checked(raw: Stored, text: str, decoded: ParsedFile) -> tuple[Stored, dict[Quoted, Fault]]:
    """Check what a file says against its unchanged text; return what fits, and what is wrong with the rest."""
    text = storable(text)
    unfit: dict[Quoted, Fault] = {}
    for key, quote in raw.quotes.items():
        item = raw.layer.spans[key] if isinstance(key, str) else key
        if item.end > len(text):
            message = _("“end” ({end}) lies behind the end of the text ({length})")
            unfit[key] = decoded.fault(key, "end", message.format(end=item.end, length=len(text)))
        elif text[item.start : item.end] != quote.text:
            message = _("“text” is “{quote}”, and the article has “{text}” there")
            reason = message.format(quote=quote.text, text=text[item.start : item.end])
            unfit[key] = decoded.fault(key, "text", reason)
    if not unfit:
        return raw, unfit
    spans = {name: span for name, span in raw.layer.spans.items() if name not in unfit}
    relations = frozenset(item for item in raw.layer.relations if not {item.head, item.tail} & unfit.keys())
    rejections = raw.layer.rejections.difference(unfit)
    layer = replace(raw.layer, spans=MappingProxyType(spans), relations=relations, rejections=rejections)
    return replace(raw, layer=layer), unfit


def _continued(layer: Layer, pending: Sequence[Change], *, is_known: bool) -> Layer | None:
    """Apply to the layer what the journal has beyond it; None where that does not fit."""
    try:
        if not is_known:
            return merged(layer, net(pending))
        for change in pending:
            layer = change.apply(layer)
    except ConflictError:
        return None
    return layer


def _carried_over(
    reading: Reading, journal: Journal, pending: Sequence[Change], text: str, *, is_known: bool
) -> tuple[Layer | None, History]:
    """Apply to the layer what the journal has beyond it, where both are about the text before it was edited.

    With it comes what can be undone.
    """
    is_empty = reading.digest == ""
    if not is_empty and journal.header.text != reading.raw.stamp.sha256:
        return None, History()
    before = _continued(reading.raw.layer, pending, is_known=is_known)
    if before is None:
        return None, History()
    quotes: dict[Quoted, Quote] = {**reading.raw.quotes, **journal.quotes}
    after = anchored(replace(reading.raw, layer=before, quotes=quotes), text).layer
    return after, carried_history(journal, before, after, text)


def _unfit() -> str:
    return _("the file of its annotations is damaged or does not fit it")


def _unusable(name: str) -> Problem:
    advice = _("it is kept beside the annotations, under another name")
    return Problem(name, _("its journal does not go with it, so that it was not used"), advice=advice)
