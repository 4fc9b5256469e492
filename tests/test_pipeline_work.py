"""Tasks in order, in this process or in others, whatever becomes of single ones."""

import os

import pytest

from kg.errors import KGError
from kg.pipeline.worker_pool import FEW, Failure, each, worker_count


def work(task):
    if task == "error":
        raise KGError("the reason")
    if task == "bug":
        return 1 // 0
    if task == "death":
        os._exit(9)
    return task * 2


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order_and_failures_stay_single(workers):
    tasks = [*range(8), "error", "bug", *range(8, 20)]
    results = list(each(work, iter(tasks), workers))
    assert [task for task, _ in results] == tasks
    assert [result for _, result in results if not isinstance(result, Failure)] == [n * 2 for n in range(20)]
    assert [result.reason for _, result in results if isinstance(result, Failure)] == [
        "the reason",
        "internal error, please report it: ZeroDivisionError: integer division or modulo by zero",
    ]


def test_a_task_that_kills_its_process_is_found_and_the_others_are_done():
    tasks = [1, 2, "death", 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    results = dict(each(work, tasks, 2))
    assert results.pop("death") == Failure("the process that read it was killed (out of memory?)")
    assert results == {task: task * 2 for task in tasks if task != "death"}


def test_a_loop_that_ends_early_leaves_no_process():
    for _, result in each(work, range(100), 2):
        assert result == 0
        break


def test_few_tasks_are_done_here():
    assert worker_count(None, FEW - 1) == 1
    assert worker_count(None, 10_000) >= 1
    assert worker_count(3, 1) == 3
