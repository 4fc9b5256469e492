"""Trees put right by names: a title taken for a name's first word, a subject hung on the clause before."""

from __future__ import annotations

from dataclasses import replace

from kg.records import Ent, Parse

FINITE = frozenset({"VBD", "VBZ", "VBP", "VB"})
TITLE, BEFORE = "nmod:desc", "compound"  # a title of a name, and what stands before its noun


def rehung(parse: Parse) -> Parse:
    """The parse with names where they belong in the tree.

    The parser makes the first word of a name its head ("flat"). Where that word is cut off as a title, the
    name takes its place in the sentence. A name between "as" or the like and its verb is the verb's subject
    ("scored twice as Velta beat Lund"), whatever the tree hangs it on.
    """
    heads, deps = list(parse.heads), list(parse.deps)
    for ent in parse.ents:
        if ent.label == "PERSON" and (first := _outer(parse, ent)) is not None:
            _hang(parse, ent, first, heads, deps)
        elif (verb := _verb(parse, ent)) is not None:
            _subject(parse, ent, verb, heads, deps)
    if heads == list(parse.heads):
        return parse
    return replace(parse, heads=tuple(heads), deps=tuple(deps))


def _outer(parse: Parse, ent: Ent) -> int | None:
    """The word before a name that the tree makes the name's head, as if it were one itself."""
    first = parse.heads[ent.start]
    flat = parse.deps[ent.start] == "flat" and first < ent.start and parse.pos[first] == "PROPN"
    between = range(first + 1, ent.start) if flat else ()
    return first if flat and all(parse.heads[i] == first for i in between) else None


def _hang(parse: Parse, ent: Ent, first: int, heads: list[int], deps: list[str]) -> None:
    name, title = ent.start, ent.start - 1
    for i in range(len(parse)):
        if heads[i] == first and i != first and not first < i < name:
            heads[i] = name
    heads[name], deps[name] = (name, deps[first]) if heads[first] == first else (heads[first], deps[first])
    for i in range(first, title):
        heads[i], deps[i] = title, BEFORE
    heads[title], deps[title] = name, TITLE


def _verb(parse: Parse, ent: Ent) -> int | None:
    """The verb right behind a name whose clause begins right before it, where it has no subject."""
    mark, verb = ent.start - 1, ent.end
    if mark < 0 or verb >= len(parse) or parse.deps[mark] != "mark" or parse.heads[mark] != verb:
        return None
    outside = any(parse.heads[i] < mark for i in range(ent.start, ent.end))
    subject = any(parse.heads[i] == verb and parse.deps[i].startswith("nsubj") for i in range(len(parse)))
    return verb if outside and not subject and parse.tags[verb] in FINITE else None


def _subject(parse: Parse, ent: Ent, verb: int, heads: list[int], deps: list[str]) -> None:
    for i in range(ent.start, ent.end):
        if heads[i] not in range(ent.start, ent.end):
            heads[i], deps[i] = (verb, "nsubj") if i == ent.start else (ent.start, "flat")
