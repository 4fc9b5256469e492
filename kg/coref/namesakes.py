"""Which of several persons of one name is meant: by a title, "the elder", or where they were named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.coref.chains import Chain
from kg.coref.markables import Markable
from kg.lexicon.vocabulary import persons
from kg.records import MentionKind
from kg.syntax.tree import Tree

HEIR, MONARCH = "crown", frozenset({"king", "queen"})
KIN_BEFORE = 4  # tokens between "his father" and the name, titles included
BEFORE, AFTER = 3, 8  # tokens around a full name that may say the office


def titled(tree: Tree, mark: Markable, namesakes: Sequence[Chain]) -> Chain | None:
    """The only one of several namesakes whom the article gives the title that stands before a name."""
    posts = offices(mark)
    if not posts or len(namesakes) < 2:
        return None
    holders = [chain for chain in namesakes if _holds(chain.titles, posts)]
    holders = holders or [chain for chain in namesakes if _is_called(tree, chain, posts)]
    return holders[0] if len(holders) == 1 else None


def of_generation(tree: Tree, mark: Markable, namesakes: Sequence[Chain]) -> Chain | None:
    """Which of two relatives "the elder Brandt" or "the younger Brandt" is: a father or son told so."""
    wanted = _generation(tree, mark.start, 1)
    if not wanted or len(namesakes) != 2:
        return None
    told = [_generation(tree, chain.links[0].mark.start, KIN_BEFORE) for chain in namesakes]
    if told[0] == told[1]:
        return None
    own = [chain for chain, said in zip(namesakes, told, strict=True) if said == wanted]
    others = [chain for chain, said in zip(namesakes, told, strict=True) if not said]
    return (own or others)[0]


def is_told_apart(tree: Tree, mark: Markable) -> bool:
    """Whether a name says itself which of two relatives it means."""
    return bool(_generation(tree, mark.start, 1))


def _generation(tree: Tree, i: int, reach: int) -> str:
    """The generation that a word shortly before token ``i`` tells: "elder", "younger" or ""."""
    for word in tree.lower[max(i - reach, tree.parse.sents[tree.sent[i]][0]) : i]:
        if word in persons().elders:
            return "elder"
        if word in persons().youngers:
            return "younger"
    return ""


def offices(mark: Markable) -> tuple[str, ...]:
    """The titles before a name that say what somebody is: "president", not "Mr"."""
    return tuple(title for title in mark.titles if title not in persons().address)


def crowns_clash(mark: Markable, chain: Chain) -> bool:
    """Whether one is the monarch and the other the heir."""
    one, other = _crown(mark.titles), _crown(chain.titles)
    return bool(one and other and one != other)


def _crown(titles: Iterable[str]) -> str:
    words = [title.split() for title in titles]
    if any(HEIR in title for title in words):
        return HEIR
    return "monarch" if any(title and title[-1] in MONARCH for title in words) else ""


def _holds(titles: Iterable[str], posts: Iterable[str]) -> bool:
    return any(
        one == post or one.endswith(f" {post}") or post.endswith(f" {one}")
        for one in titles
        for post in posts
    )


def _is_called(tree: Tree, chain: Chain, posts: Iterable[str]) -> bool:
    """Whether the words around a full name say the office: "Ivo Brandt, who became president"."""
    full = (link.mark for link in chain.links if link.mark.kind == MentionKind.NAME)
    return any(_stands_near(tree, mark, post) for mark in full if mark.end - mark.start > 1 for post in posts)


def _stands_near(tree: Tree, mark: Markable, post: str) -> bool:
    first, last = tree.parse.sents[tree.sent[mark.start]]
    near = tree.lower[max(first, mark.start - BEFORE) : min(last, mark.end + AFTER)]
    return f" {post} " in f" {' '.join(near)} "


def likeliest(tree: Tree, mark: Markable, chains: Iterable[Chain]) -> Chain | None:
    """Of persons with one surname, the only one named right before, else the one named most, or first."""
    before = [
        (tree.sent[mark.start] - tree.sent[max(starts)], len(starts), -min(starts), chain)
        for chain in chains
        if (starts := [link.mark.start for link in chain.links if link.mark.start < mark.start])
    ]
    near = [found for found in before if found[0] <= 1]
    if len(near) == 1:
        return near[0][3]
    return max(before, key=lambda found: found[1:3])[3] if before else None
