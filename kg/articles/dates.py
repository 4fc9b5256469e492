"""Dates as EDTF strings, as exact as they are written; None for what is no date or can be read two ways."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

NAMES = "january february march april may june july august september october november december"
MONTHS = {name: number for number, name in enumerate(NAMES.split(), 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_TIME = r"\d{1,2}(?:(?:[:.h]\d\d){1,2}\s*(?:[ap]\.?\s?m\b\.?)?|\s*[ap]\.?m\b\.?)"
_ZONE = r"(?:\(?(?:[A-Z]{1,5}(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d)\)?)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)"
_JOIN = r"(?:\s*[,|/·•\u2013\u2014-]\s*|\s+at\s+|\s+on\s+|\s+)"
_LABEL = (
    r"(?P<label>(?:first\s+|last\s+)?(?:published|posted|updated|modified|created|released|issued|dated?|on)"
    r"(?:\s+(?:on|at|date))?)\s*:?\s+"
)
_DATES = (
    rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}",
    rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?:T(?=\d))?",
)
_TAIL = rf"(?:{_JOIN}?{_TIME}(?:\s*{_ZONE})?)?"
_HEAD = rf"(?:{_TIME}(?:\s*{_ZONE})?{_JOIN})?"
STAMPS = tuple(
    re.compile(rf"\(?\[?(?:{_LABEL})?{_HEAD}{_WEEKDAY}?{date}{_TAIL}\)?\]?\.?", re.IGNORECASE)
    for date in _DATES
)
_MONTH_YEAR = re.compile(rf"{_MONTH},?\s+{_YEAR}", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?=$|[T\s])")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?=$|T)")
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)(?=$|[\sT,])")
MAX_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line that is a date and nothing else: what it is the date of, and the date."""

    label: str
    date: str


def stamp(line: str) -> Stamp | None:
    """The date that makes up the whole line ("Published: Nov. 26, 2022 8:02 am")."""
    if len(line) > MAX_LENGTH:
        return None
    line = " ".join(line.split())
    for pattern in STAMPS:
        if (match := pattern.fullmatch(line)) and (date := _date(match)):
            return Stamp((match["label"] or "").lower(), date)
    return None


def edtf(value: str) -> str | None:
    """The date that a metadata value gives, with the granularity it has ("2022-11", "2022")."""
    value = " ".join(value.split())
    if not value or len(value) > MAX_LENGTH:
        return None
    for read in (_iso, _compact, _numeric, _stamped, _mail, _month_year, _loose):
        if date := read(value):
            return date
    return None


def day(year: int, month: int, day_of_month: int) -> str | None:
    """The day as YYYY-MM-DD; None where the calendar has no such day."""
    try:
        return datetime.date(year, month, day_of_month).isoformat()
    except ValueError:
        return None


def _date(match: re.Match[str]) -> str | None:
    month = match["month"].lower()
    return day(int(match["year"]), MONTHS.get(month) or int(month), int(match["day"]))


def _iso(value: str) -> str | None:
    if not (match := _ISO.match(value)):
        return None
    year, month, day_of_month = match.groups()
    if day_of_month:
        return day(int(year), int(month), int(day_of_month))
    return match[0] if day(int(year), int(month or 1), 1) and match.end() == len(value) else None


def _compact(value: str) -> str | None:
    match = _COMPACT.match(value)
    return day(*map(int, match.groups())) if match else None


def _numeric(value: str) -> str | None:
    """Day and month in either order, where only one order is possible."""
    if not (match := _NUMERIC.match(value)):
        return None
    first, second, year = map(int, match.groups())
    readings = {day(year, first, second), day(year, second, first)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _stamped(value: str) -> str | None:
    found = stamp(value)
    return found.date if found else None


def _mail(value: str) -> str | None:
    from email.utils import parsedate

    found = parsedate(value)
    return day(*found[:3]) if found and str(found[0]) in value else None


def _month_year(value: str) -> str | None:
    match = _MONTH_YEAR.fullmatch(value)
    return f"{match['year']}-{MONTHS[match['month'].lower()]:02}" if match else None


def _loose(value: str) -> str | None:
    """Other wordings, as dateparser reads them; only with a year, since it adds today's."""
    if not re.search(r"\b(?:19|20)\d\d\b", value) or _NUMERIC.match(value):
        return None
    from dateparser.date import DateDataParser

    found = DateDataParser(languages=["en"], settings={"STRICT_PARSING": True}).get_date_data(value)
    return found.date_obj.date().isoformat() if found.date_obj else None
