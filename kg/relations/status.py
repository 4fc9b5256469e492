"""Whether a statement is asserted, attributed, negated, hedged, planned or former, and who makes it.

From the token that carries the statement the tree is climbed to the root; what governs it on
the way (negation, modals, conditions, verbs of saying, planning, failing) is collected, and the
strongest reading wins. Appositions, titles and relative clauses are the article's own words: the
climb ends there. Words inside a quotation belong to its speaker.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.relations.tree import Tree
from kg.relations.words import word_set

ORDER = ("negated", "hedged", "planned", "attributed", "former", "asserted")
OWN_WORDS = frozenset({"acl:relcl", "appos", "nmod:desc", "compound", "flat"})
UPWARD = frozenset(
    {"ccomp", "xcomp", "advcl", "acl", "parataxis", "conj", "csubj", "obj", "obl", "nmod", "nsubj", "root"}
)


@dataclass(frozen=True, slots=True)
class Stance:
    """How a statement is made, and the token of who makes it (None: the article)."""

    status: str
    speaker: int | None = None


def words(key: str) -> frozenset[str]:
    """One list of the factuality data."""
    return word_set("factuality", key)


def strongest(signals: set[str]) -> str:
    """The status that wins among several."""
    return next((s for s in ORDER if s in signals), "asserted")


def stance(tree: Tree, anchor: int | None, *, nominal: bool = False) -> Stance:
    """Read the stance of a statement from its anchor: the verb or the predicate noun.

    None for an anchor means that only modifiers count (a title before a name). ``nominal``
    marks an event noun ("the arrest of X"): it is taken as given unless the word that governs
    it makes it unreal, and what is said of it is another matter.
    """
    if anchor is None:
        return Stance("asserted")
    if nominal:
        return Stance(strongest({*_local(tree, anchor), *_governor_of_event(tree, anchor)}))
    signals, speaker, at = set(_local(tree, anchor)), _source(tree, anchor), anchor
    for _ in range(12):
        parent = tree.head(at)
        dep = tree.dep(at)
        if parent == at or not tree.start <= parent < tree.end or dep in OWN_WORDS or _is_given(tree, at, dep):
            break
        if dep not in UPWARD and not dep.startswith(("obl", "nmod", "nsubj")):
            break
        found, who = _climb(tree, at, parent, dep)
        signals.update(found)
        speaker = speaker if speaker is not None else who
        speaker = speaker if speaker is not None else _source(tree, parent)
        if dep in ("obj", "obl", "nmod", "nsubj"):
            break
        at = parent
    if speaker is not None:
        signals.add("attributed")
    return Stance(strongest(signals), speaker)


def _is_given(tree: Tree, at: int, dep: str) -> bool:
    """Whether a clause of time or cause is taken as given: "since X ordered the invasion"."""
    return dep == "advcl" and any(tree.lemma(k) in words("given") for k in tree.kids(at, "mark", "advmod"))


def _local(tree: Tree, anchor: int) -> Iterator[str]:
    """Signals from the words around the anchor itself."""
    lemmas = [(k, tree.lemma(k), tree.parse.word(k).lower()) for k in tree.kids(anchor)]
    negated = any(({lemma, word} & words("negators")) and _negates(tree, k) for k, lemma, word in lemmas)
    longer = [k for k, _, word in lemmas if word in words("no_longer")]
    if any(_is_negative(tree, k) for k in longer) or (negated and longer):
        yield "former"
    elif negated:
        yield "negated"
    for k, lemma, word in lemmas:
        dep = tree.dep(k)
        if dep == "aux" and (lemma in words("modals") or word in words("modals")) and lemma != "will":
            yield "hedged"
        elif dep == "aux" and (lemma in words("future") or word in words("future")):
            yield "planned"
        elif (dep == "mark" and lemma in words("conditional")) or (
            dep in ("advmod", "discourse") and lemma in words("hedges")
        ):
            yield "hedged"
        elif dep == "advmod" and lemma in ("formerly", "previously"):
            yield "former"
        elif dep in ("amod", "compound") and lemma in words("unreal_adjectives"):
            yield "hedged"
        elif dep == "nsubj" and any(tree.lemma(g) == "no" for g in tree.kids(k, "det")):
            yield "negated"
    if _is_question(tree, anchor):
        yield "hedged"
    if tree.dep(anchor) == "advcl" and any(w in words("negative_prepositions") for _, w, _ in lemmas):
        yield "negated"


def _negates(tree: Tree, k: int) -> bool:
    """Whether a negative word negates its head: not "not only", "no doubt"."""
    after = tree.parse.word(k + 1).lower() if k + 1 < tree.end else ""
    return tree.dep(k) in ("advmod", "det", "neg", "cc", "cc:preconj", "nsubj") and after not in (
        "only",
        "just",
        "merely",
        "least",
    )


def _is_negative(tree: Tree, k: int) -> bool:
    """Whether "longer" is "no longer", "more" is "no more"."""
    return any(tree.lemma(g) in words("negators") for g in tree.kids(k))


def _is_question(tree: Tree, anchor: int) -> bool:
    last = tree.end - 1
    while last > anchor and tree.parse.word(last) in ('"', "”", "’", "'", ")", "»"):
        last -= 1
    return tree.parse.word(last) == "?"


def _source(tree: Tree, at: int) -> int | None:
    """The source that "according to X" or a reporting parenthesis (", X said") names."""
    for label, target in tree.edges(at):
        if label == "according_to":
            return target
        says = (
            label == "parataxis"
            and tree.lemma(target) in words("say")
            and not tree.down(target, "ccomp", "obj")
        )
        if says and tree.down(target, "subj"):
            return tree.down(target, "subj")[0]
    return None


def _climb(tree: Tree, at: int, parent: int, dep: str) -> tuple[set[str], int | None]:
    """Signals from the word that governs a clause, and the speaker if it is one of saying."""
    lemma = tree.lemma(parent)
    signals: set[str] = set()
    speaker = None
    if tree.parse.pos[parent] not in ("VERB", "AUX", "ADJ"):
        if dep in ("acl", "ccomp", "csubj") and lemma in words("unreal_nouns"):
            signals.add("hedged")
    elif dep in ("xcomp", "csubj", "advcl", "obl") and dep != "obl":
        signals.update(_infinitive(tree, parent, at, dep))
    elif dep == "ccomp":
        speaker = _said(tree, parent, signals)
    if dep != "conj":
        signals.update(s for s in _local(tree, parent) if _carries(s, dep, lemma))
    return signals, speaker


def _carries(signal: str, dep: str, lemma: str) -> bool:
    """Whether what holds of the governing verb holds of the clause: "did not say that" denies nothing."""
    if dep == "advcl" or signal == "former":
        return False
    if signal == "negated" and dep == "ccomp":
        return False
    return not (dep == "ccomp" and lemma in words("factive"))


def _infinitive(tree: Tree, parent: int, at: int, dep: str) -> Iterator[str]:
    lemma = tree.lemma(parent)
    if dep == "advcl":
        marks = {tree.lemma(k) for k in tree.kids(at, "mark", "case")}
        if marks & words("conditional"):
            yield "hedged"
        elif "to" in marks and tree.parse.tags[at] == "VB":
            yield "planned"
        elif marks & words("negative_prepositions"):
            yield "negated"
        elif lemma in ("accuse", "suspect"):
            yield "hedged"
        return
    if lemma in words("fail"):
        yield "negated"
    elif lemma in words("plan") and tree.parse.tags[at] != "VBN":
        yield "planned"
    elif lemma in words("seem"):
        yield "hedged"


def _said(tree: Tree, verb: int, signals: set[str]) -> int | None:
    """Add the signals of a verb of saying or thinking and return who says so."""
    lemma = tree.lemma(verb)
    if lemma in words("factive"):
        return None
    if lemma in words("deny"):
        signals.add("negated")
    elif lemma in words("doubt"):
        signals.add("hedged")
    elif lemma in words("plan") and lemma not in words("say"):
        signals.add("planned")
    else:
        signals.add("attributed")
    subjects = tree.down(verb, "subj")
    return subjects[0] if subjects else None


def _governor_of_event(tree: Tree, noun: int) -> Iterator[str]:
    parent, dep = tree.head(noun), tree.dep(noun)
    if parent == noun or not tree.start <= parent < tree.end:
        return
    if dep in ("obj", "obl", "xcomp", "nmod") and (
        tree.lemma(parent) in words("unreal_objects") or tree.lemma(parent) in words("unreal_nouns")
    ):
        yield "planned" if tree.lemma(parent) in words("plan") else "hedged"
    if dep == "obj" and tree.lemma(parent) in words("deny"):
        yield "negated"
