"""Resolving what has changed: articles that came, changed or went, and all that they touch, and no more.

What comes of it is what resolving everything anew would come to.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError
from kg.graph.facts import Saying, Sourced, leaders, made, saying_id, saying_of, sayings
from kg.pipeline import judgement_changes
from kg.pipeline.judgement_changes import Turn, article_of
from kg.pipeline.noting import noted
from kg.pipeline.tools import Groups, Options, Tools, vocabulary
from kg.records import Entity, Fact, Reading
from kg.store import resolved, saving
from kg.store.database import Store
from kg.store.resolved import Admitted

if TYPE_CHECKING:
    from kg.entities import Decisions, Part, Resolution
    from kg.store.known_profiles import Known

BASIS = "basis"  # of what the profiles that are kept were made, besides the articles
THERE, REFUSED, JUDGED = "there", "refused", "judged"
Member = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Changes:
    """Articles that are new or other than they were, and the ids of those that are gone or other."""

    fresh: tuple[Admitted, ...]
    gone: tuple[str, ...]


def changes(store: Store, admitted: Sequence[Admitted]) -> Changes:
    """What has changed since the collection was last resolved."""
    before = {one.id: one for one in resolved.admitted(store)}
    now = {one.id: one for one in admitted}
    fresh = tuple(one for one in admitted if before.get(one.id) != one)
    return Changes(fresh, tuple(sorted(id for id, one in before.items() if now.get(id) != one)))


def remember(
    store: Store, tools: Tools, options: Options, readings: Iterable[Reading], found: Resolution
) -> None:
    """Keep what later changes are resolved with, of the whole collection. Call inside a transaction."""
    from kg.entities import of_reading

    decisions = tools.decisions(options)
    known = _known(store, options, decisions)
    known.clear()
    judged: dict[str, str] = {}
    relations = vocabulary(options)
    for reading in readings:
        known.add(list(of_reading(reading, relations)))
        judged |= _judged(reading, decisions)
    known.settle((member, entity.key) for entity in found.entities for member in entity.members)
    judgement_changes.remember(store, decisions)
    _note(store, found.there, found.refused, judged)


def grow(
    store: Store,
    tools: Tools,
    options: Options,
    changed: Changes,
    turned: Turn,
    groups: Groups,
    stamp: str,
) -> None:
    """Bring the collection up to date. Call inside a transaction."""
    growth = _Growth(store, tools, options, changed, turned, groups, tools.decisions(options))
    growth.run()
    judgement_changes.remember(store, growth.decisions)
    saving.finish(store, stamp)


def _known(store: Store, options: Options, decisions: Decisions) -> Known:
    from kg.entities import Listing
    from kg.entities.known_list import NameList, load
    from kg.store.known_profiles import Known

    return Known(store, Listing(load(options.names) if options.names else NameList()), decisions)


def _note(store: Store, there: Iterable[str], refused: Iterable[str], judged: Mapping[str, str]) -> None:
    """Keep what decisions were found to name."""
    for name, items in ((THERE, sorted(there)), (REFUSED, sorted(refused)), (JUDGED, judged)):
        store.put(name, json.dumps(items, sort_keys=True))


def _noted(store: Store, name: str) -> Any:
    return json.loads(store.get(name))


def _judged(reading: Reading, decisions: Decisions) -> dict[str, str]:
    """The claims of a reading that a person has judged, with its article."""
    wanted = decisions.confirmed | decisions.rejected
    return {claim.id: reading.article for claim in reading.claims if claim.id in wanted} if wanted else {}


@dataclass(slots=True)
class _Growth:
    """One step from a resolved collection to the next."""

    store: Store
    tools: Tools
    options: Options
    changed: Changes
    turned: Turn
    groups: Groups
    decisions: Decisions
    readings: dict[str, Reading] = field(default_factory=dict)  # of articles that are there now
    entities: dict[str, Entity | None] = field(default_factory=dict)  # by key, as they are now

    def run(self) -> None:
        """Profiles, then entities, then facts; of notes alone, their entities."""
        if not self.changed.fresh and not self.changed.gone:
            there = noted(self.store, self.turned, self.decisions, self.tools.fold)
            if there is not None:
                return self._decided((), set(), there)
        known = _known(self.store, self.options, self.decisions)
        judged = _noted(self.store, JUDGED)
        before = {id: known.keys(id) for id in self.changed.gone}
        namings = {n for id in self.changed.gone for n in known.of_article(id)}
        touched = known.touched(namings | self._turned(known))
        pointed = self._pointed(known, touched)
        known.drop(self.changed.gone)
        self._take_in(known)
        fresh = {n for one in self.changed.fresh for n in known.of_article(one.id)}
        touched = known.touched(fresh | self._turned(known), known.existing(touched) - fresh)
        pointed |= self._pointed(known, touched) | self.turned.words
        moved = self._resolve(
            known, touched, {key for keys in before.values() for key in keys.values()}, pointed
        )
        return self._facts(known, moved | self._rejudged(judged))

    def _turned(self, known: Known) -> set[int]:
        """What decisions that came or went point at."""
        return {naming for word in sorted(self.turned.words) for naming in known.pointed(word)}

    def _rejudged(self, before: Mapping[str, str]) -> set[str]:
        """The articles of claims that decisions came or went for, so far as they are there."""
        found = {**before, **_noted(self.store, JUDGED)}
        return {found[claim] for claim in self.turned.claims if claim in found}

    def _pointed(self, known: Known, touched: set[int]) -> set[str]:
        """The words of decisions that point at what is touched."""
        from kg.entities import pointers

        words = {word for decision in self.decisions.all for word in pointers(decision)}
        return {word for word in words if known.pointed(word) & touched}

    def _take_in(self, known: Known) -> None:
        from kg.entities import of_reading

        relations = vocabulary(self.options)
        for id in self.changed.gone:
            saving.drop_article(self.store, id)
        for one in self.changed.fresh:
            self.readings[one.id] = reading = self._reading(one)
            known.add(list(of_reading(reading, relations)))
            saving.put_article(self.store, one, self.store.article(one.row).text, reading)

    def _reading(self, one: Admitted) -> Reading:
        reading = self.store.reading(one.reading)
        if reading is None:
            raise StoreError(f"{self.store.path} has lost the reading of {one.id}: run 'kg build' again")
        return reading

    # Entities

    def _resolve(self, known: Known, touched: set[int], lost: set[str], pointed: set[str]) -> set[str]:
        """Resolve what is touched anew; the articles whose claims may now say something else."""
        from kg.entities import resolve_profiles

        found = list(known.profiles(touched))
        old_keys = {profile.member: key for profile, key in found}
        keys = {key for key in old_keys.values() if key} | lost
        old = {key: entity for key in keys if (entity := resolved.entity(self.store, key))}
        listing = known.listing
        parts = list(resolve_profiles([profile for profile, _ in found], listing, self.decisions))
        new = {entity.key: entity for part in parts for entity in part.entities}
        self._keep(known, old, new, old_keys)
        saving.drop_undecided(self.store, sorted(keys))
        saving.put_undecided(self.store, sorted((u for part in parts for u in part.undecided), key=str))
        self._decided(parts, pointed)
        self.entities |= {**dict.fromkeys(keys), **new}
        now = {member: entity for entity in new.values() for member in entity.members}
        return {m[0] for m, key in old_keys.items() if _is_other(old.get(key), now[m])}

    def _keep(
        self,
        known: Known,
        old: Mapping[str, Entity],
        new: Mapping[str, Entity],
        old_keys: Mapping[Member, str],
    ) -> None:
        other = {key for key in {*old, *new} if old.get(key) != new.get(key)}
        saving.touch(self.store, saving.ENTITY, other)
        saving.drop_entities(self.store, sorted(other & old.keys()))
        saving.put_entities(self.store, (new[key] for key in sorted(other & new.keys())), self.tools.fold)
        members = ((member, key) for key in sorted(new) for member in new[key].members)
        known.settle((member, key) for member, key in members if old_keys[member] != key)

    def _decided(self, parts: Sequence[Part], pointed: set[str], also: Set[str] = frozenset()) -> None:
        """Which decisions name nothing now."""
        from kg.entities import line_of, pointers, unmatched

        words = {word for decision in self.decisions.all for word in pointers(decision)}
        there = set(_noted(self.store, THERE)) - pointed | {word for part in parts for word in part.there}
        there = (there | also) & words
        lines = {d.line for d in self.decisions.all if pointed & set(pointers(d))}
        refused = {text for text in self._refused() if line_of(text)[0] not in lines}
        refused |= {text for part in parts for text in part.refused}
        judged = self._judged_now(_noted(self.store, JUDGED))
        _note(self.store, there, refused, judged)
        messages = (*unmatched(self.decisions, there, judged), *sorted(refused, key=line_of))
        saving.put_unmatched(self.store, messages)

    def _refused(self) -> Iterator[str]:
        """Merges that a split forbade the last time, with the lines that they stand in now."""
        for text in _noted(self.store, REFUSED):
            number, _, rest = text.removeprefix("line ").partition(":")
            if int(number) in self.turned.lines:
                yield f"line {self.turned.lines[int(number)]}:{rest}"

    def _judged_now(self, before: Mapping[str, str]) -> dict[str, str]:
        """The claims that are there and that a person has judged, with their articles."""
        gone, wanted = set(self.changed.gone), self.decisions.confirmed | self.decisions.rejected
        judged = {id: where for id, where in before.items() if where not in gone and id in wanted}
        for reading in self.readings.values():
            judged |= _judged(reading, self.decisions)
        for claim in sorted(self.turned.claims & wanted - judged.keys()):
            article = article_of(self.store, claim)
            judged |= {} if article is None else {claim: article}
        return judged

    # Facts

    def _facts(self, known: Known, moved: set[str]) -> None:
        """Make the facts anew that articles with other claims, entities or near-duplicates speak for."""
        gone = set(self.changed.gone)
        articles = gone | {one.id for one in self.changed.fresh} | moved | self._other_copies()
        stale = self._stale(articles)
        said: dict[Saying, list[Sourced]] = {
            saying_of(fact): [pair for pair in fact.claims if pair[0] not in articles]
            for fact in stale.values()
        }
        for saying, claims in self._said(known, sorted(articles)).items():
            if saying not in said:
                fact = resolved.fact(self.store, saying_id(saying))
                said[saying] = list(fact.claims) if fact else []
            said[saying] += claims
        confirmed, ontology = self.decisions.confirmed, vocabulary(self.options)
        new = made({s: c for s, c in said.items() if c}, leaders(self.groups), confirmed, ontology)
        saving.drop_facts(self.store, sorted(stale.keys() - {fact.id for fact in new}), sorted(articles))
        saving.put_facts(self.store, new)
        saving.touch(self.store, saving.ENTITY, (fact.subject for fact in (*stale.values(), *new)))
        saving.touch(self.store, saving.ARTICLE, articles)
        saving.put_duplicates(self.store, self.groups)

    def _other_copies(self) -> set[str]:
        """Articles that count with others than before."""
        before, now = leaders(resolved.duplicates(self.store)), leaders(self.groups)
        return {id for id in {*before, *now} if before.get(id, id) != now.get(id, id)}

    def _stale(self, articles: Iterable[str]) -> dict[str, Fact]:
        ids = {id for article in articles for id in resolved.facts_of_article(self.store, article)}
        return {id: fact for id in sorted(ids) if (fact := resolved.fact(self.store, id))}

    def _said(self, known: Known, articles: Iterable[str]) -> dict[Saying, list[Sourced]]:
        """What the claims of articles that are there say now."""
        readings = [reading for id in articles if (reading := self._read(id))]
        members: dict[Member, Entity] = {}
        for reading in readings:
            for local, key in known.keys(reading.article).items():
                entity = self._entity(key)
                if entity is not None:
                    members[reading.article, local] = entity
        return sayings(readings, members, self.decisions.rejected, vocabulary(self.options))

    def _read(self, article: str) -> Reading | None:
        return self.readings.get(article) or resolved.reading(self.store, article)

    def _entity(self, key: str) -> Entity | None:
        if key not in self.entities:
            self.entities[key] = resolved.entity(self.store, key)
        return self.entities[key]


def _is_other(before: Entity | None, now: Entity) -> bool:
    """Whether claims about a member of both may say something else now."""
    return before is None or (before.key, before.type, before.name) != (now.key, now.type, now.name)
