"""Reading on the workers of a Dask cluster, in parts; dask.distributed is imported when it is needed.

Each part that is read is handed over as it comes and kept by whoever asked, so that neither a dead worker nor
a dead scheduler or driver loses it. A part that a worker died over is read again by others.
"""

from __future__ import annotations

import logging
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from kg.errors import InputError, KGError
from kg.pipeline.reading_articles import Packed, Read, Reader, Task, read_articles
from kg.pipeline.worker_pool import KILLED, Failure, late

LACKING = "reading on Dask needs dask.distributed, which is not installed: pip install 'newskg[dask]'"
PART, CHARACTERS = 8, 40_000  # the most articles of a part, and the characters with which it is full
AHEAD = 2  # parts for each thread of the workers, so that none waits for its next
CONNECTING = 10.0  # seconds for the scheduler to answer
LONELY = 60.0  # seconds without any worker, after which nobody is expected to come
PAUSE = 0.5  # seconds between looks at what is late
TOPIC = "kg-begun"  # events: which article of a part a worker has begun
Key = TypeVar("Key")
Item = tuple[Key, Task]
Answers = list[Packed | Failure]


def read_part(name: str, tasks: Sequence[Task], reader: Reader, identity: str) -> Answers:
    """What a worker does: the readings of a part, each with its parse where it is new.

    Raises InputError where this machine would read otherwise than the one that asks.
    """
    from distributed import get_worker

    if reader.identity != identity:
        raise InputError("another version of kg, or other rules than at the machine that asks")
    worker = get_worker()

    def begun() -> Iterator[Task]:
        for place, task in enumerate(tasks):
            worker.log_event(TOPIC, {"part": name, "place": place})
            yield task

    return [one.packed() if isinstance(one, Read) else one for one in read_articles(begun(), reader)]


async def _kill(dask_worker: Any) -> None:
    """What a nanny does with a worker that is late: it starts another in its place."""
    await dask_worker.kill(reason="an article took too long")


def host_of(address: str) -> str:
    """HOST:PORT of ``dask://HOST:PORT``; raises InputError for anything else."""
    parts = urlsplit(address)
    with suppress(ValueError):  # of a port that is no number
        if parts.scheme == "dask" and parts.hostname and parts.port and not parts.path.strip("/"):
            return parts.netloc
    raise InputError(f"{address!r} is no address of a Dask scheduler such as dask://127.0.0.1:8786")


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of a scheduler. With ``seconds`` an article that takes longer has its worker restarted."""

    address: str
    reader: Reader
    seconds: float | None = None

    def each(self, items: Iterable[Item[Key]]) -> Iterator[tuple[Key, Packed | Failure]]:
        """Every task's result under the key that stands before it, as they come.

        Raises InputError where the scheduler does not answer or is lost, or the workers cannot read.
        """
        with _connected(self.address) as client:
            yield from _Run(client, self, iter(items)).results()


@dataclass(slots=True, eq=False)
class _Part(Generic[Key]):
    """Articles that are sent together, and which of them is being read since when, by whom."""

    items: list[Item[Key]]
    alone: bool = False  # one article, read while no other is
    future: Any = None
    place: int = 0
    worker: str = ""
    since: float | None = None

    def around(self) -> tuple[list[Item[Key]], list[Item[Key]], list[Item[Key]]]:
        """What stands before the article that was begun last, that article, and what comes after it."""
        at = self.place
        return self.items[:at], self.items[at : at + 1], self.items[at + 1 :]


@dataclass(slots=True)
class _Run(Generic[Key]):
    """One run over all tasks, of which a few parts are with the scheduler at a time."""

    client: Any
    cluster: Cluster
    items: Iterator[Item[Key]]
    parts: dict[str, _Part[Key]] = field(default_factory=dict)  # by the name of the future
    again: deque[_Part[Key]] = field(default_factory=deque)
    suspects: deque[_Part[Key]] = field(default_factory=deque)  # to be tried alone, at the end
    ended: SimpleQueue[Any] = field(default_factory=SimpleQueue)  # futures
    count: int = 0
    workers: frozenset[str] = frozenset()  # addresses
    lonely: float | None = None  # since when there is no worker

    def results(self) -> Iterator[tuple[Key, Packed | Failure]]:
        """What comes of all tasks."""
        self.client.subscribe_topic(TOPIC, self._begun)
        identity = self.cluster.reader.identity
        try:
            while self._hand_out(identity):
                with suppress(Empty):
                    yield from self._end(self.ended.get(timeout=PAUSE))
                yield from self._stop_late()
        finally:
            with suppress(Exception):  # a scheduler that is lost has nothing to cancel
                self.client.cancel([part.future for part in self.parts.values()], force=True)

    def _hand_out(self, identity: str) -> bool:
        """Keep the workers busy while there is something to read; whether there is."""
        most = AHEAD * max(1, self._threads())
        while len(self.parts) < most and (part := self._next()) is not None:
            name = f"kg-read-{self.client.id}-{self.count}"
            self.count += 1
            tasks = [task for _, task in part.items]
            part.future = self.client.submit(
                read_part, name, tasks, self.cluster.reader, identity, key=name, pure=False
            )
            self.parts[name] = part
            part.future.add_done_callback(self.ended.put)
        return bool(self.parts)

    def _threads(self) -> int:
        """How many threads all workers have; InputError where there has been none for long."""
        with self._asking():
            there: dict[str, int] = self.client.nthreads()
        threads, self.workers = sum(there.values()), frozenset(there)
        now = time.monotonic()
        self.lonely = None if threads else self.lonely or now
        if self.lonely is not None and now > self.lonely + LONELY:
            raise InputError(
                f"the Dask scheduler at {self.cluster.address} has no workers: start some and go on"
            )
        return threads

    def _next(self) -> _Part[Key] | None:
        if self.again:
            return self.again.popleft()
        items: list[Item[Key]] = []
        while len(items) < PART and sum(len(task.article.text) for _, task in items) < CHARACTERS:
            if (item := next(self.items, None)) is None:
                break
            items.append(item)
        if items:
            return _Part(items)
        return self.suspects.popleft() if self.suspects and not self.parts else None

    def _end(self, future: Any) -> Iterator[tuple[Key, Packed | Failure]]:
        """What came of a part; one that is not known any more was stopped."""
        part = self.parts.pop(future.key, None)
        if part is None:
            return
        if future.status == "error":
            yield from self._failed(part, future.exception())
            return
        with self._asking():
            answers: Answers = future.result()
        future.release()
        for (key, _), answer in zip(part.items, answers, strict=True):
            yield key, answer

    def _failed(self, part: _Part[Key], error: BaseException) -> Iterator[tuple[Key, Packed | Failure]]:
        """A part that workers died over, else InputError: they cannot read at all.

        Which article they died over, of what was read or only waited there, is seen by trying each alone.
        """
        from distributed import KilledWorker

        if not isinstance(error, KilledWorker):
            what = str(error) if isinstance(error, KGError) else f"{type(error).__name__}: {error}"
            raise InputError(f"a worker of {self.cluster.address} cannot read: {what}")
        if part.alone:
            yield part.items[0][0], Failure(KILLED, again=True)
        else:
            self.suspects.extend(_Part([item], alone=True) for item in part.items)

    # What takes too long

    def _begun(self, event: tuple[float, dict[str, Any]]) -> None:
        """Note what a worker has begun; called by the client's thread."""
        _, said = event
        if (part := self.parts.get(said["part"])) is not None:
            part.place, part.worker, part.since = said["place"], said["worker"], time.monotonic()

    def _stop_late(self) -> Iterator[tuple[Key, Packed | Failure]]:
        """Give up articles that had their time; what else was in their parts is read again."""
        if (most := self.cluster.seconds) is None:
            return
        now = time.monotonic()
        for name, part in list(self.parts.items()):
            if part.since is None or now < part.since + most:
                continue
            if part.worker not in self.workers:  # it has died meanwhile, and others will begin anew
                part.since = None
                continue
            del self.parts[name]
            before, ((key, _),), after = part.around()
            self._restart(part)
            self.again.extend(_Part(items) for items in (before, after) if items)
            yield key, Failure(late(most), again=True)

    def _restart(self, late_one: _Part[Key]) -> None:
        """Have the worker of a part restarted; what else it was to read is read by others, or later."""
        with suppress(Exception):  # one that has no nanny cannot be restarted
            late_one.future.cancel(force=True)
            options = {"nanny": True, "wait": False, "on_error": "ignore"}
            self.client.run(_kill, workers=[late_one.worker], **options)
        for part in self.parts.values():
            if part.worker == late_one.worker:
                part.since = None

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Ask the scheduler, which may be gone."""
        try:
            if self.client.status != "running":
                raise OSError(self.client.status)
            yield
        except (CancelledError, OSError) as error:
            where = self.cluster.address
            raise InputError(
                f"the Dask scheduler at {where} is lost; what was read is kept: run it again and it goes on"
            ) from error


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """A client of a scheduler, which says nothing itself."""
    host = host_of(address)
    try:
        import distributed
    except ImportError:
        raise InputError(LACKING) from None
    make: Any = distributed.Client
    with _quiet():
        try:
            client: Any = make(f"tcp://{host}", timeout=CONNECTING, set_as_default=False)
        except Exception as error:  # of what answers there, if anything does, nothing is known
            why = " ".join(str(error).split()) or type(error).__name__
            raise InputError(f"no Dask scheduler answers at {address}: {why}") from None
        try:
            yield client
        finally:
            with suppress(Exception):
                client.close(timeout=1)


@contextmanager
def _quiet() -> Iterator[None]:
    """What goes wrong is told in one line, by us."""
    loggers = [
        logging.getLogger(n)
        for n in logging.root.manager.loggerDict
        if n.startswith(("distributed", "tornado"))
    ]
    levels: list[tuple[Callable[[int], None], int]] = [(one.setLevel, one.level) for one in loggers]
    for restore, _ in levels:
        restore(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for restore, level in levels:
            restore(level)
