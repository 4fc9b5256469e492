"""Titles that share a holder: "Green Party leader and Prime Minister NAME", "leader of ORG, Senator NAME"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from kg.coref.context import Context, kinds
from kg.records import EntityType, MentionKind
from kg.relations.title_holders import TitleMention
from kg.syntax.graph import Graph

JOINTS = (["and"], ["&"], [",", "and"], ["/"], [","])
HELD = ("app", "isa")
SEVERAL = frozenset({"are", "were", "have"})
OF_FIRMS = frozenset({"founder", "owner", "ceo", "chair", "editor", "director", "manager", "boss"})
TRADES = frozenset(
    {"founder", "owner", "ceo", "chair", "editor", "occupation", "employee", "coach", "player"}
)


def share_holders(tree: Graph, ctx: Context, titles: Mapping[int, TitleMention]) -> None:
    """Give a title without a holder that of the next one, where the two are of one person."""
    row = sorted(titles.values(), key=lambda title: title.start)
    for first, second in pairwise(row):
        _carry_on(tree, ctx, first, second)
    for first, second in reversed(list(pairwise(row))):
        if not first.before_name and _is_joined(tree, ctx, first, second):
            for holder in _holders(tree, second):
                _hold(tree, first, holder)


def _carry_on(tree: Graph, ctx: Context, first: TitleMention, second: TitleMention) -> None:
    """In "NAME, head of A and founder of B," the second title is held by whom the first is."""
    behind = tree.parse.word(second.end).lower() if second.end < tree.end else ""
    if behind != "of" or second.governed or any(label in HELD for label, _ in tree.incoming(second.head)):
        return
    holders = [(label, k) for label, k in tree.incoming(first.head) if label in HELD and k < first.start]
    joined = _is_set_off(tree, ctx, first, second.written[0], "and", of_places=True)
    if len({k for _, k in holders}) == 1 and joined:
        tree.add(holders[0][1], holders[0][0], second.head)


def _holders(tree: Graph, title: TitleMention) -> Iterator[int]:
    """The one whose name stands right behind a title."""
    behind = [source for label, source in tree.incoming(title.head) if label == "app" and source >= title.end]
    several = behind and any(tree.parse.word(k).lower() in SEVERAL for k in tree.kids(tree.head(behind[0])))
    yield from behind if len(behind) == 1 and not several else ()


def _hold(tree: Graph, title: TitleMention, holder: int) -> None:
    for label, source in list(tree.incoming(title.head)):
        if label in ("app", "isa"):
            tree.remove(source, label, title.head)
    for label, target in list(tree.edges(title.head)):
        if label == "app":
            tree.remove(title.head, label, target)
    tree.add(holder, "app", title.head)


def _is_joined(tree: Graph, ctx: Context, first: TitleMention, second: TitleMention) -> bool:
    start = min([second.written[0], *(ref.start for g in second.governed if (ref := ctx.ref(g)) is not None)])
    between = [tree.parse.word(i).lower() for i in range(first.end, start)]
    if tree.parse.tags[first.head] in ("NNS", "NNPS") or tree.parse.tags[second.head] in ("NNS", "NNPS"):
        return False
    if between in JOINTS:
        return _is_of_one(tree, ctx, first) and (between != [","] or _is_lone(tree, first))
    return _is_set_off(tree, ctx, first, start)


def _is_of_one(tree: Graph, ctx: Context, title: TitleMention) -> bool:
    """Whether a title is of an organization or a trade: two offices of states are mostly of two people."""
    governed = [ctx.named(g) for g in title.governed]
    if governed:
        return all(e is not None and e.type == EntityType.ORGANIZATION for e in governed)
    return _is_lone(tree, title) and any(one.name in TRADES for one in title.classes)


def _is_lone(tree: Graph, title: TitleMention) -> bool:
    """Whether nothing before a title says that another is meant: "the", "her"."""
    before = title.written[0] - 1
    return before < tree.start or tree.parse.pos[before] not in ("DET", "PRON")


def _is_set_off(
    tree: Graph, ctx: Context, first: TitleMention, start: int, mark: str = ",", *, of_places: bool = False
) -> bool:
    """Whether "leader of ORG," stands before another title and the name."""
    joined = first.end + 1 < start and tree.parse.word(start - 1).lower() == mark
    if not joined or tree.parse.word(first.end).lower() != "of":
        return False
    ref = ctx.ref(start - 2)
    named = ctx.entity(ref)
    if ref is None or named is None or ref.end != start - 1:
        return False
    if "organization" not in kinds(named) and not (of_places and named.type == EntityType.PLACE):
        return False
    return all(tree.parse.pos[i] in ("DET", "ADJ") for i in range(first.end + 1, ref.start))


def join(tree: Graph, ctx: Context, first: TitleMention, second: TitleMention) -> None:
    """Give two joined titles the holder of either, and the second what stands before the first."""
    pair = (first.head, second.head)
    holders = [[source for label, source in tree.incoming(head) if label == "app"] for head in pair]
    for mine, others, head in zip(holders, reversed(holders), pair, strict=True):
        if mine or any(label == "isa" for label, _ in tree.incoming(head)):
            continue
        for holder in others:
            ref = ctx.ref(holder)
            if ref is not None and ref.kind == MentionKind.NAME and ref.type == "PERSON":
                tree.add(holder, "app", head)
    _share_object(tree, first, second)
    capital = tree.parse.word(second.start).istitle() and tree.parse.word(first.head).islower()
    if capital:
        return  # "Green Party leader and Prime Minister NAME"
    if not second.governed and not tree.down(second.head, "of", "for", "at", "in", "poss"):
        for token in first.governed:
            tree.add(second.head, "premod", token)


def _share_object(tree: Graph, first: TitleMention, second: TitleMention) -> None:
    """In "the founder and CEO of ORG" both are of it; not a minister and party leader."""
    firms = all(any(one.name in OF_FIRMS for one in title.classes) for title in (first, second))
    if firms and not first.governed and not tree.down(first.head, "of", "for", "at", "in", "poss"):
        for token in tree.down(second.head, "of"):
            tree.add(first.head, "of", token)
