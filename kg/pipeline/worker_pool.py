"""Tasks done one after another or by worker processes; results come in the order of the tasks.

Workers are spawned, so ``function`` and the tasks must be importable and picklable. A task that
fails gives a ``Failure`` and the others go on, also when it takes its whole process down.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kg.errors import KGError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 4  # tasks in flight for each worker
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
FEW = 24  # tasks that are not worth starting processes for


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one task has no result."""

    reason: str


def worker_count(asked: int | None, tasks: int) -> int:
    """How many processes to use: what was asked for, else as many as there are cores where it pays."""
    if asked is not None:
        return max(1, asked)
    return 1 if tasks < FEW else min(_cores(), tasks // 8)


def each(
    function: Callable[[Task], Result], tasks: Iterable[Task], workers: int
) -> Iterator[tuple[Task, Result | Failure]]:
    """Every task with its result, in order."""
    if workers <= 1:
        return ((task, guarded(function, task)) for task in tasks)
    return _spread(function, tasks, workers)


def guarded(function: Callable[[Task], Result], task: Task) -> Result | Failure:
    """The result, or the failure that an error of this one task means."""
    try:
        return function(task)
    except KGError as error:
        return Failure(str(error))
    except MemoryError:
        return Failure("not enough memory to read it")
    except Exception as error:
        return Failure(f"internal error, please report it: {type(error).__name__}: {error}")


def _spread(
    function: Callable[[Task], Result], tasks: Iterable[Task], workers: int
) -> Iterator[tuple[Task, Result | Failure]]:
    waiting: deque[tuple[Task, Future[Result | Failure]]] = deque()
    pool = _pool(workers)
    try:
        for task in tasks:
            pool = _submit(pool, waiting, function, task, workers)
            if len(waiting) >= workers * AHEAD:
                yield _first(function, waiting)
        while waiting:
            yield _first(function, waiting)
    finally:
        _stop(pool)


def _submit(
    pool: ProcessPoolExecutor,
    waiting: deque[tuple[Task, Future[Result | Failure]]],
    function: Callable[[Task], Result],
    task: Task,
    workers: int,
) -> ProcessPoolExecutor:
    """Hand out a task, to a new pool where the old one has broken."""
    try:
        waiting.append((task, pool.submit(guarded, function, task)))
    except BrokenProcessPool:
        _stop(pool)
        pool = _pool(workers)
        waiting.append((task, pool.submit(guarded, function, task)))
    return pool


def _first(
    function: Callable[[Task], Result], waiting: deque[tuple[Task, Future[Result | Failure]]]
) -> tuple[Task, Result | Failure]:
    task, future = waiting.popleft()
    try:
        return task, future.result()
    except BrokenProcessPool:
        return task, _alone(function, task)


def _alone(function: Callable[[Task], Result], task: Task) -> Result | Failure:
    """Do a task of a broken pool in a process of its own, to learn whether it was the one that broke it."""
    pool = _pool(1)
    try:
        return pool.submit(guarded, function, task).result()
    except BrokenProcessPool:
        return Failure("the process that read it was killed (out of memory?)")
    finally:
        _stop(pool)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=_spawn(), initializer=_start)


def _spawn() -> SpawnContext:
    from multiprocessing import get_context

    return get_context("spawn")


def _stop(pool: ProcessPoolExecutor) -> None:
    pool.shutdown(wait=False, cancel_futures=True)


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
