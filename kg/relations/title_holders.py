"""Who holds a title and what it governs, where the words around it tell more than the tree."""

from __future__ import annotations

from collections.abc import Iterable
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
BEHIND = frozenset({"of", "for", "to", "with", "at"})
HOUSED = frozenset({"minister", "officeholder"})  # "Minister of Roads NAME", "Speaker of the House NAME"
PORTFOLIO = 7  # tokens
SMALL = frozenset({"NN", "NNS", "JJ"})  # in lower case: "minister of mines and energy NAME"
LOOSE = frozenset({"obl", "obl:unmarked", "nmod", "nmod:unmarked", "dep", "parataxis"})


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
    at = _past_honorifics(tree, ctx, at)
    return ctx.ref(at) if at < tree.end else None


def _past_honorifics(tree: Graph, ctx: Context, at: int) -> int:
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
        elif _is_honorific(tree.parse.word(at)):
            at += 1
        else:
            break
    ref = ctx.ref(at) if at < tree.end else None
    named = ref is not None and ref.kind == MentionKind.NAME and ref.type == "PERSON" and ref.start == at
    return at if named else start


def link(tree: Graph, ctx: Context, title: TitleMention, outer: TitleMention | None = None) -> None:
    """Add the edges between a title, its holder and what it governs; ``outer`` is one that holds it."""
    for token in title.governed:
        tree.add(title.head, "premod", token)
    following = ref_after(tree, ctx, title.end)
    behind = _behind(tree, ctx, title)
    if title.before_name and following is not None:
        _drop_apposition(tree, title.head)
        _drop_double(tree, title.governed, following.head)
        for head in (following.head, *_joined(tree, ctx, title, following.head)):
            tree.add(head, "app", title.head)
        if tree.head(following.head) == title.head:  # the title stands for the name in its clause
            tree.add(title.head, "named", following.head)
    elif behind is not None:
        _drop_apposition(tree, title.head)
        governed, bearer = behind
        holds = outer or title
        tree.add(bearer.head, "app", holds.head)
        tree.add(title.head, tree.parse.word(title.end).lower(), governed.head)
        tree.add(holds.head, "named", bearer.head)
    elif (holder := _of_portfolio(tree, ctx, title)) is not None:
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


def _behind(tree: Graph, ctx: Context, title: TitleMention) -> tuple[Ref, Ref] | None:
    """In "the TITLE of PLACE (also PLACE) Dr NAME" what the title governs, and the name, which holds it."""
    limit = tree.parse.word(title.end).lower() if title.end < tree.end else ""
    governed = name_after(tree, ctx, title.end + 1) if limit in BEHIND else None
    if governed is None or governed.type not in ("GPE", "LOC", "ORG"):
        return None
    free = not any(label in ("isa", "app") for label, _ in tree.incoming(title.head))
    at = governed.end
    if at < tree.end and tree.parse.word(at) == "(":
        at = next((i + 1 for i in range(at, min(at + 5, tree.end)) if tree.parse.word(i) == ")"), tree.end)
    while at < tree.end and _is_honorific(tree.parse.word(at)):
        at += 1
    set_off = free and at < tree.end and tree.parse.word(at) == ","
    at = _past_honorifics(tree, ctx, at + 1 if set_off else at)
    ref = ctx.ref(at) if at < tree.end else None
    if ref is None or ref.kind != MentionKind.NAME or ref.type != "PERSON" or ref.start != at:
        return None
    return (governed, ref) if not set_off or _is_set_off(tree, title, ref) else None


def _is_set_off(tree: Graph, title: TitleMention, ref: Ref) -> bool:
    """Whether NAME is no item of a list in "the TITLE of ORG, NAME, said" or "met the TITLE of ORG, NAME"."""
    if title.one_of:
        return False
    at = ref.end
    if at < tree.end and tree.parse.word(at) == "," and at + 1 < tree.end:
        verb = tree.parse.pos[at + 1] in ("VERB", "AUX")
        if verb and tree.parse.tags[at + 1] not in ("VBN", "VBG"):
            return True
        if _is_twin(tree, title, at + 1):
            return True
        at += 1
    hangs = tree.deprel(ref.head) == "appos" and not tree.kids(ref.head, "conj")
    ends = at >= tree.end or tree.parse.pos[at] in ("ADP", "PUNCT", "VERB", "AUX", "SCONJ", "CCONJ")
    return hangs and ends and tree.parse.word(min(at, tree.end - 1)) != ","


def _is_twin(tree: Graph, title: TitleMention, at: int) -> bool:
    """Whether another with a title follows: "the TITLE of ORG, NAME, and OTHER TITLE NAME"."""
    first = title.written[0] - 1
    the = first >= tree.start and tree.parse.word(first).lower() == "the"
    if not the or tree.parse.word(at) != "and" or at + 2 >= tree.end:
        return False
    words = [tree.parse.word(i).lower() for i in range(at + 1, min(at + 1 + PORTFOLIO, tree.end))]
    stop = next((n for n, word in enumerate(words) if word in (",", "and")), len(words))
    return any(titles().longest_at(words, words, n) is not None for n in range(stop))


def _of_portfolio(tree: Graph, ctx: Context, title: TitleMention) -> Ref | None:
    """The name right behind what a post is for: "Minister of Information NAME"."""
    if title.limit not in ("of", "for") or not any(c.name in HOUSED for c in title.classes):
        return None
    small = tree.parse.word(title.head).islower() and any(c.name == "minister" for c in title.classes)
    for i in range(title.end + 1, min(title.end + PORTFOLIO, tree.end)):
        ref = ctx.ref(i)
        if ref is not None and ref.kind == MentionKind.NAME and ref.type in NAMES:
            owns = ref.end < tree.end and tree.parse.word(ref.end) in POSSESSIVE
            return ref if ref.type == "PERSON" and i > title.end + 1 and not owns else None
        if _is_honorific(tree.parse.word(i)):
            return None
        fits = tree.parse.word(i)[:1].isupper() or (small and tree.parse.tags[i] in SMALL)
        named = fits and tree.parse.pos[i] in ("NOUN", "PROPN", "ADJ")
        if not named and tree.parse.pos[i] not in ("CCONJ", "DET", "ADP"):
            return None
    return None


def _is_honorific(word: str) -> bool:
    return word[:1].isupper() and word.lower().rstrip(".") in persons().honorifics


def name_after(tree: Graph, ctx: Context, at: int) -> Ref | None:
    """The name that follows within a few words: in "of Iran's army" the army, not Iran."""
    for i in range(at, min(at + 6, tree.end)):
        ref = ctx.ref(i)
        if ref is not None and ref.kind == MentionKind.NAME and ref.type in NAMES:
            if ref.end < tree.end and tree.parse.word(ref.end) in POSSESSIVE:
                return name_after(tree, ctx, ref.end + 1)
            return ref if ref.type != "NORP" else None
        before = tree.parse.pos[i] in ("DET", "ADJ", "NOUN", "PROPN", "NUM") or tree.parse.word(i) == "-"
        if not before and tree.parse.tags[i] not in ("VBG", "VBN"):  # "the ruling Green Party"
            return None
    return None
