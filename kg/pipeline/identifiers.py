"""Under which base the IRIs of a graph stand, as its folder remembers it."""

from __future__ import annotations

from kg.rdf.iris import BASE, Iris
from kg.store.database import Store

KEPT = "base"


def keep(store: Store, given: str | None) -> str | None:
    """Keep a base for this run and later ones; it, where it is another one than before.

    "" goes back to the usual one. DataError where it is none.
    """
    if given is None or (given or BASE) == base(store):
        return None
    store.put(KEPT, Iris(given).base if given else "")
    return base(store)


def base(store: Store) -> str:
    """The base of the graph's IRIs."""
    return store.get(KEPT) or BASE
