"""Bytes to text: UTF-8 first, byte order marks, then a guess by charset-normalizer."""

from __future__ import annotations

import codecs
import re

from kg.articles.characters import seen
from kg.errors import InputError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MAX_CONTROL = 0.005  # share of control characters that a text may have
SAMPLE = 65536
MOSTLY = 0.7  # share of zero bytes in their places that UTF-16 of English has at least
JAPANESE = (b"\x1b$B", b"\x1b$@", b"\x1b(J")
CODE_PAGES = ("cp1252", "mac_roman", "cp1250", "cp1251", "koi8_r", "gb18030", "shift_jis", "euc_kr", "big5")
WESTERN = frozenset(
    map(chr, (*range(0xA0, 0x100), *range(0x152, 0x17F), *range(0x2013, 0x2027), 0x20AC, 0x2122))
)


def decode(data: bytes) -> str:
    """The text of ``data``, line ends as they are; InputError for binary data or an unknown encoding."""
    text = seen(_decoded(data))
    if "\0" in text or len(CONTROL.findall(text)) > MAX_CONTROL * len(text):
        raise InputError("binary data, not text")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    for look in (_unmarked_utf16, _japanese):
        if (text := look(data)) is not None:
            return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of a text that is mostly Latin is zero."""
    head = data[:SAMPLE]
    if b"\0" not in head or len(data) % 2:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) < MOSTLY * len(head) / 2 or min(even, odd) > MAX_CONTROL * len(head):
        return None
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _japanese(data: bytes) -> str | None:
    """ISO-2022-JP, which looks like ASCII but for its escapes."""
    if not any(escape in data for escape in JAPANESE):
        return None
    try:
        return data.decode("iso2022_jp_ext")
    except UnicodeDecodeError:
        return None


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"marked as {encoding}, but broken at byte {error.start}") from error


def _guessed(data: bytes) -> str:
    if b"\0" in data[:SAMPLE]:
        raise InputError("binary data, not text")
    for attempt in (_mostly_utf8, _western, _best_guess):
        if (text := attempt(data)) is not None:
            return text
    raise InputError("its encoding cannot be told; save it as UTF-8")


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes: far more whole characters beyond ASCII than broken ones."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    whole = sum(1 for char in text if char > "\x7f") - broken
    return text if whole >= 4 * broken else None


def _western(data: bytes) -> str | None:
    """Windows-1252, which English files that are not UTF-8 mostly are."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    beyond = [char for char in text if char > "\x7f"]
    usual = sum(1 for char in beyond if char in WESTERN)
    return text if usual >= 0.9 * len(beyond) and len(beyond) < 0.1 * len(text) else None


def _best_guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE], cp_isolation=list(CODE_PAGES), threshold=0.3).best()
    try:
        return data.decode(best.encoding) if best else None
    except UnicodeDecodeError:
        return None
