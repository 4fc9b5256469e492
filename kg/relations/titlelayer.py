"""Titles of a sentence: where they stand, what modifies them, who holds them, what they govern.

Trees err most inside long names with titles, so what stands directly before and after a
title is read from the words and added to the tree as ``app`` and ``premod`` edges.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.lexicon.titles import TitleClass, titles
from kg.relations.context import Context
from kg.relations.coref import Ref
from kg.relations.tree import Tree
from kg.relations.words import word_set

NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’", "s"})
GOVERNORS = frozenset({"of", "for", "at", "in", "with", "to"})
LEFT_POS = frozenset({"ADJ", "NOUN", "PROPN"})
STOP_WORDS = frozenset({"and", "or", "but"})
INTRODUCING = {"PERSON": "people", "ORG": "organizations", "GPE": "places", "LOC": "places"}
AT_THE_TIME = ["at", "the", "time"]
REACH = 8
LOOSE = frozenset({"obl", "obl:unmarked", "nmod", "nmod:unmarked", "dep", "parataxis"})


@dataclass(frozen=True, slots=True)
class TitleMention:
    """A title in a sentence; token indices into the parse."""

    start: int
    end: int
    head: int
    classes: tuple[TitleClass, ...]
    modifiers: frozenset[str]  # former, acting, deputy, elect, would-be
    governed: tuple[int, ...]  # tokens of names that stand before the title
    written: tuple[int, int]  # token range of the title with its own modifiers
    before_name: bool
    bare: bool = (
        True  # no other words stand between what it governs and the title: not in "Kenyan rebel chief"
    )
    one_of: bool = False  # "a leader of the party" is one of several
    part: bool = False  # of a part only: "head of research at Siemens"


def find_titles(tree: Tree, ctx: Context) -> dict[int, TitleMention]:
    """The titles of a sentence by head token; adds ``app``, ``premod`` and ``of`` edges to the tree."""
    parse, lexicon = tree.parse, titles()
    low = [parse.word(i).lower() for i in range(tree.start, tree.end)]
    lemmas = [parse.lemmas[i].lower() for i in range(tree.start, tree.end)]
    found: dict[int, TitleMention] = {}
    i = 0
    while i < len(low):
        hit = lexicon.find(low, lemmas, i) if _may_start(tree, ctx, tree.start + i) else None
        if hit is None or _is_deed(tree, tree.start + i + hit[0] - 1):
            i += 1
            continue
        mention = _mention(tree, ctx, tree.start + i, tree.start + i + hit[0], hit[1])
        found[mention.head] = mention
        _link(tree, ctx, mention)
        i += hit[0]
    _introductions(tree, ctx)
    return found


def _introductions(tree: Tree, ctx: Context) -> None:
    """In "his brother NAME" and "the newspaper NAME" the noun right before a name says what it is."""
    for i in range(tree.start, tree.end - 1):
        ref = ctx.ref(i + 1)
        if (
            ref is None
            or ref.kind != "name"
            or ref.start != i + 1
            or tree.parse.pos[i] not in ("NOUN", "PROPN")
        ):
            continue
        if tree.parse.lemmas[i].lower() in word_set("nouns", INTRODUCING.get(ref.type, "none")):
            tree.add(ref.head, "app", i)


def _may_start(tree: Tree, ctx: Context, i: int) -> bool:
    ref = ctx.ref(i)
    if tree.parse.pos[i] not in ("NOUN", "PROPN", "ADJ", "VERB"):
        return False
    return ref is None or ref.kind != "name" or ref.type not in NAMES


def _is_deed(tree: Tree, i: int) -> bool:
    """Whether a word that looks like a title tells what somebody did: "partnered", "coached"."""
    return tree.parse.pos[i] == "VERB" and tree.parse.tags[i] in ("VBD", "VBN", "VBG")


def _mention(tree: Tree, ctx: Context, start: int, end: int, classes: tuple[TitleClass, ...]) -> TitleMention:
    head = next(
        (i for i in range(start, end) if not start <= tree.head(i) < end or tree.head(i) == i), end - 1
    )
    modifiers, governed, left, beyond = _left(tree, ctx, start)
    bare = not governed or not _has_other_words(tree, ctx, governed, start, end)
    one_of = beyond >= tree.start and tree.parse.word(beyond).lower() in ("a", "an")
    if end + 1 < tree.end and tree.parse.word(end) == "-":
        kind = titles().modifiers.get(tree.parse.word(end + 1).lower())
        if kind:
            modifiers, end = modifiers | {kind}, end + 2
    if [tree.parse.word(i).lower() for i in range(end, min(end + 3, tree.end))] == AT_THE_TIME:
        modifiers = modifiers | {"former"}
    following = _ref_after(tree, ctx, end)
    before = following is not None and following.kind == "name" and following.type == "PERSON"
    kinds = frozenset(modifiers)
    part = _is_of(tree, end) and _name_after(tree, ctx, end + 1) is None
    flags = (before, bare, one_of, part)
    return TitleMention(start, end, head, classes, kinds, tuple(governed), (left, end), *flags)


def _is_of(tree: Tree, at: int) -> bool:
    return at + 1 < tree.end and tree.parse.word(at).lower() == "of"


def _has_other_words(tree: Tree, ctx: Context, governed: list[int], start: int, end: int) -> bool:
    """Whether a title is of more than the name before it: "Kenyan rebel chief", "Kenyan head of sales"."""
    if len(governed) > 1 or (end < tree.end and tree.parse.word(end).lower() in ("of", "for")):
        return True
    ref = ctx.ref(governed[0])
    between = range(ref.end if ref is not None else governed[0] + 1, start)
    known = titles().modifiers
    return any(tree.parse.pos[i] in LEFT_POS and tree.parse.word(i).lower() not in known for i in between)


def _ref_after(tree: Tree, ctx: Context, at: int) -> Ref | None:
    """What stands right after a title, or after what explains it in brackets: "the PM (premier) NAME"."""
    if at < tree.end and tree.parse.word(at) == "(":
        at = next((i + 1 for i in range(at, min(at + 6, tree.end)) if tree.parse.word(i) == ")"), tree.end)
    return ctx.ref(at) if at < tree.end else None


def _left(tree: Tree, ctx: Context, start: int) -> tuple[set[str], list[int], int, int]:
    """Read leftwards from a title: modifiers, governed names, where its own words begin, what is before."""
    parse, lexicon = tree.parse, titles()
    modifiers: set[str] = set()
    governed: list[int] = []
    left, i, possessive, nearest, whole = start, start - 1, False, -1, False
    while i >= max(tree.start, start - REACH):
        word = parse.word(i).lower()
        ref = ctx.ref(i)
        if ref is not None and ref.kind == "name" and ref.type in NAMES:
            if governed and (possessive or ref.end != nearest or ref.type in ("PERSON", "ORG")):
                break
            if parse.word(ref.end) != "-" or ref.end >= start:
                governed.append(ref.head)
                nearest = ref.start
            if possessive:
                break
            i = ref.start - 1
            continue
        kind = lexicon.modifiers.get(word) or lexicon.modifiers.get(word.rstrip("-"))
        if word in POSSESSIVE and i > tree.start and not governed:
            possessive = True
        elif kind is not None:
            modifiers.add(kind)
            left = i if not (governed or whole) and kind not in ("former", "plain") else left
        elif parse.word(i) == "-":
            whole = True  # "Oslo-based lawyer": "based" is no word of the title
        elif possessive or governed or not _premodifies(tree, i):
            break
        elif parse.word(i - 1) == "-":
            whole = True
        else:
            left = left if whole else i
        i -= 1
    if _formerly(tree, i):
        modifiers.add("former")
    return modifiers - {"plain", "part"}, governed, left, i


def was(tree: Tree, noun: int) -> bool:
    """Whether a noun that is no title is called a former one: "ex-wife", "her late husband"."""
    if tree.parse.pos[noun] != "NOUN":
        return False
    before = [noun - 2] if noun - 2 >= tree.start and tree.parse.word(noun - 1) == "-" else []
    said = (*before, *tree.kids(noun, "amod", "compound"))
    return any(titles().modifiers.get(tree.parse.word(i).lower()) == "former" for i in said)


def _formerly(tree: Tree, i: int) -> bool:
    """Whether "formerly (the)" stands before a title."""
    while i > tree.start and tree.parse.pos[i] == "DET":
        i -= 1
    return i >= tree.start and titles().modifiers.get(tree.parse.word(i).lower()) == "former"


def _premodifies(tree: Tree, i: int) -> bool:
    """Whether a word can stand between what a title governs and the title: "regional", "foreign ministry"."""
    pos = tree.parse.pos[i]
    if pos == "VERB":
        return tree.parse.tags[i] in ("VBN", "VBG") and tree.dep(i) == "amod"
    return pos in LEFT_POS and tree.parse.word(i).lower() not in STOP_WORDS


def _link(tree: Tree, ctx: Context, title: TitleMention) -> None:
    for token in title.governed:
        tree.add(title.head, "premod", token)
    following = _ref_after(tree, ctx, title.end)
    if title.before_name and following is not None:
        _drop_apposition(tree, title.head)
        for head in (following.head, *_joined(tree, ctx, title, following.head)):
            tree.add(head, "app", title.head)
        if tree.head(following.head) == title.head:  # the title stands for the name in its clause
            tree.add(title.head, "named", following.head)
    else:
        _after_comma(tree, ctx, title)
        _before_comma(tree, ctx, title)
    _after_preposition(tree, ctx, title)
    _after_governed(tree, ctx, title)


def _joined(tree: Tree, ctx: Context, title: TitleMention, first: int) -> list[int]:
    """The other holders of a plural title: "Presidents A of X and B of Y"."""
    if tree.parse.tags[title.head] not in ("NNS", "NNPS"):
        return []
    refs = [(k, ctx.ref(k)) for k in tree.kids(first, "conj")]
    people = [(k, ref) for k, ref in refs if ref is not None and ref.kind == "name" and ref.type == "PERSON"]
    return [k for k, ref in people if tree.parse.word(ref.start - 1).lower() in (",", "and", "&")]


def _before_comma(tree: Tree, ctx: Context, title: TitleMention) -> None:
    """In "its TITLE, NAME," the name holds the title where the tree hangs it loosely elsewhere."""
    at = title.end
    if at + 1 >= tree.end or tree.parse.word(at) != "," or not tree.kids(title.head, "nmod:poss", "det"):
        return
    ref = ctx.ref(at + 1)
    if ref is None or ref.kind != "name" or ref.type != "PERSON" or ref.start != at + 1:
        return
    if tree.dep(ref.head) in LOOSE and not tree.kids(ref.head, "case", "mark"):
        tree.add(ref.head, "app", title.head)


def _drop_apposition(tree: Tree, head: int) -> None:
    """A title right before a name belongs to that name and to no other."""
    for label, source in list(tree.incoming(head)):
        if label in ("app", "isa"):
            tree.into[head - tree.start].remove((label, source))
            tree.out[source - tree.start].remove((label, head))
    for label, target in list(tree.edges(head)):
        if label == "app":
            tree.out[head - tree.start].remove((label, target))
            tree.into[target - tree.start].remove((label, head))


def _after_comma(tree: Tree, ctx: Context, title: TitleMention) -> None:
    """In "NAME, the TITLE ..." the name holds the title where the tree says nothing of it."""
    if any(label in ("isa", "app") for label, _ in tree.incoming(title.head)):
        return
    i = title.written[0] - 1
    while i > tree.start and (
        tree.parse.pos[i] == "DET" or (ctx.ref(i) is not None and i in _before(title, ctx))
    ):
        i -= 1
    if tree.parse.word(i) != ",":
        return
    if i - 2 > tree.start and tree.parse.pos[i - 1] == "NUM" and tree.parse.word(i - 2) == ",":
        i -= 2
    ref = ctx.ref(i - 1) if i > tree.start else None
    if ref is not None and ref.kind == "name" and ref.type == "PERSON":
        tree.add(ref.head, "app", title.head)


def _before(title: TitleMention, ctx: Context) -> set[int]:
    tokens: set[int] = set()
    for token in title.governed:
        ref = ctx.ref(token)
        if ref is not None:
            tokens.update(range(ref.start, ref.end + 1))
    return tokens


def _after_preposition(tree: Tree, ctx: Context, title: TitleMention) -> None:
    """In "TITLE of (the) NAME" the title governs the name where the tree hangs it elsewhere."""
    at = title.end
    if at + 1 >= tree.end or tree.parse.word(at).lower() not in GOVERNORS:
        return
    label = tree.parse.word(at).lower()
    if tree.down(title.head, label):
        return
    ref = _name_after(tree, ctx, at + 1)
    if ref is not None:
        tree.add(title.head, label, ref.head)


def _after_governed(tree: Tree, ctx: Context, title: TitleMention) -> None:
    """In "the TITLE of PLACE (also PLACE) NAME" the name right after holds the title."""
    if title.before_name or title.end >= tree.end or tree.parse.word(title.end).lower() != "of":
        return
    governed = _name_after(tree, ctx, title.end + 1)
    at = governed.end if governed is not None and governed.type in ("GPE", "LOC", "ORG") else tree.end
    if at < tree.end and tree.parse.word(at) == "(":
        at = next((i + 1 for i in range(at, min(at + 5, tree.end)) if tree.parse.word(i) == ")"), tree.end)
    ref = ctx.ref(at) if at < tree.end else None
    if governed is None or ref is None or ref.kind != "name" or ref.type != "PERSON" or ref.start != at:
        return
    tree.add(ref.head, "app", title.head)
    tree.add(title.head, "of", governed.head)


def _name_after(tree: Tree, ctx: Context, at: int) -> Ref | None:
    for i in range(at, min(at + 5, tree.end)):
        ref = ctx.ref(i)
        if ref is not None and ref.kind == "name" and ref.type in NAMES:
            if ref.end < tree.end and tree.parse.word(ref.end) in POSSESSIVE:
                return _name_after(tree, ctx, ref.end + 1)
            return ref if ref.type != "NORP" else None
        if tree.parse.pos[i] not in ("DET", "ADJ", "NOUN", "PROPN"):
            return None
    return None
