"""Tasks done one after another or by worker processes; results come in the order of the tasks.

Workers are spawned, so ``function`` and the tasks must be importable and picklable. A task that
fails gives a ``Failure`` and the others go on, also when it takes its whole process down or does
not end: each worker has one task at a time, and can be stopped.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from kg.errors import KGError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnContext

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 32  # tasks for each worker that may be done before the first of them is
TRIES = 2  # for a task whose process dies: another process may have taken the memory
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
FEW = 24  # tasks that are not worth starting processes for
READY = "ready"
KILLED = "the process that read it was killed (out of memory?)"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one task has no result; ``again`` where it may have one another time."""

    reason: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """How the work is done, which says nothing of what comes of it but where an article takes too long."""

    workers: int | None = 1  # processes; None for as many as pay
    seconds: float | None = None  # for each article; it takes processes to hold them
    again: bool = True  # try what failed the last time too
    on: str | None = None  # the address of a cluster that reads in place of processes here


def worker_count(asked: int | None, tasks: int) -> int:
    """How many processes to use: what was asked for, else as many as there are cores where it pays."""
    if asked is not None:
        return max(1, asked)
    return 1 if tasks < FEW else min(_cores(), tasks // 8)


def each(
    function: Callable[[Task], Result], tasks: Iterable[Task], workers: int, seconds: float | None = None
) -> Iterator[tuple[Task, Result | Failure]]:
    """Every task with its result, in order.

    With ``seconds``, after which a task is stopped, even a single worker is a process of its own.
    """
    if workers <= 1 and not seconds:
        return ((task, guarded(function, task)) for task in tasks)
    return _Crew(function, tasks, max(1, workers), seconds or None).results()


def guarded(function: Callable[[Task], Result], task: Task) -> Result | Failure:
    """The result, or the failure that an error of this one task means."""
    try:
        return function(task)
    except KGError as error:
        return Failure(str(error))
    except MemoryError:
        return Failure("not enough memory to read it", again=True)
    except Exception as error:
        return Failure(f"internal error, please report it: {type(error).__name__}: {error}")


@dataclass(slots=True)
class _Job(Generic[Task, Result]):
    """A task and what became of it."""

    task: Task
    tries: int = 0
    result: Result | Failure | None = None
    done: bool = False

    def end(self, result: Result | Failure) -> None:
        """Keep the result."""
        self.result, self.done = result, True


class _Worker(Generic[Task, Result]):
    """A process, and the job that it has."""

    def __init__(self, function: Callable[[Task], Result], job: _Job[Task, Result]) -> None:
        context = _spawn()
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, function), daemon=True)
        self.process.start()
        theirs.close()
        self.job: _Job[Task, Result] | None = job
        self.ready = False
        self.started = 0.0

    def take(self, job: _Job[Task, Result]) -> None:
        """Begin with a job; before the process is ready it waits."""
        self.job = job
        if self.ready:
            self.started = time.monotonic()
            with suppress(ConnectionError):  # one that has died is noticed when we listen
                self.connection.send(job.task)

    def listen(self) -> Any:
        """What the process says; EOFError where it has died."""
        try:
            said = self.connection.recv()
        except OSError as error:
            raise EOFError from error
        self.ready = True
        return said

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.connection.close()


class _Crew(Generic[Task, Result]):
    """Workers with the jobs of an iterable, of which some may be done ahead of the first."""

    def __init__(
        self, function: Callable[[Task], Result], tasks: Iterable[Task], workers: int, seconds: float | None
    ) -> None:
        self._function, self._tasks = function, iter(tasks)
        self._workers, self._seconds = workers, seconds
        self._crew: list[_Worker[Task, Result]] = []
        self._jobs: deque[_Job[Task, Result]] = deque()  # in order, until they are handed over
        self._again: deque[_Job[Task, Result]] = deque()

    def results(self) -> Iterator[tuple[Task, Result | Failure]]:
        """Every task with its result, in order; all processes end with it."""
        try:
            while self._hand_out():
                while self._jobs and self._jobs[0].done:
                    job = self._jobs.popleft()
                    yield job.task, job.result  # type: ignore[misc]
                if self._jobs:
                    self._wait()
        finally:
            for worker in self._crew:
                worker.stop()

    def _hand_out(self) -> bool:
        """Give every worker a job while there are any; whether something is still to be done."""
        for worker in self._crew:
            if worker.job is None and (job := self._next()) is not None:
                worker.take(job)
        while len(self._crew) < self._workers and (job := self._next()) is not None:
            self._crew.append(_Worker(self._function, job))
        return bool(self._jobs)

    def _next(self) -> _Job[Task, Result] | None:
        if self._again:
            return self._again.popleft()
        if len(self._jobs) >= self._workers * AHEAD:
            return None
        for task in self._tasks:
            self._jobs.append(_Job(task))
            return self._jobs[-1]
        return None

    def _wait(self) -> None:
        """Until a worker says something, dies or has had its time."""
        from multiprocessing.connection import wait

        busy = [worker for worker in self._crew if worker.job is not None]
        spoke = wait([worker.connection for worker in busy], self._left(busy))
        for worker in busy:
            if worker.connection in spoke:
                self._hear(worker)
            elif self._is_late(worker):
                self._end(worker, Failure(late(self._seconds), again=True), tries=TRIES)

    def _left(self, busy: Iterable[_Worker[Task, Result]]) -> float | None:
        """Seconds until the first of the workers has had its time."""
        if self._seconds is None:
            return None
        ends = [worker.started + self._seconds for worker in busy if worker.ready]
        return max(0.0, min(ends) - time.monotonic()) if ends else None

    def _is_late(self, worker: _Worker[Task, Result]) -> bool:
        return (
            self._seconds is not None and worker.ready and time.monotonic() >= worker.started + self._seconds
        )

    def _hear(self, worker: _Worker[Task, Result]) -> None:
        began = worker.ready
        try:
            said = worker.listen()
        except EOFError:
            return self._end(worker, Failure(KILLED, again=True), tries=1)
        if worker.job is not None and not began:
            return worker.take(worker.job)
        if worker.job is not None:
            worker.job.end(said)
            worker.job = None
        return None

    def _end(self, worker: _Worker[Task, Result], why: Failure, *, tries: int) -> None:
        """Let go of a worker that is dead or late; its job is tried again if it may."""
        self._crew.remove(worker)
        worker.stop()
        if (job := worker.job) is None:
            return
        job.tries += tries
        if job.tries >= TRIES:
            job.end(why)
        else:
            self._again.append(job)


def late(seconds: float | None) -> str:
    """Why an article was given up that took longer."""
    return (
        f"not read within {seconds:g} seconds, on this machine and this time; it is tried again next time,"
        " and --seconds waits longer"
    )


def _serve(connection: Connection, function: Callable[[Task], Result]) -> None:
    """Do tasks until there are no more: the life of a worker."""
    _start()
    connection.send(READY)
    while True:
        try:
            task = connection.recv()
        except EOFError:
            return
        result = guarded(function, task)
        try:
            connection.send(result)
        except Exception as error:  # a result that cannot be sent is an error of the task
            connection.send(Failure(f"internal error, please report it: {type(error).__name__}: {error}"))


def _spawn() -> SpawnContext:
    from multiprocessing import get_context

    return get_context("spawn")


def _start() -> None:
    """Prepare a worker: one thread, the terminal's interrupt left to the parent, no life without it."""
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
