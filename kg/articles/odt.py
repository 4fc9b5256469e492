"""OpenDocument texts (.odt): paragraphs and headings, a line for each, without notes and changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.articles.drafts import Draft
from kg.articles.fields import cleaned
from kg.articles.foreign import reading
from kg.articles.packed import parts
from kg.errors import InputError
from kg.limits import Limits

BROKEN = "no OpenDocument text, or a broken one"
_LINES = frozenset({"p", "h", "line-break"})
_UNREAD = frozenset({"note", "annotation", "tracked-changes", "sequence-decls", "forms", "ruby-text"})
_SPACES = {"s": " ", "tab": "\t"}


def read_odt(data: bytes, limits: Limits) -> Iterator[Draft]:
    """The article of an .odt file."""
    found = parts(data, limits, BROKEN, ("content.xml", "meta.xml"))
    if "content.xml" not in found:
        raise InputError(BROKEN)
    text = "\n".join(_lines(_root(found["content.xml"])))
    if not text:
        raise InputError("no text in it")
    yield Draft(text, **_metadata(found.get("meta.xml")), plain=True)  # type: ignore[arg-type]


def _root(data: bytes) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)
    with reading(BROKEN):
        return etree.fromstring(data, parser)


def _lines(root: Any) -> Iterator[str]:
    """A walk without recursion."""
    from lxml import etree

    pieces: list[str] = []
    unread = 0
    for event, part in etree.iterwalk(root, events=("start", "end")):
        name = str(part.tag).rpartition("}")[2]
        opens = event == "start"
        if name in _UNREAD:
            unread += 1 if opens else -1
        if name in _LINES:
            pieces.append("\n")
        elif name in _SPACES and opens:
            pieces.append(_SPACES[name])
        if not unread:
            pieces.append((part.text if opens else part.tail) or "")
    yield from filter(None, (" ".join(line.split()) for line in "".join(pieces).split("\n")))


def _metadata(data: bytes | None) -> dict[str, str]:
    if data is None:
        return {}
    said = {str(e.tag).rpartition("}")[2]: (e.text or "").strip() for e in _root(data).iter() if e.text}
    return cleaned(
        {
            "title": said.get("title"),
            "author": said.get("initial-creator") or said.get("creator"),
            "file_date": said.get("creation-date") or said.get("date"),
            "language": said.get("language"),
        }
    )
