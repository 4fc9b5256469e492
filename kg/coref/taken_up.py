"""A bare description that opens a sentence goes on with the one that the sentence before was about.

"Berg won. The economist studied at Yale." Nobody else of that type may stand in the sentence before, since
then either may be meant, and nothing that is known of the name may speak against the noun.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.coref.chains import Chain
from kg.coref.description_rules import modifiers_of
from kg.coref.features import Scene
from kg.coref.labels import entity_type
from kg.coref.markables import AGED, Markable, noun
from kg.lexicon.fold import unaccented
from kg.lexicon.kinds import takes_up
from kg.lexicon.vocabulary import nouns
from kg.lexicon.wordlists import word_set
from kg.syntax.tree import Tree

ENDS = frozenset({".", "!", "?", "\u201d", '"'})
SEATS = frozenset({"based", "headquartered"})
LISTS = {"PERSON": "person", "ORG": "body"}


def goes_on(view: Scene, mark: Markable, chains: Sequence[Chain]) -> Chain | None:
    """The named chain that led the sentence before, if the description can be nobody else there."""
    tree, lemma = view.tree, noun(view.tree, mark.head)
    if mark.label not in LISTS or not _opens(tree, mark) or not _is_told(tree, mark, lemma):
        return None
    if any(chain.named and _is_titled(chain, lemma) for chain in chains):  # whose title it is, is weighed
        return None
    before = tree.sent[mark.head] - 1
    if before < 0 or view.quote_of.get(mark.head) is not None or _is_parted(tree, before):
        return None
    there = [c for c in chains if c.links and _stands_in(tree, c, mark, before) and _is_rival(mark, c)]
    if len(there) != 1:
        return None
    chain = there[0]
    led = any(_leads(tree, link.mark, before) for link in chain.links) or _tells_more(tree, mark, lemma)
    return chain if led and chain.named and suits(mark, chain, lemma) else None


def only_body(view: Scene, mark: Markable, chains: Sequence[Chain]) -> Chain | None:
    """The only body that a description's own sentence and the one before it speak of."""
    tree, lemma = view.tree, noun(view.tree, mark.head)
    known = word_set("taken_up", "of_any") | word_set("taken_up", "of_titles")
    if mark.label != "ORG" or lemma not in known or tree.lower[mark.start] != "the" or mark.number == "plur":
        return None
    plain = word_set("taken_up", "of_kind")
    if any(tree.lower[kid] not in plain and not _is_seat(tree, kid) for kid in modifiers_of(tree, mark)):
        return None
    if mark.end in view.names_at or any(tree.universal(kid) == "appos" for kid in tree.children[mark.head]):
        return None  # "the militant group NAME"
    here = tree.sent[mark.head]
    since = here - 1 if here and not _is_parted(tree, here - 1) else here
    near = [chain for chain in chains if chain.links and _is_since(tree, chain, mark, since)]
    if len(near) != 1 or not near[0].named or near[0].number == "plur":
        return None
    of_kind = lemma in word_set("taken_up", "of_any") or bool(takes_up(lemma) & near[0].kinds)
    return near[0] if of_kind and suits(mark, near[0], lemma) else None


def _is_since(tree: Tree, chain: Chain, mark: Markable, since: int) -> bool:
    """Whether a body was spoken of from a sentence on."""
    body = chain.label == "ORG" and chain.links[0].mark.person == 3
    recent = (link.mark for link in chain.links[-6:])
    return body and any(since <= tree.sent[one.head] and one.start < mark.start for one in recent)


def _opens(tree: Tree, mark: Markable) -> bool:
    """Whether a description opens a sentence as its subject, or as the owner of it."""
    first = tree.parse.sents[tree.sent[mark.head]][0]
    if mark.start != first or tree.lower[mark.start] != "the":
        return False
    if any(tree.universal(kid) == "appos" for kid in tree.children[mark.head]):
        return False
    return tree.role(mark.head) == "subj" or tree.parse.deps[mark.head] == "nmod:poss"


def _is_told(tree: Tree, mark: Markable, lemma: str) -> bool:
    """Whether it is "the singer" with nothing beside it, or tells more of somebody."""
    listed = lemma in word_set("taken_up", LISTS[mark.label])
    narrowing = {*_before(tree, mark), *modifiers_of(tree, mark)}
    if lemma == "year-old" or not narrowing:
        return listed
    if mark.label == "ORG" and listed and all(_is_seat(tree, kid) for kid in narrowing):
        return True  # "the Oslo-based company"
    return _tells_more(tree, mark, lemma) or (listed and not modifiers_of(tree, mark))


def _before(tree: Tree, mark: Markable) -> list[int]:
    roles = ("amod", "compound", "nummod", "nmod")
    return [kid for kid in tree.children[mark.head] if kid < mark.head and tree.universal(kid) in roles]


def _tells_more(tree: Tree, mark: Markable, lemma: str) -> bool:
    """Whether a description tells of somebody what was not said: "the former minister"."""
    # "the 23-year-old striker" and "the Oslo-born striker" do, too
    if mark.label != "PERSON" or lemma in word_set("taken_up", "never"):
        return False
    before = _before(tree, mark)
    if any(kid > mark.head for kid in modifiers_of(tree, mark)):
        return False
    known = word_set("factuality", "former_adjectives") | {"longtime", "retired", "veteran"}
    former = any(tree.lower[kid] in known for kid in before)
    aged = any(AGED.search(tree.parse.span_text(tree.left[kid], kid + 1).lower()) for kid in before)
    return former or aged or any(tree.lower[kid].rsplit("-", 1)[-1] == "born" for kid in before)


def _is_seat(tree: Tree, kid: int) -> bool:
    """Whether a word before the noun of a body tells where the body has its seat: "Oslo-based"."""
    return tree.lower[kid] in SEATS and kid > 0 and tree.words[kid - 1] == "-"


def _is_titled(chain: Chain, lemma: str) -> bool:
    return any(title.split()[-1] == lemma for title in chain.titles)


def _is_parted(tree: Tree, before: int) -> bool:
    """Whether a headline and an empty line stand before: what follows may be another item of the page."""
    last, first = tree.parse.sents[before][1] - 1, tree.parse.sents[before + 1][0]
    between = tree.parse.text[tree.parse.ends[last] : tree.parse.starts[first]]
    return "\n\n" in between and tree.words[last] not in ENDS


def _stands_in(tree: Tree, chain: Chain, mark: Markable, sent: int) -> bool:
    recent = (link.mark for link in chain.links[-6:])
    return any(tree.sent[one.head] == sent for one in recent if one.start < mark.start)


def _is_rival(mark: Markable, chain: Chain) -> bool:
    """Whether a chain is of the type: also what has no name, if it is one."""
    if chain.number == "plur":
        return False
    if chain.named:
        return entity_type(chain.label) == entity_type(mark.label)
    return chain.label == mark.label and chain.links[0].mark.person == 3


def _leads(tree: Tree, mark: Markable, sent: int) -> bool:
    if tree.sent[mark.head] != sent or tree.role(mark.head) != "subj":
        return False
    return tree.universal(tree.clause(mark.head)) == "root"


def suits(mark: Markable, chain: Chain, lemma: str) -> bool:
    """Whether nothing that is known of a name speaks against the noun."""
    if mark.gender in ("male", "female") and chain.gender and mark.gender != chain.gender:
        return False
    if mark.label == "PERSON":
        return True
    words = {word for name in chain.names for word in unaccented(name).lower().split()}
    if lemma in nouns().companies and words & nouns().not_companies:
        return False
    return not chain.kinds or bool(takes_up(lemma) & chain.kinds)
