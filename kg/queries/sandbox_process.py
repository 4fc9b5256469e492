"""The process that answers: ``python -m kg.queries.sandbox_process SOURCE`` reads questions to their end.

It opens the source, says that it is ready, and answers one question after another under
limits of memory and processor time that the system enforces.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from kg.errors import FaultError, KGError, LimitError
from kg.queries.answering import Question, answer
from kg.queries.engines import Engine, is_address, open_engine
from kg.queries.guard import asks_for_graph, check
from kg.queries.output import render
from kg.queries.results import Result
from kg.queries.sandbox import (
    ATTENDED,
    PLAIN,
    READY,
    Formats,
    Limits,
    Source,
    encoded,
    error_header,
    read_request,
)

TIRED = 384 * 1024  # kilobytes: a child that once held more is better replaced
GRACE = 2  # seconds of processor time over the limit, after which the system stops the child


def main() -> None:
    """Answer what comes on standard input."""
    given, out = sys.argv[1], sys.stdout.buffer
    source: Source = given if is_address(given) else Path(given)
    _open_early(source)
    yield_to_others()  # not before, so that a new process is soon ready
    out.write(READY)
    out.flush()
    for line in _attended() if ATTENDED in sys.argv else sys.stdin.buffer:
        _respond(line, source, out)


def _attended() -> Iterator[bytes]:
    """The lines of the input; the process ends with them, whatever it is doing then."""
    lines: SimpleQueue[bytes] = SimpleQueue()

    def read() -> None:
        for line in sys.stdin.buffer:
            lines.put(line)
        os._exit(0)

    Thread(target=read, daemon=True).start()
    while True:
        yield lines.get()


def yield_to_others() -> None:
    """Let other processes go first where time is short, and live longer where memory is."""
    if hasattr(os, "nice"):
        os.nice(10)
    victim = Path("/proc/self/oom_score_adj")
    if victim.exists():
        victim.write_text("900", "ascii")


def _open_early(source: Source) -> None:
    """Open the store before the first question; an error is for the one who asks."""
    if isinstance(source, Path) and source.is_dir():
        try:
            _engine(source, False)
        except KGError:
            return


@cache
def _engine(source: Source, inferred: bool) -> Engine:
    return _engine(source, False).inferring() if inferred else open_engine(source)


def _respond(line: bytes, source: Source, out: BinaryIO) -> None:
    question, limits, formats = read_request(line)
    _limit(limits)
    body = b""
    try:
        header, body = _answered(question, source, limits, formats)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # panics of Rust are no Exceptions
        header, body = error_header(_told(error, limits)), b""
    out.write(json.dumps({**header, "tired": _tired()}).encode("ascii") + b"\n")
    out.write(body)
    out.flush()


def _told(error: BaseException, limits: Limits) -> KGError:
    """What a user is told of an error."""
    if isinstance(error, KGError):
        return error
    if isinstance(error, MemoryError):
        return LimitError(f"the query needs more than {limits.megabytes} MB", "memory")
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return FaultError(f"internal error, please report it: {what}")


def _answered(
    question: Question, source: Source, limits: Limits, formats: Formats
) -> tuple[dict[str, Any], bytes]:
    """The header and the body of an answer."""
    if not question.named:
        check(question.query)
    graph = asks_for_graph(question.text)
    chosen = formats[graph]
    if chosen is None:
        kind = "a graph" if graph else "rows or a truth value"
        raise LimitError(f"the query answers with {kind}, which is in none of the accepted types", "format")
    result = answer(question, lambda inferred: _engine(source, inferred), limits.rows)
    body = _rendered(result, chosen)
    if len(body) > limits.answer_bytes:
        most = f"{len(body)} bytes, more than {limits.answer_bytes}"
        raise LimitError(f"the answer has {most}; add a LIMIT", "answers")
    return {"bytes": len(body), "graph": graph, "count": len(result.flat().rows)}, body


def _rendered(result: Result, format_: str) -> bytes:
    if format_ == PLAIN:
        return json.dumps(encoded(result)).encode("ascii")
    return render(result, format_).encode("utf-8", "replace")


def _limit(limits: Limits) -> None:
    try:
        import resource
    except ImportError:  # not on Windows: there the time limit alone holds
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(usage.ru_utime + usage.ru_stime + limits.seconds) + GRACE
    size = limits.megabytes * 1024 * 1024 + _at_first()
    for kind, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, size), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


@cache
def _at_first() -> int:
    """The bytes of address space that were taken before the first question."""
    memory = Path("/proc/self/statm")
    return int(memory.read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE") if memory.exists() else 0


def _tired() -> bool:
    """Whether this process has once held so much that a new one is better."""
    return _most_held() > TIRED


def _most_held() -> int:
    """The most kilobytes that this process has held, without what the one that started it held by then."""
    status = Path("/proc/self/status")  # getrusage counts the parent's memory too
    lines = status.read_text("ascii", "replace").splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


if __name__ == "__main__":
    main()
