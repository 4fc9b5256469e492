"""Copies of the Oxigraph store, which stay whole for those who read them when a build replaces the store.

A copy is a folder of links to the files of the store: they are never written again, only
replaced as a whole, so it costs no space and no time.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import weakref
from collections import Counter
from pathlib import Path
from threading import Lock

from kg.errors import StoreError
from kg.queries.sandbox import Source

PREFIX = ".serving-"  # then the process that serves
TRIES = 40
PAUSE = 0.05  # seconds, while a build puts a new store in place of the old one


class Copies:
    """The copies that one process keeps of one store. Its methods may be called from any thread."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._lock = Lock()
        self._home: Path | None = None
        self._made: dict[str, Path] = {}  # by what the store was made of
        self._readers: Counter[Source] = Counter()

    def newest(self) -> Path:
        """A copy of the store as it is now; the store itself where no copy can be made."""
        with self._lock:
            return self._newest()

    def take(self) -> Path:
        """The newest copy, for one who reads it until ``give_back``."""
        with self._lock:
            path = self._newest()
            self._readers[path] += 1
            return path

    def give_back(self, path: Source) -> None:
        """One who read a copy is done; an old one that nobody reads goes."""
        with self._lock:
            self._readers[path] -= 1
            old = list(self._made.items())[:-1]
            for stamp, copy in old:
                if not self._readers[copy]:
                    del self._made[stamp]
                    self._remove(copy)

    def close(self) -> None:
        """Remove all copies; nobody reads them any more."""
        with self._lock:
            self._made.clear()
            if self._home is not None:
                shutil.rmtree(self._home, ignore_errors=True)
                self._home = None

    def _newest(self) -> Path:
        from kg.rdf.files import store_generation

        for _ in range(TRIES):
            stamp = store_generation(self._store)
            if stamp is not None and stamp not in self._made:
                self._copy(stamp)
            if stamp in self._made:
                self._made[stamp] = self._made.pop(stamp)  # the last is the newest
                return self._made[stamp]
            time.sleep(PAUSE)
        raise StoreError(f"there is no whole store in {self._store}; build the graph again")

    def _remove(self, copy: Path) -> None:
        if copy != self._store:
            shutil.rmtree(copy, ignore_errors=True)

    def _copy(self, stamp: str) -> None:
        try:
            folder = Path(tempfile.mkdtemp(dir=self._folder()))
            for file in sorted(self._store.iterdir()):
                os.link(file, folder / file.name)
        except FileNotFoundError:  # replaced meanwhile
            return
        except OSError:  # a folder that cannot be written, or a system without links
            folder = self._store
        self._made[stamp] = folder

    def _folder(self) -> Path:
        """Where the copies stand, beside the store; it goes when the process ends."""
        if self._home is None:
            _sweep(self._store.parent)
            self._home = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=self._store.parent))
            weakref.finalize(self, shutil.rmtree, self._home, ignore_errors=True)
        return self._home


def _sweep(folder: Path) -> None:
    """Remove what servers left that were stopped from outside."""
    for left in folder.glob(f"{PREFIX}*"):
        process = left.name.removeprefix(PREFIX).partition("-")[0]
        if process.isdecimal() and not _is_alive(int(process)):
            shutil.rmtree(left, ignore_errors=True)


def _is_alive(process: int) -> bool:
    if os.name != "posix":  # there a signal of 0 would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
