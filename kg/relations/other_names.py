"""Other names right behind a name: "the Nordic Seed Bank (Norseed)", "Norseed, or ...", "formerly ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.coref import Ref
from kg.coref.abbreviations import abbreviates
from kg.coref.context import Context
from kg.lexicon.titles import titles
from kg.lexicon.wordlists import word_set
from kg.records import MentionKind, Span, Status
from kg.relations.matches import Match
from kg.relations.rules import Rule
from kg.relations.selectional import Found
from kg.syntax.graph import Graph

CHECK = "other-name"
TYPES = frozenset({"ORG", "GPE", "LOC", "FAC", "PERSON", "EVENT"})
CLOSING = {"(": ")", "[": "]"}
QUOTES = frozenset("\"'“”‘’«»")
DASHES = frozenset({"-", "–", "—", "--"})
ENDS = frozenset({",", ".", ";", ")", "]", *DASHES})
EARLIER = frozenset({"formerly", "previously", "originally"})  # of a person these tell what he was
ALIAS = frozenset({"alias", "aka", "a.k.a.", "a.k.a", "né", "née", "nee"})
DUBBED = frozenset({"nicknamed", "dubbed"})
SIGNS = EARLIER | ALIAS | DUBBED | DASHES | {"(", "[", "or", "born", "known", "called", ","}
FOREIGN = frozenset(
    {"de", "del", "da", "do", "du", "des", "la", "le", "les", "y", "et", "der", "die", "und", "für"}
)
LONGEST = 10  # tokens in brackets
WITHIN = frozenset(
    {"of", "the", "and", "for", "in", "de", "la", "du", "des", "da", "del", "&", "on", "-", "'s"}
)


def other_names(tree: Graph, ctx: Context, patterns: Sequence[Rule]) -> Iterator[Match]:
    """Yield names with what the sentence says right behind them that they are also called."""
    rules = [rule for rule in patterns if rule.check == CHECK]
    words = {tree.parse.word(i).lower() for i in range(tree.start, tree.end)}
    if not rules or not words & SIGNS:
        return
    for ref in dict.fromkeys(r for i in range(tree.start, tree.end) if (r := ctx.ref(i)) is not None):
        entity = ctx.entity(ref)
        if ref.kind != MentionKind.NAME or ref.type not in TYPES or entity is None:
            continue
        span = next((span for read in READERS if (span := read(tree, ref)) is not None), None)
        if span is not None and _text(tree, *span) != entity.name:
            subject, value = Found(ref.head, entity), Found(span[0], None, span)
            earlier = any(tree.parse.word(i).lower() in EARLIER for i in range(ref.end, span[0]))
            fitting = [rule for rule in rules if (rule.status == Status.FORMER) == earlier]
            yield from (Match(rule, rule.predicate, ref.head, subject, value) for rule in fitting)


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
    shared = word(start) == word(ref.start) or _is_foreign(tree, start, end)
    return (start, end) if shared and end - start > 1 and ref.type == "ORG" else None


def _is_foreign(tree: Graph, start: int, end: int) -> bool:
    """Whether a name is in another language: "Médecins Sans Frontières", "Partido de Halgrave"."""
    words = [tree.parse.word(i) for i in range(start, end)]
    return any(word in FOREIGN or not word.isascii() for word in words)


def _after_or(tree: Graph, ref: Ref) -> Span | None:
    """The abbreviation in "the Nordic Seed Bank, or NSB," and "the Nordic Seed Bank - NSB -"."""
    word, at = tree.parse.word, ref.end
    said = at + 2 < tree.end and word(at) == "," and word(at + 1).lower() == "or"
    at += 2 if said else 1
    if at >= tree.end or (not said and word(at - 1) not in DASHES | {","}):
        return None
    short, name = _text(tree, at, at + 1), _text(tree, ref.start, ref.end)
    closed = at + 1 >= tree.end or word(at + 1) in ENDS
    means = abbreviates(short, name) or (said and ref.type == "ORG" and _is_initials(short) and " " in name)
    return (at, at + 1) if closed and means else None


def _is_initials(text: str) -> bool:
    """Whether a word is all capitals, three to six: "PKK" for the Kurdistan Workers' Party."""
    return 3 <= len(text) <= 6 and text.isalpha() and text.isupper()


def _introduced(tree: Graph, ref: Ref) -> Span | None:
    """The name in "the Nordic Seed Bank, formerly the Seed Trust," and "Tom Reed, alias Big Tom,"."""
    word, at = tree.parse.word, ref.end
    if at < tree.end and word(at) == ",":
        at += 1
    start, said = _after_introduction(tree, at, tree.end - 1)
    first = {word(i).lower() for i in range(at, start)}
    if (
        not said
        or not first & (ALIAS if ref.type == "PERSON" else ALIAS | EARLIER)
        or not word(start)[0].isupper()
    ):
        return None
    end = start
    while end < tree.end and (word(end)[0].isupper() or word(end).lower() in WITHIN - {"and", "-"}):
        end += 1
    closed = end > start and (end >= tree.end or word(end) in ENDS)
    titled = ref.type == "PERSON" and titles().longest_at([word(start).lower()], [word(start).lower()], 0)
    return _name(tree, ref, start, end, said=True) if closed and not titled else None


def _quoted(tree: Graph, ref: Ref) -> Span | None:
    """The byname in quotation marks in "Tom Reed, nicknamed "the Bear,"" and "known as "the Bear"."""
    word, at = tree.parse.word, ref.end
    if at < tree.end and word(at) == ",":
        at += 1
    start, _ = _after_introduction(tree, at, tree.end - 1)
    while start < tree.end and word(start).lower() in DUBBED | {"the", "as"}:
        start += 1
    said = {word(i).lower() for i in range(at, start)} & (DUBBED | {"known", "called"})
    if not said or start >= tree.end or word(start) not in QUOTES:
        return None
    end = next((i for i in range(start + 1, min(tree.end, start + LONGEST)) if word(i) in QUOTES), None)
    if end is None:
        return None
    end -= word(end - 1) in ENDS
    return (start + 1, end) if any(word(i)[0].isupper() for i in range(start + 1, end)) else None


def _birth_name(tree: Graph, ref: Ref) -> Span | None:
    """The name in "Anna Berg was born Anna Maria Lund in Bonn" and "Anna Berg, born Anna Lund,"."""
    word, at = tree.parse.word, ref.end
    if ref.type != "PERSON" or at + 3 >= tree.end or word(at) not in ("was", ",") or word(at + 1) != "born":
        return None
    end = at + 2
    while end < tree.end and tree.parse.pos[end] == "PROPN" and word(end)[0].isupper():
        end += 1
    return (at + 2, end) if end - at - 2 > 1 else None


def _text(tree: Graph, start: int, end: int) -> str:
    return " ".join(tree.parse.span_text(start, end).split())


READERS = (_bracketed, _after_or, _introduced, _quoted, _birth_name)
