"""What rules may ask of an article: which token belongs to which entity, and of what kind it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from kg.coref import Ref, Resolution
from kg.lexicon.parties import parties
from kg.lexicon.titles import is_title
from kg.lexicon.wordlists import word_set
from kg.records import LocalEntity, Parse

PARTY = "party"
RANGE = re.compile(r"\s*[–—-]\s*")  # what stands between the ends of a range of dates


@dataclass(frozen=True, slots=True)
class Party(LocalEntity):
    """An organization that the article calls a party: "the Vox party", "the ruling party Fidesz"."""


@dataclass(slots=True)
class Context:
    """The refs and entities of one article, findable by token."""

    parse: Parse
    entities: dict[str, LocalEntity]
    by_token: dict[int, Ref] = field(default_factory=dict)
    described: list[LocalEntity] = field(default_factory=list)

    def ref(self, token: int) -> Ref | None:
        """The ref that a token stands for: any token of a name, the head of a nominal or pronoun."""
        return self.by_token.get(token)

    def entity(self, ref: Ref | None) -> LocalEntity | None:
        """The entity of a ref, if it has one."""
        return self.entities.get(ref.entity) if ref is not None and ref.entity else None

    def named(self, token: int) -> LocalEntity | None:
        """The entity that a token names, by a name, not by a noun or pronoun."""
        ref = self.by_token.get(token)
        return self.entity(ref) if ref is not None and ref.kind == "name" else None


def context(parse: Parse, resolution: Resolution) -> Context:
    """Index a resolution by token."""
    parties = {ref.entity for ref in resolution.refs if _is_called_party(parse, ref)}
    made = Context(parse, {e.id: _party(e) if e.id in parties else e for e in resolution.entities})
    for ref in sorted(resolution.refs, key=lambda r: (r.kind == "name", r.start - r.end)):
        if ref.type == "PERSON" and ref.kind == "name" and is_title(parse, ref.start, ref.end):
            continue
        if ref.kind == "name":
            made.by_token.update(dict.fromkeys(range(ref.start, ref.end), ref))
        else:
            made.by_token.setdefault(ref.head, ref)
            made.by_token[ref.head] = ref
    return made


def _party(entity: LocalEntity) -> Party:
    return Party(*(getattr(entity, name) for name in LocalEntity.__dataclass_fields__))


def _is_called_party(parse: Parse, ref: Ref) -> bool:
    if ref.kind != "name" or ref.type != "ORG":
        return False
    beside = [i for i in (ref.start - 1, ref.end) if 0 <= i < len(parse)]
    return any(parse.word(i) in ("party", "Party") and parse.tags[i] in ("NN", "NNP") for i in beside)


def kinds(entity: LocalEntity) -> tuple[str, ...]:
    """The kinds of an entity, most telling first: country, city, place; party, team, organization; person."""
    if entity.type == "Place":
        kind = (entity.place or "").split("/")[0]
        if kind in ("country", "region", "city", "continent"):
            return (kind, "place")
        return ("organization", "place") if _houses(entity) else ("place",)
    if entity.type == "Organization":
        found = tuple(
            k
            for k in (
                "party",
                "school",
                "public",
                "armed",
                "government",
                "team",
                "military",
                "employer",
                "irregular",
            )
            if _is_kind(entity, k) or (k == PARTY and _is_party(entity))
        )
        return (*found, "organization")
    return (entity.type.lower(),)


def _is_party(entity: LocalEntity) -> bool:
    return isinstance(entity, Party) or not parties().isdisjoint((entity.name, *entity.aliases))


def _houses(entity: LocalEntity) -> bool:
    """Whether a place is named after the institution in it: "Levada Center"."""
    return entity.name.split()[-1].lower() in word_set("organizations", "institutions")


def _is_kind(entity: LocalEntity, kind: str) -> bool:
    marks = word_set("organizations", kind)
    return any(w in marks for name in (entity.name, *entity.aliases) for w in _tokens(name))


def _tokens(name: str) -> Iterable[str]:
    low = name.lower().replace("’", "'").replace("'s", "")
    words = low.replace("/", " ").split()
    return [*words, *(" ".join(pair) for pair in pairwise(words)), low]
