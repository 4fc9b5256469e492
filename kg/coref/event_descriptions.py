"""What "the summit" and "this year's tournament" mean: an event that the article has named before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.coref.chains import Chain
from kg.coref.description_rules import is_set_off
from kg.coref.event_groups import Occasion
from kg.coref.event_names import DAYS, YEAR
from kg.coref.markables import Markable
from kg.lexicon.event_nouns import is_called, is_noun
from kg.lexicon.fold import unaccented
from kg.lexicon.wordlists import word_set
from kg.records import MentionKind
from kg.syntax.tree import Tree

REACH, FAR = 20, 60  # sentences back
NEAR = 1  # sentences, where several events may be meant
CLOSE = 4  # sentences back that an event lies that is attended
SAME_NOUN, OTHER_NOUN, PRONOUN = 0.9, 0.85, 0.8
OFTEN = 2  # names of what an article is about
CONTESTS = frozenset({"contest", "games", "race"})
HELD = frozenset({"hold", "host", "stage", "take"})


@dataclass(frozen=True, slots=True)
class Meant:
    """A description or pronoun, and the event that it means."""

    start: int
    end: int
    head: int
    kind: MentionKind
    event: Occasion
    score: float
    why: str


def meant(
    tree: Tree,
    marks: Sequence[Markable],
    events: Sequence[Occasion],
    taken: Collection[int],
    names_at: Mapping[int, Chain],
) -> Iterator[Meant]:
    """The descriptions and pronouns that mean one of the events clearly, in their order."""
    last = {id(one): [name.start for name in one.names] for one in events}
    for mark in marks if events else ():
        if mark.head in taken:
            continue
        found = (
            _described(tree, mark, events, last, marks, names_at)
            or _pronoun(tree, mark, events, last)
            or _part(tree, mark, events, last)
            or _session(tree, mark, events)
        )
        if found is not None:
            last[id(found.event)].append(mark.start)
            yield found


def unsaid(tree: Tree, events: Sequence[Occasion], found: Sequence[Meant]) -> Iterator[Meant]:
    """Where the event that somebody attends is not said again: "Novafest opened. Anna Berg attended."."""
    starts = {
        id(one): sorted([*(n.start for n in one.names), *(m.start for m in found if m.event is one)])
        for one in events
    }
    for verb, lemma in enumerate(tree.parse.lemmas if events else ()):
        if lemma != "attend" or tree.parse.pos[verb] != "VERB" or tree.universal_child(verb, "obj", "obl"):
            continue
        near = [one for one in events if 0 <= _since(tree, verb, starts[id(one)]) <= CLOSE]
        if len(near) == 1 and tree.deprel(verb) != "acl" and not tree.kids(verb, "nsubj:pass"):
            yield Meant(verb, verb + 1, verb, MentionKind.NOMINAL, near[0], PRONOUN, "nothing else to attend")


def _described(
    tree: Tree,
    mark: Markable,
    events: Sequence[Occasion],
    last: Mapping[int, Sequence[int]],
    marks: Sequence[Markable],
    names_at: Mapping[int, Chain],
) -> Meant | None:
    noun = tree.lower[mark.head]
    if (
        mark.kind == MentionKind.PRONOUN
        or mark.use == "group"
        or not is_noun(noun)
        or not _is_definite(tree, mark)
    ):
        return None
    near = [one for one in events if _back(tree, mark, last[id(one)]) <= _reach(one, events)]
    fits = [one for one in near if _fits(tree, mark, one, noun, alone=len(events) == 1, names_at=names_at)]
    same = [one for one in fits if noun in one.fullest.lower().split()]
    chosen = _nearest(tree, mark, same or fits, last)
    if chosen is None or _came_up(
        tree, mark, marks, noun, max(i for i in last[id(chosen)] if i < mark.start)
    ):
        return None
    score, why = (SAME_NOUN, "its name holds") if same else (OTHER_NOUN, "an event that may be called")
    return Meant(mark.start, mark.end, mark.head, MentionKind.NOMINAL, chosen, score, f"{why} {noun}")


def _reach(one: Occasion, events: Sequence[Occasion]) -> int:
    """How many sentences back an event may lie: farther where the article has no other of its kind."""
    return REACH if any(other.kind == one.kind for other in events if other is not one) else FAR


def _is_definite(tree: Tree, mark: Markable) -> bool:
    """Whether it has "the", "this" or "this year's" before it, and is not "in the event"."""
    if tree.lower[mark.head] == "event" and tree.lower[max(mark.start - 1, 0)] == "in":
        return False
    owners = [kid for kid in tree.children[mark.head] if tree.parse.deps[kid] == "nmod:poss"]
    if owners:
        first = tree.left[owners[0]]
        return tree.lower[owners[0]] == "year" and tree.lower[first] == "this"
    return any(
        tree.universal(k) == "det" and tree.lower[k] in ("the", "this") for k in tree.children[mark.head]
    )


def _back(tree: Tree, mark: Markable, starts: Sequence[int]) -> int:
    return _since(tree, mark.start, starts)


def _since(tree: Tree, token: int, starts: Sequence[int]) -> int:
    """How many sentences back something was mentioned last."""
    before = [start for start in starts if start < token]
    return tree.sent[token] - tree.sent[before[-1]] if before else FAR + 1


def _fits(
    tree: Tree, mark: Markable, one: Occasion, noun: str, *, alone: bool, names_at: Mapping[int, Chain]
) -> bool:
    """Whether an event may be called by the noun and what stands beside it does not speak against it."""
    called = (
        noun in one.called
        or (alone and not one.kind and noun in word_set("events", "telling"))
        or any(is_called(noun, name.kind, name.text) for name in one.names)
    )
    if not called:
        return False
    words = {word for name in one.names for word in unaccented(name.text).split()}
    return all(_is_plain(tree, kid, mark.head, words, one, names_at) for kid in tree.children[mark.head])


def _is_plain(
    tree: Tree, kid: int, noun: int, words: Collection[str], one: Occasion, names_at: Mapping[int, Chain]
) -> bool:
    """Whether what hangs on a description leaves it the event: "the two-day summit", "the summit in Oslo"."""
    role, word = tree.universal(kid), tree.lower[kid]
    if kid > noun:
        if role == "nmod" and tree.parse.deps[kid] != "nmod:poss":
            chain = names_at.get(kid)
            return chain is not None and chain.rank in one.places
        return role not in ("acl", "nummod") or is_set_off(tree, kid)
    if role in ("amod", "compound", "nummod", "nmod", "flat"):
        if word in word_set("events", "others"):
            return False
        dated = YEAR.match(word) is not None
        known = unaccented(tree.words[kid]) in words or (dated and not one.numbers)
        year = tree.parse.deps[kid] == "nmod:poss"
        return known or year or word in word_set("events", "plain") or bool(DAYS.match(_whole(tree, kid)))
    return True


def _whole(tree: Tree, kid: int) -> str:
    """The words of a modifier without spaces: "two-day"."""
    return "".join(tree.lower[tree.left[kid] : kid + 1])


def _nearest(
    tree: Tree, mark: Markable, fits: Sequence[Occasion], last: Mapping[int, Sequence[int]]
) -> Occasion | None:
    """The only event, or the one that was just mentioned while the others are further back."""
    if len(fits) < 2:
        return fits[0] if fits else None
    ranked = sorted(fits, key=lambda one: _back(tree, mark, last[id(one)]))
    first, second = (_back(tree, mark, last[id(one)]) for one in ranked[:2])
    return ranked[0] if first <= NEAR < second else None


def _came_up(tree: Tree, mark: Markable, marks: Sequence[Markable], noun: str, since: int) -> bool:
    """Whether another one without a name came up since: "a conference"."""
    return any(
        since < other.start < mark.start
        and other.kind == MentionKind.NOMINAL
        and tree.lower[other.head] == noun
        and any(tree.lower[k] in ("a", "an", "another") for k in tree.children[other.head])
        for other in marks
    )


def _part(
    tree: Tree, mark: Markable, events: Sequence[Occasion], last: Mapping[int, Sequence[int]]
) -> Meant | None:
    """The only contest near, where its final is told of: "Berg beat Holm in the final"."""
    noun = tree.lower[mark.head]
    told = any(tree.universal(kid) == "nmod" for kid in tree.children[mark.head] if kid > mark.head)
    if noun not in word_set("events", "parts") or not _is_definite(tree, mark) or told:
        return None
    if any(tree.universal(kid) in ("compound", "nmod") for kid in tree.children[mark.head]):
        return None
    near = [one for one in events if one.kind in CONTESTS and _back(tree, mark, last[id(one)]) <= CLOSE]
    if len(near) != 1:
        return None
    return Meant(mark.start, mark.end, mark.head, MentionKind.NOMINAL, near[0], PRONOUN, f"its {noun}")


def _session(tree: Tree, mark: Markable, events: Sequence[Occasion]) -> Meant | None:
    """The one event that an article speaks of again and again, where a panel or a stall is told of."""
    if tree.lower[mark.head] not in word_set("events", "sessions") or len(events) != 1:
        return None
    (one,) = events
    told = sum(name.start < mark.start for name in one.names)
    if one.kind not in ("gathering", "festival") or not told or len(one.names) < OFTEN:
        return None
    return Meant(mark.start, mark.end, mark.head, MentionKind.NOMINAL, one, PRONOUN, "a part of it")


def _pronoun(
    tree: Tree, mark: Markable, events: Sequence[Occasion], last: Mapping[int, Sequence[int]]
) -> Meant | None:
    """The event that "it" means where it was held or took place."""
    verb = tree.head(mark.head)
    if tree.lower[mark.head] != "it" or tree.universal(mark.head) != "nsubj" or tree.lemma(verb) not in HELD:
        return None
    passive = tree.deprel(mark.head) == "nsubj:pass"
    placed = any(tree.lower[kid] == "place" for kid in tree.children[verb])
    near = [one for one in events if _back(tree, mark, last[id(one)]) <= NEAR]
    if len(near) != 1 or not (passive or placed) or (passive and tree.lemma(verb) == "take"):
        return None
    return Meant(mark.start, mark.end, mark.head, MentionKind.PRONOUN, near[0], PRONOUN, "it was held")
