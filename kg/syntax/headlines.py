"""Verbs of headlines that the parser took for nouns, mended in the parse: "Italian police arrest 150 people".

Only "police", which is singular in its form, and plurals can be their subjects, and only what cannot stand in
one noun phrase with them, or is done by them and to people, is their object.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.lexicon.wordlists import word_set
from kg.records import Parse, Span

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
WITHIN = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "parataxis"})  # whose verbs are not the headline's
INSIDE = frozenset({"compound", "amod", "det", "nummod", "nmod:poss", "flat", "advmod"})
SEVERAL = frozenset({"NNS", "NNPS"})
NEW_PHRASE = frozenset({"NUM", "DET", "PROPN", "PRON"})
POLICE = "police"


@dataclass(slots=True)
class _Change:
    """What becomes of the tokens of a sentence: arrays that replace those of the parse."""

    heads: list[int]
    deps: list[str]
    pos: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)


def told(parse: Parse) -> Parse:
    """The parse in which the verbs of headlines are verbs, with their subjects and objects."""
    verbs = [(v, span) for span in parse.sents for v in _verbs(parse, *span)]
    if not verbs:
        return parse
    change = _Change(
        list(parse.heads), list(parse.deps), list(parse.pos), list(parse.tags), list(parse.lemmas)
    )
    for verb, (start, end) in verbs:
        _mend(change, parse, verb, start, end)
    return replace(
        parse,
        heads=tuple(change.heads),
        deps=tuple(change.deps),
        pos=tuple(change.pos),
        tags=tuple(change.tags),
        lemmas=tuple(change.lemmas),
    )


def _verbs(parse: Parse, start: int, end: int) -> Iterator[int]:
    """The verb of the headline that a sentence is, if the parser took it for part of a name."""
    root = next((i for i in range(start, end) if parse.heads[i] == i), start)
    for i in range(start + 1, min(start + 8, end - 1)):
        if parse.word(i) not in word_set("acts", "of_headlines") or not _is_subject(parse, i - 1, i):
            continue
        if i == root if parse.pos[i] == "VERB" else _is_mistaken(parse, i, root, (start, end)):
            yield i
        return


def _is_subject(parse: Parse, noun: int, verb: int) -> bool:
    """Whether police or several people stand right before, and the tree has them inside the phrase."""
    several = parse.tags[noun] in SEVERAL or parse.word(noun).lower() == POLICE
    return several and parse.deps[noun] == "compound" and parse.heads[noun] >= verb


def _is_mistaken(parse: Parse, i: int, root: int, span: Span) -> bool:
    return _is_bare(parse, root, *span) and _is_verb(parse, i, root)


def _is_bare(parse: Parse, root: int, start: int, end: int) -> bool:
    """Whether no verb but those of clauses inside the phrase is finite."""
    if any(parse.heads[k] == root and parse.deps[k] in ("cop", "nsubj", "aux") for k in range(start, end)):
        return False
    finite = [i for i in range(start, end) if parse.tags[i] in FINITE]
    return all(_is_within(parse, i) for i in finite)


def _is_within(parse: Parse, i: int) -> bool:
    while parse.heads[i] != i:
        if parse.deps[i] in WITHIN:
            return True
        i = parse.heads[i]
    return False


def _is_verb(parse: Parse, verb: int, root: int) -> bool:
    """Whether what follows is no part of a compound with it: "150 people", "activist NAME", "protesters"."""
    if root == verb:
        return any(
            parse.heads[k] == verb and parse.deps[k] in ("obj", "flat", "nmod:desc")
            for k in range(verb + 1, len(parse.heads))
        )
    if parse.heads[verb] != root or root < verb or parse.deps[verb] != "compound":
        return False
    begins = parse.pos[verb + 1] in NEW_PHRASE or parse.tags[verb + 1] == "JJ"
    named = root + 1 < len(parse.heads) and parse.heads[root + 1] == root and parse.pos[root + 1] == "PROPN"
    return begins or named or parse.pos[root] == "PROPN" or _is_done_to(parse, verb, root)


def _is_done_to(parse: Parse, verb: int, noun: int) -> bool:
    lemma = parse.lemmas[noun].lower()
    people = parse.tags[noun] == "NNS" and lemma in word_set("actors", "people") - {"victim", "officer"}
    shots = parse.word(verb) == "fire" and lemma in word_set("acts", "missiles") | {"gas", "shot", "bullet"}
    return people or shots or (parse.tags[noun] == "NNS" and lemma in word_set("acts", "sites"))


def _mend(change: _Change, parse: Parse, verb: int, start: int, end: int) -> None:
    """Make the verb the root, what stands before it its subject and what stands behind its object."""
    subject, root = verb - 1, next(i for i in range(start, end) if parse.heads[i] == i)
    change.pos[verb], change.tags[verb] = "VERB", "VBP"
    change.lemmas[verb], change.deps[verb], change.heads[verb] = parse.word(verb), "root", verb
    change.heads[subject], change.deps[subject] = verb, "nsubj"
    for k in range(start, end):
        if k in (verb, subject) or parse.heads[k] not in (root, verb):
            continue
        if k < verb:
            inside = parse.deps[k] in INSIDE
            change.heads[k] = subject if inside else verb
            change.deps[k] = parse.deps[k] if inside else _oblique(parse.deps[k])
        elif parse.heads[k] == verb:
            change.deps[k] = "obj" if parse.deps[k] in ("flat", "nmod:desc") else _oblique(parse.deps[k])
        elif parse.deps[k] == "punct":
            change.heads[k] = verb
    if root != verb:
        change.heads[root], change.deps[root] = verb, "obj"


def _oblique(label: str) -> str:
    return "obl" if label == "nmod" else label
