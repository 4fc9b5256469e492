"""Circles set beside each other, those that are joined near each other: the same circles, the same places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import cos, hypot, sin, sqrt

GOLDEN = 2.399963229728653
ROUNDS = 400
GAP = 12.0  # between two circles
TIGHTER = 0.985  # by which the field shrinks at once, as long as all find room
TRIES = 80
SLACK = 2.0  # that a gap may lack

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
    return [(round(x, 1), round(y, 1)) for x, y in _tightened(at, radii, aspect)]


def _tightened(at: list[Point], radii: Sequence[float], aspect: float) -> list[Point]:
    """The circles in the smallest field in which they find room by pushing."""
    for _ in range(TRIES if len(at) > 1 else 0):
        found = _within(at, radii, aspect)
        if found is None:
            break
        at = found
    return at


def _within(at: Sequence[Point], radii: Sequence[float], aspect: float) -> list[Point] | None:
    """The circles in a field a little smaller on its longer side; None where they overlap there."""
    (left, right), (top, bottom) = _span(at, radii, 0), _span(at, radii, 1)
    wide = right - left > aspect * (bottom - top)
    across, down = (
        ((right - left) * (1 - TIGHTER) / 2, 0.0) if wide else (0.0, (bottom - top) * (1 - TIGHTER) / 2)
    )
    found = list(at)
    for _ in range(ROUNDS // 2):
        _apart(found, radii)
        found = [
            (
                _clamped(x, left + across + r, right - across - r),
                _clamped(y, top + down + r, bottom - down - r),
            )
            for (x, y), r in zip(found, radii, strict=True)
        ]
        if _gap(found, radii) >= GAP - SLACK:
            return found
    return None


def _span(at: Sequence[Point], radii: Sequence[float], axis: int) -> tuple[float, float]:
    ends = [(p[axis] - r, p[axis] + r) for p, r in zip(at, radii, strict=True)]
    return min(low for low, _ in ends), max(high for _, high in ends)


def _clamped(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def _gap(at: Sequence[Point], radii: Sequence[float]) -> float:
    """The least gap between two circles."""
    pairs = combinations(zip(at, radii, strict=True), 2)
    return min(hypot(ax - bx, ay - by) - r - s for ((ax, ay), r), ((bx, by), s) in pairs)


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
    wide, high = (high - low for low, high in (_span(at, radii, axis) for axis in (0, 1)))
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
