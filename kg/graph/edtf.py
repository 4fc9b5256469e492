"""EDTF dates: which are well formed, and the first and last day that each may mean."""

from __future__ import annotations

import re
from calendar import monthrange

Bounds = tuple[str | None, str | None]  # xsd:date texts, None where open

_POINT = re.compile(
    r"(?P<year>-?\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?[?~%]?\Z"
)
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (1, 12)}  # winter may lie at either end of the year
_OPEN = ("", "..")


def bounds(edtf: str) -> Bounds | None:
    """The earliest and latest day of an EDTF date or interval; None if it is not one."""
    if "/" not in edtf:
        return _point(edtf)
    start, _, end = edtf.partition("/")
    first = (None, None) if start in _OPEN else _point(start)
    last = (None, None) if end in _OPEN else _point(end)
    if first is None or last is None or (first[0] and last[1] and first[0] > last[1]):
        return None
    return first[0], last[1]


def outer(since: str | None, until: str | None, on: str | None) -> Bounds:
    """The days between which something held that is known since, until or on a date."""
    start = bounds(since) if since else None
    end = bounds(until) if until else None
    day = bounds(on) if on else None
    first = start[0] if start else day[0] if day else None
    last = end[1] if end else day[1] if day and not start else None
    return first, last


def excludes(asked: Bounds, since: str | None, until: str | None, begun: str | None = None) -> bool:
    """Whether what held since, until or began on these dates surely did not hold within ``asked``.

    An EDTF date is taken as wide as it is: what ended in 2022 may have held on any day of that year.
    """
    start = bounds(since or begun or "")
    end = bounds(until or "")
    begins_later = bool(start and start[0] and asked[1] and asked[1] < start[0])
    ended_before = bool(end and end[1] and asked[0] and end[1] < asked[0])
    return begins_later or ended_before


def is_day(edtf: str) -> bool:
    """Whether an EDTF date names one certain day."""
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", edtf) is not None and bounds(edtf) is not None


def _point(text: str) -> Bounds | None:
    match = _POINT.match(text)
    if match is None:
        return None
    first, last = int(match["year"].replace("X", "0")), int(match["year"].replace("X", "9"))
    months = _months(match["month"])
    if months is None or not 1 <= first <= last:
        return None
    days = _days(match["day"], last, months[1])
    return (_date(first, months[0], days[0]), _date(last, months[1], days[1])) if days else None


def _months(text: str | None) -> tuple[int, int] | None:
    if text in (None, "XX"):
        return 1, 12
    month = int(text or 0)
    return (month, month) if 1 <= month <= 12 else _SEASONS.get(month)


def _days(text: str | None, year: int, month: int) -> tuple[int, int] | None:
    last = monthrange(year, month)[1]
    if text in (None, "XX"):
        return 1, last
    day = int(text or 0)
    return (day, day) if 1 <= day <= last else None


def _date(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}"
