"""Write what is said of a record as a whole as the keys of an object, where a format has room for more."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from annotations.exchange.record import Record
from annotations.exchange.report import Report
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

    What is ``reserved`` is no fact. An id may be a number in files of others.
    """
    aside = {*reserved}
    allowed = {name: value for name, value in facts.items() if name not in aside}
    values: dict[str, Any] = {name: value for name in _TEXTS if isinstance(value := allowed.get(name), str)}
    identifier, categories, offset = allowed.get("id"), allowed.get("categories"), allowed.get("offset")
    if isinstance(identifier, int):
        values["id"] = str(identifier)
    if isinstance(categories, list | tuple):
        values["categories"] = tuple(name for name in categories if isinstance(name, str))
    if isinstance(offset, int) and offset > 0:
        values["offset"] = offset
    meta = {
        name: value for name, value in allowed.items() if isinstance(value, str) and name not in (*_TEXTS, *_OTHERS)
    }
    return replace(record, **values, meta=meta)
