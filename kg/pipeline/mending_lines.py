"""From what a person says is wrong to the line that mends it: sentences for claims, names for entities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import DataError, NotFoundError
from kg.graph import edtf
from kg.pipeline import by_hand, lookup
from kg.pipeline.assertions import ID as ASSERTIONS
from kg.pipeline.build import options
from kg.pipeline.extents import extended
from kg.pipeline.judgement_changes import article_of
from kg.pipeline.mended import origin
from kg.pipeline.tools import Tools, vocabulary
from kg.pipeline.wording import plain, sentence_span, whole_sentences, words_at, words_span
from kg.records import Claim, Reading, Span
from kg.store import resolved
from kg.store.database import Store

if TYPE_CHECKING:
    from kg.entities import Decision
    from kg.ontology import Relation

SHORT = 3  # words of a correction that names its claim by id


@dataclass(frozen=True, slots=True)
class _Page:
    """An article with its reading before and after it was mended."""

    id: str
    text: str
    before: Reading
    now: Reading


def is_short(kind: str, words: Sequence[str]) -> bool:
    """Whether it is a correction that names its claim by id."""
    return kind == "correct" and len(words) == SHORT


def line(store: Store, tools: Tools, kind: str, words: Sequence[str]) -> list[str]:
    """The words as they are written: whole sentences, keys of names; DataError where they cannot be so."""
    if kind in ("type", "none"):
        return [_names(store, tools, words[0]), *words[1:]]
    if kind == "claim":
        return _claim(store, tools, words)
    if kind == "extent":
        return _extent(store, words)
    about = _of_claim(store, tools, words[0]) if is_short(kind, words) else list(words[:5])
    made = [*about, *words[-2:]]
    _check_correction(store, tools, made)
    return made


def _page(store: Store, article: str) -> _Page:
    if article == ASSERTIONS:
        raise DataError("a fact that was added by hand is taken back ('kg decisions --undo') and added anew")
    row = resolved.find_admitted(store, article)
    now = resolved.reading(store, article)
    if row is None or now is None:
        raise NotFoundError(f"no article {article!r} in {store.folder}")
    before = store.reading(origin(store, article, row.reading)) or now
    return _Page(article, store.article(row.row).text, before, now)


def _names(store: Store, tools: Tools, name: str) -> str:
    """The keys that all names of an entity have, those of namesakes without what tells them apart."""
    from kg.entities.keys import base_key

    if name.split() and all("/" in key for key in name.split()) and " " in name:
        return name
    entity = lookup.entity_named(store, name, tools.fold)
    kind = f"{entity.type.lower()}/"
    found = dict.fromkeys(base_key(key) for key in (entity.key, *entity.former_keys) if key.startswith(kind))
    return " ".join(found)


# Where a name ends


def _extent(store: Store, words: Sequence[str]) -> list[str]:
    page = _page(store, words[0])
    inside = sentence_span(page.text, page.now, words[1])
    if inside is None:
        raise NotFoundError(f"{page.id} does not say {words[1]!r}")
    spans = [_end(page, inside, part) for part in words[2:]]
    sentence, _, *names = in_sentence(page.text, page.now, (inside, *spans))
    said = [sentence, *names]
    made = extended(page.text, page.now, tuple(said))
    if made is None:
        raise NotFoundError(f"{words[2]!r} is no name there that {words[3]!r} could be in place of")
    if made == page.now:
        raise DataError(f"the name is {words[3]!r} already")
    return [page.id, *said]


# A claim by hand


def _claim(store: Store, tools: Tools, words: Sequence[str]) -> list[str]:
    page, relation = _page(store, words[0]), vocabulary(options(store)).named(words[3])
    if relation.dated:
        raise DataError(f"{relation.name} needs a date, which no two names give: 'kg assert' adds it")
    inside = sentence_span(page.text, page.now, words[1])
    if inside is None:
        raise NotFoundError(f"{page.id} does not say {words[1]!r}")
    subject, other = (_end(page, inside, words[place]) for place in (2, 4))
    _check_fits(store, page, relation, subject, other)
    return _spelt(page, inside, subject, relation.name, other)


def _spelt(page: _Page, inside: Span, subject: Span, relation: str, other: Span) -> list[str]:
    sentence, _, first, second = in_sentence(page.text, page.now, (inside, subject, other))
    return [page.id, sentence, first, relation, second]


def in_sentence(text: str, reading: Reading, spans: Sequence[Span]) -> list[str]:
    """The sentence that holds some spans, then the words of each, as decisions write them."""
    whole = whole_sentences(reading, spans)
    return [plain(text, whole), *(words_at(text, whole, span) for span in spans)]


def beside(text: str, reading: Reading, claim: Claim, span: Span) -> str | None:
    """The words of a span in the sentences of a claim; None where it stands in none of them."""
    whole = whole_sentences(reading, (claim.evidence, claim.subject_span, claim.object_span))
    inside = whole[0] <= span[0] and span[1] <= whole[1]
    return words_at(text, whole, span) if inside else None


def _end(page: _Page, inside: Span, words: str) -> Span:
    span = words_span(page.text, inside, words)
    if span is None:
        raise NotFoundError(f"{words!r} does not stand in {plain(page.text, inside)!r}")
    return span


def _check_fits(store: Store, page: _Page, relation: Relation, subject: Span, other: Span) -> None:
    bench = by_hand.Bench(page.text, page.now, vocabulary(options(store)))
    first = bench.local(subject, relation.domain)
    if relation.literal:
        fits = first.type in relation.domain
    else:
        second = bench.local(other, relation.range)
        fits = first.id != second.id and relation.fits(first.type, second.type)
        if first.id == second.id:
            raise DataError(f"both are {first.name}: a claim needs two")
    if not fits:
        kinds = f"{' or '.join(relation.domain)} with {' or '.join(relation.range)}"
        joined = first.type if relation.literal else f"{first.type} with {second.type}"
        raise DataError(f"{relation.name} joins {kinds}, not {joined}")


# A correction


def _of_claim(store: Store, tools: Tools, id: str) -> list[str]:
    """How the claim of an id is called, as it was read at first."""
    article = article_of(store, id)
    if article is None:
        raise NotFoundError(f"no claim {id!r} in {store.folder}: 'kg show NAME --ids' prints them")
    page = _page(store, article)
    decided = [d for d in tools.decisions(options(store)).all if d.kind in ("claim", "correct")]
    by_id = {by_hand.claim_id(d.words[:5]): d for d in decided}
    if id in by_id:
        return list(by_id[id].words[:5])
    return _as_read(store, tools, page, id)


def _as_read(store: Store, tools: Tools, page: _Page, id: str) -> list[str]:
    named = _named(store, tools, page)
    claim = next((one for one in named.claims if one.id == id), None)
    if claim is None:
        raise NotFoundError(f"the claim {id!r} is not read any more")
    _check_words(page, claim)
    inside = whole_sentences(page.now, (claim.evidence, claim.subject_span, claim.object_span))
    return _spelt(page, inside, claim.subject_span, claim.predicate, claim.object_span)


def _named(store: Store, tools: Tools, page: _Page) -> Reading:
    """The reading with its names as a person has mended them, its claims as they were read."""
    decisions: list[Decision] = [
        d for d in tools.decisions(options(store)).all if d.kind in ("type", "none", "extent")
    ]
    return by_hand.mended(page.text, page.before, decisions, vocabulary(options(store))).reading


def _check_words(page: _Page, claim: Claim) -> None:
    if not plain(page.text, claim.subject_span) or not plain(page.text, claim.object_span):
        raise DataError(f"an end of claim {claim.id!r} has no words of its own: reject it and claim it anew")


def _check_correction(store: Store, tools: Tools, words: Sequence[str]) -> None:
    """DataError where the corrected claim cannot be so."""
    field, value = words[5:]
    if field == "relation":
        vocabulary(options(store)).named(value)
    if field in ("since", "until", "on") and value != by_hand.NONE and edtf.bounds(value) is None:
        raise DataError(f"{value!r} is no date: 2024, 2024-05 or 2024-05-04, or {by_hand.NONE}")
    from kg.entities.judgements import check

    page = _page(store, words[0])
    decisions = tools.decisions(options(store)).all
    own = [d for d in decisions if d.kind in ("type", "none") or d.words[0] == page.id]
    new = check("correct", words)
    made = by_hand.mended(page.text, page.before, (*own, new), vocabulary(options(store)))
    if new not in made.fitting:
        raise DataError(f"{page.id} says nothing there that {field} {value!r} would fit")
    _check_whole(store, made.reading, page)


def _check_whole(store: Store, reading: Reading, page: _Page) -> None:
    """DataError where a claim that is new in the reading joins what its relation does not."""
    ontology, types = vocabulary(options(store)), {entity.id: entity.type for entity in reading.entities}
    for claim in set(reading.claims) - set(page.now.claims):
        relation = ontology[claim.predicate]
        subject = types[claim.subject]
        good = subject in relation.domain if claim.object is None else claim.subject != claim.object
        if claim.object is not None and not relation.fits(subject, types[claim.object]):
            good = False
        if not good:
            joined = f"{subject} with {types[claim.object] if claim.object else 'a text'}"
            raise DataError(f"{relation.name} does not join {joined}: correct what is at its ends first")
