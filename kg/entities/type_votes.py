"""Names that one article takes for another type than the rest of the collection: "Roskomnadzor" as a person.

A profile changes its type only where nothing in its own article speaks for the type, and the analyst's list,
the other articles or the lexicon of places speak for another. Readings stay as they are, so that what was
changed is changed back by itself when the articles that spoke for it are gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.entities.keys import slug
from kg.entities.known_list import Entry
from kg.entities.organization_names import organization_name
from kg.entities.person_names import person_name
from kg.entities.profiles import Profile
from kg.lexicon import fold, is_given_name, is_surname, places
from kg.lexicon.name_words import organization_data
from kg.records import EntityType

TOLD_TYPES = frozenset({EntityType.GROUP, EntityType.EVENT})  # which say what they are
_MANY = 3  # times as many articles of another type
_SURE = ("country", "continent", "macro", "water", "region")


@dataclass(frozen=True, slots=True)
class Change:
    """A profile of another type than its article has it, and why."""

    index: int
    profile: Profile
    reason: str


@dataclass(slots=True)
class _Use:
    """How many profiles use a name for one type, and how many of them show the type."""

    every: int = 0
    shown: int = 0


def changes(found: list[Profile], entries: dict[int, Entry]) -> list[Change]:
    """The profiles of a component that are of another type than they seem."""
    uses: dict[str, dict[EntityType, _Use]] = defaultdict(lambda: defaultdict(_Use))
    for profile in found:
        if profile.type in TOLD_TYPES:
            continue
        for name in {slug(name) for name in profile.names}:
            use = uses[name][profile.type]
            use.every += 1
            use.shown += shows_type(profile)
    made = (_change(n, profile, entries.get(n), uses) for n, profile in enumerate(found))
    return [change for change in made if change]


def _change(
    index: int, profile: Profile, entry: Entry | None, uses: dict[str, dict[EntityType, _Use]]
) -> Change | None:
    if entry is not None:
        listed = _as(profile, entry.type) if entry.type != profile.type else None
        return Change(index, listed, f"the name list has it as {entry.type}") if listed else None
    names = {slug(name) for name in profile.names}
    if profile.type in TOLD_TYPES or len(names) != 1 or shows_type(profile):
        return None
    of_name = uses[next(iter(names))]
    other = _other(profile.type, of_name)
    if other and not (other == EntityType.PLACE and _may_be_its_team(profile)):
        count = of_name[other].every
        reason = f"{profile.type} in this article, {other} in {count} other{'s' if count > 1 else ''}"
        return Change(index, _as(profile, other), reason)
    is_place = profile.type == EntityType.PLACE
    if not is_place and _certain_place(profile.names[0]) and not _may_be_its_team(profile):
        return Change(index, _as(profile, EntityType.PLACE), "a place of the lexicon")
    return None


def _other(own: EntityType, uses: dict[EntityType, _Use]) -> EntityType | None:
    """The type that the name surely has elsewhere."""
    ranked = sorted((kind for kind in uses if kind != own), key=lambda k: (-uses[k].shown, -uses[k].every, k))
    if not ranked:
        return None
    mine, best = uses[own], uses[ranked[0]]
    rivals = mine.shown + sum(uses[kind].shown for kind in ranked[1:])
    clear = best.shown >= 1 and rivals == 0 and best.every >= mine.every
    many = best.every >= _MANY * mine.every and best.shown >= _MANY * rivals and best.every >= _MANY
    return ranked[0] if clear or many else None


def _may_be_its_team(profile: Profile) -> bool:
    """Whether an organization has the name of a city or country, as clubs, teams and governments do."""
    found = places().lookup(profile.names[0]) if profile.type == EntityType.ORGANIZATION else ()
    return any(place.kind in ("city", "country") for place in found)


def shows_type(profile: Profile) -> bool:
    """Whether the name or the article speaks for the type."""
    if profile.type in profile.fits:
        return True
    if profile.type != EntityType.PLACE and all(map(_whole_place, profile.names)):
        return False  # "North Kordofan" is nobody, "West Bank" no bank
    if profile.type == EntityType.PERSON:
        return bool(profile.titles or profile.gender) or any(map(_like_a_person, profile.names))
    if profile.type == EntityType.ORGANIZATION:
        return any(map(_like_an_organization, profile.names))
    return places().get(profile.place or "") is not None  # a village's name may be anybody's


def _like_a_person(name: str) -> bool:
    """Whether lists of names know the given name, or a single word at all."""
    parts = person_name(name)
    if parts.given:
        return len(parts.given[0]) == 1 or is_given_name(parts.given[0]) or is_given_name(parts.family)
    return is_given_name(parts.family) or is_surname(parts.family)


def _like_an_organization(name: str) -> bool:
    parts, data = organization_name(name), organization_data()
    telling = data.generic | data.official | data.weak
    return parts.acronym or parts.form is not None or bool(telling & set(parts.words))


def _certain_place(name: str) -> bool:
    return bool(certain_place(name)) and not is_given_name(name) and not is_surname(name)


def _whole_place(name: str) -> bool:
    """Whether a name of several words is that of one country, region or water."""
    found = places().lookup(name) if " " in name else ()
    return bool(found) and found[0].kind in _SURE and fold(found[0].name) == fold(name)


def certain_place(name: str) -> str | None:
    """The lexicon's id of the one country, region or the like that a name can mean."""
    found = places().lookup(name)
    if not found or organization_name(name).acronym or found[0].kind not in _SURE:
        return None
    rivals = [place for place in found[1:] if place.kind != "city"]
    return None if rivals else found[0].id


def _as(profile: Profile, kind: EntityType) -> Profile:
    place = certain_place(profile.names[0]) if kind == EntityType.PLACE else None
    gender = profile.gender if kind == EntityType.PERSON else None
    return replace(profile, type=kind, gender=gender, place=place)


def applied(found: list[Profile], changed: Iterable[Change]) -> list[Profile]:
    """The profiles with the changes made."""
    made = list(found)
    for change in changed:
        made[change.index] = change.profile
    return made
