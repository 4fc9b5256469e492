"""Titles that an article gives to a person it names: in apposition or as predicate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.coref.chains import Chain
from kg.coref.markables import Markable, is_person_noun, noun
from kg.lexicon.titles import TitleClass, titles
from kg.lexicon.vocabulary import nouns, persons
from kg.ontology import Trait
from kg.ontology import load as shipped
from kg.syntax.tree import Tree

WIDEST = 4  # tokens before a name in which its title stands
OF_BODIES = frozenset({"organization", "party", "team", "military"})


def learn(tree: Tree, mark: Markable, chain: Chain, names_at: Mapping[int, Chain]) -> None:
    """Add titles, what they are titles of, and gender, as the sentence around a person's name tells them."""
    if mark.titles:
        before = range(max(mark.start - WIDEST, tree.parse.sents[tree.sent[mark.start]][0]), mark.start)
        chain.serves |= _named_in(before, names_at)
    for head in described_by(tree, mark.head, names_at):
        word = noun(tree, head)
        if not is_person_noun(word) or "Plur" in tree.parse.morphs[head]:
            continue
        if word not in persons().kin.keys() | persons().vague:
            chain.titles[title_text(tree, head)] = None
            chain.serves |= _named_in(tree.children[head], names_at)
        chain.gender = chain.gender or nouns().genders.get(word, "")


def _named_in(tokens: Iterable[int], names_at: Mapping[int, Chain]) -> set[int]:
    return {names_at[i].rank for i in tokens if i in names_at and names_at[i].label != "PERSON"}


def described_by(tree: Tree, head: int, names_at: Mapping[int, Chain]) -> Iterator[int]:
    """Heads of the nouns in apposition to a name, or that it is said to be."""
    for kid in tree.children[head]:
        if tree.universal(kid) == "appos" and tree.parse.pos[kid] == "NOUN":
            yield kid
            yield from (other for other in tree.children[kid] if tree.universal(other) == "conj")
    above = tree.head(head)
    between = any(i in names_at and names_at[i].label == "PERSON" for i in range(above + 1, head))
    if tree.universal(head) == "appos" and tree.parse.pos[above] == "NOUN" and not between:
        yield above
    is_predicate = tree.universal(head) == "nsubj" and tree.universal_child(above, "cop") is not None
    if is_predicate and tree.parse.pos[above] == "NOUN" and not _denied(tree, above):
        yield above


def _denied(tree: Tree, i: int) -> bool:
    return any(tree.lower[kid] in ("not", "n't", "never") for kid in tree.children[i])


def title_text(tree: Tree, head: int) -> str:
    """A title noun with the nouns and adjectives right before it that are no names: "prime minister"."""
    named = (
        {i for ent in tree.parse.ents for i in range(ent.start, ent.end)} if tree.children[head] else set()
    )
    start = head
    while (
        start > 0 and start - 1 not in named and tree.head(start - 1) == head and _modifier(tree, start - 1)
    ):
        start -= 1
    return " ".join(tree.lower[start : head + 1])


def _modifier(tree: Tree, i: int) -> bool:
    return tree.universal(i) in ("compound", "amod") and tree.words[i][0].isalpha()


def owned_by(tree: Tree, mark: Markable) -> frozenset[str]:
    """The labels that a title asks of an "its" before it: a state has a prime minister, a company a CEO.

    None where the title is of both or of neither, or where no title follows.
    """
    if mark.gender != "neuter" or tree.parse.deps[mark.head] != "nmod:poss":
        return frozenset()
    end = tree.head(mark.head) + 1
    lemmas = [lemma.lower() for lemma in tree.parse.lemmas[mark.end : end]]
    words = list(tree.lower[mark.end : end])
    hits = ((at, titles().longest_at(words, lemmas, at)) for at in range(len(words)))
    last = [hit[1] for at, hit in hits if hit is not None and at + hit[0] == len(words)]
    wanted = {_owner(one) for one in last[0]} if last else {""}
    return frozenset({"GPE"} if wanted == {"state"} else {"ORG"} if wanted == {"body"} else ())


def _owner(one: TitleClass) -> str:
    # of the shipped relations, which are all that titles speak of; a party's premier is its member
    said = [name for kind, name in one.relations.items() if kind != "party"]
    if said and all(shipped().has(name, Trait.STATE_OFFICE) for name in said):
        return "state"
    return "body" if one.relations and set(one.relations) <= OF_BODIES else ""
