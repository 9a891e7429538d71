"""Read dates as sources write them."""

import re
from datetime import date

_DATE = re.compile(r"\s*(\d{4})\s*(?:[-/.年]\s*)?(\d{1,2})\s*(?:[-/.月]\s*)?(\d{1,2})(?!\d)")


def iso_date(text: str) -> str:
    """Give the day that ``text`` begins with as ISO 8601; empty if it has none. 2025年12月5日 is 2025-12-05."""
    match = _DATE.match(text)
    if not match:
        return ""
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        return ""
