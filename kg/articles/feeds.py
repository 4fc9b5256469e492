"""RSS and Atom files through feedparser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.articles.drafts import Draft
from kg.articles.fields import cleaned
from kg.articles.foreign import reading
from kg.articles.html import paragraphs
from kg.errors import InputError
from kg.limits import Limits


def read_feed(data: bytes, limits: Limits) -> Iterator[Draft | InputError]:
    """An article for each entry of the feed: its full content, else its summary."""
    feed = _parsed(data)
    if not feed.version and not feed.entries:
        raise InputError(f"no RSS or Atom feed{_reason(feed)}")
    for number, entry in enumerate(feed.entries, start=1):
        yield _drafted(entry, feed.feed, number)


def _parsed(data: bytes) -> Any:
    import feedparser  # type: ignore[import-untyped]

    with reading("a broken feed"):
        return feedparser.parse(data)


def _reason(feed: Mapping[str, Any]) -> str:
    return f" ({feed['bozo_exception']})" if feed.get("bozo_exception") else ""


def _drafted(entry: Mapping[str, Any], feed: Mapping[str, Any], number: int) -> Draft | InputError:
    text = paragraphs(_content(entry))
    if not text:
        return InputError(f"entry {number}: no text in it")
    metadata = cleaned(
        {
            "title": paragraphs(entry.get("title", "")),
            "author": entry.get("author"),
            "published": entry.get("published") or entry.get("updated"),
            "source": entry.get("source", {}).get("title") or feed.get("title"),
            "url": entry.get("link"),
            "language": feed.get("language"),
        }
    )
    return Draft(text, **metadata, key=entry.get("id") or str(number))  # type: ignore[arg-type]


def _content(entry: Mapping[str, Any]) -> str:
    pieces = [piece.get("value", "") for piece in entry.get("content", ())]
    return max([*map(str, pieces), str(entry.get("summary", ""))], key=len)
