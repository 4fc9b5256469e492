"""A process that answers queries, as its owner sees it."""

from __future__ import annotations

import contextlib
import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from threading import Timer
from typing import Any, TypeVar

from kg.errors import StoreError
from kg.queries.answering import Question
from kg.queries.sandbox import (
    ATTENDED,
    READY,
    Formats,
    Limits,
    Source,
    command,
    ended,
    environment,
    raise_error,
    request,
    too_slow,
)

STARTING = 60.0  # seconds that a process may take to open the store
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query answered, written out."""

    graph: bool  # rather than rows or a truth value
    count: int  # of rows or statements
    body: bytes


class Child:
    """A process that answers one question after another, until it is stopped or goes over a limit."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tired = False  # better replaced, or ended already
        self._ready = False
        self._late = False
        self._process = subprocess.Popen(
            command(source, ATTENDED), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
        )

    def ask(self, question: Question, limits: Limits, formats: Formats) -> Answer:
        """The answer in the format for it; raises QueryError where there is none."""
        if not self._ready:
            self._ready = self._within(STARTING, self._line) == READY
        line = request(question, limits, formats)
        header, body = self._within(limits.seconds, lambda: self._exchange(line))
        if not header:
            raise too_slow(limits) if self._late else ended(self._code(), limits)
        self.tired = header["tired"]
        raise_error(header)
        return Answer(header["graph"], header["count"], body)

    def stop(self) -> None:
        """Kill the process; who waits for its answer gets an error."""
        self.tired = True
        self._process.kill()

    def close(self) -> None:
        """Kill the process and let go of it."""
        self.stop()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # the other end is gone
                    pipe.close()
        self._code()

    def _within(self, seconds: float, work: Callable[[], T]) -> T:
        """What ``work`` brings, if the process is not stopped before."""
        timer = Timer(seconds, self._stop_late)
        timer.daemon = True
        timer.start()
        try:
            return work()
        finally:
            timer.cancel()

    def _stop_late(self) -> None:
        self._late = True
        self.stop()

    def _exchange(self, line: bytes) -> tuple[dict[str, Any], bytes]:
        """Header and body; nothing where the process ended before both were whole."""
        if self._process.stdin is None:
            raise StoreError("a process for queries has no input")
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
        except OSError:
            return {}, b""
        header = json.loads(self._line() or b"{}")
        body = self._bytes(header.get("bytes", 0))
        return ({}, b"") if len(body) < header.get("bytes", 0) else (header, body)

    def _line(self) -> bytes:
        return self._process.stdout.readline() if self._process.stdout else b""

    def _bytes(self, count: int) -> bytes:
        return self._process.stdout.read(count) if self._process.stdout and count else b""

    def _code(self) -> int:
        self.tired = True
        return self._process.wait()
