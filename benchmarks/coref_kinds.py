"""Links of pronouns and descriptions in the annotated news, by kind: right, said and wanted.

A link is right where the entity that coreference gives is the one that the annotators gave, told by the names
that both have. Wanted are the pronouns and descriptions that were given an entity with a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.coref import Ref, Resolution, resolve
from kg.records import Parse
from training.annotations.store import Annotated, documents

Span = tuple[int, int]
PEOPLE, PLACES = frozenset({"PERSON"}), frozenset({"GPE", "LOC", "FAC"})
FIRST = frozenset("i me my mine myself we us our ours ourselves".split())  # noqa: SIM905
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})


@dataclass(frozen=True)
class Outcome:
    """What coreference and the annotators say of one pronoun or description; ids of entities, or None."""

    document: str
    kind: str
    text: str
    start: int
    said: str | None
    truth: str | None
    why: str = ""


def kind_of(text: str, label: str, kind: str) -> str:
    """The row of the table that a mention counts in."""
    low = text.lower()
    if kind == "pronoun":
        if low in FIRST:
            return "I, we"
        if low in RELATIVE:
            return "who, which"
        forms = {"it": "it", "th": "they"}
        return forms.get(low[:2], "he, she")
    return "person" if label in PEOPLE else "place" if label in PLACES else "body"


def outcomes(data: Path, parse_of: Callable[[str], Parse]) -> Iterator[Outcome]:
    """The outcomes of all documents; ``parse_of`` gives the parse of a text."""
    for document in documents(data):
        parse = parse_of(document.text)
        yield from _of(document, parse, resolve(parse))


def _of(document: Annotated, parse: Parse, found: Resolution) -> Iterator[Outcome]:
    named = {entity for *_, entity, kind in document.mentions if kind == "name"}
    truths = dict(_entities(document, parse, found.refs))
    told = {
        _head(parse, s, e): (document.text[s:e], label, entity if entity in named else None, kind)
        for s, e, label, entity, kind in document.mentions
        if kind != "name"
    }
    said = {parse.starts[ref.head]: ref for ref in found.refs if ref.kind != "name" and ref.entity}
    for start in sorted(said.keys() | told.keys()):
        ref = said.get(start)
        text, label, truth, kind = told.get(start, ("", "", None, ""))
        if ref is not None and not text:
            text, label, kind = parse.span_text(ref.start, ref.end), ref.type, ref.kind
        guess = (truths.get(ref.entity) or "?") if ref is not None and ref.entity else None
        if guess is not None or truth is not None:
            why = ref.why if ref is not None else ""
            yield Outcome(document.id, kind_of(text, label, kind), text, start, guess, truth, why)


def _head(parse: Parse, start: int, end: int) -> int:
    """The start of the head of a span of characters."""
    inside = [i for i, s in enumerate(parse.starts) if start <= s < end]
    tops = (i for i in inside if parse.heads[i] == i or parse.heads[i] not in inside)
    return parse.starts[next(tops, inside[-1])] if inside else start


def _entities(document: Annotated, parse: Parse, refs: Iterable[Ref]) -> Iterator[tuple[str, str]]:
    """The annotated entity of each local one, by most of its names."""
    votes: dict[str, Counter[str]] = {}
    names = [(s, e, entity) for s, e, _, entity, kind in document.mentions if kind == "name" and entity]
    for ref in refs:
        if ref.kind == "name" and ref.entity:
            start, end = parse.starts[ref.start], parse.ends[ref.end - 1]
            votes.setdefault(ref.entity, Counter()).update(
                entity for s, e, entity in names if s < end and start < e
            )
    for local, counts in votes.items():
        if counts:
            yield local, counts.most_common(1)[0][0]


def table(found: Iterable[Outcome]) -> str:
    """Precision and recall of links by kind."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in found:
        counts[one.kind, "said"] += one.said is not None
        counts[one.kind, "wanted"] += one.truth is not None
        counts[one.kind, "right"] += one.said is not None and one.said == one.truth
    rows = []
    for kind in sorted({kind for kind, _ in counts}):
        right, said, wanted = (counts[kind, what] for what in ("right", "said", "wanted"))
        p, r = right / max(1, said), right / max(1, wanted)
        rows.append(f"  {kind:10} P {p:.3f}  R {r:.3f}  right {right} said {said} wanted {wanted}")
    return "\n".join(rows)
