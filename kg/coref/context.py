"""What rules may ask of an article: which token belongs to which entity, and of what kind it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

from kg.coref import Quoted, Ref, Resolution, Several
from kg.lexicon.event_nouns import event_kind
from kg.lexicon.organizations import ends_company
from kg.lexicon.parties import parties
from kg.lexicon.titles import is_title
from kg.lexicon.wordlists import of_kind, word_set
from kg.records import EntityType, LocalEntity, MentionKind, Parse

PARTY = "party"
EMPLOYER = "employer"
ACRONYM = re.compile(r"[A-Z][A-Z-]{1,5}[A-Z]")  # of three letters and more: "NRM", "ZANU-PF"
RANGE = re.compile(r"\s*[–—-]\s*")  # what stands between the ends of a range of dates


@dataclass(frozen=True, slots=True)
class Context:
    """The refs and entities of one article, findable by token."""

    parse: Parse
    entities: Mapping[str, LocalEntity]
    by_token: Mapping[int, Ref]
    parties: frozenset[str]  # ids of what the article calls one: "the Vox party", "the party Fidesz"
    described: tuple[LocalEntity, ...] = ()  # those of the entities that no mention names
    quotes: tuple[Quoted, ...] = ()
    several: Mapping[int, Several] = field(default_factory=dict)  # plural phrases by head token
    occasions: Mapping[int, tuple[Ref, LocalEntity]] = field(default_factory=dict)  # events by token

    def ref(self, token: int) -> Ref | None:
        """The ref that a token stands for: any token of a name, the head of a nominal or pronoun."""
        return self.by_token.get(token)

    def entity(self, ref: Ref | None) -> LocalEntity | None:
        """The entity of a ref, if it has one."""
        return self.entities.get(ref.entity) if ref is not None and ref.entity else None

    def named(self, token: int) -> LocalEntity | None:
        """The entity that a token names, by a name, not by a noun or pronoun."""
        ref = self.by_token.get(token)
        return self.entity(ref) if ref is not None and ref.kind == MentionKind.NAME else None

    def kinds(self, entity: LocalEntity) -> tuple[str, ...]:
        """The kinds of an entity, most telling first, by its name and by what the article calls it."""
        told = kinds(entity)
        called = entity.id in self.parties and entity.type == EntityType.ORGANIZATION and PARTY not in told
        return (PARTY, *told) if called else told


def context(parse: Parse, resolution: Resolution) -> Context:
    """Index a resolution by token."""
    by_token: dict[int, Ref] = {}
    for ref in sorted(resolution.refs, key=lambda r: (r.kind == MentionKind.NAME, r.start - r.end)):
        if ref.type == "PERSON" and ref.kind == MentionKind.NAME and is_title(parse, ref.start, ref.end):
            continue
        if ref.kind == MentionKind.NAME:
            by_token.update(dict.fromkeys(range(ref.start, ref.end), ref))
        else:
            by_token[ref.head] = ref
    parties = frozenset(r.entity for r in resolution.refs if r.entity and _is_called_party(parse, r))
    entities = {entity.id: entity for entity in resolution.entities}
    several = {one.head: one for one in resolution.several if one.head not in by_token}
    return Context(
        parse,
        MappingProxyType(entities),
        MappingProxyType(by_token),
        parties,
        quotes=resolution.quotes,
        several=MappingProxyType(several),
        occasions=MappingProxyType(_occasions(resolution, by_token)),
    )


def _occasions(resolution: Resolution, by_token: Mapping[int, Ref]) -> dict[int, tuple[Ref, LocalEntity]]:
    """What means an event, by its tokens that stand for nothing else: for none in a name inside its own."""
    events = {event.id: event for event in resolution.events}
    found: dict[int, tuple[Ref, LocalEntity]] = {}
    for ref in resolution.occasions:
        tokens = range(ref.start, ref.end) if ref.kind == MentionKind.NAME else (ref.head,)
        for i in tokens:
            other = by_token.get(i)
            if ref.entity is not None and (other is None or other.entity is None):
                found[i] = (ref, events[ref.entity])
    return found


def _is_called_party(parse: Parse, ref: Ref) -> bool:
    if ref.kind != MentionKind.NAME or ref.type != "ORG":
        return False
    beside = [i for i in (ref.start - 1, ref.end) if 0 <= i < len(parse)]
    if any(parse.word(i) in ("party", "Party") and parse.tags[i] in ("NN", "NNP") for i in beside):
        return True
    if not ACRONYM.fullmatch(parse.word(ref.start)) or ref.end != ref.start + 1:
        return False
    contest = word_set("organizations", "contesting")
    return (
        ref.start > 0 and parse.word(ref.start - 1).lower() in ("opposition", "ruling", "governing")
    ) or any(parse.lemmas[i].lower() in contest for i in range(ref.end, min(ref.end + 2, len(parse))))


def kinds(entity: LocalEntity) -> tuple[str, ...]:
    """The kinds that a name tells, most telling first: country, city, place; party, organization; person."""
    if entity.type == EntityType.PLACE:
        kind = (entity.place or "").split("/")[0]
        if kind in ("country", "region", "city", "continent"):
            return (kind, "place")
        return ("organization", "place") if _houses(entity) else ("place",)
    if entity.type == EntityType.ORGANIZATION:
        found = tuple(
            k
            for k in (
                "party",
                "school",
                "public",
                "armed",
                "government",
                "team",
                "league",
                "military",
                EMPLOYER,
                "irregular",
            )
            if _is_kind(entity, k)
            or (k == PARTY and _is_party(entity))
            or (k == EMPLOYER and any(ends_company(n.split()[-1]) for n in (entity.name, *entity.aliases)))
        )
        return (*found, *(("media",) if _is_medium(entity) else ()), "organization")
    special = event_kind(entity.name) if entity.type == EntityType.EVENT else ""
    return (*((special,) if special else ()), entity.type.lower())


def _is_party(entity: LocalEntity) -> bool:
    return not parties().isdisjoint((entity.name, *entity.aliases))


def _is_medium(entity: LocalEntity) -> bool:
    """Whether it is known for one that reports: a paper, a station, a news agency."""
    return not word_set("gazetteer", "media").isdisjoint((entity.name, *entity.aliases))


def _houses(entity: LocalEntity) -> bool:
    """Whether a place is named after the institution in it: "Levada Center"."""
    return entity.name.split()[-1].lower() in word_set("organizations", "institutions")


def _is_kind(entity: LocalEntity, kind: str) -> bool:
    marks = of_kind(kind)
    return any(w in marks for name in (entity.name, *entity.aliases) for w in _tokens(name))


def _tokens(name: str) -> Iterable[str]:
    low = name.lower().replace("’", "'").replace("'s", "")
    words = low.replace("/", " ").split()
    return [*words, *(" ".join(pair) for pair in pairwise(words)), low]
