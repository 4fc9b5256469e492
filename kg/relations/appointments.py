"""Who gets the title in "A named B vice president" and "the appointment of B as vice president"."""

from __future__ import annotations

from dataclasses import replace

from kg.coref import Ref
from kg.coref.context import Context
from kg.lexicon.titles import titles
from kg.lexicon.wordlists import word_set
from kg.records import MentionKind
from kg.relations.title_holders import TitleMention
from kg.syntax.garden_paths import is_main_after_all
from kg.syntax.graph import Graph
from kg.syntax.tree import is_passive

SKIPPED = frozenset({"DET", "ADJ"})
OWN = frozenset({"its", "his", "their", "as", "to", "be"})
TITLED = frozenset({"NOUN", "PROPN", "ADJ", "DET"})
OBJECTS = frozenset({"her", "him"})
REACH = 6  # tokens between the verb and the name


def hand_over(tree: Graph, ctx: Context, title: TitleMention) -> TitleMention:
    """The title mention, its head in the tree that of who is named to it, where a verb of naming says so."""
    named = _appointee(tree, ctx, title)
    verb = None if named is None else _naming_verb(tree, named)
    if named is None or verb is None or _is_own_title(ctx, tree, named, verb):
        return title
    for label, source in list(tree.incoming(title.head)):
        if label in ("isa", "app", "obj"):
            _cut(tree, source, label, title.head)
    for label, source in list(tree.incoming(named.head)):
        if label in ("isa", "poss"):
            _cut(tree, source, label, named.head)
    _turn(tree, verb)
    tree.add(verb, "obj", named.head)
    tree.add(named.head, "isa", title.head)
    handed = replace(title, governed=tuple(g for g in title.governed if g != named.head))
    _own(tree, ctx, handed, verb)
    return handed


def appointed(tree: Graph, ctx: Context, title: TitleMention) -> None:
    """Give a title to whom a noun tells to have got it: "the appointment of B as minister"."""
    if "as" not in (tree.lemma(k) for k in tree.kids(title.head, "case")):
        return
    noun = tree.head(title.head)
    while tree.start <= noun < tree.end and tree.lemma(noun) not in word_set("nouns", "appointing"):
        noun = tree.head(noun) if tree.deprel(noun) in ("nmod", "flat") else tree.end
    if not tree.start <= noun < tree.end:
        return
    for person in tree.down(noun, "of", "poss"):
        ref = ctx.ref(person)
        if ref is not None and ref.type == "PERSON" and ref.start < title.start:
            tree.add(person, "isa", title.head)


def _appointee(tree: Graph, ctx: Context, title: TitleMention) -> Ref | None:
    """The person, by name or as "her", right before a title."""
    i = title.start - 1
    while i > tree.start and _is_between(tree, ctx, i):
        i -= 1
    ref = ctx.ref(i) if i > tree.start else None
    if ref is None or ref.type != "PERSON" or ref.end != i + 1:
        return None
    return ref if ref.kind == MentionKind.NAME or tree.parse.word(i).lower() in OBJECTS else None


def _is_between(tree: Graph, ctx: Context, i: int) -> bool:
    word = tree.parse.word(i).lower()
    ref = ctx.ref(i)
    if ref is not None and ref.kind == MentionKind.NAME:
        return False
    return word in OWN or word in titles().modifiers or tree.parse.pos[i] in SKIPPED


def _naming_verb(tree: Graph, named: Ref) -> int | None:
    """The verb before a name and the titles and honours that go with it."""
    for i in range(named.start - 1, max(tree.start, named.start - REACH) - 1, -1):
        if tree.parse.pos[i] == "VERB" and tree.lemma(i) in word_set("verbs", "naming"):
            return None if tree.kids(i, "aux:pass") or _is_participle(tree, i) else i
        if tree.parse.pos[i] not in TITLED:
            return None
    return None


def _is_participle(tree: Graph, verb: int) -> bool:
    return tree.deprel(verb) in ("acl", "amod") and not is_main_after_all(tree, verb)


def _is_own_title(ctx: Context, tree: Graph, named: Ref, verb: int) -> bool:
    """Whether "her" is the subject, who has named somebody of hers: no object."""
    subjects = {ctx.entity(ctx.ref(s)) for s in tree.down(verb, "subj")} - {None}
    return named.kind != MentionKind.NAME and ctx.entity(named) in subjects


def _own(tree: Graph, ctx: Context, title: TitleMention, verb: int) -> None:
    """Give a title without more the organization that fills it: "Acme named B chairman"."""
    if title.governed or tree.down(title.head, "of", "for", "at", "in", "poss"):
        return
    for subject in tree.down(verb, "subj"):
        ref = ctx.ref(subject)
        if ref is not None and ref.type == "ORG" and ref.kind == MentionKind.NAME:
            tree.add(title.head, "poss", subject)


def _turn(tree: Graph, verb: int) -> None:
    """Make who names the subject, where the tree holds the verb for a passive."""
    if is_passive(tree, verb):
        for k in tree.kids(verb, "nsubj:pass"):
            _cut(tree, verb, "obj", k)
            tree.add(verb, "subj", k)


def _cut(tree: Graph, source: int, label: str, target: int) -> None:
    """Take an edge out, if it is there."""
    if (label, target) in tree.edges(source):
        tree.remove(source, label, target)
