"""What tells a right claim from a wrong one, as named numbers: ends, tree, sentence, rest of the article.

All are made from records, so that claims can be judged and learnt from without reading the article again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.coref.labels import PLACES
from kg.records import (
    Article,
    Claim,
    EntityType,
    LocalEntity,
    Mention,
    MentionKind,
    Parse,
    Reading,
    Span,
    Status,
)

LABELS = {
    EntityType.PERSON: frozenset({"PERSON"}),
    EntityType.ORGANIZATION: frozenset({"ORG"}),
    EntityType.PLACE: PLACES | {"NORP"},
}
STATUSES = tuple(status for status in Status if status not in (Status.ASSERTED, Status.DOUBTFUL))
TYPES = tuple(EntityType)
EDGES = (
    "conj",
    "appos",
    "ccomp",
    "advcl",
    "parataxis",
    "acl",
    "dep",
    "list",
    "flat",
    "compound",
    "amod",
    "nmod",
)
QUOTES = re.compile('["\u201c\u201d]')
CUES = {
    "negation": re.compile(r"\b(?:not|no|never|nor|without|n't|denied|denies|deny)\b", re.IGNORECASE),
    "modal": re.compile(
        r"\b(?:would|could|may|might|should|if|whether|allegedly|reportedly)\b", re.IGNORECASE
    ),
    "past": re.compile(
        r"\b(?:former|ex|late|then|once|was|were|had|until|resigned|previous)\b", re.IGNORECASE
    ),
    "future": re.compile(r"\b(?:will|plans?|next|nominated|expected|elect|candidate)\b", re.IGNORECASE),
}
FAR = 60  # tokens or steps; more says nothing more

Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the claims of an article are looked at against."""

    parse: Parse
    reading: Reading
    entities: Mapping[str, LocalEntity]
    mentions: Mapping[Span, Mention]
    counts: Counter[str | None]
    same: Counter[tuple[str, str, str | None]]  # claims that say the same
    objects: Mapping[tuple[str, str], set[str | None]]
    pairs: Counter[frozenset[str | None]]


def features(article: Article, parse: Parse, reading: Reading) -> Iterator[Values]:
    """The numbers of each claim, in the order of the reading's claims."""
    known = _facts(parse, reading)
    for claim in reading.claims:
        yield dict(_of(article, claim, known))


def _facts(parse: Parse, reading: Reading) -> _Facts:
    objects: defaultdict[tuple[str, str], set[str | None]] = defaultdict(set)
    for claim in reading.claims:
        objects[claim.subject, claim.predicate].add(claim.object or claim.value)
    return _Facts(
        parse=parse,
        reading=reading,
        entities={entity.id: entity for entity in reading.entities},
        mentions={(m.start, m.end): m for m in reading.mentions},
        counts=Counter(m.entity for m in reading.mentions),
        same=Counter((c.subject, c.predicate, c.object or c.value) for c in reading.claims),
        objects=objects,
        pairs=Counter(frozenset((c.subject, c.object)) for c in reading.claims if c.object),
    )


def _of(article: Article, claim: Claim, known: _Facts) -> Iterator[tuple[str, float]]:
    yield "confidence", claim.confidence
    yield from ((f"status {name}", float(claim.status == name)) for name in STATUSES)
    yield "implied", float(claim.implied is not None)
    yield "support", len(claim.support)
    yield "literal", float(claim.object is None)
    yield "role words", len((claim.role or "").split())
    yield "dated", float(bool(claim.since or claim.until or claim.on))
    yield "speaker", float(claim.speaker is not None)
    yield "attributed to nobody", float(claim.status == Status.ATTRIBUTED and claim.speaker is None)
    yield "value words", len((claim.value or "").split())
    yield "topic", float(claim.about is not None)
    yield "where", float(claim.where is not None)
    yield from _argument("subject", claim.subject, claim.subject_span, known)
    yield from _argument("object", claim.object, claim.object_span, known)
    yield from _tree(claim, known.parse)
    yield from _sentence(article, claim, known)
    yield "said again", known.same[claim.subject, claim.predicate, claim.object or claim.value] - 1
    yield "other objects", len(known.objects[claim.subject, claim.predicate]) - 1
    yield "other relations", known.pairs[frozenset((claim.subject, claim.object))] - 1


def _argument(side: str, entity: str | None, span: Span, known: _Facts) -> Iterator[tuple[str, float]]:
    mention = known.mentions.get(span)
    local = known.entities.get(entity or "")
    name = local.name if local else ""
    ents = [e for e in known.parse.ents if _overlaps(known.parse, e.start, e.end, span)] if local else []
    wanted = LABELS.get(local.type, frozenset()) if local else frozenset()
    yield f"{side} score", min((e.score for e in ents), default=1.0)
    yield f"{side} label fits", float(not ents or any(e.label in wanted for e in ents))
    yield f"{side} pronoun", float(mention is not None and mention.kind == MentionKind.PRONOUN)
    yield f"{side} nominal", float(mention is not None and mention.kind == MentionKind.NOMINAL)
    yield f"{side} demonym", float(mention is not None and mention.type == "NORP")
    yield f"{side} mentions", min(known.counts[entity], FAR)
    yield f"{side} words", len(name.split())
    yield f"{side} lower", float(name.islower() or name[:1].islower())
    yield f"{side} capitals", float(name.isupper())
    yield f"{side} of", float(" of " in name)
    yield (
        f"{side} bare group",
        float(local is not None and local.type == EntityType.GROUP and " " not in name),
    )
    yield f"{side} digits", float(any(c.isdigit() for c in name))
    yield f"{side} aliases", len(local.aliases) if local else 0
    yield f"{side} known place", float(local is not None and local.place is not None)
    yield from ((f"{side} {kind}", float(local is not None and local.type == kind)) for kind in TYPES)


def _overlaps(parse: Parse, start: int, end: int, span: Span) -> bool:
    return parse.starts[start] < span[1] and span[0] < parse.ends[end - 1]


def _tree(claim: Claim, parse: Parse) -> Iterator[tuple[str, float]]:
    a, b = _token(parse, claim.subject_span), _token(parse, claim.object_span)
    up, down = _chain(parse, a), _chain(parse, b)
    top = next((node for node in up if node in down), None)
    path = up + down if top is None else up[: up.index(top)] + down[: down.index(top)]
    labels = Counter(parse.deps[i].split(":")[0] for i in path)
    yield "distance", min(abs(a - b), FAR)
    yield "subject first", float(a < b)
    yield "path", min(len(path), FAR)
    yield "joined", float(top is not None)
    yield from ((f"path {label}", labels[label]) for label in EDGES)


def _token(parse: Parse, span: Span) -> int:
    """The token of a span whose head lies outside of it; the nearest where the span holds none."""
    first = max(0, bisect_right(parse.starts, span[0]) - 1)
    last = max(first + 1, bisect_left(parse.starts, span[1]))
    inside = range(first, last)
    return next((i for i in inside if parse.heads[i] not in inside or parse.heads[i] == i), first)


def _chain(parse: Parse, i: int) -> list[int]:
    found = [i]
    while parse.heads[found[-1]] not in found:
        found.append(parse.heads[found[-1]])
    return found


def _sentence(article: Article, claim: Claim, known: _Facts) -> Iterator[tuple[str, float]]:
    start, end = claim.evidence
    words = article.text[start:end]
    inside = {m.entity for m in known.reading.mentions if m.entity and start <= m.start < end}
    yield "sentence words", min(len(words.split()), 2 * FAR)
    yield "sentence entities", len(inside)
    yield "sentence claims", sum(c.evidence == claim.evidence for c in known.reading.claims)
    yield "quotes", min(len(QUOTES.findall(words)), 9)
    yield "line breaks", min(words.count("\n"), 9)
    yield "full stop", float(words.rstrip("\"\u201d' ").endswith((".", "!", "?")))
    yield "question", float("?" in words)
    yield "commas", min(words.count(","), 20)
    yield from ((f"cue {name}", min(len(cue.findall(words)), 5)) for name, cue in CUES.items())


def names(rows: Iterable[Values]) -> list[str]:
    """The names of all features of some claims, sorted."""
    return sorted({name for row in rows for name in row})
