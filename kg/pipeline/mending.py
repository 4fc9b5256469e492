"""Dropping what is damaged in a store that can be read, so that a build makes it anew."""

from __future__ import annotations

from kg.filenames import actual, is_there
from kg.pipeline.assertions import PLACE
from kg.pipeline.sync import STDIN
from kg.store import soundness
from kg.store.database import Store
from kg.store.soundness import Damage


def mend(store: Store, *, anew: bool = False) -> tuple[str, ...]:
    """Drop every record that is damaged, and all that is derived; the names of articles that were dropped.

    A damaged article is to be read again from its file, if there is one. Where nothing is damaged, nothing
    is dropped, unless ``anew``.
    """
    damage = soundness.damaged_records(store)
    if not damage and not anew:
        return ()
    _drop(store, damage)
    store.renew_derived()
    return tuple(article.name for article in damage.articles if article.path != PLACE)


def take_apart(store: Store) -> tuple[str, ...]:
    """Of a file that was salvaged: have all articles read again; the names of those that are lost."""
    query = (
        "SELECT id, path, name FROM sources WHERE NOT gone AND id NOT IN (SELECT source FROM articles)"
        " AND id NOT IN (SELECT source FROM problems) ORDER BY path"
    )
    empty = [row for row in store.execute(query) if row[1].startswith(STDIN) or not is_there(actual(row[1]))]
    with store.transaction():
        store.executemany("DELETE FROM sources WHERE id = ?", ([row] for row, _, _ in empty))
        store.execute("UPDATE sources SET digest = '' WHERE substr(path, 1, 1) <> ?", [STDIN])
    return tuple(name for _, path, name in empty if path != PLACE)


def _drop(store: Store, damage: Damage) -> None:
    with store.transaction():
        for table, keys in (("parses", damage.parses), ("readings", damage.readings)):
            store.executemany(f"DELETE FROM {table} WHERE key = ?", ([key] for key in keys))
        for name in damage.settings:
            store.put(name, soundness.SETTINGS[name])
        for article in damage.articles:
            if article.path.startswith(STDIN):
                store.execute("DELETE FROM articles WHERE id = ?", [article.row])
            else:  # its file is read again, with all that it holds
                store.execute("DELETE FROM sources WHERE id = ?", [article.source])
