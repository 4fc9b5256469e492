"""HTML pages through trafilatura, and pieces of HTML (feeds, mails, table cells) as paragraphs."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from kg.articles.drafts import Draft
from kg.articles.fields import cleaned
from kg.articles.foreign import reading
from kg.articles.press import split
from kg.errors import InputError
from kg.limits import Limits

MAX_BYTES = 20_000_000
MOST_OF_A_SHORT_PAGE = 1_000_000  # bytes
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|&(?:[a-z]+|#\d+);")
_BLOCKS = frozenset(
    """p div br hr li ul ol dl dt dd h1 h2 h3 h4 h5 h6 tr table blockquote section article header footer
    figure figcaption pre""".split()  # noqa: SIM905
)
_DROPPED = ("script", "style", "noscript", "template", "svg", "form", "button", "select")
_PRESS = (b"of Document", b" DOCUMENTS", b"LOAD-DATE", b"Load-Date", b"activa", b"roQuest", b"roquest")
_DATES = {"max_date": "2100-01-01", "original_date": True, "extensive_search": False}  # no clock, no guesses
for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read_html(data: bytes, limits: Limits) -> Iterator[Draft | InputError]:
    """The main text of a web page, a line for each paragraph, with the metadata that the page gives.

    The export of a press database has an article for each of those that it holds.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"a page of {len(data):,} bytes is too large")
    if _is_export(data) and (articles := split(page_lines(data))):
        yield from articles
        return
    page = _extracted(data)
    text = _with_breaks((getattr(page, "text", None) or "").strip(), data)
    if not text:
        raise InputError("no article text in the page")
    metadata = cleaned(
        {
            "title": page.title,
            "author": page.author,
            "published": page.date,
            "source": page.sitename,
            "url": page.url,
            "language": _declared(data),
        }
    )
    yield Draft(text, **metadata)  # type: ignore[arg-type]


def _with_breaks(text: str, data: bytes) -> str:
    """The text of a short page, which comes as one line, with the breaks between its paragraphs."""
    if not text or "\n" in text or len(data) > MOST_OF_A_SHORT_PAGE:
        return text
    starts, at = [], 0
    for line in page_lines(data):
        found = text.find(line, at)
        if found >= 0 and len(line) > 1:
            starts.append(found)
            at = found + len(line)
    cuts = [0, *(start for start in starts if start and _between(text, start)), len(text)]
    return "\n".join(filter(None, (text[a:b].strip() for a, b in pairwise(cuts))))


def _between(text: str, start: int) -> bool:
    """Whether a sentence or a heading may end right before."""
    return text[start - 1].isspace() or text[start - 1] in ".!?\"'\u201d\u2019)" or text[start].isupper()


def _is_export(data: bytes) -> bool:
    """Whether a page may come from a press database, seen without reading it."""
    return any(mark in data for mark in _PRESS)


def page_lines(data: bytes) -> list[str]:
    """All text of a page, a line for each block."""
    from lxml import html  # type: ignore[import-untyped]

    with reading("a broken page"):
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding=_utf8(data)))
        for element in list(root.iter("head", *_DROPPED)):
            element.drop_tree()
        text = "".join(_pieces(root))
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]


def _utf8(data: bytes) -> str | None:
    """The encoding where the bytes show it; else what the page says of itself holds."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _extracted(data: bytes) -> Any:
    from trafilatura import bare_extraction

    with reading("a broken page"):
        return bare_extraction(
            data,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=_DATES,
        )


def _declared(data: bytes) -> str | None:
    match = re.search(rb"<html[^>]{0,500}?\blang\s*=\s*[\"']?([a-zA-Z-]{2,10})", data[:20000])
    return match[1].decode("ascii") if match else None


def looks_like_html(text: str) -> bool:
    """Whether a string holds tags or character references."""
    return bool(_TAG.search(text[:20000]))


def paragraphs(fragment: str) -> str:
    """A piece of HTML as text, a line for each block."""
    from lxml import html

    with reading("broken HTML"):
        root = html.fragment_fromstring(fragment, create_parent="div")
        for element in list(root.iter(*_DROPPED)):
            element.drop_tree()
    lines = (" ".join(line.split()) for line in "".join(_pieces(root)).split("\n"))
    return "\n".join(filter(None, lines))


def _pieces(root: Any) -> Iterator[str]:
    """The text of a tree in order, line breaks around blocks; a walk without recursion."""
    from lxml import etree

    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield "\n"
        elif element.tag in ("td", "th"):
            yield " "
        own = element.text if event == "start" and isinstance(element.tag, str) else None
        after = element.tail if event == "end" and element is not root else None
        yield (own or "").replace("\n", " ") + (after or "").replace("\n", " ")
