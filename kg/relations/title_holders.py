"""Titles in a sentence as they were found, and what stands right behind them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.coref import Ref
from kg.coref.context import Context
from kg.lexicon.titles import Modifier, TitleClass, titles
from kg.lexicon.vocabulary import persons
from kg.records import MentionKind
from kg.syntax.graph import Graph

NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’", "s"})
GOVERNORS = frozenset({"of", "for", "at", "in", "with", "to"})


@dataclass(frozen=True, slots=True)
class TitleMention:
    """A title in a sentence; token indices into the parse."""

    start: int
    end: int
    head: int
    classes: tuple[TitleClass, ...]
    modifiers: frozenset[Modifier]
    governed: tuple[int, ...]  # tokens of names that stand before the title
    written: tuple[int, int]  # token range of the title with its own modifiers
    before_name: bool
    bare: bool = (
        True  # no other words stand between what it governs and the title: not in "Kenyan rebel chief"
    )
    narrowed: bool = False  # a noun between what it governs and the title names a part: "BBC sports chief"
    one_of: bool = False  # "a leader of the party" or "its editors": one of several
    partial: bool = False  # its own words name a part: "editorial director", "the Kenya director of Oxfam"
    limit: str = ""  # the preposition of the part that it is of: "head of research at Siemens"
    pairs: tuple[tuple[int, int], ...] = ()  # who holds it of what, if several do: tokens of names
    of_body: bool = False  # of a body without a name among its own words: "Kenyan police spokesman"

    @property
    def office(self) -> bool:
        """Whether it is held for a time."""
        return any(one.office for one in self.classes)


def ref_after(tree: Graph, ctx: Context, at: int) -> Ref | None:
    """What stands right after a title, or after what explains it in brackets: "the PM (premier) NAME"."""
    if at < tree.end and tree.parse.word(at) == "(":
        at = next((i + 1 for i in range(at, min(at + 6, tree.end)) if tree.parse.word(i) == ")"), tree.end)
    at = past_honorifics(tree, ctx, at)
    return ctx.ref(at) if at < tree.end else None


def past_honorifics(tree: Graph, ctx: Context, at: int) -> int:
    """Past what stands between a title and the name: "professor Dr. NAME", "army chief General NAME"."""
    start = at
    alone = at - 1 <= tree.start or tree.parse.pos[at - 2] not in ("NOUN", "PROPN", "ADJ")
    if alone and tree.parse.word(at - 1).lower() in titles().modifiers:
        return at  # "Deputy Attorney General", "Chief Judge" are posts of their own
    while at < tree.end and ctx.named(at) is None and tree.parse.word(at)[:1].isupper():
        words = [tree.parse.word(i).lower() for i in range(at, min(at + 4, tree.end))]
        hit = titles().longest_at(words, words, 0)
        rank = hit is not None and any(c.name == "officer" for c in hit[1])
        if hit is not None and rank:
            at += hit[0]
        elif is_honorific(tree.parse.word(at)):
            at += 1
        else:
            break
    ref = ctx.ref(at) if at < tree.end else None
    named = ref is not None and ref.kind == MentionKind.NAME and ref.type == "PERSON" and ref.start == at
    return at if named else start


def is_honorific(word: str) -> bool:
    """Whether a capital word is a form of address."""
    return word[:1].isupper() and word.lower().rstrip(".") in persons().honorifics


def name_after(tree: Graph, ctx: Context, at: int) -> Ref | None:
    """The name that follows within a few words: in "of Iran's army" the army, not Iran."""
    for i in range(at, min(at + 6, tree.end)):
        ref = ctx.ref(i)
        if ref is not None and ref.kind == MentionKind.NAME and ref.type in NAMES:
            if ref.end < tree.end and tree.parse.word(ref.end) in POSSESSIVE:
                return name_after(tree, ctx, ref.end + 1)
            return ref if ref.type != "NORP" else name_after(tree, ctx, ref.end)
        before = tree.parse.pos[i] in ("DET", "ADJ", "NOUN", "PROPN", "NUM") or tree.parse.word(i) == "-"
        if not before and tree.parse.tags[i] not in ("VBG", "VBN"):  # "the ruling Green Party"
            return None
    return None
