"""What coreference hands on: references and the article's entities."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import LocalEntity, MentionKind


@dataclass(frozen=True, slots=True)
class Ref:
    """A token range that names or refers to something, with the reason for its link."""

    start: int
    end: int
    head: int  # the token that the rest of the sentence hangs on
    type: str  # PERSON ORG GPE LOC FAC NORP EVENT DATE ...
    kind: MentionKind
    entity: str | None
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted token range; ``speaker`` is the head token of the subject of "said"."""

    start: int
    end: int
    speaker: int | None


@dataclass(frozen=True, slots=True)
class Several:
    """A plural phrase that means several of the article's entities: "the two countries"."""

    start: int
    end: int
    head: int
    entities: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """The references and quotations of an article in text order, the entities in order of first mention."""

    refs: tuple[Ref, ...]
    entities: tuple[LocalEntity, ...]
    quotes: tuple[Quoted, ...] = ()  # in text order
    several: tuple[Several, ...] = ()
    occasions: tuple[Ref, ...] = ()  # names of events and descriptions that mean them, in text order
    events: tuple[LocalEntity, ...] = ()  # what they mean: entities only where a claim needs them
