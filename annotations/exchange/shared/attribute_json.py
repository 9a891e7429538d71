"""Write attributes into one column or feature, for formats that have no place for each of them."""

import json
from collections.abc import Mapping


def attributes_text(attributes: Mapping[str, str | bool]) -> str:
    """Return the attributes as a JSON object; empty where there are none."""
    return json.dumps(dict(attributes), ensure_ascii=False) if attributes else ""


def attributes_of(text: str) -> dict[str, str | bool]:
    """Read the attributes of a JSON object; any other text is the value of an attribute ``attributes``."""
    if not text:
        return {}
    try:
        attributes = json.loads(text)
    except (ValueError, RecursionError):
        attributes = text
    if not isinstance(attributes, dict):
        return {"attributes": text}
    return {name: item if isinstance(item, str | bool) else json.dumps(item) for name, item in attributes.items()}
