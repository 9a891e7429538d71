"""Attributes in one column or feature, for formats that have no place for each of them."""

import json
from collections.abc import Mapping


def attributes_text(attributes: Mapping[str, str | bool]) -> str:
    """The attributes as a JSON object; empty where there are none."""
    return json.dumps(dict(attributes), ensure_ascii=False) if attributes else ""


def attributes_of(text: str) -> dict[str, str | bool]:
    """The attributes of a JSON object; what is none is the value of an attribute called ``attributes``."""
    if not text:
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = text
    if not isinstance(found, dict):
        return {"attributes": text}
    return {name: item if isinstance(item, str | bool) else json.dumps(item) for name, item in found.items()}
