"""Dates in text → EDTF, keeping their granularity: "March 2022" is a month, "the 1990s" a decade.

Relative dates ("Sunday", "last year", "Nov 7") are counted from the publication date; without
one they stay unread. Whatever the grammar here does not know goes to dateparser.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
YEAR = r"(?P<year>1\d{3}|20\d\d)"
LEAD = (
    r"(?:(?:the|in|on|since|from|until|by|around|about|circa|c\.|early|late|mid|mid-|mid -|start of|end of"
    r"|beginning of|night of|morning of|afternoon of|evening of)\s+)*"
)
WEEKDAY = (
    r"(?:(?P<weekday>mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs?)?(?:day)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)\.?)"
)
FORMS = [
    re.compile(LEAD + rf"(?:{WEEKDAY},?\s+)?(?:the\s+)?{DAY}\s+(?:of\s+)?{MONTH},?\s+{YEAR}"),
    re.compile(LEAD + rf"(?:{WEEKDAY},?\s+)?{MONTH}\s+{DAY}\s*,?\s+{YEAR}"),
    re.compile(LEAD + rf"{MONTH},?\s+(?:of\s+)?{YEAR}"),
    re.compile(LEAD + rf"(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?{YEAR}"),
    re.compile(LEAD + r"(?P<decade>1\d\d|20\d)0\s?['’]?s"),
    re.compile(LEAD + rf"(?:the\s+year\s+)?{YEAR}"),
    re.compile(LEAD + rf"(?:{WEEKDAY},?\s+)?(?:the\s+)?{DAY}\s+(?:of\s+)?{MONTH}"),
    re.compile(LEAD + rf"(?:{WEEKDAY},?\s+)?{MONTH}\s+{DAY}"),
    re.compile(LEAD + rf"(?:(?P<which>last|this|next|past)\s+)?{MONTH}"),
    re.compile(
        LEAD + rf"(?:(?P<which>last|this|next|past)\s+)?{WEEKDAY}(?:\s+(?:morning|afternoon|evening|night))?"
    ),
    re.compile(r"(?P<which>last|this|next|past)\s+(?P<unit>year|month|week)"),
    re.compile(
        r"(?P<today>today|tonight|yesterday|tomorrow|earlier today|this morning|this afternoon|this evening)"
    ),
    re.compile(LEAD + r"(?P<iso>\d{4}-\d\d(?:-\d\d)?)"),
    re.compile(LEAD + r"(?P<century>\d{1,2})(?:st|nd|rd|th)\s+century"),
]


def edtf(text: str, published: str | None, *, ahead: bool = False) -> str | None:
    """The EDTF form of a date expression, or None where it cannot be told.

    ``ahead`` says that a day without a year is still to come.
    """
    return _edtf(" ".join(text.lower().split()), published, ahead)


@lru_cache(maxsize=4096)
def _edtf(text: str, published: str | None, ahead: bool) -> str | None:
    base = _base(published)
    for form in FORMS:
        match = form.fullmatch(text)
        if match:
            return _render({k: v for k, v in match.groupdict().items() if v}, base, ahead)
    return _parsed(text, base) if base and re.search(r"\bago\b", text) else None


def _base(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published and len(published) >= 10 else None
    except ValueError:
        return None


def _render(part: dict[str, str], base: date | None, ahead: bool) -> str | None:
    if "iso" in part:
        return part["iso"]
    if "decade" in part:
        return part["decade"] + "X"
    if "century" in part:
        return f"{int(part['century']) - 1:02d}XX"
    if "season" in part:
        return f"{part['year']}-{SEASONS[part['season']]}"
    if "month" in part:
        return _with_month(part, base, ahead)
    if "year" in part:
        return part["year"]
    return _relative(part, base, ahead) if base else None


def _with_month(part: dict[str, str], base: date | None, ahead: bool) -> str | None:
    month = MONTHS.index(part["month"][:3]) + 1
    day = int(part["day"]) if "day" in part else None
    which = part.get("which") or ("next" if ahead else None)
    year = int(part["year"]) if "year" in part else _year_of(month, day, base, which)
    if year is None:
        return None
    if day is None:
        return f"{year}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year_of(month: int, day: int | None, base: date | None, which: str | None) -> int | None:
    """The year of the nearest such date that is not after the publication, or with "next" not before it."""
    if base is None:
        return None
    if which == "next":
        past = month <= base.month if day is None else (month, day) < (base.month, base.day)
        return base.year + past
    later = (month, day or 1) > (base.month, base.day)
    return base.year - 1 if later and which != "this" else base.year


def _relative(part: dict[str, str], base: date, ahead: bool) -> str | None:
    if "today" in part:
        shift = {"yesterday": -1, "tomorrow": 1}.get(part["today"], 0)
        return (base + timedelta(days=shift)).isoformat()
    if "weekday" in part:
        back = (base.weekday() - DAYS.index(part["weekday"][:3])) % 7
        if part.get("which") == "next" or (ahead and "which" not in part):
            return (base + timedelta(days=7 - back if back else 0 if ahead else 7)).isoformat()
        if part.get("which") in ("last", "past") and back == 0:
            back = 7
        return (base - timedelta(days=back)).isoformat()
    return _unit(part, base)


def _unit(part: dict[str, str], base: date) -> str | None:
    step = {"last": -1, "past": -1, "this": 0, "next": 1}[part["which"]]
    if part["unit"] == "year":
        return str(base.year + step)
    if part["unit"] == "month":
        months = base.year * 12 + base.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02d}"
    return None


def _parsed(text: str, base: date) -> str | None:
    """Let dateparser read "three years ago", cut to the granularity that it names."""
    import dateparser

    found = dateparser.parse(
        text,
        languages=["en"],
        settings={"RELATIVE_BASE": datetime(base.year, base.month, base.day), "PREFER_DATES_FROM": "past"},
    )
    if found is None:
        return None
    if "year" in text or "decade" in text:
        return f"{found.year:04d}"
    day = f"{found.year:04d}-{found.month:02d}-{found.day:02d}"
    return day[:7] if "month" in text or "week" in text else day
