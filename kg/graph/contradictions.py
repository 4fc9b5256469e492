"""What a collection says against itself: each problem with the sentences on both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.graph import edtf
from kg.graph.citations import Citations
from kg.graph.facts import Members, misfit
from kg.ontology import Ontology, Relation, Trait, load
from kg.records import Collection, Entity, Fact, Reading, Status

Said = tuple[str, str, str | None, str | None]  # subject, predicate, object, value


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something that cannot be right, with the articles and sentences that say it."""

    kind: str  # shape, holders, cycle, dates, types, denied
    message: str
    sentences: tuple[tuple[str, str], ...] = ()  # article id, sentence

    def __str__(self) -> str:
        said = "".join(f"\n    {article}: {sentence}" for article, sentence in self.sentences)
        return f"{self.kind}: {self.message}{said}"


@dataclass(frozen=True, slots=True)
class _Case:
    """What the checks look at."""

    facts: tuple[Fact, ...]  # asserted
    denied: tuple[Fact, ...]
    left: frozenset[Said]  # what was so before
    followed: frozenset[tuple[str, str | None]]  # who came after whom, or before
    citations: Citations
    entities: Mapping[str, Entity]  # by key
    members: Members
    ontology: Ontology
    readings: tuple[Reading, ...] = ()

    def problem(self, kind: str, message: str, *facts: Fact) -> Problem:
        """A problem with the first sentence of each fact."""
        said = ((fact.claims[0][0], self.citations.cite(*fact.claims[0]).passage.line) for fact in facts)
        return Problem(kind, message, tuple(dict.fromkeys(said)))

    def in_turn(self, one: Fact, other: Fact) -> bool:
        """Whether an article says that one of two holders has left or was followed by the other."""
        pair = (one.subject, other.subject)
        return bool(self.left & {_said(one), _said(other)}) or bool(self.followed & {pair, pair[::-1]})

    def say(self, fact: Fact) -> str:
        """A fact in words."""
        other = fact.value if fact.object is None else self.entities[fact.object].name
        return f"{self.entities[fact.subject].name} {fact.predicate} {other}"


def contradictions(collection: Collection, ontology: Ontology | None = None) -> tuple[Problem, ...]:
    """All contradictions among the facts, sorted."""
    known = ontology or load()
    asserted = tuple(fact for fact in collection.facts if fact.status == Status.ASSERTED)
    succession = (fact for fact in asserted if known.has(fact.predicate, Trait.SUCCESSION))
    case = _Case(
        facts=asserted,
        denied=tuple(fact for fact in collection.facts if fact.status == Status.NEGATED),
        left=frozenset(_said(fact) for fact in collection.facts if fact.status == Status.FORMER),
        followed=frozenset((fact.subject, fact.object) for fact in succession),
        citations=Citations.of(collection),
        entities={entity.key: entity for entity in collection.entities},
        members={member: entity for entity in collection.entities for member in entity.members},
        ontology=known,
        readings=collection.readings,
    )
    checks = (_holders, _cycles, _dates, _types, _misfits, _denied)
    return tuple(sorted(problem for check in checks for problem in check(case)))


def _holders(case: _Case) -> Iterator[Problem]:
    """Two holders of an office that one holds at a time, and nobody says that one came after the other."""
    held: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in case.facts:
        if case.ontology.has(fact.predicate, Trait.SINGLE_HOLDER) and fact.object is not None:
            held[fact.predicate, fact.object].append(fact)
    for facts in held.values():
        timed = [(fact, _tenure(fact)) for fact in facts]
        for (one, first), (other, second) in combinations(timed, 2):
            if _may_overlap(first, second) and not case.in_turn(one, other):
                yield case.problem("holders", f"{case.say(one)}, and {case.say(other)}", one, other)


def _may_overlap(one: edtf.Bounds, other: edtf.Bounds) -> bool:
    (start, end), (begin, finish) = one, other
    return not (end and begin and end < begin) and not (finish and start and finish < start)


def _tenure(fact: Fact) -> edtf.Bounds:
    """The widest time that a fact's claims give; None where one of them leaves it open."""
    found = [edtf.outer(claim.since, claim.until, claim.on) for _, claim in fact.claims]
    starts = [start for start, _ in found if start]
    ends = [end for _, end in found if end]
    return min(starts, default=None), max(ends, default=None)


def _cycles(case: _Case) -> Iterator[Problem]:
    """Things that lie in themselves, belong to themselves or descend from themselves."""
    for relation in case.ontology:
        if relation.has(Trait.ACYCLIC):
            yield from _cycles_of(case, set(case.ontology.kinds(relation.name)))


def _cycles_of(case: _Case, names: set[str]) -> Iterator[Problem]:
    import networkx as nx  # type: ignore[import-untyped]

    facts = [fact for fact in case.facts if fact.predicate in names and fact.object is not None]
    graph = nx.DiGraph((fact.subject, fact.object) for fact in facts)
    for group in nx.strongly_connected_components(graph):
        if len(group) > 1:
            within = [fact for fact in facts if fact.subject in group and fact.object in group]
            message = "in a circle: " + "; ".join(case.say(fact) for fact in within)
            yield case.problem("cycle", message, *within)


def _dates(case: _Case) -> Iterator[Problem]:
    """Two dates, which cannot be the same, for what happens once."""
    found: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in case.facts:
        relation = case.ontology.relations.get(fact.predicate)
        if relation and relation.dated:
            found[fact.subject, fact.predicate].append(fact)
    for facts in found.values():
        for one, other in combinations(facts, 2):
            if _apart(one.value, other.value):
                yield case.problem("dates", f"{case.say(one)}, and {case.say(other)}", one, other)


def _apart(one: str | None, other: str | None) -> bool:
    first, second = edtf.bounds(one or ""), edtf.bounds(other or "")
    if first is None or second is None:
        return False
    (start, end), (begin, finish) = first, second
    return bool((end and begin and end < begin) or (finish and start and finish < start))


def _types(case: _Case) -> Iterator[Problem]:
    """Facts that join what their relation does not join."""
    for fact in case.facts:
        relation = case.ontology.relations.get(fact.predicate)
        if relation is not None and not _fits(fact, relation, case.entities):
            joined = " and ".join(_type(key, case.entities) for key in (fact.subject, fact.object))
            message = f"{case.say(fact)}, but {relation.name} does not join {joined}"
            yield case.problem("types", message, fact)


def _misfits(case: _Case) -> Iterator[Problem]:
    """Claims that are no facts, since other articles know an entity of theirs as of another type."""
    for reading in case.readings:
        for claim in reading.claims:
            if (
                claim.status == Status.ASSERTED
                and not claim.doubtful
                and misfit(reading, claim, case.members, case.ontology)
            ):
                sides = (claim.subject, claim.object or "")
                entities = (case.members.get((reading.article, local)) for local in sides)
                joined = " and ".join(f"{e.name} ({e.type})" for e in entities if e)
                message = f"{claim.predicate} is said of {joined}, which it does not join"
                sentence = case.citations.cite(reading.article, claim).passage.line
                yield Problem("types", message, ((reading.article, sentence),))


def _fits(fact: Fact, relation: Relation, entities: Mapping[str, Entity]) -> bool:
    subject = _type(fact.subject, entities)
    if fact.object is not None:
        return relation.fits(subject, _type(fact.object, entities))
    return subject in relation.domain and relation.literal


def _type(key: str | None, entities: Mapping[str, Entity]) -> str:
    return "text" if key is None else entities[key].type


def _denied(case: _Case) -> Iterator[Problem]:
    """Facts that an article asserts and another, or the same, denies."""
    asserted = {_said(fact): fact for fact in case.facts}
    for denial in case.denied:
        fact = asserted.get(_said(denial))
        if fact is not None:
            yield case.problem("denied", f"{case.say(fact)} is asserted and denied", fact, denial)


def _said(fact: Fact) -> Said:
    return fact.subject, fact.predicate, fact.object, fact.value
