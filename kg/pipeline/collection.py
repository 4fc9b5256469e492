"""From readings to the collection that is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kg import fingerprints
from kg.pipeline import incremental, judgement_changes
from kg.pipeline.assertions import Asserted, Sheet, keep
from kg.pipeline.incremental import Changes
from kg.pipeline.judgement_changes import Turn
from kg.pipeline.readings import Candidate, parse_keys
from kg.pipeline.screen import KEY as LISTED
from kg.pipeline.sync import Progress
from kg.pipeline.tools import Groups, Options, Tools
from kg.rdf.iris import BASE
from kg.records import Collection
from kg.store import census, resolved, saving
from kg.store.database import Store
from kg.store.resolved import Admitted

MOST_FRESH = 0.3  # of all articles; where more are new, everything is resolved anew


@dataclass(frozen=True, slots=True)
class Settled:
    """Whether the collection has changed, and the new one where it is at hand."""

    changed: bool
    made: Collection | None = None


def settle(
    store: Store,
    tools: Tools,
    options: Options,
    admitted: Sequence[Admitted],
    wanted: Callable[[], Sequence[Candidate]],
    progress: Progress,
) -> Settled:
    """Bring entities and facts up to date: what has changed since the last time, or all anew."""
    basis = _basis(tools, options)
    mark = _stamp(admitted, options, basis)
    if resolved.stamp(store) == mark:
        return Settled(changed=False)
    progress("entities and facts", 0, 1)
    changed = incremental.changes(store, admitted)
    turned = (
        judgement_changes.turn(store, tools.decisions(options))
        if store.get(incremental.BASIS) == basis
        else None
    )
    if turned is not None and len(changed.fresh) <= MOST_FRESH * len(admitted):
        with store.transaction():
            _grow(store, tools, options, admitted, wanted, changed, turned, mark)
        settled = Settled(changed=True)
    else:
        settled = Settled(changed=True, made=_anew(store, tools, options, admitted, wanted(), mark, basis))
    progress("entities and facts", 1, 1)
    return settled


def _grow(
    store: Store,
    tools: Tools,
    options: Options,
    admitted: Sequence[Admitted],
    wanted: Callable[[], Sequence[Candidate]],
    changed: Changes,
    turned: Turn,
    mark: str,
) -> None:
    """Bring up to date what has changed. Call inside a transaction."""
    same = not changed.fresh and not changed.gone
    parses = set() if same else parse_keys(store, tools, options)
    groups = resolved.duplicates(store) if same else _regrouped(store, tools, admitted)
    incremental.grow(store, tools, options, changed, turned, groups, mark)
    if not same:
        store.prune(parses, {one.reading for one in admitted} | {one.reading for one in wanted()})


def _anew(
    store: Store,
    tools: Tools,
    options: Options,
    admitted: Sequence[Admitted],
    wanted: Sequence[Candidate],
    mark: str,
    basis: str,
) -> Collection:
    """Resolve everything, and keep what comes of it."""
    articles = tuple(resolved.admitted_article(store, one) for one in admitted)
    readings = tuple(resolved.admitted_reading(store, one) for one in admitted)
    duplicates = _duplicates(store, tools, admitted)
    sheet = Sheet(tools.decisions(options))
    resolution = tools.resolve((*readings, *sheet.introduced()), options)
    by_hand = sheet.asserted(resolution.entities)
    made = Collection(articles, readings, resolution.entities, (), duplicates)
    made = made if by_hand is None else _with(made, by_hand)
    made = replace(made, facts=tools.facts(made.readings, made.entities, duplicates, options))
    screened = tools.screen(made, options) if options.known else None
    made = screened.collection if screened else made
    with store.transaction():
        parses = parse_keys(store, tools, options)
        rows = [*admitted, *keep(store, by_hand, tools.signature)]
        saving.save(store, mark, sorted(rows, key=lambda row: row.id), made, tools.fold)
        store.put(LISTED, json.dumps(screened.likely if screened else []))
        saving.save_doubts(store, resolution.undecided, resolution.unmatched)
        grows = tools.incremental and by_hand is None and not options.known
        if grows:
            incremental.remember(store, tools, options, readings, resolution)
        store.put(incremental.BASIS, basis if grows else "")
        store.prune(parses, {row.reading for row in rows} | {one.reading for one in wanted})
    return made


def _with(made: Collection, by_hand: Asserted) -> Collection:
    """The collection with the article of the assertions in its place."""
    return replace(
        made,
        articles=tuple(sorted((*made.articles, by_hand.article), key=lambda article: article.id)),
        readings=tuple(sorted((*made.readings, by_hand.reading), key=lambda reading: reading.article)),
        entities=by_hand.entities,
    )


def _basis(tools: Tools, options: Options) -> str:
    """All that entities and facts depend on besides the articles and decisions."""
    own = [fingerprints.file_digest(path) for path in (options.names, *options.rules, *options.known)]
    base = [] if options.base == BASE else [options.base]
    return fingerprints.digest([fingerprints.stage("resolution"), *own, *base])


def _stamp(admitted: Sequence[Admitted], options: Options, basis: str) -> str:
    decisions = fingerprints.file_digest(options.decisions)
    return fingerprints.digest(
        [basis, decisions, *(item for one in admitted for item in (one.id, one.reading))]
    )


def _duplicates(store: Store, tools: Tools, admitted: Sequence[Admitted]) -> Groups:
    signatures = census.signatures(store)
    return tools.group({one.id: signatures[one.row] for one in admitted})


def _regrouped(store: Store, tools: Tools, admitted: Sequence[Admitted]) -> Groups:
    """The near-duplicates now, from those of the collection as it is."""
    signatures = census.signatures(store)
    old, new = (
        {one.id: signatures[one.row] for one in some} for some in (resolved.admitted(store), admitted)
    )
    return tools.regroup(resolved.duplicates(store), old, new)
