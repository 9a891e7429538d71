"""Write what is said of a record as a whole as the keys of an object, where a format has room for more."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.unread_keys import peek, text_in, use
from seeds.i18n import _

_TEXTS = ("id", "title", "document", "annotator", "status", "note")
_OTHERS = ("categories", "offset")


def record_metadata(record: Record, report: Report, reserved: Iterable[str] = ()) -> dict[str, Any]:
    """Return the facts of a record that are not empty, its ``meta`` among them, without those ``reserved``.

    What ``meta`` calls by the name of another fact, or by one that is reserved, is lost.
    """
    facts: dict[str, Any] = {name: getattr(record, name) for name in _TEXTS}
    facts |= {"categories": list(record.categories), "offset": record.offset}
    aside = {*reserved}
    for name in record.meta.keys() & (facts.keys() | aside):
        report.drop(record, _("its name is taken by something else in this format"), what="metadata", words=name)
    return {name: value for name, value in {**record.meta, **facts}.items() if value and name not in aside}


def described(record: Record, facts: Mapping[str, Any], reserved: Iterable[str] = ()) -> Record:
    """Return the record with the facts of the right kind; texts by names that are not known are its ``meta``.

    What is ``reserved`` is no fact. An id may be a number in files of others. Facts of other kinds count as not read.
    """
    names = [name for name in facts if name not in {*reserved}]
    values: dict[str, Any] = {name: text_in(facts, name) for name in _TEXTS if isinstance(_in(facts, name, names), str)}
    identifier, categories, offset = (_in(facts, name, names) for name in ("id", "categories", "offset"))
    if isinstance(identifier, int):
        values["id"] = str(identifier)
        use(facts, "id")
    if isinstance(categories, list | tuple) and all(isinstance(name, str) for name in categories):
        values["categories"] = tuple(categories)
        use(facts, "categories")
    if isinstance(offset, int) and offset >= 0:
        values["offset"] = offset
        use(facts, "offset")
    others = [name for name in names if name not in (*_TEXTS, *_OTHERS) and isinstance(peek(facts, name), str)]
    return replace(record, **values, meta={name: text_in(facts, name) for name in others})


def _in(facts: Mapping[str, Any], name: str, names: Collection[str]) -> object:
    return peek(facts, name) if name in names else None
