"""Cases by the dozen: 'make quick' tries the first of them, '.ci/run' all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def cases(of: Iterable[Any], quick: int = 1) -> list[Any]:
    """The cases, those after the first ``quick`` marked slow."""
    return [one if n < quick else _slow(one) for n, one in enumerate(of)]


def _slow(one: Any) -> Any:
    return pytest.param(*(one if isinstance(one, tuple) else (one,)), marks=pytest.mark.slow)
