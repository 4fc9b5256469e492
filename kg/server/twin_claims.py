"""Claims that one stretch of words made together, so that one being wrong means that the other is."""

from __future__ import annotations

from kg.records import Claim, Reading


def twins(reading: Reading | None, claim: Claim) -> tuple[Claim, ...]:
    """The other claims of a sentence that say the same title of the same subject."""
    said = _title(claim)
    if reading is None or not said:
        return ()
    others = (other for other in reading.claims if other.id != claim.id and _alike(other, claim))
    return tuple(other for other in others if _within(said, _title(other)))


def _alike(one: Claim, other: Claim) -> bool:
    return (one.subject, one.evidence) == (other.subject, other.evidence)


def _title(claim: Claim) -> str:
    """The title that a claim rests on, as written."""
    return " ".join((claim.role or (claim.value if claim.object is None else None) or "").casefold().split())


def _within(one: str, other: str) -> bool:
    """Whether one title holds the other as whole words."""
    return bool(other) and (f" {one} " in f" {other} " or f" {other} " in f" {one} ")
