"""Who of a collection is on known lists: by name, birth date, country and office together.

A name alone never links. A birth date that speaks against it rules an entry out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg import lexicon
from kg.entities.listed import PERSON, Listed
from kg.entities.name_comparison import SAME, compare
from kg.entities.person_names import PersonName, person_name
from kg.entities.phonetics import skeleton
from kg.lexicon import fold
from kg.ontology import Ontology, Trait
from kg.records import Collection, Entity, EntityType, Fact, KnownMatch, Status

DAY = len("2020-01-01")
SMALL = frozenset("of the and for a an in to deputy vice former acting first".split())  # noqa: SIM905
SAID = frozenset({Status.ASSERTED, Status.FORMER})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What articles say of an entity that tells it from its namesakes."""

    key: str
    type: EntityType
    names: tuple[str, ...]
    born: tuple[str, ...] = ()  # EDTF
    countries: frozenset[str] = frozenset()  # ids of the lexicon
    offices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that an entity may be; ``sure`` if name and birth date agree."""

    key: str  # of the entity
    entry: Listed
    score: float
    sure: bool
    reasons: tuple[str, ...]


class Lists:
    """The entries of some lists, to look entities up in."""

    def __init__(self, entries: Iterable[Listed]) -> None:
        self._by_name: dict[tuple[str, str], dict[str, Listed]] = defaultdict(dict)
        self._by_family: dict[str, dict[str, Listed]] = defaultdict(dict)
        for entry in entries:
            for name in entry.names:
                self._by_name[entry.type, fold(name)][entry.id] = entry
                if entry.type == PERSON and (family := person_name(name).family):
                    self._by_family[skeleton(family)][entry.id] = entry

    def candidates(self, evidence: Evidence) -> Iterator[Candidate]:
        """The entries that an entity may be, best first."""
        named = self._named(evidence)
        judged = filter(None, (judge(evidence, entry) for entry in named))
        yield from sorted(judged, key=lambda found: (-found.score, found.entry.id))

    def _named(self, evidence: Evidence) -> list[Listed]:
        found: dict[str, Listed] = {}
        for name in evidence.names:
            if evidence.type != PERSON or person_name(name).full:
                found |= self._by_name.get((evidence.type, fold(name)), {})
        if evidence.type == PERSON:
            for own in (name for name in map(person_name, evidence.names) if name.spelt):
                near = self._by_family.get(skeleton(own.family), {})
                found |= {id: entry for id, entry in near.items() if _called(own, entry)}
        return [found[id] for id in sorted(found)]


def _called(name: PersonName, entry: Listed) -> bool:
    """Whether an entry has the name, maybe romanised otherwise."""
    others = (other for other in map(person_name, entry.names) if other.spelt)
    return any((match := compare(name, other)).strict and match.score >= SAME for other in others)


def judge(evidence: Evidence, entry: Listed) -> Candidate | None:
    """How likely an entity is an entry of its name; None where the birth date says that it is not."""
    born = [_agree(own, other) for own in evidence.born for other in entry.born]
    if born and not any(born):
        return None
    day, year = "day" in born, "year" in born
    office = _shared(evidence.offices, entry.offices)
    country = bool(evidence.countries & entry.countries)
    apart = bool(evidence.countries and entry.countries) and not country
    reasons = [
        *(["the same birth date"] if day else ["the same year of birth"] if year else []),
        *([f"the same office ({', '.join(office)})"] if office else []),
        *(["the same country"] if country else []),
        *(["other countries"] if apart else []),
    ]
    sure = day or (year and (bool(office) or country))
    score = 0.4 + 0.5 * day + 0.3 * (year and not day) + 0.25 * bool(office) + 0.15 * country - 0.2 * apart
    said = (*reasons, *(() if reasons else ("the name alone",)))
    return Candidate(evidence.key, entry, round(min(score, 0.99), 2), sure, ("the same name", *said))


def _agree(one: str, other: str) -> str:
    """How exactly two dates agree: "day", "year" (as far as they are told), or "" where they do not."""
    short = min(len(one), len(other))
    if one[:short] != other[:short]:
        return ""
    return "day" if short >= DAY else "year"


def _shared(own: Sequence[str], other: Sequence[str]) -> list[str]:
    """The words that offices share, other than small ones."""
    ours = {word for office in own for word in fold(office).split()} - SMALL
    theirs = {word for office in other for word in fold(office).split()} - SMALL
    return sorted(ours & theirs)


def evidence(collection: Collection, ontology: Ontology) -> Iterator[Evidence]:
    """What a collection says of each of its people and organizations."""
    entities = {entity.key: entity for entity in collection.entities}
    of_subject: dict[str, list[Fact]] = defaultdict(list)
    for fact in collection.facts:
        if fact.status in SAID:
            of_subject[fact.subject].append(fact)
    for entity in collection.entities:
        if entity.type in (PERSON, EntityType.ORGANIZATION):
            yield _told(entity, of_subject[entity.key], entities, ontology)


def _told(
    entity: Entity, facts: Sequence[Fact], entities: Mapping[str, Entity], ontology: Ontology
) -> Evidence:
    born = [fact.value for fact in facts if ontology.has(fact.predicate, Trait.BIRTH_DATE) and fact.value]
    places = [entities[fact.object].place for fact in facts if fact.object]
    roles = {claim.role for fact in facts for _, claim in fact.claims if claim.role}
    titles = {fact.value for fact in facts if fact.value and ontology.has(fact.predicate, Trait.OFFICE_TITLE)}
    return Evidence(
        key=entity.key,
        type=entity.type,
        names=(entity.name, *entity.aliases),
        born=tuple(sorted(set(born))),
        countries=frozenset(filter(None, map(_country, filter(None, places)))),
        offices=tuple(sorted(roles | titles)),
    )


def _country(id: str) -> str | None:
    """The country of a place of the lexicon."""
    place = lexicon.places().get(id)
    while place is not None and place.country is None and place.parent:
        place = lexicon.places().get(place.parent)
    return place.country if place is not None else None


def matched(candidate: Candidate, reason: str | None = None) -> KnownMatch:
    """What is kept with an entity of an entry that it is."""
    entry = candidate.entry
    why = reason or ", ".join(candidate.reasons)
    return KnownMatch(entry.id, entry.iri, entry.names[0], entry.topics, why)
