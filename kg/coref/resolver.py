"""Reads an article's markables from left to right and builds its chains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.coref import (
    definite_descriptions,
    features,
    predicate_nominals,
    pronouns,
    quotations,
    repeated_descriptions,
)
from kg.coref.appositive_titles import learn
from kg.coref.bodies_of_titles import OF_TITLE, with_bodies_of_titles
from kg.coref.caution import NOTHING, Found
from kg.coref.chains import Chain, Link
from kg.coref.entities import local_entities
from kg.coref.gazetteer import is_rare
from kg.coref.labels import entity_type
from kg.coref.markables import VALUES, Markable, find_markables, noun
from kg.coref.name_groups import cluster, labelled
from kg.coref.name_kinds import learn_kinds
from kg.coref.named_events import events_of
from kg.coref.references import Quoted, Ref, Resolution, Several
from kg.coref.several import together
from kg.records import Article, LocalEntity, MentionKind, Parse
from kg.syntax.tree import Tree, tree_of

SURE_VOTES, SURE_SHARE = 2, 0.8
REACH_OF_NAMES, REACH_OF_OTHERS = 24, 14  # sentences


@dataclass(slots=True)
class State:
    """The chains so far; ``owner`` maps a head token to its chain."""

    view: features.Scene
    chains: list[Chain]
    planned: Mapping[Markable, tuple[Chain, Link]]
    owner: dict[int, Chain] = field(default_factory=dict)
    open: list[Chain] = field(default_factory=list)  # mentioned in the last sentences
    sent: int = 0
    described: repeated_descriptions.Earlier = field(default_factory=repeated_descriptions.Earlier)

    def mention(self, chain: Chain) -> None:
        """Open a chain that has just been mentioned."""
        if not chain.open:
            chain.open = True
            self.open.append(chain)

    def enter(self, sent: int) -> None:
        """Close the chains that are too far back for what follows."""
        if sent == self.sent:
            return
        self.sent = sent
        for chain in self.open:
            reach = REACH_OF_NAMES if chain.named else REACH_OF_OTHERS
            chain.open = sent - self.view.tree.sent[chain.last.head] <= reach
        self.open = [chain for chain in self.open if chain.open]


def resolve(parse: Parse, article: Article | None = None) -> Resolution:
    """Find what the phrases of an article refer to, and the entities that it names."""
    if not len(parse):
        return Resolution((), ())
    trunk = tree_of(parse)
    quoted = quotations.find_quotations(trunk)
    marks, chains = _chains(trunk, quoted)
    entities = local_entities(chains)
    refs = tuple(_refs(parse, marks, chains, entities))
    several = tuple(_several(trunk, marks, chains, entities))
    known = {ref.head for ref in refs if ref.entity is not None}
    occasions, events = events_of(trunk, marks, chains, known)
    return Resolution(refs, tuple(entities.values()), quoted, several, occasions, events)


def _several(
    trunk: Tree, marks: Sequence[Markable], chains: Sequence[Chain], entities: Mapping[int, LocalEntity]
) -> Iterator[Several]:
    for one in together(trunk, marks, chains):
        found = tuple(entities[id(chain)].id for chain in one.members if id(chain) in entities)
        if len(found) == len(one.members):
            yield Several(one.mark.start, one.mark.end, one.mark.head, found, one.score)


def chains_of(parse: Parse, article: Article | None = None) -> tuple[Sequence[Markable], list[Chain]]:
    """The markables of an article and its chains, those of things without a name included."""
    trunk = tree_of(parse)
    return _chains(trunk, quotations.find_quotations(trunk))


def _chains(trunk: Tree, quoted: tuple[Quoted, ...]) -> tuple[Sequence[Markable], list[Chain]]:
    marks = labelled(trunk, with_bodies_of_titles(trunk, find_markables(trunk)))
    named = cluster(trunk, marks)
    names_at = {link.mark.head: chain for chain in named for link in chain.links}
    for chain in named:
        if chain.label == "PERSON":
            for link in chain.links:
                learn(trunk, link.mark, chain, names_at)
        elif entity_type(chain.label):
            learn_kinds(trunk, chain)
    planned = {link.mark: (chain, link) for chain in named for link in chain.links}
    view = features.scene(trunk, quoted, named)
    known = _known(named)
    found = _read(view, marks, named, planned)
    settle_genders(named)
    if _known(named) == known:  # a second reading would find the same
        return marks, found
    return marks, _read(view, marks, named, planned)


def _known(named: Sequence[Chain]) -> list[tuple[str, ...]]:
    """What a reading may add to the named chains and leave there for the next one."""
    return [(chain.gender, *chain.titles) for chain in named]


def _read(
    view: features.Scene,
    marks: Sequence[Markable],
    named: Sequence[Chain],
    planned: Mapping[Markable, tuple[Chain, Link]],
) -> list[Chain]:
    """One reading from the first markable to the last."""
    for chain in named:
        chain.links, chain.open = [], False
        chain.votes.clear()
    state = State(view, list(named), planned)
    for mark in marks:
        _place(state, mark)
    return list(_with_speakers(state))


def _with_speakers(state: State) -> Iterator[Chain]:
    """Give the "I" of a quotation to a speaker who comes after it: '"I won," she said.'"""
    for chain in state.chains:
        first = chain.links[0].mark if chain.links else None
        speaker = None
        if (
            first
            and not chain.named
            and first.kind == MentionKind.PRONOUN
            and (first.person, first.number) == (1, "sing")
        ):
            token = state.view.speaker(first.head)
            speaker = state.owner.get(token) if token is not None else None
        if speaker is None or speaker is chain or speaker.label not in ("PERSON", ""):
            yield chain
            continue
        speaker.links += [
            replace(link, score=0.8, why="the speaker of the quotation") for link in chain.links
        ]
        speaker.links.sort(key=lambda link: link.mark.start)


def settle_genders(named: Sequence[Chain]) -> None:
    """After a first reading, the gender of a person is what nearly all pronouns say."""
    for chain in named:
        (gender, most), *_ = chain.votes.most_common(1) or [("", 0)]
        doubtful = not chain.gender or (chain.label == "PERSON" and any(map(is_rare, chain.names)))
        if doubtful and most >= SURE_VOTES and most >= SURE_SHARE * chain.votes.total():
            chain.gender = gender


def _place(state: State, mark: Markable) -> None:
    state.enter(state.view.tree.sent[mark.head])
    if mark in state.planned:
        chain, link = state.planned[mark]
        chain.links.append(link)
        state.owner[mark.head] = chain
        state.mention(chain)
        return
    if predicate_nominals.is_fronted(state.view.tree, mark):
        return
    same = predicate_nominals.bearer(state.view.tree, mark, state.owner, state.view.names_at)
    if same is not None:
        state.owner.setdefault(mark.head, same)
        return
    chain_or_none, score, why = _antecedent(state, mark)
    if chain_or_none is None:
        if mark.kind == MentionKind.PRONOUN and (mark.use == "relative" or mark.gender == "neuter" or why):
            return
        if mark.use == OF_TITLE:
            return
        chain_or_none, score, why = Chain(mark.label, mark.number, mark.gender), 1.0, "new"
        state.chains.append(chain_or_none)
    chain_or_none.add(mark, score, why)
    if mark.kind == MentionKind.NOMINAL and mark.use != "group":
        lemma = noun(state.view.tree, mark.head)
        chain_or_none.called = chain_or_none.called or lemma
        state.described.remember(mark, chain_or_none, lemma)
    state.mention(chain_or_none)
    _agree(mark, chain_or_none)
    if mark.use != "group":
        state.owner.setdefault(mark.head, chain_or_none)


def _agree(mark: Markable, chain: Chain) -> None:
    """A pronoun that was resolved is a vote for the gender of what it means."""
    if mark.kind == MentionKind.PRONOUN and mark.gender in ("male", "female"):
        chain.votes[mark.gender] += 1


def _antecedent(state: State, mark: Markable) -> Found:
    if mark.kind == MentionKind.PRONOUN:
        return pronouns.antecedent(state.view, mark, state.open, state.owner)
    if mark.use == "group":
        return NOTHING
    found = definite_descriptions.antecedent(state.view, mark, state.open, state.owner)
    if found[0] is not None and found[0].named:
        return found
    return repeated_descriptions.antecedent(state.view, mark, state.owner, state.described, found)


def _inner_head(parse: Parse, mark: Markable) -> int:
    """The head inside the range; that of a name with a title before it may lie outside."""
    if mark.start <= mark.head < mark.end:
        return mark.head
    inside = range(mark.start, mark.end)
    return next((i for i in inside if parse.heads[i] not in inside), mark.end - 1)


def _refs(
    parse: Parse, marks: Sequence[Markable], chains: Sequence[Chain], entities: Mapping[int, LocalEntity]
) -> Iterator[Ref]:
    links = {link.mark: (id(chain), chain.label, link) for chain in chains for link in chain.links}
    found = []
    for mark in marks:
        if mark not in links or mark.use == "group":
            continue
        key, label, link = links[mark]
        entity = entities.get(key)
        type_ = mark.label if mark.kind == MentionKind.NAME else label or mark.label
        if entity is None and (mark.kind != MentionKind.NAME or not type_):
            continue
        found.append(
            Ref(
                mark.start,
                mark.end,
                _inner_head(parse, mark),
                type_,
                mark.kind,
                entity.id if entity else None,
                link.score,
                link.why,
            )
        )
    yield from found


__all__ = ["VALUES", "chains_of", "entity_type", "replace", "resolve"]
