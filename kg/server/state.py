"""What all requests share: the folder, the settings and the newest snapshot of the collection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

from kg.pipeline import outputs
from kg.pipeline.publish import is_in_step
from kg.pipeline.tools import OUTPUTS, STORE, TURTLE
from kg.server.containment import within
from kg.server.network_columns import whole
from kg.server.query_pool import Workers
from kg.server.refresh import Follower
from kg.server.settings import Settings
from kg.server.snapshot import Snapshot, load
from kg.server.story import Span, story
from kg.store.database import Store


@dataclass(frozen=True, slots=True)
class View:
    """What one request sees: a snapshot, and the store as it was at the same moment."""

    snapshot: Snapshot
    store: Store  # of this thread, inside a transaction; to be read only


class State:
    """One graph folder being served. Its methods may be called from any thread."""

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        self.folder = folder
        self.settings = settings or Settings()
        self.workers = Workers(folder / STORE, self.settings)
        self.follower = Follower(folder)
        self._lock = Lock()
        self._newest: Snapshot | None = None

    @property
    def generation(self) -> int:
        """The generation that was seen last."""
        return self._newest.generation if self._newest else 0

    @property
    def base(self) -> str:
        """The base of the graph's IRIs, as it is now."""
        return self.snapshot().base

    @contextmanager
    def view(self) -> Iterator[View]:
        """The collection as it is now; it stays as it is until the request is answered.

        Raises NotFoundError or StoreError where there is no graph to read.
        """
        with Store(self.folder) as store:
            store.execute("PRAGMA query_only = ON")
            store.execute("BEGIN")
            yield View(self._snapshot(store), store)

    def snapshot(self) -> Snapshot:
        """The collection as it is now, for what needs no store."""
        with self.view() as view:
            return view.snapshot

    @property
    def is_behind(self) -> bool:
        """Whether what answers queries is known to be of an older state than the graph."""
        from kg.rdf.files import store_generation

        with self.view() as view:
            if (at := self.settings.endpoint) is not None:
                is_old = outputs.state(view.store, TURTLE, verify=False) != "sound"
                return is_old or is_in_step(self.folder, at) is False
            return store_generation(self.folder / STORE) != view.snapshot.stamp

    @property
    def has_old_files(self) -> bool:
        """Whether any file that is made from the graph is of an older state."""
        with self.view() as view:
            return any(outputs.state(view.store, name, verify=False) != "sound" for name, _ in OUTPUTS)

    def _snapshot(self, store: Store) -> Snapshot:
        """The snapshot of the state that ``store`` sees, loaded by the first request that needs it."""
        with self._lock:
            newest = self._newest
            if newest is None or not newest.is_of(store):
                self._newest = newest = load(store)
                if self.settings.warm:
                    Thread(target=_warm, args=(newest,), daemon=True).start()
            return newest


def _warm(shot: Snapshot) -> None:
    """Find out what the first requests need, in the order in which they come."""
    story(shot, Span())
    whole(shot)
    shot.warm()
    within(shot, "")
