"""Tasks in order, in this process or in others, whatever becomes of single ones."""

import multiprocessing
import os
import signal
import time

import pytest

from kg.errors import KGError
from kg.pipeline.worker_pool import AHEAD, FEW, Failure, each, worker_count


def work(task):
    if task == "error":
        raise KGError("the reason")
    if task == "bug":
        return 1 // 0
    if task == "death":
        os._exit(9)
    if task == "hunger":
        raise MemoryError
    if task == "endless":
        while True:
            pass
    if task == "deaf":
        for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_IGN)
        time.sleep(1000)
    if task == "unsendable":
        return lambda: 1
    return task * 2


@pytest.mark.parametrize(("workers", "seconds"), [(1, None), (2, None), (1, 600), (2, 600)])
def test_results_come_in_order_and_failures_stay_single(workers, seconds):
    tasks = [*range(8), "error", "bug", *range(8, 20)]
    results = list(each(work, iter(tasks), workers, seconds))
    assert [task for task, _ in results] == tasks
    assert [result for _, result in results if not isinstance(result, Failure)] == [n * 2 for n in range(20)]
    assert [result.reason for _, result in results if isinstance(result, Failure)] == [
        "the reason",
        "internal error, please report it: ZeroDivisionError: integer division or modulo by zero",
    ]


def test_a_task_that_kills_its_process_is_found_and_the_others_are_done():
    tasks = [1, 2, "death", 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    results = dict(each(work, tasks, 2))
    assert results.pop("death") == Failure("the process that read it was killed (out of memory?)", again=True)
    assert results == {task: task * 2 for task in tasks if task != "death"}


def test_a_loop_that_ends_early_leaves_no_process():
    for _, result in each(work, range(100), 2):
        assert result == 0
        break


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_task_that_does_not_end_is_stopped_and_the_others_are_done(workers):
    tasks = [1, "endless", 2, 3, "deaf", 4, 5, 6, 7]
    results = list(each(work, tasks, workers, seconds=1))
    assert [task for task, _ in results] == tasks
    failed = {task: result for task, result in results if isinstance(result, Failure)}
    assert failed.keys() == {"endless", "deaf"}
    for failure in failed.values():
        assert failure.again and failure.reason.startswith("not read within 1 seconds")
    assert multiprocessing.active_children() == []


def test_want_of_memory_is_no_error_of_ours():
    assert dict(each(work, ["hunger"], 1)) == {"hunger": Failure("not enough memory to read it", again=True)}


def test_a_result_that_cannot_be_sent_is_a_failure():
    results = dict(each(work, ["unsendable", 1], 2))
    assert "internal error" in results["unsendable"].reason
    assert results[1] == 2


def test_no_more_tasks_are_taken_than_can_be_done():
    taken = []

    def tasks():
        for number in range(1000):
            taken.append(number)
            yield number

    results = each(work, tasks(), 2)
    next(results)
    assert len(taken) <= 2 * AHEAD + 2
    results.close()
    assert multiprocessing.active_children() == []


def test_few_tasks_are_done_here():
    assert worker_count(None, FEW - 1) == 1
    assert worker_count(None, 10_000) >= 1
    assert worker_count(3, 1) == 3
