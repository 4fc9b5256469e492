"""A graph folder's own things in one file, and back: what no build could make again."""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import kg
from kg.atomic import write_bytes
from kg.errors import DamageError, InputError, StoreError
from kg.pipeline.build import DECISIONS, options, settle_again
from kg.pipeline.report import BuildReport
from kg.pipeline.saved_views import VIEWS
from kg.pipeline.sync import Progress
from kg.pipeline.tools import OUTPUTS, PLACES, Tools
from kg.rdf.sections import FOLDER
from kg.store import schema
from kg.store.connection import LOCK_NAME, make_folder, writing
from kg.store.database import FILE_NAME, Store

KEPT = (FILE_NAME, DECISIONS, VIEWS, PLACES)  # of the files of a graph folder; the settings are in the first
DERIVED = (*(name for name, _ in OUTPUTS), FOLDER)
PASSING = (LOCK_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm", "explorer.address")  # while something runs
MANIFEST = "manifest.json"
WHEN = (1980, 1, 1, 0, 0, 0)  # no clock: the same folder gives the same bytes


def backup(graph: Path, file: Path) -> int:
    """Write what is not derived to one file, also while others use the graph; the number of articles."""
    if file.exists() and file.is_dir():
        raise InputError(f"{file} is a folder: name a file")
    with Store(graph) as store, _space(file) as place:
        copy = Path(place) / FILE_NAME
        schema.copy(store.connection, copy)
        decisions = Path(options(store).decisions or "")
        written = {DECISIONS: decisions, VIEWS: graph / VIEWS, PLACES: graph / PLACES}
        parts = {FILE_NAME: copy, **{name: path for name, path in written.items() if path.is_file()}}
        write_bytes(file, lambda out: _pack(out, parts))
        return len(store.articles())


def restore(
    file: Path, graph: Path, *, progress: Progress | None = None, tools: Tools | None = None
) -> BuildReport:
    """Make a graph folder of a backup, with all that is derived. Raises StoreError where there is a graph.

    The decisions come back into the folder, wherever they were kept before.
    """
    if (graph / FILE_NAME).exists() or (graph / DECISIONS).exists():
        raise StoreError(f"{graph} holds a graph already: name another folder with -g")
    with _opened(file) as packed:
        _check(file, packed)
        with writing(graph):
            make_folder(graph)
            for name in reversed(KEPT):  # kg.sqlite last: without it there is no graph
                if name in packed.namelist():
                    _unpack(packed, name, graph / name)
            with Store(graph, create=True) as store:
                store.put("decisions", "")
                return settle_again(store, tools or Tools(), progress)


def _space(file: Path) -> tempfile.TemporaryDirectory[str]:
    """A folder beside the file, where there is room for it."""
    return tempfile.TemporaryDirectory(prefix=".kg-backup-", dir=file.absolute().parent)


def _pack(out: BinaryIO, parts: dict[str, Path]) -> None:
    sums = {name: _sum(path) for name, path in parts.items()}
    manifest = {"kg": kg.__version__, "format": schema.VERSION, "sha256": sums}
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        packed.writestr(ZipInfo(MANIFEST, WHEN), json.dumps(manifest, sort_keys=True))
        for name, path in parts.items():
            entry = ZipInfo(name, WHEN)
            entry.compress_type, entry.file_size = ZIP_DEFLATED, path.stat().st_size
            with path.open("rb") as content, packed.open(entry, "w", force_zip64=True) as part:
                while piece := content.read(1 << 20):
                    part.write(piece)


@contextmanager
def _opened(file: Path) -> Iterator[ZipFile]:
    try:
        with ZipFile(file) as packed:
            yield packed
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise InputError(f"{file} is no backup of kg, or damaged: {error}") from None


def _check(file: Path, packed: ZipFile) -> None:
    """Raise where a backup is not whole or of a newer kg, before anything is written."""
    try:
        manifest = json.loads(packed.read(MANIFEST))
        version, sums = int(manifest["format"]), dict(manifest["sha256"])
    except (KeyError, ValueError, TypeError):
        raise InputError(f"{file} is no backup of kg: it has no {MANIFEST}") from None
    if version > schema.VERSION:
        raise StoreError(f"{file} was written by a newer kg (format {version}): update kg")
    for name, digest in sums.items():
        if name not in packed.namelist() or name not in KEPT:
            raise DamageError(f"{file} is damaged: it has no {name}")
        with packed.open(name) as content:
            if file_digest(content, "sha256").hexdigest() != digest:  # type: ignore[arg-type]
                raise DamageError(f"{file} is damaged: {name} is not as it was written")
    if FILE_NAME not in sums:
        raise DamageError(f"{file} is damaged: it has no {FILE_NAME}")


def _unpack(packed: ZipFile, name: str, path: Path) -> None:
    def fill(out: BinaryIO) -> None:
        with packed.open(name) as content:
            while piece := content.read(1 << 20):
                out.write(piece)

    write_bytes(path, fill)


def _sum(path: Path) -> str:
    with path.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()
