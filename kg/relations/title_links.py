"""Who holds a title and what it governs, where the words around it tell more than the tree."""

from __future__ import annotations

from collections.abc import Iterable

from kg.coref.context import Context
from kg.records import MentionKind
from kg.relations.names_behind import behind, of_body, of_portfolio
from kg.relations.title_holders import GOVERNORS, POSSESSIVE, TitleMention, name_after, ref_after
from kg.syntax.graph import Graph

LOOSE = frozenset({"obl", "obl:unmarked", "nmod", "nmod:unmarked", "dep", "parataxis"})


def link(tree: Graph, ctx: Context, title: TitleMention, outer: TitleMention | None = None) -> None:
    """Add the edges between a title, its holder and what it governs; ``outer`` is one that holds it."""
    for token in title.governed:
        tree.add(title.head, "premod", token)
    following = ref_after(tree, ctx, title.end)
    told = behind(tree, ctx, title)
    if title.before_name and following is not None:
        _drop_apposition(tree, title.head)
        _drop_double(tree, title.governed, following.head)
        for head in (following.head, *_joined(tree, ctx, title, following.head)):
            tree.add(head, "app", title.head)
        if tree.head(following.head) == title.head:  # the title stands for the name in its clause
            tree.add(title.head, "named", following.head)
    elif told is not None:
        _drop_apposition(tree, title.head)
        governed, bearer = told
        holds = outer or title
        for noun in _called(tree, bearer.head):
            if noun < title.start:  # "met a spy at the home of the TITLE of ORG, NAME"
                tree.part(bearer.head, noun, "app")
        tree.add(bearer.head, "app", holds.head)
        tree.add(title.head, tree.parse.word(title.end).lower(), governed.head)
        tree.add(holds.head, "named", bearer.head)
    elif (holder := of_portfolio(tree, ctx, title) or of_body(tree, ctx, title)) is not None:
        _drop_apposition(tree, title.head)
        tree.add(holder.head, "app", title.head)
    else:
        _drop_single(tree, ctx, title)
        _after_comma(tree, ctx, title)
        _before_comma(tree, ctx, title)
    _after_preposition(tree, ctx, title)


def _drop_double(tree: Graph, governed: Iterable[int], holder: int) -> None:
    """Cut a body before a title off the verb whose subject the holder is: "Siemens chemist Ann Roe said"."""
    verbs = {source for label, source in tree.incoming(holder) if label == "subj"}
    for token in governed:
        for label, source in list(tree.incoming(token)):
            if label == "subj" and source in verbs:
                tree.remove(source, "subj", token)


def _joined(tree: Graph, ctx: Context, title: TitleMention, first: int) -> list[int]:
    """The other holders of a plural title: "Presidents A of X and B of Y"."""
    if tree.parse.tags[title.head] not in ("NNS", "NNPS"):
        return []
    refs = [(k, ctx.ref(k)) for k in tree.kids(first, "conj")]
    people = [
        (k, ref)
        for k, ref in refs
        if ref is not None and ref.kind == MentionKind.NAME and ref.type == "PERSON"
    ]
    return [k for k, ref in people if tree.parse.word(ref.start - 1).lower() in (",", "and", "&")]


def _before_comma(tree: Graph, ctx: Context, title: TitleMention) -> None:
    """In "its TITLE, NAME," the name holds the title where the tree hangs it loosely elsewhere."""
    at = title.end
    if at + 1 >= tree.end or tree.parse.word(at) != "," or not tree.kids(title.head, "nmod:poss", "det"):
        return
    ref = ctx.ref(at + 1)
    if ref is None or ref.kind != MentionKind.NAME or ref.type != "PERSON" or ref.start != at + 1:
        return
    if tree.deprel(ref.head) in LOOSE and not tree.kids(ref.head, "case", "mark"):
        tree.add(ref.head, "app", title.head)


def _called(tree: Graph, name: int) -> list[int]:
    return [noun for label, noun in (*tree.incoming(name), *tree.edges(name)) if label == "app"]


def _drop_single(tree: Graph, ctx: Context, title: TitleMention) -> None:
    """A plural title behind one name goes on with a list: "with President NAME, ministers and rebels"."""
    if tree.parse.tags[title.head] not in ("NNS", "NNPS"):
        return
    for label, source in list(tree.incoming(title.head)):
        ref = ctx.ref(source)
        if label != "app" or ref is None or ref.type != "PERSON" or source > title.head:
            continue
        if not tree.kids(source, "conj") and tree.deprel(source) != "conj":
            _drop_apposition(tree, title.head)
            return


def _drop_apposition(tree: Graph, head: int) -> None:
    """A title right before a name belongs to that name and to no other."""
    for label, source in list(tree.incoming(head)):
        if label in ("app", "isa"):
            tree.remove(source, label, head)
    for label, target in list(tree.edges(head)):
        if label == "app":
            tree.remove(head, label, target)


def _after_comma(tree: Graph, ctx: Context, title: TitleMention) -> None:
    """In "NAME, the TITLE ..." the name holds the title where the tree says nothing of it."""
    if any(label in ("isa", "app") for label, _ in tree.incoming(title.head)):
        return
    if title.end < tree.end and tree.parse.word(title.end) in POSSESSIVE:
        return  # "NAME, the king's minister"
    if tree.parse.tags[title.head] in ("NNS", "NNPS"):
        return  # "Without NAME, the ministers met"
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
    if ref is not None and ref.kind == MentionKind.NAME and ref.type == "PERSON":
        tree.add(ref.head, "app", title.head)


def _before(title: TitleMention, ctx: Context) -> set[int]:
    tokens: set[int] = set()
    for token in title.governed:
        ref = ctx.ref(token)
        if ref is not None:
            tokens.update(range(ref.start, ref.end + 1))
    return tokens


def _after_preposition(tree: Graph, ctx: Context, title: TitleMention) -> None:
    """In "TITLE of (the) NAME" the title governs the name where the tree hangs it elsewhere."""
    at = title.end
    if at + 1 >= tree.end or tree.parse.word(at).lower() not in GOVERNORS:
        return
    label = tree.parse.word(at).lower()
    if tree.down(title.head, label):
        return
    ref = name_after(tree, ctx, at + 1)
    if ref is not None:
        tree.add(title.head, label, ref.head)
