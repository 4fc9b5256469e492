"""The records that travel between rooms: frozen, plain, comparable.

Offsets are half-open and count code points of ``Article.text``; token and
sentence ranges are half-open too. Dates are EDTF strings ("2022-03-07",
"2022-03", "199X").
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

Span = tuple[int, int]
KEPT_AS = "kept as"  # in the metadata of a field: its name in stores, which older versions wrote too


class Status(StrEnum):
    """How an article puts what it says, in the order in which statuses are listed.

    The last is of facts alone: a doubtful claim has the status that its sentence gives it, and makes a
    fact of its own, apart from what is sure enough.
    """

    ASSERTED = "asserted"
    ATTRIBUTED = "attributed"
    HEDGED = "hedged"
    PLANNED = "planned"
    FORMER = "former"
    NEGATED = "negated"
    DOUBTFUL = "doubtful"


class EntityType(StrEnum):
    """What an entity is, in the order in which types are listed."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    PLACE = "Place"
    GROUP = "Group"
    EVENT = "Event"


class MentionKind(StrEnum):
    """How a mention refers."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Skip:
    """A stretch of text that is no part of the article proper (``kind`` says why)."""

    start: int
    end: int
    kind: str  # front-matter, furniture, credit, repeat, related, ...


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read. Boilerplate is marked in ``skip``, never cut out."""

    id: str
    text: str
    headline: str | None = field(default=None, metadata={KEPT_AS: "title"})
    source: str | None = None  # the publisher
    author: str | None = None
    url: str | None = None
    published: str | None = None  # EDTF, day granularity where known
    language: str = "en"
    format: str = "txt"
    skip: tuple[Skip, ...] = ()  # sorted, not overlapping
    pages: tuple[int, ...] = ()  # where each page of a file that has several begins
    scanned: bool = False  # whether the words were recognised in a picture, and may be misread

    def page(self, offset: int) -> int | None:
        """The page, counted from 1, that a place in the text is on; None where there are no pages."""
        return bisect_right(self.pages, offset) or None


@dataclass(frozen=True, slots=True)
class Heading:
    """An article without its text."""

    id: str
    headline: str | None = None
    source: str | None = None  # the publisher
    author: str | None = None
    url: str | None = None
    published: str | None = None  # EDTF
    format: str | None = None


def heading(article: Article) -> Heading:
    """What stands over an article."""
    source = (article.headline, article.source, article.author, article.url, article.published)
    return Heading(article.id, *source, article.format)


@dataclass(frozen=True, slots=True)
class Ent:
    """A named entity of a parse: a token range, its label and the model's probability."""

    start: int
    end: int
    label: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Parse:
    """What the language pipeline read: one entry per token in each array.

    ``heads`` holds token indices; a sentence's root is its own head. ``deps`` are
    Universal Dependencies labels, ``tags`` Penn tags, ``pos`` UPOS, ``morphs``
    UD features ("Number=Sing|Person=3", "" for none). ``sents`` are token ranges
    that cover all tokens in order. Skipped text has no tokens.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    pos: tuple[str, ...]
    morphs: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]
    sents: tuple[Span, ...]
    ents: tuple[Ent, ...]
    model: str = ""

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, i: int) -> str:
        """The text of token ``i``."""
        return self.text[self.starts[i] : self.ends[i]]

    def span_text(self, start: int, end: int) -> str:
        """The text from token ``start`` up to, not including, token ``end``."""
        return self.text[self.starts[start] : self.ends[end - 1]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names or refers to something."""

    start: int
    end: int
    type: str  # PERSON ORG GPE LOC FAC NORP EVENT DATE MONEY ...
    text: str
    entity: str | None  # id of a LocalEntity
    kind: MentionKind
    why: str = ""  # how the mention came to its entity


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """An entity as one article knows it."""

    id: str  # e1, e2, ... in order of first mention
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    gender: str | None = None  # female, male, None for unknown
    titles: tuple[str, ...] = ()  # titles as written next to a name, lower case
    place: str | None = None  # lexicon id, where certain


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence says (or denies, doubts, plans, ...)."""

    id: str  # hash of article, spans and predicate
    subject: str  # LocalEntity id
    predicate: str
    object: str | None  # LocalEntity id, or None where ``value`` holds a literal
    value: str | None
    role: str | None  # the title as written
    subject_span: Span
    object_span: Span
    evidence: Span  # the sentence that says it; the main one where it takes several
    status: Status
    speaker: str | None = None  # LocalEntity id, or the speaker's words where no entity
    since: str | None = None
    until: str | None = None
    on: str | None = None
    confidence: float = 0.5
    rule: str = ""
    where: str | None = None  # LocalEntity id of the place of an event
    amount: str | None = None  # number with unit or currency, as written
    about: str | None = None  # topic or charge, as written
    support: tuple[Span, ...] = ()  # the other sentences that were needed, in order
    implied: str | None = None  # what no sentence says outright: "country", "owner", ...
    doubtful: bool = False  # less sure than what the default graph holds


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody in the article is quoted with."""

    start: int
    end: int
    speaker: str | None  # LocalEntity id, or the speaker's words
    direct: bool
    about: tuple[str, ...] = ()  # LocalEntity ids named in it


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one article, computed without looking at any other."""

    article: str
    mentions: tuple[Mention, ...]
    entities: tuple[LocalEntity, ...]
    claims: tuple[Claim, ...]
    quotes: tuple[Quote, ...] = ()
    sentences: tuple[Span, ...] = ()  # character spans


@dataclass(frozen=True, slots=True)
class KnownMatch:
    """An entry of a known list that an entity is, and why."""

    id: str
    iri: str
    name: str
    topics: tuple[str, ...]  # as the list writes them: sanction, role.pep, ...
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of the whole collection."""

    key: str  # the IRI without its base: person/sergei-tsivilev
    type: EntityType
    name: str
    aliases: tuple[str, ...]  # other names, sorted
    members: tuple[tuple[str, str], ...]  # (article id, LocalEntity id), sorted
    former_keys: tuple[str, ...] = ()  # other keys that answer for this entity
    place: str | None = None  # lexicon id of a known place
    latitude: float | None = None
    longitude: float | None = None
    note: str | None = None
    known: tuple[KnownMatch, ...] = ()  # entries of known lists that it is


@dataclass(frozen=True, slots=True)
class Fact:
    """Claims of one status that say the same of the same entities, across articles.

    Only facts of status "asserted" stand in the default graph.
    """

    id: str  # hash of subject key, predicate and object key or value
    subject: str  # Entity key
    predicate: str
    object: str | None  # Entity key, or None where ``value`` holds a literal
    value: str | None
    status: Status
    claims: tuple[tuple[str, Claim], ...]  # (article id, claim), sorted
    support: int  # independent articles: near-duplicates count once
    confidence: float

    @property
    def doubtful(self) -> bool:
        """Whether no claim is sure enough for the default graph."""
        return self.status == Status.DOUBTFUL


@dataclass(frozen=True, slots=True)
class Collection:
    """All that is known of a folder of articles; what the graph, the page and the exports are made from."""

    articles: tuple[Article, ...]  # sorted by id
    readings: tuple[Reading, ...]  # sorted by article id
    entities: tuple[Entity, ...]  # sorted by key
    facts: tuple[Fact, ...]  # sorted by subject, predicate, object, value, status
    duplicates: tuple[tuple[str, ...], ...] = ()  # groups of article ids, the first stands for the group
