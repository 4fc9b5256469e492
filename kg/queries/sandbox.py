"""Asking a process of its own, which may be stopped without harm.

What goes to it is one line of JSON for each question. What comes back is a line of JSON, and
after it as many bytes as that line says.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.errors import (
    DamageError,
    FaultError,
    KGError,
    LimitError,
    NotFoundError,
    QueryError,
    StoreError,
)
from kg.queries.answering import Question
from kg.queries.dataset import Dataset
from kg.queries.results import Cell, Result

PLAIN = "result"  # the format in which results travel to be made into a Result again
Source = Path | str  # a store's folder or Turtle file, or the address of a server
Formats = tuple[str | None, str | None]  # for rows and for graphs; None where none will do
ATTENDED = "--attended"  # the child ends, even in the middle of a query, when its input does
KINDS: Mapping[str, type[KGError]] = MappingProxyType(
    {"missing": NotFoundError, "damage": DamageError, "store": StoreError, "fault": FaultError}
)  # errors by the names under which they travel, the narrower ones first
READY = b'{"ready": true}\n'


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how large and how long-winded a free query may be."""

    seconds: float = 30.0
    megabytes: int = 2048
    rows: int = 1_000_000
    answer_bytes: int = 2**31


def run_apart(question: Question, source: Source, limits: Limits) -> Result:
    """The answer to a question, or a QueryError when it fails, takes too long or too much."""
    try:
        done = subprocess.run(
            command(source),
            input=request(question, limits),
            capture_output=True,
            timeout=limits.seconds,
            env=environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise too_slow(limits) from error
    header, _, body = done.stdout.removeprefix(READY).partition(b"\n")
    if not header:
        raise ended(done.returncode, limits, done.stderr)
    raise_error(json.loads(header))
    return decoded(json.loads(body))


def command(source: Source, *more: str) -> list[str]:
    """The command line of a child that answers from ``source``."""
    return [sys.executable, "-P", "-m", "kg.queries.sandbox_process", str(source), *more]


def environment() -> dict[str, str]:
    """The environment in which a child finds this very package."""
    folder = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, (folder, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path}


def request(question: Question, limits: Limits, formats: Formats = (PLAIN, PLAIN)) -> bytes:
    """The line for a child."""
    data = {"question": asdict(question), "limits": asdict(limits), "formats": formats}
    return json.dumps(data).encode("ascii") + b"\n"


def read_request(line: bytes) -> tuple[Question, Limits, Formats]:
    """What a line asks for."""
    data = json.loads(line)
    asked, (rows, graph) = data["question"], data["formats"]
    dataset = asked["dataset"] and Dataset(*map(tuple, asked["dataset"].values()))
    return Question(**{**asked, "dataset": dataset}), Limits(**data["limits"]), (rows, graph)


def error_header(error: KGError) -> dict[str, Any]:
    """An error as it travels."""
    if isinstance(error, LimitError):
        return {"error": str(error), "kind": error.limit}
    name = next((name for name, kind in KINDS.items() if isinstance(error, kind)), "query")
    return {"error": str(error), "kind": name}


def raise_error(header: Mapping[str, Any]) -> None:
    """Raise the error that a child's line tells of, if it tells of one."""
    if "error" not in header:
        return
    message, kind = header["error"], header["kind"]
    if kind in KINDS:
        raise KINDS[kind](message)
    raise QueryError(message) if kind == "query" else LimitError(message, kind)


def too_slow(limits: Limits) -> LimitError:
    """The error of a query that was stopped for its time."""
    return LimitError(f"the query was stopped after {limits.seconds:g} seconds", "time")


def ended(code: int | None, limits: Limits, said: bytes = b"") -> KGError:
    """The error of a child that ended without an answer; ``said`` is what it wrote to standard error."""
    import signal

    if code == -getattr(signal, "SIGXCPU", 0):
        return too_slow(limits)
    if code is None or code >= 0:  # the system ends it with a signal where it takes too much
        why = said.decode("utf-8", "replace").strip().rpartition("\n")[2] or "its log says why"
        return FaultError(f"the process of the query ended with exit code {code}: {why}")
    why = f"the query stopped the engine, perhaps for want of memory ({limits.megabytes} MB)"
    return LimitError(why, "memory")


def encoded(result: Result) -> dict[str, Any]:
    """A result as plain data."""
    triples = result.triples
    return {
        "variables": result.variables,
        "rows": [[_list(cell) for cell in row] for row in result.rows],
        "boolean": result.boolean,
        "triples": None if triples is None else [[_list(cell) for cell in triple] for triple in triples],
    }


def decoded(data: Mapping[str, Any]) -> Result:
    """A result from plain data."""
    triples = data["triples"]
    return Result(
        variables=tuple(data["variables"]),
        rows=tuple(tuple(None if cell is None else Cell(*cell) for cell in row) for row in data["rows"]),
        boolean=data["boolean"],
        triples=None if triples is None else tuple((Cell(*s), Cell(*p), Cell(*o)) for s, p, o in triples),
    )


def _list(cell: Cell | None) -> list[str] | None:
    return None if cell is None else [cell.value, cell.kind, cell.datatype, cell.language]
