"""Builds when files come, and tells what is new about a watch list."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from kg.pipeline import lookup
from kg.pipeline.build import DEFAULT_FOLDER, build
from kg.pipeline.lookup import Statement
from kg.pipeline.report import BuildReport
from kg.pipeline.tools import Tools
from kg.records import Fact
from kg.store import resolved
from kg.store.codec import decode
from kg.store.database import FILE_NAME, Store

State = frozenset[tuple[str, int, int]]
Wait = Callable[[], bool]  # returns whether to look again


def watch(
    folders: Sequence[str],
    graph: str | Path = DEFAULT_FOLDER,
    *,
    about: Sequence[str] = (),
    wait: Wait,
    tools: Tools | None = None,
) -> Iterator[tuple[BuildReport, tuple[Statement, ...]]]:
    """After each build its report and the facts that are new in it, of all or of the entities ``about``.

    The first build only catches up, unless the graph was there before: what came since is new too.
    """
    chosen = tools or Tools()
    folder = Path(graph)
    first = (folder / FILE_NAME).exists()
    seen_claims = frozenset[str]().union(*_claims(folder).values())
    seen: State | None = None
    while True:
        state = _state(folders)
        if state != seen:
            seen = state
            report = build(folders, folder, workers=None, tools=chosen)
            now = _claims(folder)
            fresh = frozenset(fact for fact, made in now.items() if first and made.isdisjoint(seen_claims))
            seen_claims, first = frozenset[str]().union(*now.values()), True
            yield report, tuple(_statements(folder, fresh, about, chosen))
        if not wait():
            return


def _state(folders: Sequence[str]) -> State:
    """Which files there are, how long they are and when they were last written."""
    found = set()
    for folder in folders:
        for here, _, names in os.walk(folder):
            for name in names:
                with suppress(OSError):  # gone again meanwhile
                    told = Path(here, name).stat()
                    found.add((str(Path(here, name)), told.st_size, told.st_mtime_ns))
    return frozenset(found)


def _claims(folder: Path) -> dict[str, frozenset[str]]:
    """The claims of each fact, which stay when entities merge; none where there is no graph yet."""
    if not (folder / FILE_NAME).exists():
        return {}
    with Store(folder) as store:
        facts = (decode(Fact, record) for (record,) in store.execute("SELECT record FROM facts").fetchall())
        return {fact.id: frozenset(claim.id for _, claim in fact.claims) for fact in facts}


def _statements(
    folder: Path, fresh: frozenset[str], about: Sequence[str], tools: Tools
) -> Iterator[Statement]:
    """The new facts with their sentences, each once, in the order of their subjects."""
    if not fresh:
        return
    told: set[str] = set()
    with Store(folder) as store:
        for key in _watched(store, about, tools) if about else _subjects(store, fresh):
            for statement in lookup.dossier(store, key, tools.fold).statements:
                if statement.fact.id in fresh - told:
                    told.add(statement.fact.id)
                    yield statement


def _watched(store: Store, about: Sequence[str], tools: Tools) -> Iterator[str]:
    """The keys of all entities that answer to a name on the watch list."""
    for name in about:
        yield from (entity.key for entity in lookup.answering(store, name, tools.fold))


def _subjects(store: Store, fresh: frozenset[str]) -> list[str]:
    rows = store.execute("SELECT id, subject FROM facts").fetchall()
    there = {subject for id, subject in rows if id in fresh}
    return sorted(key for key in there if resolved.entity(store, key))
