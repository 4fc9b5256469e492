"""Where an act was done, for how much, and what it is about: what hangs on its trigger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.coref.context import Context
from kg.records import EntityType, Span
from kg.relations.matches import Match
from kg.relations.tree_paths import compile_path, walk
from kg.syntax.graph import Graph

WHERE = ("in", "at", "near", "outside", "inside", "across")
SPANS = frozenset({"time", "hour", "day", "night", "week", "weekend", "month", "year", "decade", "period"})
TOPIC = compile_path("about|over|regarding|concerning")
SUMS = frozenset({"MONEY", "QUANTITY"})
RATES = frozenset({"per", "each", "apiece"})  # "$95 per ton" is a price, not what was paid
RELATIVE = frozenset({"WDT", "WP"})
PARTS = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "SYM"})
LONGEST = 20  # tokens


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """The place (an entity's id), sum and topic of an act."""

    where: str | None = None
    amount: str | None = None
    about: str | None = None


NOTHING = Qualifiers()


def qualifiers(tree: Graph, ctx: Context, match: Match) -> Qualifiers:
    """What a sentence tells of an act beside who and to whom."""
    ends = {found.entity.id for found in (match.subject, match.object) if found.entity is not None}
    places = _places(tree, ctx, match.trigger, match.object.token)
    where = next((e for e in places if e not in ends), None)
    return Qualifiers(where, _amount(tree, ctx, match), _about(tree, ctx, match))


def _places(tree: Graph, ctx: Context, trigger: int, object_: int) -> Iterator[str]:
    """The places of an act, without the row that the object is in: of "strikes in A and B" A holds no B."""
    for target in tree.down(trigger, *WHERE):
        if object_ in _row(tree, target):
            continue
        entity = ctx.named(target)
        if entity is not None and entity.type == EntityType.PLACE:
            yield entity.id


def _row(tree: Graph, first: int) -> set[int]:
    row, stack = {first}, [first]
    while stack:
        further = set(tree.down(stack.pop(), "conj")) - row
        row |= further
        stack.extend(further)
    return row


def _amount(tree: Graph, ctx: Context, match: Match) -> str | None:
    """The first sum at the trigger or at what hangs on it."""
    near = [match.trigger, *(t for _, t in tree.edges(match.trigger))]
    for one in (t for at in near for t in (at, *(k for _, k in tree.edges(at)))):
        ref = ctx.ref(one)
        if ref is not None and ref.type in SUMS and tree.start <= ref.start and not _is_rate(tree, ref.end):
            return " ".join(tree.parse.span_text(ref.start, ref.end).split())
    return None


def _is_rate(tree: Graph, after: int) -> bool:
    return after < tree.end and tree.parse.word(after).lower() in RATES


def _about(tree: Graph, ctx: Context, match: Match) -> str | None:
    """The topic as written; of "the blasts which X blamed on Y" it is the blasts."""
    own = {match.subject.token, match.object.token}
    for token, _ in walk(tree, match.trigger, match.rule.about or TOPIC):
        ref = ctx.ref(token)
        if token in own or tree.lemma(token) in SPANS or (ref is not None and ref.type in ("DATE", "TIME")):
            continue
        start, end = _phrase(tree, _antecedent(tree, match.trigger, token))
        if start <= match.trigger < end:  # the noun of a relative clause, without the clause
            end = tree.subtree(match.trigger)[0]
        elif _is_tail(tree, match, token, end):
            end = tree.subtree(match.object.token)[0]
        if start < end:
            return " ".join(tree.parse.span_text(start, end).split())
    return None


def _antecedent(tree: Graph, verb: int, token: int) -> int:
    """The noun that a relative pronoun stands for, or the token itself."""
    if tree.parse.tags[token] not in RELATIVE or not tree.deprel(verb).startswith("acl"):
        return token
    return tree.head(verb)


def _is_tail(tree: Graph, match: Match, topic: int, end: int) -> bool:
    """Whether the object ends the topic in the tree, but is the verb's: "blamed [the killing] on Syria"."""
    token = match.object.token
    if token <= topic or token >= end or tree.head(token) != topic or tree.subtree(token)[1] < end:
        return False
    ways = {label for label, target in tree.edges(topic) if target == token}
    return any(len(row) == 1 and ways & row[0].down for row in match.rule.object.path)


def _phrase(tree: Graph, token: int) -> Span:
    """The words below a token, without a preposition before and an aside behind them."""
    start, end = tree.subtree(token)
    while start < token and tree.parse.pos[start] in ("ADP", "PUNCT", "DET", "SCONJ"):
        start += 1
    aside = (i for i in range(token + 1, end) if tree.parse.word(i) in (",", ";", ":", "(", "—", "–", '"'))
    end = min(end, next(aside, end), start + LONGEST)
    return start, end
