"""As what somebody is joined to a body or a place: a title as written, and the part that it is held in."""

from __future__ import annotations

from kg.relations.matches import Match
from kg.syntax.graph import Graph

PART = 6  # tokens from a title to the part that it is of


def role_of(tree: Graph, match: Match) -> str | None:
    """As what somebody is joined: the title as written; an event is none ("his stand-off with X")."""
    if match.title is None or match.rule.event:
        return None
    start, end = match.title.written
    return " ".join(tree.parse.span_text(start, _end_of_part(tree, match, end)).split())


def _end_of_part(tree: Graph, match: Match, end: int) -> int:
    """Where a title ends that is held in a part of the object: "head of the health department" of a land."""
    parts = () if match.title is None else tree.down(match.title.head, "of", "for", "at")
    named = [
        k for k in parts if end <= k < min(end + PART, match.object.token) and tree.parse.pos[k] == "NOUN"
    ]
    within = bool(named) and match.object.token in tree.down(named[0], "of", "for", "poss")
    return named[0] + 1 if within else end
