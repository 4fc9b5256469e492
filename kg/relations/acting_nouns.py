"""What a noun that acts without a name says of who acts: agents of a state, bodies, people, nobody at all."""

from __future__ import annotations

from kg.coref.markables import noun_type
from kg.lexicon.wordlists import word_set
from kg.records import Span
from kg.syntax.graph import Graph
from kg.syntax.tree import preposition

INNER = frozenset({"amod", "compound", "nmod:desc", "flat", "nummod", "nmod:poss", "advmod"})
ANCHORING = frozenset({"of", "from", "in"})
PLURAL = frozenset({"NNS", "NNPS"})
EDGE = frozenset({"DET", "PUNCT", "ADP", "PRON"})
SOME = frozenset({"some", "several", "few", "certain"})
PEOPLES = ("s", "sh", "ch", "ese")  # so end demonyms that mean all of them: "the Swiss", "the Dutch"
SIDES = frozenset({"anti", "pro"})  # "anti-government protesters" are against the government
OWNING = frozenset({"'", "\u2019", "'s", "\u2019s"})


def is_agent(tree: Graph, noun: int) -> bool:
    """Whether a noun means those who act for a state, not one or some of them."""
    lemma, counted = tree.lemma(noun), bool(tree.kids(noun, "nummod"))
    if lemma in word_set("actors", "speaking"):  # troops are the state's, however many
        counted = counted or any(tree.lemma(k) in SOME for k in tree.kids(noun, "det", "amod"))
    several = tree.parse.tags[noun] == "NNS" or lemma not in word_set("actors", "people")
    return lemma in word_set("actors", "agents") and several and not counted


def is_whole_people(word: str) -> bool:
    """Whether a demonym behind "the" means a people and its state: "the French", not "the Spaniard"."""
    return word.lower().endswith(PEOPLES)


def takes_sides(tree: Graph, owner: int) -> bool:
    """Whether who owns a noun is only whom it is for or against: "pro-Kenyan forces"."""
    return any(tree.parse.word(k).lower() in SIDES for k in tree.kids(owner))


def is_several(tree: Graph, noun: int) -> bool:
    """Whether "they" can stand for a noun, and not "it"."""
    return tree.parse.tags[noun] in PLURAL or tree.lemma(noun) == "police" or bool(tree.kids(noun, "conj"))


def article_of_one(tree: Graph, noun: int) -> str:
    """The article of one of many who does not speak for others: "a gunman", "another protester"."""
    lemma = tree.lemma(noun)
    apart = ("masses", "speaking", "voices", "bodies", *(("collectives",) if tree.down(noun, "of") else ()))
    if tree.parse.tags[noun] != "NN" or any(lemma in word_set("actors", key) for key in apart):
        return ""
    found = (tree.parse.word(k).lower() for k in tree.kids(noun, "det"))
    return next((word for word in found if word in ("a", "an", "another")), "")


def is_misread(tree: Graph, noun: int) -> bool:
    """Whether the first word of a sentence or a body in capitals is no name: "Gunmen", "Congress"."""
    if tree.parse.pos[noun] != "PROPN" or tree.kids(noun, "flat"):
        return False
    word = tree.parse.word(noun).lower()
    if word in word_set("actors", "bodies") or tree.parse.word(noun) in word_set("actors", "capital_bodies"):
        return True
    return (
        noun == tree.start and word != word.rstrip("s") and word.rstrip("s") in word_set("actors", "people")
    )


def is_bare(tree: Graph, noun: int, *, more: bool, body: bool) -> bool:
    """Whether a definite noun says no more than who was described before: "the protesters", "police"."""
    return not more and (body or is_definite(tree, noun))


def is_body(tree: Graph, noun: int, lemma: str, plural: bool) -> bool:
    """Whether a noun is a body that acts: "the police", "the defence ministry"."""
    bodies = word_set("actors", "bodies")
    if tree.parse.word(noun) in word_set("actors", "capital_bodies"):
        return True
    before = [
        f"{form} {lemma}"
        for k in tree.kids(noun, "compound", "amod")
        for form in (tree.lemma(k), tree.parse.word(k).lower())
    ]
    if any(name in bodies for name in before) or (not plural and is_firm(tree, noun, lemma)):
        return True
    return lemma in bodies and (not plural or lemma == "police") and not tree.kids(noun, "nummod")


def is_firm(tree: Graph, noun: int, lemma: str) -> bool:
    """Whether a noun or an owner tells which firm is meant: "the gas company", "Kenya's airline"."""
    told = [*tree.kids(noun, "compound"), *tree.kids(noun, "nmod:poss")]
    return lemma in word_set("actors", "firms") and any(tree.parse.pos[k] != "PRON" for k in told)


def is_crowd(tree: Graph, noun: int) -> bool:
    """Whether a number of many stands for people: "Thousands marched", "Dozens were arrested"."""
    alone = tree.parse.tags[noun] == "NNS" and not tree.kids(noun, "nmod", "amod", "nummod", "compound")
    held = tree.deprel(noun) in ("nsubj", "nsubj:pass", "obj")
    return tree.lemma(noun) in word_set("actors", "crowds") and alone and held


def is_people(lemma: str) -> bool:
    """Whether a noun means one person or several."""
    return (
        lemma in word_set("actors", "people") | word_set("actors", "masses") or noun_type(lemma) == "PERSON"
    )


def of_people(tree: Graph, noun: int) -> bool:
    """Whether a noun is of several people: "a crowd of protesters"."""
    people = (k for k in tree.down(noun, "of") if tree.parse.tags[k] in PLURAL or tree.lemma(k) == "police")
    return any(is_people(tree.lemma(k)) or tree.lemma(k) == "police" for k in people)


def is_nobody(tree: Graph, noun: int) -> bool:
    """Whether "no", "every" or a possessive that the tree did not understand stands beside a noun."""
    if any(tree.parse.tags[k] == "POS" or tree.parse.word(k) in OWNING for k in tree.kids(noun, "case")):
        return noun > tree.start and tree.deprel(noun) in ("nsubj", "obj", "nsubj:pass")
    kids = tree.kids(noun, "det", "amod", "advmod")
    return _is_vague(tree, noun) or any(
        tree.parse.word(k).lower() in word_set("actors", "none") for k in kids
    )


def _is_vague(tree: Graph, noun: int) -> bool:
    """Whether nothing tells which people are meant: "people", "a man", "the public"."""
    if tree.lemma(noun) not in word_set("actors", "vague"):
        return False
    told = any(tree.deprel(k) in INNER - {"advmod"} for k in tree.kids(noun))
    return not told and not any(preposition(tree, k) in ANCHORING for k in tree.kids(noun))


def is_definite(tree: Graph, noun: int) -> bool:
    """Whether "the" stands before a noun."""
    return any(tree.parse.word(k).lower() == "the" for k in tree.kids(noun, "det"))


def is_counted(tree: Graph, noun: int) -> bool:
    """Whether a number or an adjective stands before a noun."""
    return bool(tree.kids(noun, "nummod", "amod"))


def joined_end(tree: Graph, noun: int) -> int:
    """Behind a noun, or behind another whose owner it shares: "mothers and spouses of Russian soldiers"."""
    for k in tree.kids(noun, "conj"):
        beside = k == noun + 2 and tree.parse.pos[k] == "NOUN"
        if beside and any(tree.subtree(q)[0] == k + 1 for q in tree.down(noun, "of")):
            return k + 1
    return noun + 1


def described(tree: Graph, noun: int, anchored: bool = True) -> Span:
    """The token range of a noun with what stands before it and, if wanted, whose or where from they are."""
    low, high = noun, joined_end(tree, noun)
    for k in tree.kids(noun):
        if k < noun and tree.deprel(k) in INNER and tree.lemma(k) not in SIDES:
            low = min(low, tree.subtree(k)[0])
        elif k > noun and (tree.deprel(k) in ("flat", "compound") or _is_loyal(tree, noun, k)):
            high = max(high, tree.subtree(k)[1])
        elif anchored and k > noun and preposition(tree, k) in ANCHORING and _follows(tree, k, high):
            high = described(tree, k)[1]
    while (
        low < noun
        and (tree.parse.pos[low] in EDGE or _is_told_of(tree, low))
        and tree.parse.word(low + 1).lower() not in ("least", "most")
    ):
        low += 1
    return low, high


def _is_loyal(tree: Graph, noun: int, after: int) -> bool:
    """Whether an adjective right behind tells whose they are: "troops loyal to NAME"."""
    return (
        after == noun + 1
        and tree.lemma(after) in word_set("actors", "loyal")
        and bool(tree.down(after, "to"))
    )


def _is_told_of(tree: Graph, at: int) -> bool:
    """Whether an adjective before the number is of the deed: "shot dead three farmers"."""
    return tree.parse.word(at).lower() == "dead" and tree.parse.pos[at + 1] in ("NUM", "DET")


def _follows(tree: Graph, inner: int, end: int) -> bool:
    """Whether a noun in "of", "from" or "in" stands right behind, and is no pronoun, date or clause."""
    start = tree.subtree(inner)[0]
    named = tree.parse.pos[inner] == "PROPN" or preposition(tree, inner) == "of"
    plain = named and tree.parse.pos[inner] in ("NOUN", "PROPN")
    return start == end and tree.deprel(inner) == "nmod" and plain
