"""Offices of long ago: a title before a name in what a sentence tells of years back is no longer held.

A step of its own after the rules, as "President NAME signed it in 1983" looks like news in all but its date.
It keeps still where another sentence gives the person the same office without such a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kg.coref.context import Context
from kg.factuality.cues import cue_words
from kg.factuality.timex import edtf
from kg.ontology import Ontology, Trait
from kg.records import Claim, Span, Status
from kg.relations.matches import Match
from kg.syntax.graph import Graph
from kg.syntax.tree import is_passive

TERM = 4  # years; who held an office so long ago may hold it no more
OLD = 2000  # in an article without a date of its own, what happened before that year is long ago
YEAR = re.compile(r"\b(1\d{3}|20\d\d)\b")
SUCCEEDING = frozenset({"succeed", "replace", "follow"})  # of an office that began then
DATED = frozenset(
    {"in", "on", "during", "since", "by", "unmarked", "obl:unmarked", "nmod:unmarked", "advmod"}
)

Tie = tuple[str, str, str | None]  # subject, predicate, object or value


@dataclass(slots=True)
class Told:
    """Where titles stand beside names, by the spans of the names: in old times, or in the present."""

    old: set[Span] = field(default_factory=set)
    now: set[Span] = field(default_factory=set)
    then: bool = False  # whether the sentence that is read goes on with a story of old times
    read: int = 0  # tokens read so far

    def turn(self, tree: Graph, ctx: Context, published: str | None) -> None:
        """Note whether a sentence tells of old times, by its own date or as the one before did."""
        near = "\n" not in ctx.parse.text[ctx.parse.starts[self.read] : ctx.parse.starts[tree.start]]
        root = next((i for i in range(tree.start, tree.end) if tree.head(i) == i), tree.start)
        if any(ref.type == "DATE" for i in range(tree.start, tree.end) if (ref := ctx.ref(i)) is not None):
            self.then = _is_old(tree, ctx, root, published) and not _is_news(tree, root)
        else:
            self.then = self.then and near and tree.parse.tags[root] == "VBD" and not _is_news(tree, root)
        self.read = tree.start

    def add(self, tree: Graph, ctx: Context, match: Match, span: Span, published: str | None) -> None:
        """Note how the sentence of a match tells of the holder of an office."""
        title = match.title
        if title is None or not title.office:
            return
        verbs = list(_clauses(tree, match.subject.token)) if _is_beside(tree, match) else []
        if not verbs or any(_is_news(tree, verb) for verb in verbs):
            self.now.add(span)
        elif tree.lemma(verbs[0]) not in SUCCEEDING and (
            self.then or any(_is_old(tree, ctx, verb, published) for verb in verbs)
        ):
            self.old.add(span)


def settled(claims: Iterable[Claim], told: Told, ontology: Ontology) -> list[Claim]:
    """The claims of one article, offices of long ago and of those who have a successor as former ones."""
    claims = list(claims)
    held = [c for c in claims if c.status == Status.ASSERTED and _is_office(c, ontology)]
    now = {_tie(c) for c in held if c.subject_span in told.now}
    old = {_tie(c) for c in held if c.subject_span in told.old} - now
    followed = {
        (c.subject, c.object) for c in claims if c.status == Status.ASSERTED and _follows(c, ontology)
    }
    passed = {(b, p, o) for a, p, o in map(_tie, held) for c, b in followed if c == a and b is not None}
    ends = (old | passed) & {_tie(c) for c in held}
    over = {c.id for c in held if _tie(c) in ends}
    spans = {c.subject_span for c in held if _tie(c) in old}
    over |= {c.id for c in held if c.subject_span in spans and _tie(c) not in now}
    return [
        replace(c, status=Status.FORMER) if c.id in over and c.status == Status.ASSERTED else c
        for c in claims
    ]


def _tie(claim: Claim) -> Tie:
    return claim.subject, claim.predicate, claim.object or claim.value


def _is_office(claim: Claim, ontology: Ontology) -> bool:
    return ontology.has(claim.predicate, Trait.OFFICE) or ontology.has(claim.predicate, Trait.ENDS_AT_DEATH)


def _follows(claim: Claim, ontology: Ontology) -> bool:
    return ontology.has(claim.predicate, Trait.SUCCESSION)


def _is_beside(tree: Graph, match: Match) -> bool:
    return match.subject.label == "app" and tree.parse.pos[match.trigger] != "VERB"


def _clauses(tree: Graph, name: int) -> Iterator[int]:
    """The verbs over a name, nearest first."""
    at = name
    while tree.start <= tree.head(at) < tree.end and tree.head(at) != at:
        at = tree.head(at)
        if tree.parse.pos[at] == "VERB" or tree.kids(at, "cop"):
            yield at


def _is_news(tree: Graph, verb: int) -> bool:
    """Whether a clause tells of now: "has angered", "will meet", also "said", without a date."""
    finite = [verb, *tree.kids(verb, "aux", "aux:pass", "cop")]
    if any(tree.parse.tags[k] in ("VBZ", "VBP", "MD") for k in finite):
        return True
    return tree.lemma(verb) in cue_words("say") and not any(label in DATED for label, _ in tree.edges(verb))


def _is_old(tree: Graph, ctx: Context, verb: int, published: str | None) -> bool:
    reduced = tree.parse.tags[verb] == "VBN" and is_passive(tree, verb)
    finite = [verb, *tree.kids(verb, "aux", "aux:pass", "cop")]
    if not reduced and not any(tree.parse.tags[k] == "VBD" for k in finite):
        return False
    return any(year is not None and _is_far(year, ctx, published) for year in _years(tree, ctx, verb))


def _years(tree: Graph, ctx: Context, verb: int) -> Iterator[int | None]:
    """The years of the dates that hang on a verb."""
    for label, target in tree.edges(verb):
        ref = ctx.ref(target)
        if label not in DATED or ref is None or ref.type != "DATE":
            continue
        text = tree.parse.span_text(ref.start, ref.end)
        value = edtf(text, None) or ""
        yield int(value[:3] + "9" if value[3:4] == "X" else value[:4]) if value[:3].isdigit() else None


def _is_far(year: int, ctx: Context, published: str | None) -> bool:
    if published is not None and published[:4].isdigit():
        return year <= int(published[:4]) - TERM
    return year < OLD or year <= _latest(ctx.parse.text) - TERM


@lru_cache(maxsize=64)
def _latest(text: str) -> int:
    """The latest year that a text names, 0 for none."""
    return max((int(found) for found in YEAR.findall(text)), default=0)
