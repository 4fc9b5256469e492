"""Which relations are on: those whose judged claims were right, or of which too few were judged to say.

The counts are those of ``benchmarks/relations.py --stand``: claims of the development sets and claims read
by a person (``benchmarks/verdicts.tsv``). Rules of a user's own are always on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.errors import DataError

LEAST, SHARE = 20, 0.8  # judged claims of a relation, and how many of them must be right
PRIOR, HOPE = (8, 10), 0.75  # right and judged that stand in for missing ones, and the share asked for then


@dataclass(frozen=True, slots=True)
class Standing:
    """How many claims of a relation were judged, and how many of them were right."""

    right: int
    judged: int

    @property
    def on(self) -> bool:
        """Whether enough claims were judged, and enough of them right."""
        return self.judged >= LEAST and self.right >= SHARE * self.judged

    @property
    def hopeful(self) -> bool:
        """Whether too few claims were judged, but nothing speaks against the relation."""
        return self.judged < LEAST and self.right + PRIOR[0] >= HOPE * (self.judged + PRIOR[1])


@cache
def standings() -> dict[str, Standing]:
    """The judged relations by name."""
    raw = json.loads((files("kg.relations") / "data" / "standing.json").read_text("utf8"))
    for name, counts in raw.items():
        if not (isinstance(counts, list) and len(counts) == 2 and 0 <= counts[0] <= counts[1]):
            raise DataError(f"standing.json: {name}: {counts!r} is not [right, judged]")
    return {name: Standing(*counts) for name, counts in raw.items()}


def is_on(relation: str) -> bool:
    """Whether a relation is read without being asked for."""
    found = standings().get(relation, Standing(0, 0))
    return found.on or found.hopeful
