"""Bringing a graph to a SPARQL server, and keeping it in step: what has changed, in batches.

What was brought is remembered as the files it was made of, in ``published/`` of the graph folder (by links:
they take no room of their own until the files are written anew). While a difference is on its way, the files
that it leads to stand beside them. So a run that was cut short, wherever, is gone on with: adding what is
there and deleting what is gone do no harm.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path

from kg.atomic import sync_folder, write_text
from kg.errors import QueryError
from kg.pipeline.decide import catch_up
from kg.pipeline.sync import Progress
from kg.pipeline.tools import INFERRED, TURTLE
from kg.queries.dataset import INFERRED as INFERRED_GRAPH
from kg.queries.remote import FACTS, Remote, send, without_user

FOLDER, HELD, COMING = "published", "held", "coming"
ASKED = "asked-at"  # the file that says where queries go
BATCH = 1000  # statements of one update, which servers take as one transaction
GRAPHS = {TURTLE: FACTS, INFERRED: INFERRED_GRAPH}


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did."""

    added: int
    deleted: int
    statements: int  # at the server now


def publish(
    graph: Path,
    address: str,
    *,
    query_address: str | None = None,
    anew: bool = False,
    batch: int = BATCH,
    progress: Progress | None = None,
) -> Published:
    """Bring what has changed in a graph folder to the server whose updates go to an address.

    Queries go to ``query_address``, else to the same place with ``/query`` for ``/update``. With ``anew``
    what the server holds of the graph is dropped first. Raises QueryError where the server refuses something
    or does not hold what it should.
    """
    catch_up(graph, names=(TURTLE, INFERRED))
    memory = _Memory(graph / FOLDER / sha256(without_user(address).encode()).hexdigest()[:16])
    if anew:
        memory.forget()
        for name in GRAPHS.values():
            _update(address, f"CLEAR SILENT GRAPH <{name}>")
    asked = query_address or _query_address(address)
    memory.expect(graph)
    added = deleted = statements = 0
    for file, name in GRAPHS.items():
        gone, new, count = memory.difference(file)
        deleted += _send(address, "DELETE DATA", name, gone, batch, progress)
        added += _send(address, "INSERT DATA", name, new, batch, progress)
        _compare(Remote(asked), name, count)
        statements += count
    memory.arrived(without_user(asked))
    return Published(added, deleted, statements)


def is_in_step(graph: Path, asked: str) -> bool | None:
    """Whether the server that is asked at an address was brought the files as they are; None if not known."""
    for held in sorted((graph / FOLDER).glob(f"*/{HELD}")):
        place = held / ASKED
        if place.is_file() and place.read_text("utf-8") == without_user(asked):
            return all((held / file).is_file() and filecmp.cmp(held / file, graph / file) for file in GRAPHS)
    return None


@dataclass(frozen=True, slots=True)
class _Memory:
    """What one server holds, and what it may hold in part."""

    folder: Path

    def forget(self) -> None:
        """As before the first time."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def expect(self, graph: Path) -> None:
        """Keep the files that the server will hold; those of runs that were cut short stay."""
        mark = sha256(b"".join((graph / file).read_bytes() for file in GRAPHS)).hexdigest()[:16]
        place = self.folder / f"{COMING}-{mark}"
        if place.is_dir():
            os.utime(place)
            return
        fresh = self.folder / f".{place.name}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for file in GRAPHS:
            _link(graph / file, fresh / file)
        fresh.replace(place)
        sync_folder(self.folder)

    def difference(self, file: str) -> tuple[list[str], list[str], int]:
        """Statements that the server may hold and should not, that it may lack, and how many are right."""
        *cut_short, coming = sorted(self.folder.glob(f"{COMING}-*"), key=lambda path: path.stat().st_mtime_ns)
        wanted = {_mark(line) for line in _lines(coming / file)}
        old, gone = None, dict[str, None]()
        for place in (self.folder / HELD, *cut_short):
            marks = set()
            for line in _lines(place / file):
                marks.add(mark := _mark(line))
                if mark not in wanted:
                    gone[line] = None
            old = marks if old is None else old & marks  # surely there
        new = [line for line in _lines(coming / file) if _mark(line) not in (old or ())]
        return sorted(gone), new, len(wanted)

    def arrived(self, asked: str) -> None:
        """The server, which answers at an address, holds what was expected last."""
        *cut_short, coming = sorted(self.folder.glob(f"{COMING}-*"), key=lambda path: path.stat().st_mtime_ns)
        for file in GRAPHS:
            (self.folder / HELD).mkdir(exist_ok=True)
            _link(coming / file, self.folder / HELD / file)
        write_text(self.folder / HELD / ASKED, asked)
        sync_folder(self.folder)
        for place in (*cut_short, coming):
            shutil.rmtree(place)


def _link(source: Path, target: Path) -> None:
    """The same content under another name; a copy where the disk has no links."""
    fresh = target.with_name(f".{target.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        fresh.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, fresh)
    fresh.replace(target)


def _lines(path: Path) -> Iterator[str]:
    """The statements of a Turtle file, one a line, as updates and N-Triples write them."""
    from kg.rdf.files import read_turtle

    for quad in read_turtle(path) if path.is_file() else ():
        yield f"{quad.subject} {quad.predicate} {quad.object} ."


def _mark(line: str) -> bytes:
    return blake2b(line.encode("utf-8", "surrogatepass"), digest_size=12).digest()


def _send(
    address: str, what: str, graph: str, lines: Sequence[str], batch: int, progress: Progress | None
) -> int:
    for start in range(0, len(lines), batch):
        some = "\n".join(lines[start : start + batch])
        _update(address, f"{what} {{ GRAPH <{graph}> {{\n{some}\n}} }}")
        if progress is not None:
            progress(f"{what.split()[0].lower()} at the server", min(start + batch, len(lines)), len(lines))
    return len(lines)


def _update(address: str, text: str) -> None:
    send(address, [("update", text)])


def _compare(server: Remote, graph: str, wanted: int) -> None:
    """Raise QueryError where a graph at the server does not have as many statements as it should."""
    text = f"SELECT (COUNT(*) AS ?n) FROM <{graph}> {{ ?s ?p ?o }}"
    (row,) = server.query(text, {}, 1).rows
    found = row[0].value if row[0] else "none"
    if found != str(wanted):
        what = f"{server.shown} holds {found} statements in <{graph}> where {wanted} are right"
        raise QueryError(f"{what}: 'kg publish --anew' brings all of them again")


def _query_address(address: str) -> str:
    return f"{address.removesuffix('/update')}/query" if address.endswith("/update") else address
