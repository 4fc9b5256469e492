"""Which articles there are, without reading any."""

from __future__ import annotations

from kg.store.database import Store


def signatures(store: Store) -> dict[int, bytes]:
    """What near-duplicates of every article share, those of files that are gone too, by row."""
    return dict(store.execute("SELECT id, signature FROM articles").fetchall())


def contents(store: Store) -> list[str]:
    """The hashes of all articles of present files."""
    query = "SELECT DISTINCT content FROM articles JOIN sources ON source = sources.id WHERE NOT gone"
    return [content for (content,) in store.execute(query)]
