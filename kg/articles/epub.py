"""E-books (.epub): an article for each chapter that the book has one file for, in the order of reading."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from kg.articles.drafts import Draft
from kg.articles.fields import cleaned
from kg.articles.foreign import reading
from kg.articles.html import page_lines
from kg.articles.packed import parts
from kg.errors import InputError
from kg.limits import Limits

BROKEN = "no e-book, or a broken one"
CONTAINER, LOCK = "META-INF/container.xml", "META-INF/rights.xml"
PAGES = (".xhtml", ".html", ".htm", ".xml")
_PAGE = ("application/xhtml+xml", "text/html")
_MATTER = frozenset({"nav", "toc", "cover", "titlepage", "copyright-page", "index", "landmarks"})
SHORTEST = 200  # characters of a chapter; less is a title page or the like


def read_epub(data: bytes, limits: Limits) -> Iterator[Draft | InputError]:
    """The chapters of a book, each with its first line as headline and the book's title as source.

    Covers, tables of contents and pages of a few words are left out. InputError for a broken or locked book.
    """
    found = parts(data, limits, BROKEN, (*PAGES, ".opf"))
    if LOCK in found:
        raise InputError("the e-book is locked")
    place = _package(found)
    book = _root(found[place])
    said = {_name(e): " ".join((e.text or "").split()) for e in reversed(list(book.iter())) if e.text}
    own = {
        "source": said.get("title"),
        "author": said.get("creator"),
        "published": said.get("date"),
        "language": said.get("language"),
    }
    chapters = [(key, lines) for key, lines in _chapters(book, posixpath.dirname(place), found) if lines]
    long = [one for one in chapters if sum(map(len, one[1])) >= SHORTEST]
    if not chapters:
        raise InputError("no text in it")
    for key, lines in long or chapters:
        fields = cleaned({**own, "title": lines[0] if len(lines) > 1 else said.get("title")})
        yield Draft("\n".join(lines), **fields, key=key)  # type: ignore[arg-type]


def _package(found: Mapping[str, bytes]) -> str:
    """The part that says what the book is made of."""
    if CONTAINER not in found:
        raise InputError(BROKEN)
    named = [e.get("full-path") for e in _root(found[CONTAINER]).iter() if _name(e) == "rootfile"]
    place = next((name for name in named if name in found), None)
    if place is None:
        raise InputError(BROKEN)
    return str(place)


def _chapters(book: Any, folder: str, found: Mapping[str, bytes]) -> Iterator[tuple[str, list[str]]]:
    """The names and lines of the pages, in the order of reading, each once."""
    items = {e.get("id"): e for e in book.iter() if _name(e) == "item"}
    left_out = {
        _beside(folder, e.get("href"))
        for e in book.iter()
        if _name(e) == "reference" and e.get("type") in _MATTER
    }
    order = [items[e.get("idref")] for e in book.iter() if _name(e) == "itemref" and e.get("idref") in items]
    for item in dict.fromkeys(order):
        place = _beside(folder, item.get("href"))
        is_page = item.get("media-type") in _PAGE and "nav" not in (item.get("properties") or "").split()
        if is_page and place in found and place not in left_out:
            yield place, page_lines(found[place])


def _beside(folder: str, link: str | None) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote((link or "").partition("#")[0])))


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _root(data: bytes) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)
    with reading(BROKEN):
        return etree.fromstring(data, parser)
