"""Whether the articles are those that the collection was last made of, so that nobody need look at them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from kg import fingerprints
from kg.pipeline.assertions import ID as ASSERTIONS
from kg.pipeline.mended import MENDED
from kg.pipeline.readings import FAILED, relations
from kg.pipeline.tools import Options, Tools
from kg.store import resolved
from kg.store.census import census
from kg.store.database import Store
from kg.store.resolved import Admitted

SETTLED = "settled"  # the setting that says of which articles and with which rules the collection was made


def articles(store: Store, tools: Tools, options: Options) -> tuple[Admitted, ...] | None:
    """The articles of the collection, with their readings before a person mended them.

    None where an article or a rule has changed, or where an article could not be read.
    """
    if store.get(SETTLED) != _mark(store, tools, options) or store.get(FAILED, "{}") != "{}":
        return None
    origins: Mapping[str, str] = store.get_json(MENDED, "{}")
    there = (one for one in resolved.admitted(store) if one.id != ASSERTIONS)
    return tuple(replace(one, reading=origins.get(one.id, one.reading)) for one in there)


def remember(store: Store, tools: Tools, options: Options) -> None:
    """Note that the collection is made of all articles that are there."""
    mark = _mark(store, tools, options)
    if store.get(SETTLED) != mark:
        store.put(SETTLED, mark)


def _mark(store: Store, tools: Tools, options: Options) -> str:
    return fingerprints.digest([tools.model(options), relations(tools, options), json.dumps(census(store))])
