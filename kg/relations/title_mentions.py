"""Titles of a sentence: where they stand, what modifies them, who holds them, what they govern.

Trees err most inside long names with titles, so what stands directly before and after a
title is read from the words and added to the tree as ``app`` and ``premod`` edges.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from kg.coref.context import Context
from kg.lexicon.titles import Modifier, TitleClass, singular, titles
from kg.lexicon.vocabulary import introducing
from kg.lexicon.wordlists import word_set
from kg.records import MentionKind
from kg.relations.appointments import appointed, hand_over
from kg.relations.bodies_before import add_body
from kg.relations.coordinated_titles import join, share_holders
from kg.relations.kin_holders import find_kin
from kg.relations.names_behind import BEHIND
from kg.relations.several_holders import of_several
from kg.relations.title_holders import (
    NAMES,
    POSSESSIVE,
    TitleMention,
    name_after,
    ref_after,
)
from kg.relations.title_links import link
from kg.relations.words_before import LEFT_POS, before_brackets, read_before
from kg.syntax.graph import Graph

AT_THE_TIME = ["at", "the", "time"]
INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "ADP"})  # from one title to one within it
GATHERED = frozenset({"subj", "of", "for", "at"})


def find_titles(tree: Graph, ctx: Context) -> dict[int, TitleMention]:
    """The titles of a sentence by head token; adds ``app``, ``premod`` and ``of`` edges to the tree."""
    parse, lexicon = tree.parse, titles()
    low = [parse.word(i).lower() for i in range(tree.start, tree.end)]
    lemmas = [singular(parse, i).lower() for i in range(tree.start, tree.end)]
    found: dict[int, TitleMention] = {}
    i = 0
    while i < len(low):
        hit = lexicon.longest_at(low, lemmas, i) if _may_start(tree, ctx, tree.start + i) else None
        if hit is None or _is_deed(tree, ctx, tree.start + i + hit[0] - 1):
            i += 1
            continue
        mention = _mention(tree, ctx, tree.start + i, tree.start + i + hit[0], hit[1])
        mention = hand_over(tree, ctx, mention)
        found[mention.head] = mention
        _gather(tree, mention)
        appointed(tree, ctx, mention)
        link(tree, ctx, mention, _outer(tree, ctx, mention, found.values()))
        found[mention.head] = of_several(tree, ctx, add_body(tree, ctx, mention))
        i += hit[0]
    share_holders(tree, ctx, found)
    for first, second in pairwise(found.values()):
        if _is_joined(tree, first, second):
            join(tree, ctx, first, second)
    _introductions(tree, ctx)
    find_kin(tree, ctx)
    return found


def _outer(
    tree: Graph, ctx: Context, title: TitleMention, found: Iterable[TitleMention]
) -> TitleMention | None:
    """The title within which another stands: "head" in "head of the office of the king of PLACE NAME"."""
    at = title.written[0] - 1
    while at > tree.start and tree.parse.pos[at] in ("DET", "ADJ"):
        at -= 1
    if tree.parse.word(at).lower() not in BEHIND:
        return None
    while at > tree.start and tree.parse.pos[at] in INSIDE and ctx.named(at) is None:
        outer = next((one for one in found if one.end == at), None)
        if outer is not None:
            return outer
        at -= 1
    return None


def _is_joined(tree: Graph, first: TitleMention, second: TitleMention) -> bool:
    """Whether two titles are of one holder: "co-founder and former CEO", "founder and chair"."""
    between = [tree.parse.word(i).lower() for i in range(first.end, second.start)]
    known = titles().modifiers
    joints = [word for word in between if word not in known]
    singular = "NNS" not in (tree.parse.tags[first.head], tree.parse.tags[second.head])
    return singular and joints in (["and"], ["&"])


def _gather(tree: Graph, title: TitleMention) -> None:
    """Give a title of several words what the tree hangs on another of them: "the editor-in-chief of X"."""
    words = range(title.start, title.end)
    for word in words:
        if word == title.head:
            continue
        for label, target in list(tree.edges(word)):
            if target not in words and label in GATHERED:
                tree.add(title.head, label, target)
                if label == "subj" and tree.kids(title.head, "cop"):
                    tree.add(target, "isa", title.head)
        for label, source in list(tree.incoming(word)):
            if source not in words and label in ("isa", "app"):
                tree.add(source, label, title.head)


def _introductions(tree: Graph, ctx: Context) -> None:
    """In "his brother NAME" and "the newspaper NAME" the noun right before a name says what it is."""
    for i in range(tree.start, tree.end - 1):
        ref = ctx.ref(i + 1)
        if (
            ref is None
            or ref.kind != MentionKind.NAME
            or ref.start != i + 1
            or tree.parse.pos[i] not in ("NOUN", "PROPN")
        ):
            continue
        if tree.parse.lemmas[i].lower() in introducing(ref.type):
            tree.add(ref.head, "app", i)


def _may_start(tree: Graph, ctx: Context, i: int) -> bool:
    ref = ctx.ref(i)
    if tree.parse.pos[i] not in ("NOUN", "PROPN", "ADJ", "VERB"):
        return False
    return ref is None or ref.kind != MentionKind.NAME or ref.type not in NAMES


def _is_deed(tree: Graph, ctx: Context, i: int) -> bool:
    """Whether a word that looks like a title tells what somebody does: "partnered", ", chairs NAME"."""
    if tree.parse.pos[i] == "VERB":
        return True
    if tree.parse.tags[i] != "NNS" or i == tree.start or tree.parse.word(i - 1) != ",":
        return False
    after, before = (ctx.ref(k) if tree.start <= k < tree.end else None for k in (i + 1, i - 2))
    people = before is not None and before.type == "PERSON" and before.kind == MentionKind.NAME
    return (
        people and after is not None and after.kind == MentionKind.NAME and not tree.kids(after.head, "conj")
    )


def _mention(
    tree: Graph, ctx: Context, start: int, end: int, classes: tuple[TitleClass, ...]
) -> TitleMention:
    head = next(
        (i for i in range(start, end) if not start <= tree.head(i) < end or tree.head(i) == i), end - 1
    )
    ahead = read_before(tree, ctx, start)
    modifiers, governed, left, beyond = ahead.modifiers, ahead.governed, ahead.left, ahead.beyond
    bare = not governed or not _has_other_words(tree, ctx, governed, start, end)
    narrowed = len(governed) == 1 and _has_part(tree, ctx, governed[0], start)
    single = beyond >= tree.start and tree.parse.word(beyond).lower() in ("a", "an")
    one_of = single or tree.parse.tags[head] in ("NNS", "NNPS")
    if end + 1 < tree.end and tree.parse.word(end) == "-":
        kind = titles().modifiers.get(tree.parse.word(end + 1).lower())
        if kind:
            modifiers, end = modifiers | {kind}, end + 2
    if _is_at_the_time(tree, ctx, end):
        modifiers = modifiers | {Modifier.FORMER}
    following = ref_after(tree, ctx, end)
    before = following is not None and following.kind == MentionKind.NAME and following.type == "PERSON"
    limit = tree.parse.word(end).lower() if end + 1 < tree.end else ""
    partial = _is_partial(tree, ctx, governed, (left, end))
    flags = (before, bare, narrowed, one_of, partial, limit if limit in ("of", "for") else "")
    classes = _sent(classes) if limit == "to" else classes
    return TitleMention(start, end, head, classes, modifiers, governed, (left, end), *flags)


def _sent(classes: tuple[TitleClass, ...]) -> tuple[TitleClass, ...]:
    """A representative to somebody is an envoy and sits in no parliament."""
    envoy = titles().classes["ambassador"]
    return tuple(envoy if one.name == "representative" else one for one in classes)


def _is_at_the_time(tree: Graph, ctx: Context, end: int) -> bool:
    """Whether "at the time" follows a title, or the name that it is of: "mayor of Leeds at the time"."""
    governed = None
    if end + 1 < tree.end and tree.parse.word(end).lower() in GATHERED:
        governed = name_after(tree, ctx, end + 1)
    ends = (end, governed.end) if governed is not None else (end,)
    return any(
        [tree.parse.word(i).lower() for i in range(e, min(e + 3, tree.end))] == AT_THE_TIME for e in ends
    )


def _has_other_words(tree: Graph, ctx: Context, governed: tuple[int, ...], start: int, end: int) -> bool:
    """Whether a title is of more than the name before it: "Kenyan rebel chief", "Kenyan head of sales"."""
    if len(governed) > 1 or (end < tree.end and tree.parse.word(end).lower() in ("of", "for")):
        return True
    known = titles().modifiers
    between = _between(tree, ctx, governed[0], start)
    return any(tree.parse.pos[i] in LEFT_POS and tree.parse.word(i).lower() not in known for i in between)


def _has_part(tree: Graph, ctx: Context, governed: int, start: int) -> bool:
    """Whether a noun before a title names a part of what it governs: "BBC sports chief"."""
    known = titles().modifiers.keys() | word_set("nouns", "whole")
    nouns = [i for i in _between(tree, ctx, governed, start) if tree.parse.pos[i] in ("NOUN", "PROPN")]
    return any(tree.parse.word(i).lower() not in known for i in nouns)


def _is_partial(tree: Graph, ctx: Context, governed: tuple[int, ...], written: tuple[int, int]) -> bool:
    """Whether a title is of a part, by its own words or by a place before it, if more follows."""
    if any(tree.parse.word(i).lower() in word_set("nouns", "partial") for i in range(*written)):
        return True
    if written[1] >= tree.end or tree.parse.word(written[1]).lower() not in ("of", "for", "at"):
        return False
    labels = [ref.type for ref in map(ctx.ref, governed) if ref is not None]
    return labels == ["GPE"] and tree.parse.word(governed[0] + 1) not in POSSESSIVE


def _between(tree: Graph, ctx: Context, governed: int, start: int) -> range:
    """The words between a name that a title governs and the title."""
    ref = ctx.ref(governed)
    return range(ref.end if ref is not None else governed + 1, before_brackets(tree, start - 1) + 1)


def was(tree: Graph, noun: int) -> bool:
    """Whether a noun that is no title is called a former one: "ex-wife", "her late husband"."""
    if tree.parse.pos[noun] != "NOUN":
        return False
    before = [noun - 2] if noun - 2 >= tree.start and tree.parse.word(noun - 1) == "-" else []
    said = (*before, *tree.kids(noun, "amod", "compound"))
    return any(titles().modifiers.get(tree.parse.word(i).lower()) == Modifier.FORMER for i in said)
