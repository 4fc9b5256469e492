"""Offices and dated facts of an entity as the front end reads them."""

from __future__ import annotations

from kg.graph import edtf
from kg.graph.timeline import SHOWN, Moment, moments, when
from kg.ontology import Trait
from kg.page.text import in_words
from kg.records import Entity
from kg.server import serializers
from kg.server.serializers import Data
from kg.server.snapshot import Snapshot
from kg.server.snapshot_rows import Link
from kg.server.state import View
from kg.store import resolved


def timeline(view: View, entity: Entity) -> list[Data]:
    """Offices and dated facts, in order of time."""
    shot = view.snapshot
    timed = [link.id for link in shot.of_entity.get(entity.key, ()) if _may_have_time(shot, link)]
    facts = [fact for id in timed if (fact := resolved.fact(view.store, id)) is not None]
    keys = {key for fact in facts for key in (fact.subject, fact.object) if key is not None}
    names = {key: shot.entity(key).name for key in keys}
    published = {id: shot.article(id).published for fact in facts for id, _ in fact.claims}
    return [_moment(shot, entity, one) for one in moments(facts, names, published, shot.ontology)]


def _may_have_time(shot: Snapshot, link: Link) -> bool:
    """Whether a fact is worth reading whole: it is an office, or has a time."""
    if link.status not in SHOWN:
        return False
    dated = bool(link.since or link.until or link.on or (link.value and edtf.bounds(link.value)))
    return dated or shot.ontology.has(link.predicate, Trait.OFFICE)


def _moment(shot: Snapshot, entity: Entity, moment: Moment) -> Data:
    outgoing = moment.subject_key == entity.key
    other = moment.object_key if outgoing else moment.subject_key
    return {
        "fact": moment.fact,
        "relation": moment.predicate,
        "label": in_words(moment.predicate),
        "other": None if other is None else serializers.key_ref(shot, other),
        "outgoing": outgoing,
        "value": moment.object if moment.object_key is None else None,
        "role": moment.role,
        "since": moment.since,
        "until": moment.until,
        "on": moment.on,
        "earliest": moment.earliest,
        "latest": moment.latest,
        "when": when(moment),
        "status": moment.status,
    }
