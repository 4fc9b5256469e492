"""Homonyms and variants from several regions: whom the resolution takes for one."""

from __future__ import annotations

import pytest
from homonyms import Case, cases

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_one_or_two(case: Case) -> None:
    assert case.right_answer() != (case.known is not None), case.known or "wrong"


def test_the_set_is_large_and_wide() -> None:
    assert len(CASES) >= 60
    assert len({case.id for case in CASES}) == len(CASES)
    assert len({case.region for case in CASES}) >= 20
    assert min(sum(case.same for case in CASES), sum(not case.same for case in CASES)) >= 30
    assert sum(case.known is not None for case in CASES) <= 2
