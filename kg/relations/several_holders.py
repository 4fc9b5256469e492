"""Titles of several people: "the Kenyan and Ugandan ministers, A and B" are one of each, in this order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.coref import Ref
from kg.coref.context import Context
from kg.records import MentionKind
from kg.relations.title_holders import NAMES, POSSESSIVE, TitleMention
from kg.syntax.graph import Graph

PLURAL = frozenset({"NNS", "NNPS"})
JOINING = frozenset({"and", ",", "&"})
BREAKS = frozenset({",", "-", "–", "—", ":"})


def of_several(tree: Graph, ctx: Context, title: TitleMention) -> TitleMention:
    """A plural title with who holds it of what, where as many names follow as there are owners."""
    if tree.parse.tags[title.head] not in PLURAL:
        return title
    owners, end = _owners(tree, ctx, title)
    holders = list(_row(tree, ctx, _past(tree, end, BREAKS), 1)) or _before(tree, ctx, title)
    if len(holders) < 2 or any(ref.type != "PERSON" for ref in holders):
        return title
    if len(owners) not in (1, len(holders)) or any(ref.type == "PERSON" for ref in owners):
        return title
    owners = owners * len(holders) if len(owners) == 1 else owners
    pairs = tuple((h.head, o.head) for h, o in zip(holders, owners, strict=True))
    for holder, owner in pairs:
        tree.add(holder, "app", title.head)
        tree.add(title.head, "premod", owner)
    each = any(
        tree.parse.word(i).lower() in JOINING for i in range(*title.written)
    )  # "defense and health ministers"
    return replace(title, pairs=pairs, written=(title.start, title.end) if each else title.written)


def _owners(tree: Graph, ctx: Context, title: TitleMention) -> tuple[list[Ref], int]:
    """Of whom a title is, before it or behind "of", and where its phrase ends."""
    before = list(_row(tree, ctx, title.written[0] - 1, -1))[::-1]
    if before or title.end >= tree.end or tree.parse.word(title.end).lower() not in ("of", "for"):
        return before, title.end
    behind = list(_row(tree, ctx, title.end + 1, 1))
    return behind, behind[-1].end if behind else title.end


def _before(tree: Graph, ctx: Context, title: TitleMention) -> list[Ref]:
    """The names before "A and B, the ministers of C and D"."""
    at = title.written[0] - 1
    while at > tree.start and tree.parse.pos[at] == "DET":
        at -= 1
    if tree.parse.word(at) != ",":
        return []
    return list(_row(tree, ctx, at - 1, -1))[::-1]


def _row(tree: Graph, ctx: Context, at: int, step: int) -> Iterator[Ref]:
    """The names of one kind that stand in a row from a token on, to the right or the left."""
    kind = ""
    while tree.start <= at < tree.end:
        if tree.parse.word(at) in POSSESSIVE or tree.parse.pos[at] == "DET":
            at += step
            continue
        ref = ctx.ref(at)
        if ref is None or ref.kind != MentionKind.NAME or ref.type not in NAMES:
            return
        if kind and (ref.type == "PERSON") != (kind == "PERSON"):
            return
        kind = ref.type
        yield ref
        at = ref.end if step > 0 else ref.start - 1
        while tree.start <= at < tree.end and tree.parse.word(at) in POSSESSIVE:
            at += step
        joined = at
        at = _past(tree, at, JOINING, step)
        if at == joined:
            return


def _past(tree: Graph, at: int, words: frozenset[str], step: int = 1) -> int:
    while tree.start <= at < tree.end and tree.parse.word(at).lower() in words:
        at += step
    return at
