"""Parts of a stored collection, chosen by name."""

from __future__ import annotations

from collections.abc import Sequence

from kg.graph.selection import around, cut, gather
from kg.pipeline.lookup import Fold, entity_named
from kg.records import Collection
from kg.store import resolved
from kg.store.database import Store


def part(store: Store, names: Sequence[str], centres: Sequence[str], fold: Fold) -> Collection:
    """The entities of these names and those around the centres, with the facts among all of them."""
    chosen = {entity_named(store, name, fold).key for name in names}
    for centre in centres:
        key = entity_named(store, centre, fold).key
        chosen |= around(resolved.facts_of(store, key), [key])
    return cut(gather(store, chosen), chosen)
