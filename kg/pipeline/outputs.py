"""The files that are made from the collection: whether they are as they should be, and writing them."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from kg.pipeline.sync import Progress
from kg.pipeline.tools import DRAWN, NEEDS, PLACES, Options, Tools, Writer
from kg.rdf import sections
from kg.records import Collection
from kg.store import resolved
from kg.store.database import Store

GENERATION_FILE = "generation"  # in the folder of the Oxigraph store
UNCERTAIN = ("LOG", "LOCK")  # of the Oxigraph store: what it notes for people, and what it locks
State = Literal["sound", "stale", "missing", "damaged"]


def write_outputs(
    store: Store,
    tools: Tools,
    options: Options,
    made: Collection | None,
    progress: Progress,
    *,
    verify: bool = False,
    names: Container[str] | None = None,
    later: Container[str] = (),
) -> list[str]:
    """Write the derived files that are missing, changed or older than the collection; their names.

    ``made`` is the collection where it is at hand. With ``verify`` all are read, to see whether they are
    as they were written; else those alone whose size or time has changed. With ``names`` no other is looked
    at; what is only stale of those of ``later`` is left so.
    """
    wanted = [item for item in tools.outputs if names is None or item[0] in names]
    if PLACES in dict(wanted) and state(store, PLACES) in ("missing", "damaged"):
        forget_places(store)
    states = {name: state(store, name, verify=verify) for name, _ in wanted}
    left = {
        name for name, found in states.items() if found == "sound" or (found == "stale" and name in later)
    }
    worse = [item for item in wanted if item[0] not in left]
    forward = [name for name, _ in worse if made is None and _brought_forward(store, tools, options, name)]
    rest = _with_needs(store, tools, [name for name, _ in worse if name not in forward])
    if not rest:
        return forward
    collection, stamp = made or resolved.collection(store), resolved.stamp(store)
    _forget(store, [name for name, _ in rest])
    for done, (name, write) in enumerate(rest, 1):
        write(collection, store.folder / name, stamp, options)
        _note(store, name)
        progress("files to look at", done, len(rest))
    return [name for name, _ in tools.outputs if name in (*forward, *dict(rest))]


def _with_needs(store: Store, tools: Tools, names: Sequence[str]) -> list[tuple[str, Writer]]:
    """The outputs of these names, and what they are made from as far as it is not sound."""
    needed = {need for name in names for need in NEEDS.get(name, ())}
    stale = {name for name in needed if state(store, name, verify=False) != "sound"}
    return [item for item in tools.outputs if item[0] in names or item[0] in stale]


def _brought_forward(store: Store, tools: Tools, options: Options, name: str) -> bool:
    """Whether a file that is only stale could be brought up to date by what has changed."""
    forward = dict(tools.forward).get(name)
    row = store.execute("SELECT stamp, generation FROM outputs WHERE name = ?", [name]).fetchone()
    if forward is None or row is None or state(store, name, verify=False) != "stale":
        return False
    _forget(store, [name])
    if not forward(store, options, store.folder / name, *row):
        return False
    _note(store, name)
    return True


def forget_places(store: Store) -> None:
    """Have all drawn as from scratch, wherever it was before."""
    _forget(store, DRAWN)
    (store.folder / PLACES).unlink(missing_ok=True)


def _forget(store: Store, names: Iterable[str]) -> None:
    """Until they are whole, files are of no state, also after a power cut."""
    store.executemany("DELETE FROM outputs WHERE name = ?", ([name] for name in names))
    store.sync()


def _note(store: Store, name: str) -> None:
    """Keep of which state a file is now, and how it looks."""
    path = store.folder / name
    digest = sections.digest(path, verify=False) or content_digest(path)
    row = [name, resolved.stamp(store), resolved.generation(store), *_look(path), digest]
    store.execute("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?)", row)


def state(store: Store, name: str, *, verify: bool = True) -> State:
    """How a derived file is; one that was not written to its end is stale."""
    path = store.folder / name
    if not path.exists():
        return "missing"
    query = "SELECT stamp, size, mtime, digest FROM outputs WHERE name = ?"
    row = store.execute(query, [name]).fetchone()
    if row is None:
        return "stale"
    stamp, size, time, digest = row
    if (verify or (size, time) != _look(path)) and not _is_as_written(path, digest):
        return "damaged"
    return "sound" if stamp == resolved.stamp(store) else "stale"


def content_digest(path: Path) -> str:
    """A hash of a file, by its units where they are known, or of all that counts in a folder."""
    if (known := sections.digest(path)) is not None:
        return known
    total = hashlib.sha256()
    for file in _files(path):
        total.update(f"{file.name}:".encode())
        with file.open("rb") as content:
            total.update(hashlib.file_digest(content, "sha256").digest())
    return total.hexdigest()


def _is_as_written(path: Path, digest: str) -> bool:
    try:
        return content_digest(path) == digest
    except OSError:
        return False


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (file for file in sorted(path.iterdir()) if file.name not in UNCERTAIN)
    else:
        yield path


def _look(path: Path) -> tuple[int, int]:
    """Size and time of a file; of a folder's stamp, since stores touch their other files."""
    probe = path / GENERATION_FILE if path.is_dir() else path
    if not probe.exists():
        return (0, 0)
    status = probe.stat()
    return status.st_size, status.st_mtime_ns
