"""What is known of an entity in order of time: offices, and facts with a date.

The time of a moment is the one that articles speak of; when they were published stands apart, in
``reported``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.graph import edtf
from kg.graph.facts import plain_value
from kg.ontology import Ontology, Trait
from kg.records import Claim, Fact, Status

SHOWN = frozenset({Status.ASSERTED, Status.FORMER, Status.PLANNED, Status.ATTRIBUTED})
LAST = "9999"  # sorts what has no date behind all that has one

Time = tuple[str | None, str | None, str | None]  # since, until, on: EDTF


@dataclass(frozen=True, slots=True)
class Moment:
    """An office or a dated fact; what the claims of one fact date differently is several moments."""

    fact: str  # Fact id
    subject: str  # names
    predicate: str
    object: str
    subject_key: str
    object_key: str | None
    role: str | None  # the title as written
    status: Status
    since: str | None  # EDTF
    until: str | None
    on: str | None
    earliest: str | None  # the first and last day that it may have begun and ended, None where open
    latest: str | None
    claims: tuple[str, ...]  # ids, sorted
    reported: tuple[str, ...]  # when articles that say so were published, sorted


def moments(
    facts: Iterable[Fact], names: Mapping[str, str], published: Mapping[str, str | None], ontology: Ontology
) -> tuple[Moment, ...]:
    """Offices and dated facts in order of time, undated offices last.

    ``names`` are those of all entities in the facts, ``published`` the dates of the articles.
    """
    found = [moment for fact in facts for moment in _of_fact(fact, names, published, ontology)]
    offices = {
        (m.subject_key, plain_value(m.role), m.since, m.until, m.on) for m in found if m.object_key and m.role
    }
    kept = (m for m in found if not ontology.has(m.predicate, Trait.OFFICE_TITLE) or _title(m) not in offices)
    return tuple(sorted(kept, key=_order))


def _title(moment: Moment) -> tuple[str, str, str | None, str | None, str | None]:
    return moment.subject_key, plain_value(moment.object), moment.since, moment.until, moment.on


def _of_fact(
    fact: Fact, names: Mapping[str, str], published: Mapping[str, str | None], ontology: Ontology
) -> Iterator[Moment]:
    if fact.status not in SHOWN:
        return
    by_time: dict[Time, list[tuple[str, Claim]]] = defaultdict(list)
    for article, claim in fact.claims:
        by_time[_time(fact, claim)].append((article, claim))
    if len(by_time) > 1 or not ontology.has(fact.predicate, Trait.OFFICE):
        by_time.pop((None, None, None), None)
    for (since, until, on), claims in by_time.items():
        roles = sorted({claim.role for _, claim in claims if claim.role})
        earliest, latest = edtf.outer(since, until, on)
        yield Moment(
            fact=fact.id,
            subject=names[fact.subject],
            predicate=fact.predicate,
            object=(fact.value or "") if fact.object is None else names[fact.object],
            subject_key=fact.subject,
            object_key=fact.object,
            role=roles[0] if roles else None,
            status=fact.status,
            since=since,
            until=until,
            on=on,
            earliest=earliest,
            latest=latest,
            claims=tuple(sorted({claim.id for _, claim in claims})),
            reported=tuple(sorted({day for article, _ in claims if (day := published.get(article))})),
        )


def _time(fact: Fact, claim: Claim) -> Time:
    """When it was so; of a fact that states a date, that date."""
    if not (claim.since or claim.until or claim.on) and fact.value and edtf.bounds(fact.value):
        return None, None, fact.value
    return claim.since, claim.until, claim.on


def _order(moment: Moment) -> tuple[str, str, str, str, str]:
    first = moment.earliest or moment.latest or LAST
    return first, moment.latest or LAST, moment.predicate, moment.subject_key, moment.object


def when(moment: Moment) -> str:
    """The time of a moment in words; where there is none, when it was first reported."""
    if moment.since and moment.until:
        return f"{moment.since} to {moment.until}"
    named = (("since ", moment.since), ("until ", moment.until), ("", moment.on))
    dated = ", ".join(word + date for word, date in named if date)
    return dated or (f"reported {moment.reported[0]}" if moment.reported else "no date")
