"""The name of who holds a title, behind what it is of: "the TITLE of PLACE NAME", "..., NAME, said"."""

from __future__ import annotations

from kg.coref import Ref
from kg.coref.context import Context
from kg.lexicon.titles import titles
from kg.records import MentionKind
from kg.relations.title_holders import (
    NAMES,
    POSSESSIVE,
    TitleMention,
    is_honorific,
    name_after,
    past_honorifics,
)
from kg.syntax.graph import Graph

BEHIND = frozenset({"of", "for", "to", "with", "at"})
HOUSED = frozenset({"minister", "officeholder"})  # "Minister of Roads NAME", "Speaker of the House NAME"
PORTFOLIO = 7  # tokens
RULERS = frozenset(
    {"monarch", "president", "head of state", "ruler", "head of government", "chancellor", "governor"}
)
DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
SMALL = frozenset({"NN", "NNS", "JJ"})  # in lower case: "minister of mines and energy NAME"
BODY_POS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART", "NUM"})


def behind(tree: Graph, ctx: Context, title: TitleMention) -> tuple[Ref, Ref] | None:
    """In "the TITLE of PLACE (also PLACE) Dr NAME" what the title governs, and the name, which holds it."""
    limit = tree.parse.word(title.end).lower() if title.end < tree.end else ""
    governed = name_after(tree, ctx, title.end + 1) if limit in BEHIND else None
    if governed is None or governed.type not in ("GPE", "LOC", "ORG"):
        return None
    free = not any(label in ("isa", "app") for label, _ in tree.incoming(title.head))
    at = governed.end
    if at < tree.end and tree.parse.word(at) == "(":
        at = next((i + 1 for i in range(at, min(at + 5, tree.end)) if tree.parse.word(i) == ")"), tree.end)
    if at < tree.end and _rules(tree.parse.word(at).lower()):
        return None  # "a spokesman for Kenyan President NAME"
    while at < tree.end and is_honorific(tree.parse.word(at)):
        at += 1
    set_off = free and at < tree.end and tree.parse.word(at) == ","
    at = past_honorifics(tree, ctx, at + 1 if set_off else at)
    ref = ctx.ref(at) if at < tree.end else None
    if ref is None or ref.kind != MentionKind.NAME or ref.type != "PERSON" or ref.start != at:
        return None
    return (governed, ref) if not set_off or _is_set_off(tree, title, ref) else None


def _rules(word: str) -> bool:
    """Whether a word is the title of one who rules a country."""
    hit = titles().longest_at([word], [word], 0)
    return hit is not None and any(one.name in RULERS for one in hit[1])


def _is_set_off(tree: Graph, title: TitleMention, ref: Ref) -> bool:
    """Whether NAME is no item of a list in "the TITLE of ORG, NAME, said" or "met the TITLE of ORG, NAME"."""
    at = ref.end
    quoted = at + 2 < tree.end and [tree.parse.word(i) for i in range(at, at + 3)] == [",", "as", "saying"]
    if quoted and tree.parse.tags[title.head] not in ("NNS", "NNPS"):
        return True  # "quotes a TITLE of ORG, NAME, as saying"
    if title.one_of and not _opens(tree, title):
        return False
    if at < tree.end and tree.parse.word(at) == "," and at + 1 < tree.end:
        if _tells(tree, at + 1):
            return True
        if _is_twin(tree, title, at + 1):
            return True
        at += 1
    hangs = tree.deprel(ref.head) == "appos" and not tree.kids(ref.head, "conj")
    ends = at >= tree.end or tree.parse.pos[at] in ("ADP", "PUNCT", "VERB", "AUX", "SCONJ", "CCONJ")
    return hangs and ends and tree.parse.word(min(at, tree.end - 1)) != ","


def _tells(tree: Graph, at: int) -> bool:
    """Whether a finite verb stands there, or behind an adverb or a day: "also said", "Friday said"."""
    if tree.parse.pos[at] in ("ADV", "NOUN", "PROPN") and at + 1 < tree.end:
        day = tree.parse.word(at).lower() in DAYS
        at += 1 if day or tree.parse.pos[at] == "ADV" else 0
    return tree.parse.pos[at] in ("VERB", "AUX") and tree.parse.tags[at] not in ("VBN", "VBG")


def _opens(tree: Graph, title: TitleMention) -> bool:
    """Whether "a TITLE of ORG, NAME," opens a sentence or a clause."""
    first = title.written[0] - 1
    if tree.parse.tags[title.head] in ("NNS", "NNPS") or tree.parse.word(first).lower() not in ("a", "an"):
        return False
    return first <= tree.start or tree.parse.word(first - 1).lower() in (",", "that")


def of_body(tree: Graph, ctx: Context, title: TitleMention) -> Ref | None:
    """The name in "a spokesman for the health ministry, NAME, said", where the body has no name."""
    if title.end >= tree.end or tree.parse.word(title.end).lower() not in BEHIND:
        return None
    stop = min(title.end + PORTFOLIO + 2, tree.end)
    end = next((i for i in range(title.end + 1, stop) if tree.parse.word(i) == ","), stop)
    fits = all(tree.parse.pos[i] in BODY_POS for i in range(title.end + 1, end))
    if end == stop or not fits or tree.parse.pos[end - 1] != "NOUN":
        return None
    at = past_honorifics(tree, ctx, end + 1)
    ref = ctx.ref(at) if at < tree.end else None
    if ref is None or ref.kind != MentionKind.NAME or ref.type != "PERSON" or ref.start != at:
        return None
    return ref if _is_said(tree, ref.end) and _is_set_off(tree, title, ref) else None


def _is_said(tree: Graph, at: int) -> bool:
    """Whether a comma closes an apposition and a verb of the clause follows."""
    return (
        at + 1 < tree.end and tree.parse.word(at) == "," and tree.parse.pos[at + 1] in ("VERB", "AUX", "ADV")
    )


def _is_twin(tree: Graph, title: TitleMention, at: int) -> bool:
    """Whether another with a title follows: "the TITLE of ORG, NAME, and OTHER TITLE NAME"."""
    first = title.written[0] - 1
    the = first >= tree.start and tree.parse.word(first).lower() == "the"
    if not the or tree.parse.word(at) != "and" or at + 2 >= tree.end:
        return False
    words = [tree.parse.word(i).lower() for i in range(at + 1, min(at + 1 + PORTFOLIO, tree.end))]
    stop = next((n for n, word in enumerate(words) if word in (",", "and")), len(words))
    return any(titles().longest_at(words, words, n) is not None for n in range(stop))


def of_portfolio(tree: Graph, ctx: Context, title: TitleMention) -> Ref | None:
    """The name right behind what a post is for: "Minister of Information NAME"."""
    if title.limit not in ("of", "for") or not any(c.name in HOUSED for c in title.classes):
        return None
    small = tree.parse.word(title.head).islower() and any(c.name == "minister" for c in title.classes)
    for i in range(title.end + 1, min(title.end + PORTFOLIO, tree.end)):
        ref = ctx.ref(i)
        if ref is not None and ref.kind == MentionKind.NAME and ref.type in NAMES:
            owns = ref.end < tree.end and tree.parse.word(ref.end) in POSSESSIVE
            return ref if ref.type == "PERSON" and i > title.end + 1 and not owns else None
        if is_honorific(tree.parse.word(i)):
            return None
        fits = tree.parse.word(i)[:1].isupper() or (small and tree.parse.tags[i] in SMALL)
        named = fits and tree.parse.pos[i] in ("NOUN", "PROPN", "ADJ")
        if not named and tree.parse.pos[i] not in ("CCONJ", "DET", "ADP"):
            return None
    return None
