"""Trees put right where a title was taken for the first word of a name: "ASI" "Rafiq Islam"."""

from __future__ import annotations

from dataclasses import replace

from kg.records import Ent, Parse

TITLE, BEFORE = "nmod:desc", "compound"  # a title of a name, and what stands before its noun


def rehung(parse: Parse) -> Parse:
    """The parse with people's names as heads of what stands before them and is no part of the name.

    The parser makes the first word of a name its head ("flat"). Where that word is cut off as a title, the
    name takes its place in the sentence.
    """
    heads, deps = list(parse.heads), list(parse.deps)
    for ent in parse.ents:
        if ent.label == "PERSON" and (first := _outer(parse, ent)) is not None:
            _hang(parse, ent, first, heads, deps)
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
