"""Free queries run in a process of their own, which may be stopped without harm.

``python -m kg.queries.child`` reads one request as JSON and prints one answer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.errors import KGError, QueryError
from kg.queries.results import Cell, Result


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how large and how long-winded a free query may be."""

    seconds: float = 30.0
    megabytes: int = 2048
    rows: int = 1_000_000


def run_apart(
    text: str, source: Path, bindings: Mapping[str, Cell], *, inferred: bool, limits: Limits
) -> Result:
    """The answer to a query, or a QueryError when it fails, takes too long or too much."""
    request = {
        "text": text,
        "source": str(source),
        "bindings": {name: asdict(cell) for name, cell in bindings.items()},
        "inferred": inferred,
        "limits": asdict(limits),
    }
    answer = _answer(json.dumps(request), limits)
    if "error" in answer:
        raise QueryError(answer["error"])
    return _decoded(answer)


def _answer(request: str, limits: Limits) -> dict[str, Any]:
    folder = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, (folder, os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kg.queries.child"],
            input=request,
            capture_output=True,
            timeout=limits.seconds,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise QueryError(f"the query was stopped after {limits.seconds:g} seconds") from error
    if done.returncode != 0:
        raise QueryError(f"the query stopped the engine, perhaps for want of memory ({limits.megabytes} MB)")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _decoded(answer: Mapping[str, Any]) -> Result:
    triples = answer["triples"]
    return Result(
        variables=tuple(answer["variables"]),
        rows=tuple(tuple(None if cell is None else Cell(*cell) for cell in row) for row in answer["rows"]),
        boolean=answer["boolean"],
        triples=None if triples is None else tuple((Cell(*s), Cell(*p), Cell(*o)) for s, p, o in triples),
    )


def _encoded(result: Result) -> dict[str, Any]:
    triples = result.triples
    return {
        "variables": result.variables,
        "rows": [[_list(cell) for cell in row] for row in result.rows],
        "boolean": result.boolean,
        "triples": None if triples is None else [[_list(cell) for cell in triple] for triple in triples],
    }


def _list(cell: Cell | None) -> list[str] | None:
    return None if cell is None else [cell.value, cell.kind, cell.datatype, cell.language]


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows: there the time limit alone holds
        return
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _respond(request: Mapping[str, Any]) -> dict[str, Any]:
    from kg.queries.engines import open_engine

    _limit_memory(request["limits"]["megabytes"])
    bindings = {name: Cell(**cell) for name, cell in request["bindings"].items()}
    try:
        engine = open_engine(Path(request["source"]), inferred=request["inferred"])
        return _encoded(engine.query(request["text"], bindings, request["limits"]["rows"]))
    except KGError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"the query needs more than {request['limits']['megabytes']} MB"}


def main() -> None:
    """Answer the request on standard input."""
    print(json.dumps(_respond(json.load(sys.stdin))))


if __name__ == "__main__":
    main()
