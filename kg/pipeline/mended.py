"""The readings of a collection as a person has mended them, kept beside those that the rules made."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import fingerprints
from kg.pipeline import by_hand
from kg.pipeline.tools import Options, Tools, vocabulary
from kg.records import Reading
from kg.store.codec import encode_blob
from kg.store.database import Store
from kg.store.resolved import Admitted

if TYPE_CHECKING:
    from kg.entities import Decision

MENDED = "mended"  # the setting that holds, by article, the key of the reading before it was mended
UNMENDED = "unmended"  # the setting that holds messages of what found nothing to mend


def applied(
    store: Store, tools: Tools, options: Options, admitted: Sequence[Admitted]
) -> tuple[Admitted, ...]:
    """The articles with the readings that count, after all decisions about names and sentences."""
    everywhere, of_article = _about(tools, options)
    if not everywhere and not of_article and not store.get(MENDED):
        return tuple(admitted)
    fitting: set[Decision] = set()
    origins: dict[str, str] = {}
    found: list[Admitted] = []
    with store.transaction():
        for one in admitted:
            decisions = (*everywhere, *of_article.get(one.id, ()))
            now = _mended(store, options, one, decisions, fitting) if decisions else one
            if now != one:
                origins[one.id] = one.reading
            found.append(now)
        every = {d for some in (everywhere, *of_article.values()) for d in some}
        _put(store, MENDED, json.dumps(origins, sort_keys=True))
        _put(store, UNMENDED, json.dumps(_messages(every - fitting)))
    return tuple(found)


def _put(store: Store, name: str, value: str) -> None:
    if store.get(name) != value:
        store.put(name, value)


def origin(store: Store, article: str, reading: str) -> str:
    """The key of an article's reading before it was mended."""
    origins: Mapping[str, str] = store.get_json(MENDED, "{}")
    return origins.get(article, reading)


def unmended(store: Store) -> tuple[str, ...]:
    """A message for each decision about a sentence or a name that is not there."""
    return tuple(store.get_json(UNMENDED, "[]"))


def _about(tools: Tools, options: Options) -> tuple[list[Decision], Mapping[str, list[Decision]]]:
    """Decisions about names in all articles, and those about sentences by article."""
    everywhere: list[Decision] = []
    of_article: dict[str, list[Decision]] = defaultdict(list)
    decided = getattr(tools.decisions(options), "all", ())
    last = {decision.matter: decision for decision in decided}
    for decision in last.values():
        if decision.kind in ("type", "none"):
            everywhere.append(decision)
        elif decision.kind in ("claim", "correct", "extent"):
            of_article[decision.words[0]].append(decision)
    return everywhere, of_article


def _mended(
    store: Store, options: Options, one: Admitted, decisions: Sequence[Decision], fitting: set[Decision]
) -> Admitted:
    reading = store.reading(one.reading)
    if reading is None:
        return one  # told where the collection is made of it
    text = store.article(one.row).text if _needs_text(decisions) else ""
    made = by_hand.mended(text, reading, decisions, vocabulary(options))
    fitting |= made.fitting
    return _kept(store, one, reading, made.reading)


def _needs_text(decisions: Iterable[Decision]) -> bool:
    return any(decision.kind in ("claim", "correct", "extent") for decision in decisions)


def _kept(store: Store, one: Admitted, before: Reading, now: Reading) -> Admitted:
    if now == before:
        return one
    blob = encode_blob(now)
    key = fingerprints.digest([one.reading, blob])
    if not store.has_reading(key):
        store.replace_reading(key, blob)
    return replace(one, reading=key)


def _messages(unused: Iterable[Decision]) -> list[str]:
    return [f"line {d.line}: {d}: {_why(d)}" for d in sorted(unused, key=_line)]


def _why(decision: Decision) -> str:
    if decision.kind in ("type", "none"):
        return "nothing has that name and type now"
    if decision.kind == "extent":
        return "the article has no such name there now"
    return "the article has no such words now, or they do not fit the relation"


def _line(decision: Decision) -> int:
    return decision.line
