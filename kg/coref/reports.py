"""A pronoun in what somebody reports of a dead or missing person doesn't mean who reports it."""

from __future__ import annotations

from kg.coref.chains import Chain
from kg.coref.markables import Markable
from kg.lexicon.vocabulary import persons
from kg.lexicon.wordlists import word_set
from kg.syntax.tree import Tree

TO_DEATH = frozenset({"dead", "death"})
BEHIND = 3  # words behind a verb that may say "dead" or "to death"
LATEST = 4  # links of a chain that are looked at


def is_of_victim(tree: Tree, he: Markable) -> bool:
    """Whether who is meant is dead or missing by the pronoun's own phrase: "he was last seen", "her body"."""
    above = tree.head(he.head)
    lemma = tree.parse.lemmas[above].lower()
    if he.use == "possessive":
        return lemma in word_set("deaths", "nouns") or lemma in word_set("deaths", "remains")
    role = tree.parse.deps[he.head]
    if role == "nsubj" and lemma in word_set("deaths", "subject"):
        return True
    if tree.universal(he.head) != "obj" and not role.startswith("nsubj:pass"):
        return False
    dying = lemma in word_set("deaths", "hurt") and not TO_DEATH.isdisjoint(
        tree.lower[above + 1 : above + 1 + BEHIND]
    )
    last_seen = lemma in word_set("deaths", "last") and "last" in tree.lower[max(above - 2, 0) : above]
    return dying or last_seen or lemma in word_set("deaths", "object")


def reports(tree: Tree, chain: Chain, he: Markable) -> bool:
    """Whether a chain is the subject of "say", "tell" in the pronoun's sentence or in the one before."""
    return any(_speaks(tree, link.mark, tree.sent[he.head]) for link in chain.links[-LATEST:])


def _speaks(tree: Tree, mark: Markable, sent: int) -> bool:
    near = 0 <= sent - tree.sent[mark.head] <= 1
    verb = tree.head(mark.head)
    return near and tree.role(mark.head) == "subj" and tree.parse.lemmas[verb] in persons().speech


def speaks_over(tree: Tree, mark: Markable, he: Markable) -> bool:
    """Whether the pronoun stands in what the bearer of a name says: "Brandt said that he would"."""
    says = _speaks(tree, mark, tree.sent[he.head])
    return says and tree.head(mark.head) in tree.ancestors(he.head)
