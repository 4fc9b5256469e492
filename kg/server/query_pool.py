"""Queries in processes of their own, a few at a time, the rest in a queue that has an end.

The processes are started before they are needed, with the store open. One that goes over a
limit is killed and replaced, and so is one whose answer nobody waits for any more.
"""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Protocol

from kg.errors import LimitError
from kg.queries.answering import Question
from kg.queries.sandbox import PLAIN, Formats, Limits, Source
from kg.server.query_process import Answer, Child
from kg.server.settings import Settings
from kg.server.store_copies import Copies

WAITING = 64  # queries in the queue
PATIENCE = 30.0  # seconds in the queue
ROWS = 200_000
ANSWER_BYTES = 64_000_000


@dataclass(slots=True)
class _Job:
    """A question, and the process that works on it once there is one."""

    question: Question
    formats: Formats
    child: Child | None = None
    dropped: bool = False  # nobody waits for the answer
    lock: Lock = field(default_factory=Lock)

    def begin(self, child: Child) -> bool:
        """Note who works on it; false where nobody waits any more."""
        with self.lock:
            self.child = child
            return not self.dropped

    def drop(self) -> None:
        """Stop the work, or let it never begin."""
        with self.lock:
            self.dropped = True
            if self.child is not None:
                self.child.stop()

    def end(self) -> None:
        """The process is free again: it is not to be stopped for this question."""
        with self.lock:
            self.child = None


class Sources(Protocol):
    """Where the processes of a pool read."""

    def newest(self) -> Source:
        """What is to be read now."""

    def take(self) -> Source:
        """The same, for one who reads it until ``give_back``."""

    def give_back(self, path: Source) -> None:
        """One who read it is done."""

    def close(self) -> None:
        """Nobody reads any more."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A server, which is always the newest there is."""

    address: str

    def newest(self) -> Source:
        """Its address."""
        return self.address

    take = newest

    def give_back(self, path: Source) -> None:
        """It stays."""

    def close(self) -> None:
        """It stays."""


class Pool:
    """Processes that answer from the newest copy of a store or from a server, ``at_once`` at a time."""

    def __init__(self, copies: Sources, limits: Limits, at_once: int, waiting: int = WAITING) -> None:
        self._copies = copies
        self._limits = limits
        self._at_once = at_once
        self._most = at_once + waiting
        self._jobs = 0
        self._idle: deque[Child] = deque()
        self._busy: set[Child] = set()
        self._lock = Lock()
        self._threads = ThreadPoolExecutor(at_once, "query")

    def warm(self) -> None:
        """Start the processes; returns before they are ready."""
        self._threads.submit(self._fill)

    async def ask(self, question: Question, formats: Formats = (PLAIN, PLAIN)) -> Answer:
        """The answer in the format for it.

        Raises QueryError as the query does, LimitError where it is stopped or the queue is full.
        When the one who asks is cancelled, the process is killed.
        """
        job = _Job(question, formats)
        running = self._submit(job)
        waiting = asyncio.wrap_future(running)
        try:
            await asyncio.wait({waiting}, timeout=PATIENCE)
            if not running.running() and running.cancel():
                raise _busy()
            return await waiting
        except asyncio.CancelledError:
            job.drop()
            waiting.cancel()
            raise

    def close(self) -> None:
        """Stop the processes, and start no more."""
        with self._lock:
            self._at_once = 0
            children = [*self._idle, *self._busy]
            self._idle.clear()
        for child in children:
            child.stop()
        self._threads.shutdown(cancel_futures=True)
        for child in children:
            child.close()

    def _submit(self, job: _Job) -> Future[Answer]:
        with self._lock:
            if self._jobs >= self._most:
                raise _busy()
            self._jobs += 1
        running = self._threads.submit(self._run, job)
        running.add_done_callback(self._done)
        return running

    def _done(self, _: object) -> None:
        with self._lock:
            self._jobs -= 1

    def _run(self, job: _Job) -> Answer:
        if job.dropped:
            raise _busy()
        child = self._take()
        try:
            if not job.begin(child):
                raise _busy()
            return child.ask(job.question, self._limits, job.formats)
        finally:
            job.end()
            self._give_back(child)

    def _take(self) -> Child:
        source = self._copies.newest()
        with self._lock:
            stale = [child for child in self._idle if child.source != source]
            self._idle = deque(child for child in self._idle if child.source == source)
            child = self._idle.popleft() if self._idle else self._started()
            self._busy.add(child)
        for old in stale:
            self._close(old)
        return child

    def _give_back(self, child: Child) -> None:
        with self._lock:
            self._busy.discard(child)
            if not child.tired:
                self._idle.append(child)
        if child.tired:
            self._close(child)
            self._fill()

    def _fill(self) -> None:
        with self._lock:
            while len(self._idle) + len(self._busy) < self._at_once:
                self._idle.append(self._started())

    def _started(self) -> Child:
        return Child(self._copies.take())

    def _close(self, child: Child) -> None:
        child.close()
        self._copies.give_back(child.source)


def _busy() -> LimitError:
    return LimitError("too many queries are waiting; try again in a while", "queue")


class Workers:
    """The processes of one server: some for free queries, and two for our own, which never wait for those."""

    def __init__(self, store: Path, settings: Settings) -> None:
        at = settings.endpoint
        self.copies = copies = Copies(store) if at is None else Elsewhere(at)
        limits = Limits(settings.query_seconds, settings.query_megabytes, ROWS, ANSWER_BYTES)
        self.free = Pool(copies, limits, settings.queries_at_once)
        self.own = Pool(copies, limits, 2)

    def warm(self) -> None:
        """Start the processes, since queries are to come."""
        self.free.warm()
        self.own.warm()

    def close(self) -> None:
        """Stop all processes and remove what they read."""
        self.free.close()
        self.own.close()
        self.copies.close()
