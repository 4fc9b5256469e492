"""Claims with the sentences that they rest on, where these stand, and who says so.

Whatever shows a claim takes it from here: the command line, the page, the explorer, dossiers, exports
and checks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.records import Article, Claim, Collection, Heading, Span, heading
from kg.store import resolved
from kg.store.database import Store

LONGEST = 900  # code points of a sentence; a longer one is cut around its marks where space is short
CONTEXT = 250
NO_MARKS: Mapping[str, Span] = {}

Mark = tuple[int, int, str]  # start, end, what it is: "subject", "object"
Sourced = tuple[str, Claim]  # article id and claim


@dataclass(frozen=True, slots=True)
class Named:
    """An entity, or the article's words for somebody or something."""

    name: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an article, with what is marked in it."""

    article: Heading
    span: Span  # in the article
    text: str
    marks: tuple[Mark, ...] = ()  # in order of place; offsets into ``text``
    page: int | None = None  # counted from 1, of a file that has several
    scanned: bool = False  # whether the words were recognised in a picture

    @property
    def place(self) -> str:
        """Where in its file the sentence stands, and whether it was read off a scan: "page 3, scan"."""
        parts = (f"page {self.page}" if self.page else "", "scan" if self.scanned else "")
        return ", ".join(filter(None, parts))

    @property
    def line(self) -> str:
        """The sentence on one line."""
        return " ".join(self.text.split())

    @property
    def excerpt(self) -> Excerpt:
        """What of the sentence to show where space is short."""
        if len(self.text) <= LONGEST:
            return Excerpt(self.text, self.marks)
        start = max(0, min((mark[0] for mark in self.marks), default=0) - CONTEXT)
        end = min(len(self.text), start + LONGEST)
        marks = tuple((a - start, b - start, what) for a, b, what in self.marks if start <= a and b <= end)
        return Excerpt(self.text[start:end], marks, start, len(self.text) - end)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage, or what is around its marks where that is very long."""

    text: str
    marks: tuple[Mark, ...]
    before: int = 0  # code points that are left out
    after: int = 0

    @property
    def cut(self) -> bool:
        """Whether the sentence goes on."""
        return bool(self.before or self.after)


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim with its sentence, and with names of those it refers to."""

    claim: Claim
    passage: Passage
    speaker: Named | None
    where: Named | None


class Citations:
    """Cites claims; looks each article up once.

    ``article`` finds an article by its id, ``entity`` who an article's own entity is, both None where
    there is none.
    """

    def __init__(
        self,
        article: Callable[[str], Article | None],
        entity: Callable[[str, str], Named | None],
    ) -> None:
        self._find = article
        self._entity = entity
        self._articles: dict[str, tuple[Article, Heading]] = {}

    @classmethod
    def of(cls, collection: Collection) -> Citations:
        """The claims of a collection."""
        articles = {article.id: article for article in collection.articles}
        own = ((r.article, local.id, local.name) for r in collection.readings for local in r.entities)
        named = {(article, local): Named(name) for article, local, name in own}
        for entity in collection.entities:
            named |= dict.fromkeys(entity.members, Named(entity.name, entity.key))
        return cls(articles.get, lambda article, local: named.get((article, local)))

    @classmethod
    def stored(cls, store: Store) -> Citations:
        """The claims of a store, of which only what is asked for is read."""

        def entity(article: str, local: str) -> Named | None:
            found = resolved.entity_of(store, article, local)
            if found is not None:
                return Named(found.name, found.key)
            reading = resolved.reading(store, article)
            own = (one.name for one in (reading.entities if reading else ()) if one.id == local)
            return next(map(Named, own), None)

        return cls(lambda id: resolved.article(store, id), entity)

    def cite(self, article: str, claim: Claim) -> Citation:
        """A claim with subject and object marked in its sentence."""
        marks = {"subject": claim.subject_span, "object": claim.object_span}
        passage = self.passage(article, claim.evidence, marks)
        speaker, where = (self.named(article, said) for said in (claim.speaker, claim.where))
        return Citation(claim, passage, speaker, where)

    def passage(self, article: str, span: Span, marks: Mapping[str, Span] = NO_MARKS) -> Passage:
        """A stretch of an article; ``marks`` are offsets into the article, those outside are left out."""
        found, head = self._article(article)
        start, end = span
        placed = sorted(marks.items(), key=lambda item: item[1])
        within = ((a - start, b - start, what) for what, (a, b) in placed if start <= a < b <= end)
        return Passage(head, span, found.text[start:end], tuple(within), found.page(start), found.scanned)

    def named(self, article: str, said: str | None) -> Named | None:
        """Whom an article's own entity is; words that are the id of no entity stay as they are."""
        return (self._entity(article, said) or Named(said)) if said else None

    def heading(self, article: str) -> Heading:
        """The article without its text."""
        return self._article(article)[1]

    def _article(self, id: str) -> tuple[Article, Heading]:
        if id not in self._articles:
            found = self._find(id)
            if found is None:
                raise NotFoundError(f"the graph has no article {id[:200]!r}")
            self._articles[id] = found, heading(found)
        return self._articles[id]


def ranked(claims: Iterable[Sourced]) -> list[Sourced]:
    """Claims with their articles, the most certain first."""
    return sorted(claims, key=lambda pair: (-pair[1].confidence, pair[0], pair[1].evidence, pair[1].id))
