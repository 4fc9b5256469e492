"""Of which country an office is by the words around it: who acts, where it happens, whose it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kg.coref import Ref
from kg.coref.context import Context
from kg.lexicon.wordlists import word_set
from kg.records import EntityType, MentionKind
from kg.syntax.graph import Graph

SAME, STRONG, WEAK, NONE, AGAINST = 3, 2, 1, 0, -2
HERE = frozenset({"in", "at", "across", "throughout", "near", "outside", "inside", "around", "within"})
MODIFIES = frozenset({"amod", "compound", "nmod:poss", "nmod:desc", "nmod:attr"})
MOST = 12  # steps up a tree
SUBJECT = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})

Told = Callable[[Context, Ref], str | None]


def cues(
    tree: Graph, ctx: Context, told: Told, title: int | None = None, holder: int | None = None
) -> Mapping[str, int]:
    """How much a sentence speaks for (or against) each country that it names as that of an office in it."""
    found: dict[str, int] = {}
    for ref in _refs(tree, ctx):
        country = told(ctx, ref)
        if country is None:
            continue
        same = title is not None and _is_shared(tree, ctx, ref, title)
        score = SAME if same else _cue(tree, ctx, ref, holder)
        before = found.get(country, NONE)
        found[country] = min(before, score) if AGAINST in (before, score) else max(before, score)
    return found


def strongest(found: Mapping[str, int]) -> list[str]:
    """The countries that a sentence speaks for most, if it does."""
    most = max(found.values(), default=NONE)
    return sorted(place for place, score in found.items() if score == most) if most >= STRONG else []


def last_before(tree: Graph, ctx: Context, told: Told, token: int) -> str | None:
    """The country that is named last before a token of a sentence."""
    named = [country for ref in _refs(tree, ctx) if ref.end <= token and (country := told(ctx, ref))]
    return named[-1] if named else None


def _refs(tree: Graph, ctx: Context) -> Iterator[Ref]:
    seen = set()
    for i in range(tree.start, tree.end):
        ref = ctx.ref(i)
        if ref is not None and ref not in seen and ref.kind == MentionKind.NAME:
            seen.add(ref)
            yield ref


def _is_shared(tree: Graph, ctx: Context, ref: Ref, title: int) -> bool:
    """Whether two offices are joined, and the first is of the country: "Kenyan President A and Premier B"."""
    between = range(ref.end, title)
    if not between or any(tree.parse.pos[i] in ("VERB", "AUX", "ADP") for i in between):
        return False
    refs = [r for i in between if (r := ctx.ref(i)) is not None and r.kind == MentionKind.NAME]
    joined = any(tree.lemma(i) in ("and", ",", "&") for i in between)
    return joined and bool(refs) and all(r.type == "PERSON" for r in refs)


def _cue(tree: Graph, ctx: Context, ref: Ref, holder: int | None) -> int:
    noun = ref.head
    entity = ctx.entity(ref)
    body = entity is not None and entity.type == EntityType.ORGANIZATION
    while tree.deprel(noun) in MODIFIES and tree.start <= tree.head(noun) < tree.end:
        noun = tree.head(noun)
    if noun != ref.head and not body and not _acts_for_a_state(tree.lemma(noun)):
        return NONE
    return _role(tree, noun, holder)


def _acts_for_a_state(noun: str) -> bool:
    return noun in word_set("actors", "bodies") or noun in word_set("actors", "at_home")


def _role(tree: Graph, noun: int, holder: int | None) -> int:
    while tree.deprel(noun) in ("conj", "appos", "flat"):
        noun = tree.head(noun)
    relation, above = tree.deprel(noun), tree.head(noun)
    if relation == "root":
        return STRONG
    said = holder is not None and _is_acted(tree, noun, holder)
    if relation in SUBJECT:
        return WEAK if said else STRONG
    case = {tree.lemma(k) for k in tree.kids(noun, "case")}
    if said and not case & HERE and tree.lemma(noun) not in word_set("actors", "bodies"):
        return AGAINST
    if case & HERE and relation.startswith("obl"):
        abroad = tree.lemma(above) in word_set("verbs", "anywhere") and not tree.kids(above, "nsubj:pass")
        return WEAK if said or abroad else STRONG
    if case & HERE and relation.startswith("nmod"):
        if said or tree.lemma(above) in word_set("actors", "abroad"):
            return NONE
        return STRONG if tree.deprel(above) in SUBJECT else WEAK
    return WEAK if "of" in case else NONE


def _is_acted(tree: Graph, noun: int, holder: int) -> bool:
    """Whether a noun stands in what the holder of the office does or says, not only beside it."""
    at = noun
    for _ in range(MOST):
        if tree.deprel(at) == "root" or not tree.start <= tree.head(at) < tree.end:
            return False
        clause = tree.deprel(at) in ("advcl", "acl:relcl", "parataxis")
        at = tree.head(at)
        if holder in tree.down(at, "subj") and not clause:
            return True
    return False
