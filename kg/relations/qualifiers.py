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
        if ref is not None and ref.type in SUMS and tree.start <= ref.start:
            return " ".join(tree.parse.span_text(ref.start, ref.end).split())
    return None


def _about(tree: Graph, ctx: Context, match: Match) -> str | None:
    own = {match.subject.token, match.object.token}
    for token, _ in walk(tree, match.trigger, match.rule.about or TOPIC):
        ref = ctx.ref(token)
        if token in own or tree.lemma(token) in SPANS or (ref is not None and ref.type in ("DATE", "TIME")):
            continue
        start, end = _phrase(tree, token)
        if start < end:
            return " ".join(tree.parse.span_text(start, end).split())
    return None


def _phrase(tree: Graph, token: int) -> Span:
    """The words below a token, without a preposition before and an aside behind them."""
    start, end = tree.subtree(token)
    while start < token and tree.parse.pos[start] in ("ADP", "PUNCT", "DET", "SCONJ"):
        start += 1
    aside = (i for i in range(token + 1, end) if tree.parse.word(i) in (",", ";", ":", "(", "—", "–", '"'))
    end = min(end, next(aside, end), start + LONGEST)
    return start, end
