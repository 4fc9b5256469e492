"""What titles, names, types and repetition tell of whom a description means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.coref.chains import Chain
from kg.coref.features import Scene
from kg.coref.labels import entity_type
from kg.coref.markables import Markable, noun
from kg.coref.name_strings import leading_words
from kg.lexicon.fold import unaccented
from kg.lexicon.kinds import takes_up
from kg.lexicon.vocabulary import nouns, place_nouns
from kg.lexicon.wordlists import word_set
from kg.records import MentionKind
from kg.syntax.tree import Tree

MODIFIERS = frozenset({"amod", "compound", "nmod", "acl", "nummod"})
REACH = 6  # sentences back that a description looks for a title or a name
NEAR = 2  # sentences back for a description that fits by its type only
EARLIER = 12  # sentences back for a repeated description
Found = tuple[Chain | None, float, str]
NOTHING: Found = (None, 0.0, "")


def by_rule(view: Scene, mark: Markable, chains: Sequence[Chain]) -> Found:
    """What titles, names, types and repetition tell, one after the other."""
    if not mark.definite:
        return NOTHING
    tree, names_at = view.tree, view.names_at
    lemma, modifiers = noun(tree, mark.head), modifiers_of(tree, mark)
    served = {names_at[kid].rank for kid in modifiers if kid in names_at}
    plain = [kid for kid in modifiers if kid not in names_at]
    open_chains = [chain for chain in chains if chain.links and _fits(mark, chain)]
    if mark.number == "plur":
        return _repeated(tree, mark, open_chains, lemma)
    if served and not plain:
        return _by_service(mark, open_chains, lemma, served)
    if not plain:
        for rule in (_by_title, _by_kind, _by_name_word, _by_type):
            found = rule(tree, mark, open_chains, lemma)
            if found[0] is not None:
                return found
    return _repeated(tree, mark, open_chains, lemma)


def specific(tree: Tree, mark: Markable) -> frozenset[str]:
    """What narrows a description down: its modifiers, determiners aside."""
    return frozenset(tree.parse.lemmas[kid].lower() for kid in modifiers_of(tree, mark))


def modifiers_of(tree: Tree, mark: Markable) -> list[int]:
    """The heads of what narrows the noun, which a clause behind a comma does not."""
    kids = [kid for kid in tree.children[mark.head] if tree.universal(kid) in MODIFIERS]
    plain = word_set("narrowing", "no_narrowing")
    kids = [kid for kid in kids if kid >= mark.start or not mark.definite]
    return [kid for kid in kids if tree.lower[kid] not in plain and not is_set_off(tree, kid)]


def is_set_off(tree: Tree, kid: int) -> bool:
    """Whether a comma parts what a noun is followed by from the noun."""
    start = tree.left[kid]
    return (
        tree.universal(kid) == "acl"
        and start > tree.head(kid)
        and "," in (tree.words[start - 1], tree.words[start])
    )


def _fits(mark: Markable, chain: Chain) -> bool:
    if mark.label and chain.label and entity_type(mark.label) != entity_type(chain.label):
        return mark.label == "LOC" and chain.label in ("GPE", "FAC")
    if mark.gender and chain.gender and mark.gender != chain.gender:
        return False
    return not (mark.number and chain.number and mark.number != chain.number)


def distance(tree: Tree, mark: Markable, chain: Chain) -> int:
    """Sentences between a markable and the chain's last one before it."""
    before = [link.mark for link in chain.links if link.mark.start < mark.start]
    return tree.sent[mark.head] - tree.sent[before[-1].head] if before else 99


def _nearest(tree: Tree, mark: Markable, chains: Iterable[Chain], reach: int) -> Chain | None:
    """The chain mentioned last within reach; None where two stand in one sentence."""
    near = sorted(
        ((distance(tree, mark, chain), -_last_before(mark, chain), chain.rank, chain) for chain in chains),
        key=lambda found: found[:3],
    )
    near = [found for found in near if found[0] <= reach]
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][3]


def _last_before(mark: Markable, chain: Chain) -> int:
    return max((link.mark.start for link in chain.links if link.mark.start < mark.start), default=-1)


def _by_title(tree: Tree, mark: Markable, chains: Sequence[Chain], lemma: str) -> Found:
    titled = [
        chain for chain in chains if chain.named and any(title.split()[-1] == lemma for title in chain.titles)
    ]
    chain = titled[0] if len(titled) == 1 else _nearest(tree, mark, titled, REACH)
    if (
        chain is None
        or distance(tree, mark, chain) > 3 * REACH
        or _other_such(tree, mark, chains, chain, lemma)
    ):
        return NOTHING
    return chain, 0.8, f"the only {lemma}" if len(titled) == 1 else f"the nearest {lemma}"


def _other_such(tree: Tree, mark: Markable, chains: Sequence[Chain], chain: Chain, lemma: str) -> bool:
    """Whether somebody else of that kind came up since: "another player"."""
    since = (other for other in chains if not other.named and other.last.start > _last_before(mark, chain))
    return any(other.number != "plur" and noun(tree, other.last.head) == lemma for other in since)


def _by_service(mark: Markable, chains: Sequence[Chain], lemma: str, served: set[int]) -> Found:
    """Whoever has the title with that country or organization: "the Chilean president"."""
    fits = [
        chain
        for chain in chains
        if served <= chain.serves and any(title.split()[-1] == lemma for title in chain.titles)
    ]
    return (fits[0], 0.85, f"the {lemma} of the same") if len(fits) == 1 and mark.definite else NOTHING


def _by_kind(tree: Tree, mark: Markable, chains: Sequence[Chain], lemma: str) -> Found:
    """The only body of the article that its name or the article calls so: "the bloc", "the airline"."""
    if mark.label != "ORG" or mark.number == "plur" or lemma in word_set("taken_up", "of_many"):
        return NOTHING
    called = takes_up(lemma)
    fits = [chain for chain in chains if chain.named and chain.label == "ORG" and called & chain.kinds]
    if len(fits) != 1 or distance(tree, mark, fits[0]) > REACH:
        return NOTHING
    if _other_such(tree, mark, chains, fits[0], lemma) or _may_be_another(tree, mark, chains, fits[0], lemma):
        return NOTHING
    return fits[0], 0.85, f"the only {lemma}"


def _may_be_another(tree: Tree, mark: Markable, chains: Sequence[Chain], chain: Chain, lemma: str) -> bool:
    """Whether a body of a kind that nothing tells was named since, or near where the noun suits any."""
    since = _last_before(mark, chain)
    bodies = [one for one in chains if one.named and one.label == "ORG" and not one.kinds]
    near = lemma in word_set("taken_up", "of_any") and any(distance(tree, mark, one) <= 1 for one in bodies)
    return near or any(_last_before(mark, one) > since for one in bodies)


def _by_name_word(tree: Tree, mark: Markable, chains: Sequence[Chain], lemma: str) -> Found:
    if mark.label not in ("ORG", "LOC"):
        return NOTHING
    fits = [chain for chain in chains if any(lemma in leading_words(name) for name in chain.names)]
    chain = fits[0] if len(fits) == 1 else _nearest(tree, mark, fits, REACH)
    if chain is None or distance(tree, mark, chain) > 2 * REACH:
        return NOTHING
    return chain, 0.8, f"its name holds {lemma}"


def _by_type(tree: Tree, mark: Markable, chains: Sequence[Chain], lemma: str) -> Found:
    fits = [chain for chain in chains if chain.named and _could_be(mark, chain, lemma)]
    chain = _nearest(tree, mark, fits, NEAR)
    if chain is None or (mark.label == "PERSON" and is_rivalled(tree, mark, chains)):
        return NOTHING
    return chain, 0.6, f"the nearest that a {lemma} can be"


def is_rivalled(tree: Tree, mark: Markable, chains: Sequence[Chain]) -> bool:
    """Whether the article speaks of somebody without a name just before: "the man" may be the suspect."""
    firsts = ((chain, chain.links[0].mark) for chain in chains if not chain.named)
    unnamed = (chain for chain, first in firsts if first.label == "PERSON" and first.person == 3)
    return any(chain.number != "plur" and distance(tree, mark, chain) <= REACH for chain in unnamed)


def _could_be(mark: Markable, chain: Chain, lemma: str) -> bool:
    words = nouns()
    if mark.label == "PERSON":
        known = words.genders.get(lemma)
        return chain.label == "PERSON" and (
            lemma == "year-old" or (known is not None and chain.gender == known)
        )
    if mark.label == "LOC":
        return bool(chain.place_kind) and chain.place_kind in place_nouns().kinds.get(lemma, ())
    if mark.label != "ORG" or chain.label != "ORG":
        return False
    name_words = {word for name in chain.names for word in unaccented(name).split()}
    return lemma in words.companies and not name_words & words.not_companies


def _repeated(tree: Tree, mark: Markable, chains: Sequence[Chain], lemma: str) -> Found:
    """An earlier description with the same head noun and nothing that contradicts."""
    mine = specific(tree, mark)
    fits = []
    for chain in chains:
        if chain.called != lemma or chain.named:
            continue
        first = chain.links[0].mark
        if (
            first.kind == MentionKind.NOMINAL
            and distance(tree, mark, chain) <= EARLIER
            and mine <= specific(tree, first)
        ):
            fits.append(chain)
    if not fits:
        return NOTHING
    return max(fits, key=lambda chain: _last_before(mark, chain)), 0.7, "the same description"
