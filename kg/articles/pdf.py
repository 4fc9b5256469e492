"""PDF files through pypdf: paragraphs put together again from lines."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from kg.articles.characters import seen
from kg.articles.drafts import Draft
from kg.articles.fields import cleaned
from kg.articles.foreign import each, reading
from kg.articles.printed_lines import joined
from kg.errors import InputError
from kg.limits import Limits

EDGE = 2  # lines at the top and bottom of a page that may be running heads
_PAGE_NUMBER = re.compile(
    r"(?:page\s+)?[-\u2013\u2014|\s]*\d{1,4}[-\u2013\u2014|\s]*(?:(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)
_LIGATURES = {0: "", 0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_NO_TITLE = re.compile(
    r"(?:microsoft word|untitled|document\d*\b).*|about:blank|.*\.(?:docx?|pdf|indd|qxd|rtf|odt|html?)",
    re.IGNORECASE,
)
BROKEN = "a broken PDF"
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read_pdf(data: bytes, limits: Limits, ocr: bool = False) -> Iterator[Draft]:
    """The text of a PDF file; InputError where it is broken, locked or holds no text.

    With ``ocr`` the pages without text are looked at as pictures.
    """
    reader = _opened(data)
    pages = list(_pages(reader, limits))
    blank = [number for number, page in enumerate(pages) if not any(map(str.isalpha, "".join(page)))]
    if blank and ocr:
        from kg.articles.scans import words_of_pages

        for number, text in words_of_pages(data, blank, limits):
            pages[number] = text.splitlines()
    text, starts = joined(_without_running_heads(pages))
    if not any(char.isalpha() for char in text):
        raise InputError(f"no text in it{'' if ocr else ' (a scanned PDF? --ocr reads it)'}")
    scanned = ocr and any(any(pages[number]) for number in blank)
    yield Draft(text, **_metadata(reader), pages=starts, scanned=scanned, plain=True)


def _opened(data: bytes) -> Any:
    from pypdf import PdfReader

    with reading(BROKEN):
        reader = PdfReader(io.BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
    if locked:
        raise InputError("locked with a password")
    with reading(BROKEN):
        len(reader.pages)
    return reader


def _pages(reader: Any, limits: Limits) -> Iterator[list[str]]:
    unpacked = length = 0
    for number, page in enumerate(each(BROKEN, lambda: reader.pages), start=1):
        with reading(f"{BROKEN}, page {number}"):
            contents = page.get_contents()
            unpacked += len(contents.get_data()) if contents is not None else 0
        limits.check_unpacked(unpacked)
        with reading(f"{BROKEN}, page {number}"):
            text = page.extract_text()
        length += len(text) + 1
        limits.check_length(length)
        yield [line.rstrip() for line in seen(text.translate(_LIGATURES)).splitlines()]


def _without_running_heads(pages: Sequence[list[str]]) -> list[list[str]]:
    """All lines by page, but for page numbers and those that stand at the edge of most pages."""
    edges = Counter(key for page in pages for key in {_key(page[i]) for i in _edges(page)})
    running = {key for key, count in edges.items() if key and count >= max(2, 0.6 * len(pages))}
    lines = []
    for page in pages:
        heads = {
            i for i in _edges(page) if _key(page[i]) in running or _PAGE_NUMBER.fullmatch(page[i].strip())
        }
        lines.append([line for i, line in enumerate(page) if i not in heads])
    return lines


def _edges(page: Sequence[str]) -> list[int]:
    filled = [i for i, line in enumerate(page) if line.strip()]
    return sorted({*filled[:EDGE], *filled[-EDGE:]})


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()).casefold())


def _metadata(reader: Any) -> dict[str, Any]:
    """What the file says of itself; nothing where that part is broken, since the text is not."""
    try:
        with reading(BROKEN):
            info = reader.metadata
            if not info:
                return {}
            created = info.creation_date  # may be the day of printing: the last resort
            title, author = str(info.title or ""), str(info.author or "")
    except InputError:
        return {}
    return cleaned(
        {
            "title": None if _NO_TITLE.fullmatch(title) else title,
            "author": author,
            "file_date": created.date().isoformat() if created else None,
        }
    )
