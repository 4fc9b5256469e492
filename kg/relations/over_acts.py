"""Acts over acts: "threatened to expel X" warns X, whatever rule reads the expulsion.

A rule with the key ``over`` starts at a predicate that embeds an act of its own subject (threatened to,
refused to, agreed to) or of somebody else (condemned the arrest by, demanded an end to attacks by). What the
embedded act is, other rules tell; the rule says which relations count, and what follows for the one whom
the act concerns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import DataError
from kg.factuality.cues import is_negated
from kg.lexicon.wordlists import word_lists, word_set
from kg.ontology import Ontology, Trait
from kg.relations.tree_paths import Path, compile_path, walk
from kg.syntax.graph import Graph

if TYPE_CHECKING:  # both hold rules, which hold what is made here
    from kg.relations.matches import Match
    from kg.relations.selectional import Found

KEYS = frozenset({"acts", "path", "by"})
DOERS = frozenset({"same", "other"})


@dataclass(frozen=True, slots=True)
class Over:
    """The act that a rule's trigger embeds."""

    relations: frozenset[str]  # that the act, or what it is a kind of, must be
    path: Path  # from the trigger to the act's own
    same: bool  # the trigger's subject does the act, and the object is its other end; else its doer is


def over_from(raw: Mapping[str, Any] | None, where: str) -> Over | None:
    """Make it of its mapping in a rule; DataError where something in it is unknown."""
    if raw is None:
        return None
    if set(raw) - KEYS or not {"acts", "path"} <= set(raw) or raw.get("by", "same") not in DOERS:
        raise DataError(f"{where}: 'over' has acts, path and by (same or other)")
    if raw["acts"] not in word_lists("acts"):
        raise DataError(f"{where}: acts.yaml has no list {raw['acts']!r}")
    return Over(
        word_set("acts", raw["acts"]), compile_path(str(raw["path"])), raw.get("by", "same") == "same"
    )


def embedded(over: Over, tree: Graph, i: int, found: Iterable[Match], ontology: Ontology) -> list[Match]:
    """The acts among the matches of a sentence that a trigger embeds and that are not denied themselves."""
    reached = {token for token, _ in walk(tree, i, over.path)}
    reached |= {k for token in sorted(reached) for k in tree.kids(token, "conj")}
    return [
        one
        for one in found
        if one.trigger in reached
        and over.relations & {one.predicate, *ontology.ancestors(one.predicate)}
        and not is_negated(tree, one.trigger)
    ]


def concerned(over: Over, act: Match, subject: Found, ontology: Ontology) -> Iterator[Found]:
    """Whom an embedded act concerns for who threatens, refuses or condemns it."""
    doer, other = act.subject, act.object
    if ontology.has(act.predicate, Trait.OBJECT_ACTS):
        doer, other = other, doer
    ways = [(doer, other), (other, doer)] if ontology[act.predicate].symmetric else [(doer, other)]
    for one, against in ways:
        same = _is(one, subject)
        if over.same and same and not _is(against, subject):
            yield against
        elif not over.same and not same and not _is(against, subject):
            yield one


def _is(one: Found, other: Found) -> bool:
    return one.entity is not None and other.entity is not None and one.entity.id == other.entity.id
