"""Outlook messages (.msg), whose container olefile opens: subject, sender, day, text, attachments."""

from __future__ import annotations

import datetime
import io
import re
import struct
from collections.abc import Iterator
from typing import Any

from kg.articles.archives import Member
from kg.articles.drafts import Draft
from kg.articles.fields import cleaned
from kg.articles.foreign import reading
from kg.articles.html import paragraphs
from kg.errors import InputError
from kg.limits import Limits

BROKEN = "no Outlook message, or a broken one"
SUBJECT, SENDER, ADDRESS, BODY, HEADERS = "0037", "0C1A", "0C1F", "1000", "007D"
HTML = "10130102"
NAME, SHORT_NAME, CONTENT = "3707", "3704", "37010102"
PROPERTIES = "__properties_version1.0"
TIMES = (0x0039, 0x0E06)  # sent, delivered
FILETIME = 0x0040
EPOCH = datetime.datetime(1601, 1, 1)
_DATE = re.compile(r"^Date:\s*(.+)$", re.MULTILINE | re.IGNORECASE)


def read_msg(data: bytes, limits: Limits) -> Iterator[Draft | Member]:
    """The text of a message, plain before HTML, then its attachments."""
    limits.check_archive(len(data))
    import olefile  # type: ignore[import-untyped]

    with reading(BROKEN):
        box = olefile.OleFileIO(io.BytesIO(data))
        names = [tuple(name) for name in box.listdir()]
    text = _text(box, BODY) or _html(box)
    attached = sorted({name[0] for name in names if len(name) > 1 and name[0].startswith("__attach")})
    if not text.strip() and not attached:
        raise InputError("no text in it")
    if text.strip():
        yield Draft(text, **_metadata(box))  # type: ignore[arg-type]
    for folder in attached:
        name = _text(box, NAME, folder) or _text(box, SHORT_NAME, folder)
        content = _bytes(box, f"{folder}/__substg1.0_{CONTENT}")
        if name and content:
            yield Member(name, content)


def _bytes(box: Any, path: str) -> bytes:
    with reading(BROKEN):
        return bytes(box.openstream(path).read()) if box.exists(path) else b""


def _text(box: Any, property: str, folder: str = "") -> str:
    """A property as text: UTF-16, or the older form of one byte a character."""
    before = f"{folder}/" if folder else ""
    if wide := _bytes(box, f"{before}__substg1.0_{property}001F"):
        return wide.decode("utf-16-le", "replace").rstrip("\0 ")
    return _bytes(box, f"{before}__substg1.0_{property}001E").decode("cp1252", "replace").rstrip("\0 ")


def _html(box: Any) -> str:
    page = _bytes(box, f"__substg1.0_{HTML}").decode("utf-8", "replace") or _text(box, "1013")
    return paragraphs(page) if page.strip() else ""


def _metadata(box: Any) -> dict[str, str]:
    sent = _DATE.search(_text(box, HEADERS))
    return cleaned(
        {
            "title": _text(box, SUBJECT),
            "author": _text(box, SENDER) or _text(box, ADDRESS),
            "published": sent[1] if sent else _sent(_bytes(box, PROPERTIES)),
        }
    )


def _sent(properties: bytes) -> str | None:
    """The day of sending, in the table of properties of 16 bytes each behind a head of 32."""
    found = {}
    for at in range(32, len(properties) - 15, 16):
        kind, number, _, value = struct.unpack_from("<HHIQ", properties, at)
        if kind == FILETIME and number in TIMES and value < 2**62:
            found[number] = value
    first = next((found[number] for number in TIMES if number in found), None)
    if first is None:
        return None
    with reading(BROKEN):
        return (EPOCH + datetime.timedelta(microseconds=first // 10)).date().isoformat()
