"""Labels of named entities, as the language model gives them, and the types of entities behind them."""

from __future__ import annotations

from collections.abc import Mapping

from kg.records import EntityType

PLACES = frozenset({"GPE", "LOC", "FAC"})
LABELS: Mapping[EntityType, str] = {  # what a mention of a type is labelled where the model gives none
    EntityType.PERSON: "PERSON",
    EntityType.ORGANIZATION: "ORG",
    EntityType.PLACE: "GPE",
    EntityType.GROUP: "GROUP",
    EntityType.EVENT: "EVENT",
}


def entity_type(label: str) -> EntityType | None:
    """Person, Organization or Place for an entity label, None for other things."""
    if label in PLACES:
        return EntityType.PLACE
    return {"PERSON": EntityType.PERSON, "ORG": EntityType.ORGANIZATION}.get(label)
