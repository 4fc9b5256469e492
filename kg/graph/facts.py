"""Claims of many articles that say the same of the same entities become facts."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import DataError
from kg.graph import edtf
from kg.ontology import Ontology, Trait, load
from kg.records import Claim, Entity, Fact, Reading, Status

_QUOTES = {0x2018: "'", 0x2019: "'"}  # curly to straight
_OUTER = " \"'.,;:\u201c\u201d"
MOST = 0.99  # no number of articles makes a fact certain; a person's confirmation does

Members = Mapping[tuple[str, str], Entity]
Sourced = tuple[str, Claim]  # article id and claim


@dataclass(frozen=True, slots=True)
class Saying:
    """What a claim says in terms of the collection's entities."""

    subject: str
    predicate: str
    object: str | None
    value: str | None  # folded, so that spellings of one text meet
    status: Status


def facts(
    readings: Iterable[Reading],
    entities: Iterable[Entity],
    *,
    duplicates: Sequence[Sequence[str]] = (),
    rejected: Collection[str] = frozenset(),
    confirmed: Collection[str] = frozenset(),
    ontology: Ontology | None = None,
) -> tuple[Fact, ...]:
    """All facts, sorted; ``duplicates`` are groups of article ids, the others are claim ids.

    A symmetric relation stands in one direction, one of an inverse pair stands for both, and
    nothing is said of a thing and itself.
    """
    vocabulary = ontology or load()
    members = {member: entity for entity in entities for member in entity.members}
    said = sayings(readings, members, rejected, vocabulary)
    return made(said, leaders(duplicates), confirmed, vocabulary)


def sayings(
    readings: Iterable[Reading], members: Members, rejected: Collection[str], ontology: Ontology
) -> dict[Saying, list[Sourced]]:
    """What claims say, each with the claims that say so."""
    groups: dict[Saying, list[Sourced]] = defaultdict(list)
    for reading in readings:
        for claim in reading.claims:
            dropped = claim.id in rejected or misfit(reading, claim, members, ontology)
            saying = None if dropped else _saying(reading.article, claim, members, ontology)
            if saying is not None:
                groups[saying].append((reading.article, claim))
    return groups


def leaders(duplicates: Sequence[Sequence[str]]) -> dict[str, str]:
    """The article that stands for each near-duplicate."""
    return {article: group[0] for group in duplicates for article in group}


def made(
    said: Mapping[Saying, Sequence[Sourced]],
    leader: Mapping[str, str],
    confirmed: Collection[str],
    ontology: Ontology,
) -> tuple[Fact, ...]:
    """The facts that claims make, sorted."""
    found = (_fact(saying, group, leader, confirmed, ontology) for saying, group in said.items())
    return tuple(sorted(found, key=_order))


def saying_of(fact: Fact) -> Saying:
    """What the claims of a fact say."""
    value = None if fact.value is None else plain_value(fact.value)
    return Saying(fact.subject, fact.predicate, fact.object, value, fact.status)


def saying_id(saying: Saying) -> str:
    """The id of the fact that says so."""
    return fact_id(saying.subject, saying.predicate, saying.object, saying.value, saying.status)


def misfit(reading: Reading, claim: Claim, members: Members, ontology: Ontology) -> bool:
    """Whether a claim says what cannot be said of the type that one of its entities has across articles.

    Where the article itself has the type wrong, its claim is worth a look, but no fact.
    """
    relation = ontology.relations.get(claim.predicate)
    sides = ((claim.subject, relation.domain), (claim.object, relation.range)) if relation else ()
    for local, kinds in sides:
        entity = None if local is None else members.get((reading.article, local))
        if entity is not None and entity.type not in kinds and _local_type(reading, local) != entity.type:
            return True
    return False


def _local_type(reading: Reading, local: str | None) -> str | None:
    return next((entity.type for entity in reading.entities if entity.id == local), None)


def fact_id(
    subject: str, predicate: str, object: str | None, value: str | None, status: Status = Status.ASSERTED
) -> str:
    """The stable id of a fact; what is not asserted has an id of its own."""
    parts = [subject, predicate, object or "", "" if value is None else "=" + plain_value(value)]
    return id_of(*parts, *([] if status == Status.ASSERTED else [status]))


def id_of(*parts: str) -> str:
    """Twenty hexadecimal digits that depend on all parts and on where each ends."""
    coded = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(coded).hexdigest()[:20]


def plain_value(value: str) -> str:
    """A text as it is compared: case, width, spaces and outer punctuation do not count."""
    plain = unicodedata.normalize("NFKC", value).translate(_QUOTES).casefold()
    spaced = " ".join(plain.split())
    return spaced.strip(_OUTER) or spaced


def _order(fact: Fact) -> tuple[str, str, str, str, str]:
    return fact.subject, fact.predicate, fact.object or "", fact.value or "", fact.status


def _saying(article: str, claim: Claim, members: Members, ontology: Ontology) -> Saying | None:
    subject = _member(article, claim.subject, members)
    if claim.object is None:
        return _literal(subject, claim, ontology)
    return _directed(subject, claim, _member(article, claim.object, members), ontology)


def _member(article: str, local: str, members: Members) -> Entity:
    entity = members.get((article, local))
    if entity is None:
        raise DataError(f"article {article!r}: no entity of the collection holds {local!r}")
    return entity


def _literal(subject: Entity, claim: Claim, ontology: Ontology) -> Saying | None:
    value = plain_value(normal(claim.value or "", claim.predicate, ontology))
    if not value or (ontology.has(claim.predicate, Trait.OTHER_NAME) and value == plain_value(subject.name)):
        return None
    return Saying(subject.key, claim.predicate, None, value, _status(claim))


def normal(value: str, predicate: str, ontology: Ontology) -> str:
    """A literal as the graph writes it: no doubled spaces, dates bare of marks of doubt."""
    text = " ".join(value.split())
    if predicate not in ontology or "Date" not in ontology[predicate].range:
        return text
    bare = text.replace("\N{EN DASH}", "-").replace("-XX", "").rstrip("?~%")
    return bare if edtf.bounds(bare) else text


def _directed(subject: Entity, claim: Claim, other: Entity, ontology: Ontology) -> Saying | None:
    if subject.key == other.key:
        return None
    predicate, first, second = claim.predicate, subject, other
    relation = ontology.relations.get(predicate)
    if relation and relation.inverse and relation.inverse < predicate:
        predicate, first, second = relation.inverse, other, subject
    elif relation and relation.symmetric:
        first, second = _in_order(subject, other, relation.domain, relation.range)
    return Saying(first.key, predicate, second.key, None, _status(claim))


def _status(claim: Claim) -> Status:
    return Status.DOUBTFUL if claim.doubtful else claim.status


def _in_order(a: Entity, b: Entity, domain: Sequence[str], range_: Sequence[str]) -> tuple[Entity, Entity]:
    """A symmetric pair by key, unless only the other order fits the relation's types."""
    first, second = sorted((a, b), key=lambda entity: entity.key)
    straight = first.type in domain and second.type in range_
    crossed = second.type in domain and first.type in range_
    return (second, first) if crossed and not straight else (first, second)


def _fact(
    saying: Saying,
    group: Sequence[Sourced],
    leader: Mapping[str, str],
    confirmed: Collection[str],
    ontology: Ontology,
) -> Fact:
    claims = tuple(sorted(group, key=lambda pair: (pair[0], pair[1].evidence, pair[1].id)))
    best: dict[str, float] = defaultdict(float)
    for article, claim in claims:
        source = leader.get(article, article)
        best[source] = max(best[source], claim.confidence)
    sure = any(claim.id in confirmed for _, claim in claims)
    value = None if saying.value is None else _spelling(saying, claims, ontology)
    return Fact(
        id=saying_id(saying),
        subject=saying.subject,
        predicate=saying.predicate,
        object=saying.object,
        value=value,
        status=saying.status,
        claims=claims,
        support=len(best),
        confidence=1.0 if sure else noisy_or(best.values()),
    )


def _spelling(saying: Saying, claims: Iterable[Sourced], ontology: Ontology) -> str:
    """The most frequent of the ways in which the claims write one literal."""
    written = Counter(normal(claim.value or "", saying.predicate, ontology) for _, claim in claims)
    return min(written, key=lambda text: (-written[text], text))


def noisy_or(confidences: Iterable[float]) -> float:
    """Noisy-or: wrong only if each article's best claim is wrong."""
    doubt = 1.0
    for confidence in sorted(confidences):
        doubt *= 1.0 - confidence
    return round(min(MOST, 1.0 - doubt), 4)
