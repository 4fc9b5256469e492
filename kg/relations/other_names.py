"""Other names in brackets, after "or" or in commas: "the Nordic Seed Bank (Norseed)", "SOFIA, or ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.coref import Ref
from kg.coref.abbreviations import abbreviates
from kg.coref.context import Context
from kg.lexicon.wordlists import word_set
from kg.records import MentionKind, Span
from kg.relations.matches import Match
from kg.relations.rules import Rule
from kg.relations.selectional import Found
from kg.syntax.graph import Graph

CHECK = "other-name"
TYPES = frozenset({"ORG", "GPE", "LOC", "FAC", "PERSON", "EVENT"})
CLOSING = {"(": ")", "[": "]"}
DASHES = frozenset({"-", "–", "—"})
MARKS = frozenset({*CLOSING, *DASHES, "or", "born", ","})
QUOTES = frozenset("\"'“”‘’«»")
LONGEST = 10  # tokens in brackets
WITHIN = frozenset(
    {"of", "the", "and", "for", "in", "de", "la", "du", "des", "da", "del", "&", "on", "-", "'s"}
)


def other_names(tree: Graph, ctx: Context, patterns: Sequence[Rule]) -> Iterator[Match]:
    """Yield names with what the sentence says right behind them that they are also called."""
    rules = [rule for rule in patterns if rule.check == CHECK]
    if not rules or not any(tree.parse.word(i) in MARKS for i in range(tree.start, tree.end)):
        return
    for ref in dict.fromkeys(r for i in range(tree.start, tree.end) if (r := ctx.ref(i)) is not None):
        entity = ctx.entity(ref)
        if ref.kind != MentionKind.NAME or ref.type not in TYPES or entity is None:
            continue
        span = _bracketed(tree, ref) or _aside(tree, ref) or _birth_name(tree, ref)
        if span is not None and _text(tree, *span) != entity.name:
            subject, value = Found(ref.head, entity), Found(span[0], None, span)
            yield from (Match(rule, rule.predicate, ref.head, subject, value) for rule in rules)


def _bracketed(tree: Graph, ref: Ref) -> Span | None:
    word, at = tree.parse.word, ref.end
    if at < tree.end and word(at) in ("'s", "’s", "'"):
        at += 1
    legal = at + 1 < tree.end and word(at) == "." and word(at + 1) in CLOSING
    at += legal  # "Velta Kft. (Velta Limited)"
    if at >= tree.end or word(at) not in CLOSING:
        return None
    end = next(
        (i for i in range(at + 1, min(tree.end, at + LONGEST + 2)) if word(i) == CLOSING[word(at)]), None
    )
    if end is None:
        return None
    start, said = _after_introduction(tree, at + 1, end)
    return _name(tree, ref, start, end, said=said)


def _after_introduction(tree: Graph, start: int, end: int) -> tuple[int, bool]:
    """Where the name begins behind "also known as", "formerly", "born", and whether one of them is there."""
    first, said = start, False
    while start < end and tree.parse.word(start).lower() in word_set("names", "also_called"):
        said = said or tree.parse.word(start).lower() not in ("or", "the", "as")
        start += 1
    return start, said and start > first


def _name(tree: Graph, ref: Ref, start: int, end: int, *, said: bool) -> Span | None:
    """The range without its quotation marks, where it is another name of what stands before it."""
    word = tree.parse.word
    while start < end and word(start) in QUOTES:
        start += 1
    while start < end and word(end - 1) in QUOTES:
        end -= 1
    if start >= end:
        return None
    text, name = _text(tree, start, end), _text(tree, ref.start, ref.end)
    if text == name or not text[0].isalpha() or any(c.isdigit() for c in text):
        return None
    if abbreviates(text, name) or abbreviates(name, text):
        return start, end
    named = all(word(i)[0].isupper() or word(i).lower() in WITHIN for i in range(start, end))
    if not named or any(word(i) == "," for i in range(start, end)):
        return None
    if said:
        return start, end
    shared = word(start) == word(ref.start) and end - start > 1 and ref.type == "ORG"
    return (start, end) if shared else None


def _aside(tree: Graph, ref: Ref) -> Span | None:
    """The abbreviation in "the Nordic Seed Bank, or NSB,", in commas alone or between dashes."""
    word, at = tree.parse.word, ref.end + 1
    if at >= tree.end or word(ref.end) not in DASHES | {","}:
        return None
    comma = word(ref.end) == ","
    spoken = comma and at + 1 < tree.end and word(at).lower() == "or"
    at += spoken
    short = _text(tree, at, at + 1)
    closing = {",", ".", ";"} if comma else DASHES
    closed = word(at + 1) in closing if at + 1 < tree.end else comma
    plain = spoken or (short.isupper() and len(short) > 1)
    return (at, at + 1) if closed and plain and abbreviates(short, _text(tree, ref.start, ref.end)) else None


def _birth_name(tree: Graph, ref: Ref) -> Span | None:
    """The name in "Anna Berg was born Anna Maria Lund in Bonn"."""
    word, at = tree.parse.word, ref.end
    if ref.type != "PERSON" or at + 3 >= tree.end or word(at) != "was" or word(at + 1) != "born":
        return None
    end = at + 2
    while end < tree.end and tree.parse.pos[end] == "PROPN" and word(end)[0].isupper():
        end += 1
    return (at + 2, end) if end - at - 2 > 1 else None


def _text(tree: Graph, start: int, end: int) -> str:
    return " ".join(tree.parse.span_text(start, end).split())
