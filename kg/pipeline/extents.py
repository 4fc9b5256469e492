"""Where a name ends: a reading in which it has other words, as a person has marked them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.pipeline.assertions import RULE
from kg.pipeline.wording import overlap, plain, sentence_span, words_span
from kg.records import Claim, LocalEntity, Mention, MentionKind, Reading, Span


@dataclass(frozen=True, slots=True)
class _Change:
    """Names of one entity that lose or gain the same words."""

    text: str
    moved: dict[Span, Span]
    name: tuple[str, str]  # as it was and as it is
    rest: bool  # whether other places still have the name as it was

    def span(self, span: Span) -> Span:
        """A span, or where it lies now."""
        return self.moved.get(span, span)

    def renamed(self, name: str) -> str:
        """A name, or what it is now."""
        return self.name[1] if name == self.name[0] else name


def extended(text: str, reading: Reading, words: tuple[str, ...]) -> Reading | None:
    """The reading with a name of other extent, wherever its article has it so; None where it isn't there.

    ``words`` are the sentence, the words of the name as it was read, and those that it has. Names that the
    new one holds are no names of their own; an entity that now has the name of another is that one.
    """
    inside = sentence_span(text, reading, words[0])
    spans = [words_span(text, inside, part) for part in words[1:]] if inside else [None]
    old, new = (spans[0], spans[1]) if len(spans) > 1 else (None, None)
    if old is None or new is None or not overlap(old, new):
        return None
    named = [
        m
        for m in reading.mentions
        if m.entity and m.kind == MentionKind.NAME and overlap((m.start, m.end), old)
    ]
    if not named:
        return None
    mention = min(named, key=lambda m: (abs(m.start - old[0]) + abs(m.end - old[1]), m.start))
    change = _change(text, reading, mention, new)
    made = _swallowed(_changed(reading, change, mention.entity or ""), frozenset(change.moved.values()))
    return _joined(made, mention.entity or "")


def _change(text: str, reading: Reading, mention: Mention, new: Span) -> _Change:
    """What becomes of all names of that entity and of those words."""
    before, after = plain(text, (mention.start, mention.end)), plain(text, new)
    shift = new[0] - mention.start, new[1] - mention.end
    moved = {(mention.start, mention.end): new}
    alike = [(m.start, m.end) for m in reading.mentions if m.entity == mention.entity]
    alike = [span for span in alike if plain(text, span) == before]
    for span in alike:
        there = span[0] + shift[0], span[1] + shift[1]
        if there[0] >= 0 and plain(text, there) == after:
            moved[span] = there
    return _Change(text, moved, (before, after), any(span not in moved for span in alike))


def _changed(reading: Reading, change: _Change, id: str) -> Reading:
    mentions = (_mention(m, change) if m.entity == id else m for m in reading.mentions)
    entities = (_entity(e, change) if e.id == id else e for e in reading.entities)
    claims = (_claim(c, change) if id in (c.subject, c.object) else c for c in reading.claims)
    return replace(reading, mentions=tuple(mentions), entities=tuple(entities), claims=tuple(claims))


def _mention(mention: Mention, change: _Change) -> Mention:
    span = change.span((mention.start, mention.end))
    if span == (mention.start, mention.end):
        return mention
    words = change.text[slice(*span)]
    return replace(mention, start=span[0], end=span[1], text=words, kind=MentionKind.NAME, why=RULE)


def _entity(entity: LocalEntity, change: _Change) -> LocalEntity:
    names = dict.fromkeys(map(change.renamed, entity.aliases))
    name = change.renamed(entity.name)
    names.update(dict.fromkeys((change.name[1], *(change.name[:1] if change.rest else ()))))
    names.pop(name, None)
    return replace(entity, name=name, aliases=tuple(names), place=None)


def _claim(claim: Claim, change: _Change) -> Claim:
    subject, other = change.span(claim.subject_span), change.span(claim.object_span)
    return replace(claim, subject_span=subject, object_span=other if claim.object else claim.object_span)


def _swallowed(reading: Reading, spans: frozenset[Span]) -> Reading:
    """Without the names that lie in those spans, and without those who have no other."""
    inner = {
        m
        for m in reading.mentions
        for start, end in spans
        if overlap((m.start, m.end), (start, end)) and (m.start, m.end) != (start, end)
    }
    kept = tuple(mention for mention in reading.mentions if mention not in inner)
    gone = {m.entity for m in inner} - {m.entity for m in kept}
    return without(replace(reading, mentions=kept), gone) if gone else replace(reading, mentions=kept)


def without(reading: Reading, ids: set[str | None]) -> Reading:
    """The reading without some entities, and without what is said of them."""

    def there(id: str | None) -> str | None:
        return None if id in ids else id

    claims = (c for c in reading.claims if c.subject not in ids and (c.object is None or c.object not in ids))
    return replace(
        reading,
        mentions=tuple(m for m in reading.mentions if m.entity is None or m.entity not in ids),
        entities=tuple(e for e in reading.entities if e.id not in ids),
        claims=tuple(replace(c, speaker=there(c.speaker), where=there(c.where)) for c in claims),
        quotes=tuple(
            replace(q, speaker=there(q.speaker), about=tuple(id for id in q.about if id not in ids))
            for q in reading.quotes
        ),
    )


def _joined(reading: Reading, id: str) -> Reading:
    """The entity and another of its name and type as one, under the other's id."""
    entity = next(one for one in reading.entities if one.id == id)
    others = (e for e in reading.entities if e.id != id and e.type == entity.type)
    other = next((e for e in others if entity.name in (e.name, *e.aliases)), None)
    if other is None:
        return reading

    def now(of: str | None) -> str | None:
        return other.id if of == id else of

    aliases = dict.fromkeys((*other.aliases, *entity.aliases))
    aliases.pop(other.name, None)
    whole = replace(
        other, aliases=tuple(aliases), titles=tuple(dict.fromkeys((*other.titles, *entity.titles)))
    )
    claims = (
        replace(
            c, subject=now(c.subject) or "", object=now(c.object), speaker=now(c.speaker), where=now(c.where)
        )
        for c in reading.claims
    )
    quotes = (
        replace(q, speaker=now(q.speaker), about=tuple(now(about) or "" for about in q.about))
        for q in reading.quotes
    )
    return replace(
        reading,
        mentions=tuple(replace(m, entity=now(m.entity)) for m in reading.mentions),
        entities=tuple(whole if e.id == other.id else e for e in reading.entities if e.id != id),
        claims=tuple(claim for claim in claims if claim.subject != claim.object),
        quotes=tuple(quotes),
    )
