"""What speaks for and against a chain as the antecedent of a pronoun, as named numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.coref.binding import clash
from kg.coref.chains import Chain
from kg.coref.markables import Markable
from kg.coref.references import Quoted
from kg.lexicon.vocabulary import persons
from kg.records import MentionKind
from kg.syntax.tree import Tree

OPENERS = frozenset({"ADP", "SCONJ", "VERB", "ADJ"})
FRONTED = frozenset({"obl", "advcl", "nmod", "advmod", "xcomp", "dep"})
PLURAL_LABELS = frozenset({"ORG", "NORP", "GPE"})
FAR = 4
MANY = 6  # mentions: more of them in a long text tell no more
WIDE = 8  # tokens back to an opening bracket
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Scene:
    """What features need to know beside the pronoun and the chain."""

    tree: Tree
    quoted: tuple[Quoted, ...]
    quote_of: dict[int, int]  # token -> index in quoted
    most_named: int  # names of the most named person
    names_at: Mapping[int, Chain]  # head tokens of all names, later ones too
    fronted: dict[int, Chain | None] = field(default_factory=dict)  # what announced() found, by pronoun

    def speaker(self, i: int) -> int | None:
        """The head token of who speaks the words around token ``i``."""
        quote = self.quote_of.get(i)
        return None if quote is None else self.quoted[quote].speaker


def scene(tree: Tree, quoted: tuple[Quoted, ...], chains: Sequence[Chain]) -> Scene:
    """Prepare the scene of an article."""
    quote_of = {i: number for number, quote in enumerate(quoted) for i in range(quote.start, quote.end)}
    most = max((chain.total for chain in chains if chain.label == "PERSON"), default=0)
    names_at = {link.mark.head: chain for chain in chains for link in chain.links}
    return Scene(tree, quoted, quote_of, most, names_at)


def announced(view: Scene, pronoun: Markable) -> Chain | None:
    """The named subject that follows a pronoun in a fronted phrase: "In her speech Brandt said ..."."""
    if pronoun.head not in view.fronted:
        view.fronted[pronoun.head] = _announced(view, pronoun)
    return view.fronted[pronoun.head]


def _announced(view: Scene, pronoun: Markable) -> Chain | None:
    tree, below = view.tree, pronoun.head
    for above in tree.ancestors(pronoun.head):
        subject = tree.subject(above)
        if subject is not None and subject > pronoun.head and tree.universal(below) in FRONTED:
            return view.names_at.get(subject)
        below = above
    return _after_comma(view, pronoun)


def _after_comma(view: Scene, pronoun: Markable) -> Chain | None:
    """The same by the words alone: a sentence opens with a phrase, and a name follows its comma."""
    tree = view.tree
    first, last = tree.parse.sents[tree.sent[pronoun.head]]
    if tree.parse.pos[first] not in OPENERS or tree.lower[pronoun.head] in ("he", "she"):
        return None
    comma = next((i for i in range(pronoun.head + 1, last) if tree.words[i] == ","), last)
    following = range(comma + 1, min(comma + 4, last))
    chain = next((view.names_at[i] for i in following if i in view.names_at), None)
    return chain if chain and chain.label == "PERSON" else None


def features(view: Scene, pronoun: Markable, chain: Chain, newer: int) -> dict[str, float]:
    """Named evidence; ``newer`` counts the rival chains that were mentioned later than this one."""
    ahead = {"announced": float(announced(view, pronoun) is chain)}
    if not chain.links:
        return ahead | _identity(view, pronoun, chain) | {"later": 1.0}
    return ahead | _seen(view, pronoun, chain, newer)


def _seen(view: Scene, pronoun: Markable, chain: Chain, newer: int) -> dict[str, float]:
    tree = view.tree
    last = chain.last
    gap = tree.sent[pronoun.head] - tree.sent[last.head]
    found = {f"gap {min(gap, FAR)}": 1.0, f"{last.kind} before": 1.0, f"{tree.role(last.head)} before": 1.0}
    found["newer"] = float(min(newer, 4))
    found["often"] = math.log1p(min(len(chain.links), MANY))
    found |= _identity(view, pronoun, chain)
    found |= _structure(view, pronoun, chain, gap)
    return found


def _identity(view: Scene, pronoun: Markable, chain: Chain) -> dict[str, float]:
    found = {}
    if chain.named:
        found["named"] = 1.0
        found["topic"] = float(chain.label == "PERSON" and chain.total == view.most_named)
        found["share"] = chain.total / max(view.most_named, 1) if chain.label == "PERSON" else 0.0
    elif chain.links and chain.links[0].mark.kind == MentionKind.PRONOUN:
        found["only pronouns"] = 1.0
    elif not chain.last.definite and chain.last.kind == MentionKind.NOMINAL:
        found["indefinite"] = 1.0
    found[f"label {chain.label or 'none'}"] = 1.0
    if pronoun.gender in ("male", "female"):
        found["gender known" if chain.gender == pronoun.gender else "gender open"] = 1.0
        agreed = chain.votes[pronoun.gender]
        found["agreed"] = math.log1p(agreed)
        found["disagreed"] = math.log1p(chain.votes.total() - agreed)
    if pronoun.number == "plur" and chain.number != "plur":
        found["group noun" if chain.label in PLURAL_LABELS else "not plural"] = 1.0
    return found


def _structure(view: Scene, pronoun: Markable, chain: Chain, gap: int) -> dict[str, float]:
    tree, last = view.tree, chain.last
    found = {}
    role = tree.role(pronoun.head)
    found["parallel"] = float(role == tree.role(last.head) and role in ("subj", "obj"))
    found["same form"] = float(last.kind == MentionKind.PRONOUN and last.gender == pronoun.gender)
    near = [
        link.mark for link in chain.links[-4:] if tree.sent[pronoun.head] - tree.sent[link.mark.head] <= 1
    ]
    found["recent subject"] = float(any(tree.role(mark.head) == "subj" for mark in near))
    found[f"{role} after {tree.role(last.head)}"] = 1.0
    found["main subject"] = float(any(_leads(tree, mark.head) for mark in near))
    found["in brackets"] = float(_bracketed(tree, last.start))
    found["deep"] = float(_depth(tree, last.head))
    found["opens"] = float(last.start - tree.parse.sents[tree.sent[last.head]][0] <= 1)
    here = [link.mark for link in chain.links[-6:] if tree.sent[link.mark.head] == tree.sent[pronoun.head]]
    found |= {kind: 1.0 for mark in here if (kind := clash(tree, pronoun, mark))}
    if gap == 0:
        found |= _same_sentence(tree, pronoun, last)
        found["beside it"] = float(any(_beside(tree, pronoun, mark.head) for mark in here))
        found["owns it"] = float(any(_owns(tree, link.mark.head, pronoun.head) for link in chain.links[-3:]))
        found["clause about it"] = float(any(_tells_of(tree, pronoun.head, mark.head) for mark in here))
        found["joined subject"] = float(any(_is_joined(tree, pronoun.head, mark.head) for mark in here))
    quoted, before = view.quote_of.get(pronoun.head), view.quote_of.get(last.head)
    if quoted is None and before is not None:
        found["from a quote"] = 1.0
    if quoted is not None:
        found["speaker"] = float(_speaks(view, pronoun, chain))
        found["same quote"] = float(before == quoted)
    return found


def _leads(tree: Tree, i: int) -> bool:
    """Whether ``i`` is the subject of its sentence's main clause."""
    return tree.role(i) == "subj" and tree.universal(tree.clause(i)) == "root"


def _bracketed(tree: Tree, i: int) -> bool:
    """Whether a bracket opens before the token and does not close."""
    for word in reversed(tree.words[max(tree.parse.sents[tree.sent[i]][0], i - WIDE) : i]):
        if word in (")", "]"):
            return False
        if word in ("(", "["):
            return True
    return False


def _depth(tree: Tree, i: int) -> int:
    """How many nouns a phrase hangs on below its verb: "the sister of Brandt's agent"."""
    nouns = 0
    for above in tree.ancestors(i):
        if tree.is_clause(above) or tree.parse.pos[above] in ("VERB", "AUX"):
            break
        nouns += tree.universal(i) not in ("conj", "flat", "compound")
        i = above
    return min(nouns, DEEPEST)


def _same_sentence(tree: Tree, pronoun: Markable, last: Markable) -> dict[str, float]:
    found = {}
    clause = tree.clause(pronoun.head)
    subject = tree.understood_subject(clause)
    if subject is not None and subject == last.head:
        found["own subject"] = 1.0
    if tree.role(last.head) == "subj" and tree.head(last.head) in tree.ancestors(pronoun.head):
        found["subject above"] = 1.0
        governor = tree.head(last.head)
        found["said so"] = float(tree.parse.lemmas[governor] in persons().speech)
    found["other clause"] = float(clause != tree.clause(last.head))
    return found


def _beside(tree: Tree, pronoun: Markable, i: int) -> bool:
    """Whether the noun that a pronoun owns is joined to ``i``: "Brandt and her husband"."""
    noun = tree.head(pronoun.head)
    owned = pronoun.use == "possessive" and tree.universal(noun) == "conj"
    return owned and tree.head(noun) in (i, tree.head(i) if tree.universal(i) == "conj" else i)


def _tells_of(tree: Tree, pronoun: int, i: int) -> bool:
    """Whether a pronoun stands in a clause about ``i``: "Brandt, a baker waiting for her trial"."""
    for above in tree.ancestors(pronoun):
        if tree.universal(above) == "acl":
            noun = tree.head(above)
            return i == noun or (tree.universal(noun) == "appos" and tree.head(noun) == i)
        if tree.universal(above) in ("ccomp", "advcl", "parataxis"):
            return False
    return False


def _is_joined(tree: Tree, pronoun: int, i: int) -> bool:
    """Whether it is the subject of a clause that is joined to that of ``i``: "Brandt left but she ..."."""
    clause = tree.clause(pronoun)
    joined = tree.role(pronoun) == "subj" and tree.universal(clause) == "conj"
    return joined and tree.subject(tree.head(clause)) == i


def _owns(tree: Tree, owner: int, i: int) -> bool:
    """Whether ``i`` stands in a phrase that belongs to the owner: "Brandt's love of her garden"."""
    return tree.parse.deps[owner] == "nmod:poss" and tree.head(owner) in tree.ancestors(i)


def _speaks(view: Scene, pronoun: Markable, chain: Chain) -> bool:
    speaker = view.speaker(pronoun.head)
    return speaker is not None and any(link.mark.head == speaker for link in chain.links)
