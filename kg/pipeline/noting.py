"""Notes that came or went: they change the entity that they name, and nobody need be resolved for that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.pipeline.judgement_changes import Turn
from kg.store import resolved, saving
from kg.store.database import Store

if TYPE_CHECKING:
    from kg.entities import Decisions


def noted(
    store: Store, turned: Turn, decisions: Decisions, fold: Callable[[str], str]
) -> frozenset[str] | None:
    """Write the notes, if nothing else came or went; the words of all notes, which are there.

    None where something else did, or a note names an entity otherwise than by its key, or several answer
    to that. Call inside a transaction.
    """
    notes = {decision.words[0]: decision.words[1] for decision in decisions.of("note")}  # the last one counts
    if not turned.only_notes:
        return None
    entities = {key: resolved.entity(store, key) for key in sorted({*notes, *turned.words})}
    found = [entity for entity in entities.values() if entity is not None]
    if len(found) < len(entities) or any(len(resolved.named(store, fold(key))) > 1 for key in entities):
        return None
    changed = [entity for entity in found if entity.note != notes.get(entity.key)]
    saving.drop_entities(store, [entity.key for entity in changed])
    saving.put_entities(store, (replace(one, note=notes.get(one.key)) for one in changed), fold)
    saving.touch(store, saving.ENTITY, (entity.key for entity in changed))
    return frozenset(notes)
