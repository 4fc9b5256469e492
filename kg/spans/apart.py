"""Names that were run together: a firm with the next sentence's first word, a party with "State" before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.lexicon import places
from kg.records import Ent, Parse

FORMS = frozenset({"Inc", "Inc.", "Ltd", "Ltd.", "Corp", "Corp.", "LLC", "Plc", "PLC"})
LEVELS = frozenset({"State", "Provincial", "District"})


def parted(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """The entities, each with its own name alone: "Pear Inc." "Velta", "BJP" of "State BJP"."""
    return [part for ent in ents for part in (_parts(parse, ent) if ent.label == "ORG" else (ent,))]


def _parts(parse: Parse, ent: Ent) -> Iterator[Ent]:
    if parse.word(ent.start) in LEVELS and ent.end - ent.start == 2 and _is_initials(parse.word(ent.end - 1)):
        yield replace(ent, start=ent.start + 1)
        return
    cut = _end_of_form(parse, ent)
    yield ent if cut is None else replace(ent, end=cut)
    if cut is not None:
        yield replace(ent, start=cut)


def _is_initials(word: str) -> bool:
    return len(word) > 1 and word.isupper() and word.isalpha()


def _end_of_form(parse: Parse, ent: Ent) -> int | None:
    """Where a legal form with its full stop ends before another name."""
    for i in range(ent.start + 1, ent.end - 1):
        if parse.word(i) not in FORMS:
            continue
        end = i + 1 + (parse.word(i + 1) == "." and parse.starts[i + 1] == parse.ends[i])
        stopped = parse.word(end - 1).endswith(".")
        if stopped and end < ent.end and parse.word(end).istitle() and not places().lookup(parse.word(end)):
            return end
    return None
