"""What a rule reads, in words: an example of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from kg.pipeline.assertions import RULE as BY_HAND
from kg.store.database import Store


def description(store: Store, rule: str) -> str:
    """What a rule reads; empty where the rule is not there any more."""
    from kg.pipeline.build import options

    if rule == BY_HAND:
        return "added by hand"
    files = tuple(file for file in options(store).rules if Path(file).is_file())
    example = _examples(files, tuple(Path(file).stat().st_mtime_ns for file in files)).get(rule)
    return f"as in: {example}" if example else ""


@lru_cache(maxsize=2)
def _examples(files: tuple[str, ...], times: tuple[int, ...]) -> Mapping[str, str]:
    """The first sentence that each rule must match, by rule; read again when a file changes."""
    from kg.relations import load

    rules = load([Path(file) for file in files])
    return {rule.id: rule.must[0].partition("=>")[0].strip() for rule in rules if rule.must}
