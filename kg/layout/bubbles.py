"""Circles set beside each other, those that are joined near each other: the same circles, the same places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, hypot, sin, sqrt

GOLDEN = 2.399963229728653
ROUNDS = 400
GAP = 22.0  # between two circles

RADII = 52.0, 86.0  # of what holds least and most
ASPECT = 1.5

Point = tuple[float, float]
Circle = tuple[float, float, float]  # centre x, centre y, radius
Weights = Mapping[tuple[int, int], float]  # by two numbers of circles, the smaller one first


def sized(amounts: Sequence[int], weights: Weights) -> list[Circle]:
    """A circle for each of ``amounts``, as large as it is, near those that it is joined to."""
    most = max(amounts, default=1) or 1
    radii = [RADII[0] + (RADII[1] - RADII[0]) * sqrt(amount / most) for amount in amounts]
    at = arranged(radii, weights, ASPECT)
    return [(x, y, round(radius, 1)) for (x, y), radius in zip(at, radii, strict=True)]


def arranged(radii: Sequence[float], weights: Weights, aspect: float) -> list[Point]:
    """The middles of circles of these radii, in a field about ``aspect`` times as wide as high."""
    at = [_start(number, radii, aspect) for number in range(len(radii))]
    most = max(weights.values(), default=1.0)
    for turn in range(ROUNDS if at else 0):
        heat = 1.0 - turn / ROUNDS
        for (a, b), weight in weights.items():
            _pull(at, radii, a, b, 0.06 * heat * sqrt(weight / most))
        _squeeze(at, radii, aspect)
        _apart(at, radii)
    for _ in range(ROUNDS):
        _apart(at, radii)
    return [(round(x, 1), round(y, 1)) for x, y in at]


def _start(number: int, radii: Sequence[float], aspect: float) -> Point:
    """On a spiral, the first one in the middle."""
    wide = 1.5 * (sum(radii) / max(1, len(radii))) * sqrt(number)
    return wide * cos(GOLDEN * number) * sqrt(aspect), wide * sin(GOLDEN * number) / sqrt(aspect)


def _pull(at: list[Point], radii: Sequence[float], a: int, b: int, share: float) -> None:
    """Move two joined circles towards each other, until they nearly touch."""
    (ax, ay), (bx, by) = at[a], at[b]
    far = hypot(bx - ax, by - ay) or 1e-6
    move = share * max(0.0, far - radii[a] - radii[b] - GAP) / far
    at[a] = ax + move * (bx - ax), ay + move * (by - ay)
    at[b] = bx - move * (bx - ax), by - move * (by - ay)


def _squeeze(at: list[Point], radii: Sequence[float], aspect: float) -> None:
    """Draw all together, more so along the side that is longer than it should be."""
    wide, high = (
        max(p[axis] + r for p, r in zip(at, radii, strict=True))
        - min(p[axis] - r for p, r in zip(at, radii, strict=True))
        for axis in (0, 1)
    )
    across, down = (0.986, 0.998) if wide > aspect * high else (0.998, 0.986)
    at[:] = [(x * across, y * down) for x, y in at]


def _apart(at: list[Point], radii: Sequence[float]) -> None:
    """Push circles off each other."""
    for a in range(len(at)):
        for b in range(a + 1, len(at)):
            (ax, ay), (bx, by) = at[a], at[b]
            far = hypot(bx - ax, by - ay) or 1e-6
            least = radii[a] + radii[b] + GAP
            if far < least:
                move = 0.5 * (least - far) / far
                at[a] = ax - move * (bx - ax), ay - move * (by - ay)
                at[b] = bx + move * (bx - ax), by + move * (by - ay)
