"""The reading of one article as a person has mended it: claims, types, and what is no entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg import fingerprints
from kg.coref.labels import LABELS
from kg.pipeline.assertions import RULE, SURE
from kg.pipeline.extents import extended, without
from kg.pipeline.wording import overlap, sentence_span, whole_sentences, words_span
from kg.records import Claim, EntityType, LocalEntity, Mention, MentionKind, Reading, Span, Status

if TYPE_CHECKING:
    from kg.entities import Decision
    from kg.ontology import Ontology, Relation

Words = tuple[str, ...]
NONE = "none"  # as a date


@dataclass(frozen=True, slots=True)
class Mended:
    """A reading after all decisions, and those that found something to hold on to."""

    reading: Reading
    fitting: frozenset[Decision]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the words of a claim stand."""

    evidence: Span
    subject: Span
    object: Span


def mended(text: str, reading: Reading, decisions: Sequence[Decision], ontology: Ontology) -> Mended:
    """The reading with what was decided of its names and claims, each matter as it was decided last."""
    last = {decision.matter: decision for decision in decisions}
    bench = Bench(text, reading, ontology)
    bench.names([d for d in last.values() if d.kind in ("type", "none", "extent")])
    corrections: dict[Words, list[Decision]] = defaultdict(list)
    for decision in last.values():
        if decision.kind == "claim":
            bench.add(decision)
        elif decision.kind == "correct":
            corrections[decision.words[:5]].append(decision)
    for about, found in corrections.items():
        bench.correct(about, found)
    return Mended(bench.reading(), frozenset(bench.fitting))


def claim_id(about: Words) -> str:
    """The id of a claim by hand, from article, sentence, ends and relation."""
    return fingerprints.digest(["claim", *about])[:16]


def spot(text: str, reading: Reading, about: Words) -> Spot | None:
    """Where article, sentence and ends of a decision are found in the text; None where one of them isn't."""
    inside = sentence_span(text, reading, about[1])
    ends = [words_span(text, inside, words) for words in (about[2], about[4])] if inside else [None]
    if inside is None or ends[0] is None or ends[1] is None:
        return None
    return Spot(whole_sentences(reading, (inside,)), ends[0], ends[1])


class Bench:
    """A reading in pieces, while it is mended."""

    def __init__(self, text: str, reading: Reading, ontology: Ontology) -> None:
        self.text = text
        self.ontology = ontology
        self._take(reading)
        self._ids = [entity.id for entity in reading.entities]  # of those who are gone, too
        self.fitting: set[Decision] = set()

    def reading(self) -> Reading:
        """The pieces put together."""
        return self._now() if self.fitting else self.before

    def _now(self) -> Reading:
        mentions = tuple(sorted(self.mentions, key=lambda mention: (mention.start, mention.end)))
        made = (tuple(self.entities.values()), tuple(self.claims.values()))
        return replace(self.before, mentions=mentions, entities=made[0], claims=made[1])

    def _take(self, reading: Reading) -> None:
        """Go on with another reading."""
        self.before = reading
        self.mentions = list(reading.mentions)
        self.entities = {entity.id: entity for entity in reading.entities}
        self.claims = {claim.id: claim for claim in reading.claims}

    # Names

    def names(self, decisions: Sequence[Decision]) -> None:
        """Give entities another type, other words, or none, one decision after the other."""
        for decision in sorted(decisions, key=lambda decision: decision.line):
            if decision.kind == "extent":
                self._extend(decision)
            else:
                self._judge(decision)

    def _judge(self, decision: Decision) -> None:
        from kg.entities.keys import name_key

        keys = decision.words[0].split()
        for entity in [e for e in self.entities.values() if name_key(e.type, e.name) in keys]:
            self.fitting.add(decision)
            if decision.kind == "none":
                self._take(without(self._now(), {entity.id}))
            else:
                self._retype(entity, EntityType(decision.words[1]))

    def _extend(self, decision: Decision) -> None:
        made = extended(self.text, self._now(), decision.words[1:])
        if made is not None:
            self._take(made)
            self.fitting.add(decision)

    def _retype(self, entity: LocalEntity, kind: EntityType) -> None:
        gender = entity.gender if kind == EntityType.PERSON else None
        self.entities[entity.id] = replace(entity, type=kind, gender=gender, place=None)
        self.mentions = [
            replace(m, type=LABELS[kind]) if m.entity == entity.id and m.kind == MentionKind.NAME else m
            for m in self.mentions
        ]
        self.claims = {id: c for id, c in self.claims.items() if entity.id not in ends(c) or self._fits(c)}

    def _fits(self, claim: Claim) -> bool:
        relation = self.ontology.relations.get(claim.predicate)
        subject = self.entities[claim.subject].type
        if relation is None or claim.object is None:
            return relation is None or subject in relation.domain
        return relation.fits(subject, self.entities[claim.object].type)

    # Claims

    def add(self, decision: Decision) -> None:
        """A claim that a person has read in a sentence."""
        made = self._made(decision.words[:5])
        if made is not None:
            self.claims[made.id] = made
            self.fitting.add(decision)

    def correct(self, about: Words, decisions: Sequence[Decision]) -> None:
        """What a claim says instead; one that is read no more is made anew, as a person vouched for it."""
        found = self.claim_of(about)
        claim = found or self._made(about, checked=False)
        for decision in decisions:
            changed = None if claim is None else self._changed(claim, *decision.words[5:])
            if changed is not None:
                claim = changed
                self.fitting.add(decision)
        if claim is not None and self.fitting.intersection(decisions):
            for twin in [] if found is None else [c.id for c in self.claims.values() if _is_twin(c, found)]:
                del self.claims[twin]
            self.claims[claim.id] = replace(claim, confidence=SURE, rule=RULE, implied=None, doubtful=False)

    def claim_of(self, about: Words) -> Claim | None:
        """The claim that a decision is about: of several the one whose words are the nearest."""
        where = spot(self.text, self.before, about)
        near: list[tuple[int, Claim]] = []
        for claim in self.claims.values() if where else ():
            pairs = ((claim.subject_span, where.subject), (claim.object_span, where.object)) if where else ()
            if claim.predicate == about[3] and all(overlap(*pair) for pair in pairs):
                near.append((sum(abs(a - b) for pair in pairs for a, b in zip(*pair, strict=True)), claim))
        return min(near, key=lambda pair: pair[0])[1] if near else None

    def _made(self, about: Words, *, checked: bool = True) -> Claim | None:
        where, relation = spot(self.text, self.before, about), self.ontology.relations.get(about[3])
        if where is None or relation is None or relation.dated:
            return None
        mentions, entities = list(self.mentions), dict(self.entities)
        subject = self.local(where.subject, relation.domain)
        other = None if relation.literal else self.local(where.object, relation.range)
        claim = Claim(
            id=claim_id(about),
            subject=subject.id,
            predicate=relation.name,
            object=other.id if other else None,
            value=None if other else self.text[slice(*where.object)],
            role=None,
            subject_span=where.subject,
            object_span=where.object,
            evidence=where.evidence,
            status=Status.ASSERTED,
            confidence=SURE,
            rule=RULE,
        )
        if not checked or self._fits(claim):
            return claim
        self.mentions, self.entities = mentions, entities
        return None

    def _changed(self, claim: Claim, field: str, value: str) -> Claim | None:
        """The claim with another value in a field; None where that says nothing."""
        if field == "relation":
            relation = self.ontology.relations.get(value)
            same = relation is not None and relation.literal == (claim.object is None)
            return replace(claim, predicate=value, role=None) if same else None
        if field in ("subject", "object"):
            return self._moved(claim, field, value)
        if field == "direction":
            return _swapped(claim)
        if field == "status":
            return replace(claim, status=Status(value))
        date = None if value == NONE else value
        return replace(claim, since=date if field == "since" else claim.since,
                       until=date if field == "until" else claim.until,
                       on=date if field == "on" else claim.on)  # fmt: skip

    def _moved(self, claim: Claim, field: str, words: str) -> Claim | None:
        inside = whole_sentences(self.before, (claim.evidence, claim.subject_span, claim.object_span))
        span = words_span(self.text, inside, words)
        relation: Relation | None = self.ontology.relations.get(claim.predicate)
        if span is None or relation is None:
            return None
        if field == "subject":
            return replace(claim, subject=self.local(span, relation.domain).id, subject_span=span)
        if relation.literal:
            return replace(claim, value=self.text[slice(*span)], object_span=span)
        return replace(claim, object=self.local(span, relation.range).id, object_span=span)

    def local(self, span: Span, kinds: Sequence[str]) -> LocalEntity:
        """The entity that is mentioned there, or a new one, of the first type that suits."""
        near = [m for m in self.mentions if m.entity in self.entities and overlap((m.start, m.end), span)]
        if near:
            best = min(near, key=lambda m: (abs(m.start - span[0]) + abs(m.end - span[1]), m.start))
            return self.entities[best.entity or ""]
        words = " ".join(self.text[slice(*span)].split())
        known = next((e for e in self.entities.values() if words in (e.name, *e.aliases)), None)
        entity = known or LocalEntity(self._next_id(), EntityType(kinds[0]), words)
        self.entities[entity.id] = entity
        self.mentions.append(Mention(*span, LABELS[entity.type], words, entity.id, MentionKind.NAME, RULE))
        return entity

    def _next_id(self) -> str:
        numbers = (int(id[1:]) for id in (*self.entities, *self._ids))
        return f"e{max(numbers, default=0) + 1}"


def ends(claim: Claim) -> tuple[str | None, str | None]:
    """The entities that a claim joins."""
    return claim.subject, claim.object


def _is_twin(claim: Claim, other: Claim) -> bool:
    """Whether the same sentence says the same of the same twice."""
    same = claim.predicate == other.predicate and claim.evidence == other.evidence
    return same and ends(claim) == ends(other) and claim.value == other.value


def _swapped(claim: Claim) -> Claim | None:
    if claim.object is None:
        return None
    return replace(
        claim,
        subject=claim.object,
        object=claim.subject,
        subject_span=claim.object_span,
        object_span=claim.subject_span,
    )
