"""Entities' spans mended where words show that the model cut them short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.records import Ent, Parse
from kg.relations.words import word_set


def mend(parse: Parse) -> Parse:
    """A parse whose organization names hold their legal forms: "Acme" , "Inc." → "Acme, Inc."."""
    ents = tuple(_mended(parse))
    return parse if ents == parse.ents else replace(parse, ents=ents)


def _mended(parse: Parse) -> Iterator[Ent]:
    taken = {i: e for e in parse.ents for i in range(e.start, e.end)}
    for ent in parse.ents:
        end = _with_form(parse, ent) if ent.label == "ORG" else ent.end
        if end != ent.end and any(i in taken for i in range(ent.end, end)):
            end = ent.end
        yield ent if end == ent.end else replace(ent, end=end)


def _with_form(parse: Parse, ent: Ent) -> int:
    at = ent.end
    while at < len(parse):
        ahead = at + 1 if parse.word(at) == "," else at
        if not _is_form(parse, ahead):
            return at
        at = ahead + 1
        if _is_full_stop_of(parse, at):
            at += 1
    return at


def _is_form(parse: Parse, i: int) -> bool:
    if i >= len(parse) or not parse.word(i)[0].isupper():
        return False
    return parse.word(i).lower().rstrip(".") in word_set("organizations", "forms")


def _is_full_stop_of(parse: Parse, i: int) -> bool:
    """Whether a full stop belongs to the form before it: the sentence goes on after it."""
    if i + 1 >= len(parse) or parse.word(i) != "." or parse.starts[i] != parse.ends[i - 1]:
        return False
    return not parse.word(i + 1)[0].isupper()
