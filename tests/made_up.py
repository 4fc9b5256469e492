"""Cases by the dozen: 'make quick' tries the first of them, '.ci/run' all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def cases(of: Iterable[Any], quick: int = 1) -> list[Any]:
    """The cases, those after the first ``quick`` marked slow."""
    return [one if n < quick else pytest.param(one, marks=pytest.mark.slow) for n, one in enumerate(of)]
