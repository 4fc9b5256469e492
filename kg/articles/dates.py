"""Dates as EDTF strings, as exact as they are written; None for what is no date or can be read two ways."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
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
_COMPACT_MONTH = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?=$|[\sT,])")
_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)[./](\d{1,2})(?:[./](\d{1,2}))?(?=$|[\sT,])")
_MONTH_FIRST = re.compile(r"(\d{1,2})[./-]((?:19|20)\d\d)")
_SHORT_MONTH = re.compile(rf"{_MONTH}[-' ]+(?P<year>\d\d)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{4}|\d{9,10}|\d{12,13})(?:\.0+)?")
_ORDERS = ("dmy", "mdy")
CENTURY = 70  # years of two digits from it on are of the 20th century
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


def edtf(value: str, order: str | None = None) -> str | None:
    """The date that a metadata value gives, with the granularity it has ("2022-11", "2022").

    ``order`` (dmy or mdy) says which number is the day where both could be; without it such a date is as
    exact as its year.
    """
    value = " ".join(value.split())
    if not value or len(value) > MAX_LENGTH:
        return None
    if found := _NUMERIC.match(value):
        return _numeric(found, order)
    for read in (_iso, _number, _compact, _year_first, _stamped, _mail, _month_year, _loose):
        if date := read(value):
            return date
    return None


def order_of(values: Iterable[str]) -> str | None:
    """Which of the numbers is the day in a column of dates: dmy or mdy; None where it does not settle it."""
    found = [match for value in values if (match := _NUMERIC.match(value.strip()))]
    fits = [order for order in _ORDERS if all(_ordered(match, order) for match in found)]
    return fits[0] if len(fits) == 1 else None


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
    if match := _COMPACT.match(value):
        return day(*map(int, match.groups()))
    month = _COMPACT_MONTH.fullmatch(value)
    return f"{month[1]}-{month[2]}" if month else None


def _number(value: str) -> str | None:
    """A year, or seconds or thousandths of them since 1970."""
    match = _NUMBER.fullmatch(value)
    if not match:
        return None
    number = int(match[1])
    if len(match[1]) == 4:
        return str(number) if 1500 <= number <= 2100 else None
    seconds = number // 1000 if len(match[1]) > 10 else number
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()


def _numeric(match: re.Match[str], order: str | None) -> str | None:
    """Day and month in either order: with dots the day is first; else where only one order is possible."""
    usual = "dmy" if match[2] == "." else order
    if usual and (found := _ordered(match, usual)):
        return found
    readings = sorted({_ordered(match, one) for one in _ORDERS} - {None}, key=str)
    if len(readings) == 2:
        return str(readings[0])[:4]
    return readings[0] if readings else None


def _ordered(match: re.Match[str], order: str) -> str | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if year < 100:
        year += 1900 if year >= CENTURY else 2000
    return day(year, second, first) if order == "dmy" else day(year, first, second)


def _year_first(value: str) -> str | None:
    """2022/11/26, 2022.11 and 11/2022."""
    if match := _YEAR_FIRST.match(value):
        year, month, last = int(match[1]), int(match[2]), match[3]
        whole = day(year, month, int(last or 1))
        return whole if last or not whole else whole[:7]
    match = _MONTH_FIRST.fullmatch(value)
    whole = day(int(match[2]), int(match[1]), 1) if match else None
    return whole and whole[:7]


def _stamped(value: str) -> str | None:
    found = stamp(value)
    return found.date if found else None


def _mail(value: str) -> str | None:
    from email.utils import parsedate

    found = parsedate(value)
    return day(*found[:3]) if found and str(found[0]) in value else None


def _month_year(value: str) -> str | None:
    match = _MONTH_YEAR.fullmatch(value) or _SHORT_MONTH.fullmatch(value)
    if not match:
        return None
    year = int(match["year"])
    year += 0 if year > 99 else 1900 if year >= CENTURY else 2000
    return f"{year}-{MONTHS[match['month'].lower()]:02}"


def _loose(value: str) -> str | None:
    """Other wordings, as dateparser reads them; only with a year, since it adds today's."""
    if not re.search(r"\b(?:19|20)\d\d\b", value):
        return None
    from dateparser.date import DateDataParser

    found = DateDataParser(languages=["en"], settings={"STRICT_PARSING": True}).get_date_data(value)
    return found.date_obj.date().isoformat() if found.date_obj else None
