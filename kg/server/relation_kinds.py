"""Of what kind a relation is, as the network groups what an entity is joined to."""

from __future__ import annotations

from kg.ontology import Ontology, Trait
from kg.records import EntityType

PLACE, BODY = str(EntityType.PLACE), str(EntityType.ORGANIZATION)


def kind(ontology: Ontology, name: str) -> str:
    """office, family, place, organization, meeting, conflict or other."""
    if name not in ontology.relations:
        return "other"
    relation = ontology.relations[name]
    if relation.has(Trait.KINSHIP):
        return "family"
    if relation.has(Trait.OFFICE) or relation.has(Trait.OFFICE_TITLE):
        return "office"
    if relation.quad:
        return "conflict" if "conflict" in relation.quad else "meeting"
    if relation.range == (PLACE,):
        return "place"
    return "organization" if BODY in relation.range and len(relation.range) < 3 else "other"
