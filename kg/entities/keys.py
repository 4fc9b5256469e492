"""The keys of entities: one for each type and folded name, a choice among an entity's own for the entity."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from kg.entities.person_names import person_name
from kg.entities.profiles import Member
from kg.lexicon import Place, fold, places
from kg.lexicon.small_places import small_places
from kg.records import EntityType

_NAMESAKE = re.compile(r"-[0-9a-f]{8}$")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def slug(name: str) -> str:
    """The folded name with hyphens; of a name without any letter, a hash."""
    return fold(name).replace(" ", "-") or key_digest(name)


def name_key(kind: EntityType, name: str) -> str:
    """The key that a name has: "person/sergei-tsivilev"."""
    return f"{kind.lower()}/{slug(name)}"


def pinned_key(kind: EntityType, identifier: str) -> str:
    """The key of an entry of a name list, from its own id."""
    return f"{kind.lower()}/{_UNSAFE.sub('-', identifier).strip('-') or key_digest(identifier)}"


def place_key(place: Place) -> str:
    """The key of a place of the lexicon: its name there, with a hash for one that few mean by it."""
    plain = name_key(EntityType.PLACE, place.name)
    best = places().lookup(place.name) or small_places().lookup(place.name)
    return plain if best and best[0].id == place.id else f"{plain}-{key_digest(place.id)}"


def base_key(key: str) -> str:
    """The key without the hash that tells a namesake apart."""
    return _NAMESAKE.sub("", key)


def key_digest(text: str) -> str:
    """Eight hexadecimal digits that stand for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def member_key(kind: EntityType, name: str, member: Member) -> str:
    """The key of a namesake, told apart by its first member."""
    return f"{name_key(kind, name)}-{key_digest(chr(31).join(member))}"


def best_name(kind: EntityType, counts: Counter[str]) -> str:
    """The most frequent full name, in Latin letters before others; of equally frequent ones the first."""

    def rank(name: str) -> tuple[bool, bool, int, str, str]:
        full = kind != EntityType.PERSON or person_name(name).spelt
        shouted = name.isupper() and (kind == EntityType.ORGANIZATION or len(name) > 3)
        return (not full, shouted, -counts[name], fold(name), name)

    return min(counts, key=rank)
