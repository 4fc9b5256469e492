"""The IRIs of the graph: absolute, percent-encoded, the same for the same thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from kg.errors import DataError
from kg.graph.facts import id_of
from kg.records import Span

BASE = "https://newskg.example/"
ENTITY, FACT, CLAIM = "id/", "fact/", "claim/"
_SAFE = re.compile(r"[A-Za-z0-9_-]+\Z")


@dataclass(frozen=True, slots=True)
class Iris:
    """Makes IRIs under one base."""

    base: str = BASE

    def __post_init__(self) -> None:
        if not _is_base(self.base):
            raise DataError(f"the base {self.base!r} is not an absolute IRI that ends in /, such as {BASE}")

    def entity(self, key: str) -> str:
        """An entity of the collection, or a key that it had."""
        return f"{self.base}{ENTITY}{'/'.join(_segment(part) for part in key.split('/'))}"

    def named(self, iri: str, kind: str) -> str | None:
        """The key or id in an IRI of a kind (``ENTITY``, ``FACT``, ``CLAIM``); None in any other."""
        start = self.base + kind
        return unquote(iri.removeprefix(start)) if iri.startswith(start) else None

    def fact(self, id_: str) -> str:
        """A fact by its id."""
        return f"{self.base}{FACT}{_segment(id_)}"

    def claim(self, id_: str) -> str:
        """A claim by its id."""
        return f"{self.base}{CLAIM}{_segment(id_)}"

    def article(self, id_: str) -> str:
        """An article by its id, which may be a URL or a path."""
        return f"{self.base}article/{_article(id_)}"

    def graph(self, article: str) -> str:
        """The named graph of what one article says."""
        return f"{self.base}graph/{_article(article)}"

    def local(self, article: str, local: str) -> str:
        """An entity as one article knows it."""
        return f"{self.article(article)}/{_segment(local)}"

    def sentence(self, article: str, span: Span) -> str:
        """A stretch of an article's text."""
        return f"{self.base}sentence/{id_of(article, str(span[0]), str(span[1]))}"

    def quote(self, article: str, span: Span) -> str:
        """What somebody is quoted with."""
        return f"{self.base}quote/{id_of(article, str(span[0]), str(span[1]))}"

    def hashed(self, kind: str, *parts: str) -> str:
        """Anything else that is named by what it holds (membership, post, interval)."""
        return f"{self.base}{kind}/{id_of(*parts)}"


def base_of(iri: str) -> str:
    """The base under which an entity's IRI stands; empty where it is none."""
    base, home, _ = iri.rpartition(f"/{ENTITY}")
    return f"{base}/" if home else ""


def without_base(iri: str) -> str:
    """An entity's IRI without its base, whatever that is; others as they are."""
    return iri.rpartition(f"/{ENTITY}")[2]


def _is_base(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    whole = bool(parts.hostname) and not parts.query and not parts.fragment and "#" not in text
    return (
        whole and parts.scheme in ("http", "https") and text.endswith("/") and text == quote(text, ":/%~[]@")
    )


@lru_cache(maxsize=1024)
def _article(id_: str) -> str:
    return id_of(id_)


def _segment(text: str) -> str:
    """One step of a path; dots alone would be taken for a way up."""
    if _SAFE.match(text):
        return text
    coded = quote(text, safe="-_~.", errors="surrogatepass")
    return coded.replace(".", "%2E") if not coded.strip(".") else coded
