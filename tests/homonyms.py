"""The set of homonyms and variants: its loader, and its score.

python tests/homonyms.py
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.coref.labels import LABELS
from kg.entities import resolve
from kg.errors import DataError
from kg.records import Claim, LocalEntity, Mention, Reading

FILE = Path(__file__).with_name("homonyms.yaml")


@dataclass(frozen=True, slots=True)
class Side:
    """An entity and what its article says."""

    name: str
    type: str = "Person"
    aliases: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    company: tuple[tuple[str, str], ...] = ()  # name and type
    says: tuple[tuple[str, str], ...] = ()  # relation and object, "=" before a value

    def reading(self, article: str) -> Reading:
        """The article; the entity is its first."""
        named = [(self.name, self.type), *self.company]
        entities = tuple(
            LocalEntity(
                f"e{n}", kind, name, self.aliases if n == 1 else (), None, self.titles if n == 1 else ()
            )
            for n, (name, kind) in enumerate(named, 1)
        )
        mentions = tuple(
            Mention(n, n + 1, LABELS[e.type], e.name, e.id, "name") for n, e in enumerate(entities)
        )
        ids = {entity.name: entity.id for entity in entities}
        claims = tuple(_claim(n, said, ids) for n, said in enumerate(self.says))
        return Reading(article, mentions, entities, claims)


def _claim(number: int, said: tuple[str, str], ids: dict[str, str]) -> Claim:
    relation, other = said
    value = other[1:] if other.startswith("=") else None
    span = (0, 1)
    return Claim(
        f"c{number}", "e1", relation, None if value else ids[other], value, None, span, span, span, "asserted"
    )


@dataclass(frozen=True, slots=True)
class Case:
    """Two sides that are one or two."""

    id: str
    region: str
    same: bool
    left: Side
    right: Side
    known: str | None = None  # why it still goes wrong

    def right_answer(self) -> bool:
        """Whether the resolution says what is so."""
        found = resolve([self.left.reading("a"), self.right.reading("b")])
        homes = {member: entity.key for entity in found for member in entity.members}
        return (homes["a", "e1"] == homes["b", "e1"]) == self.same


def cases() -> list[Case]:
    """All cases of the file."""
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return [_case(row) for row in raw]


def _case(row: dict[str, Any]) -> Case:
    unknown = row.keys() - {"id", "region", "same", "left", "right", "known"}
    if unknown:
        raise DataError(f"{FILE.name}: {row.get('id')}: unknown {', '.join(sorted(unknown))}")
    left, right = (_side(row["id"], row[name]) for name in ("left", "right"))
    return Case(row["id"], row["region"], row["same"], left, right, row.get("known"))


def _side(case: str, row: dict[str, Any]) -> Side:
    unknown = row.keys() - {"name", "type", "aliases", "titles", "with", "says"}
    if unknown:
        raise DataError(f"{FILE.name}: {case}: unknown {', '.join(sorted(unknown))}")
    return Side(
        row["name"],
        row.get("type", "Person"),
        tuple(row.get("aliases", ())),
        tuple(row.get("titles", ())),
        tuple((name, kind) for name, _, kind in (item.rpartition("/") for item in row.get("with", ()))),
        tuple(
            (relation, other) for relation, _, other in (item.partition(" ") for item in row.get("says", ()))
        ),
    )


def main() -> None:
    found = [(case, case.right_answer()) for case in cases()]
    for same in (True, False):
        answers = Counter(right for case, right in found if case.same == same)
        print(f"{'same' if same else 'different':10} {answers[True]:3} of {answers.total()} right")
    for case, right in found:
        if not right:
            kind = "same" if case.same else "different"
            print(f"  wrong: {case.id} ({case.region}): {case.left.name} | {case.right.name} are {kind}")


if __name__ == "__main__":
    main()
