"""The country that an article is about: named three times and twice as often as the next, or alone twice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.coref import Ref
from kg.coref.context import Context
from kg.lexicon.places import Place, places, seat_of
from kg.records import Article, EntityType, LocalEntity, MentionKind, Parse
from kg.spans.paragraphs import paragraph_starts

LEAST, TIMES = 3, 2
ALONE = 2  # times that the only country must be named
TOLD = 0.8  # the share of a country that the sentence tells
NEAR = 2  # sentences before an office that tell of which country it is
STANCES = ("pro-", "anti-")
WORD = re.compile(r"\w+")
DOMAINS = {"uk": "country/GB"}  # where the domain of a country is not its code
# which anybody may have
SOLD = frozenset({"ai", "cc", "co", "eu", "fm", "gg", "io", "la", "ly", "me", "sh", "su", "to", "tv", "ws"})


Told = Callable[[Context, Ref], str | None]  # the lexicon id of the place that a name tells of


@dataclass(frozen=True, slots=True)
class MainCountry:
    """The country, region or city, its names in text order, its share in all names of it and of the next."""

    entity: LocalEntity
    refs: tuple[Ref, ...]
    share: float
    told: Told

    @property
    def certainty(self) -> float:
        """How sure it is that what has no country is of this one, less where another is near."""
        return (1 + self.share) / 2

    def nearest(self, token: int) -> Ref:
        """The name of it that stands nearest to a token."""
        return min(self.refs, key=lambda ref: (abs(ref.start - token), ref.start))

    def is_told_of(self, ctx: Context, refs: Sequence[Ref], token: int) -> bool:
        """Whether the sentence of a token names it, or it and those before in the paragraph name none."""
        parse, breaks = ctx.parse, paragraph_starts(ctx.parse.text)
        at = bisect_right(parse.sents, (token, len(parse))) - 1
        start, end = parse.sents[at]
        paragraph = max((p for p in breaks if p <= parse.starts[start]), default=0)
        near = parse.sents[max(at - NEAR, 0)][0]
        told = [
            (r.start, self.told(ctx, r))
            for r in refs
            if near <= r.start and paragraph <= parse.starts[r.start]
        ]
        here = {place for i, place in told if start <= i < end} - {None}
        before = {place for i, place in told if i < start} - {None}
        known = here or before
        return not known or self.entity.place in known


def main_country(
    article: Article | None,
    ctx: Context,
    refs: Sequence[Ref],
    fits: Callable[[str], bool] | None = None,
    told: Told | None = None,
) -> MainCountry | None:
    """The country that an article is about, if one dominates (among those that fit); publishers count."""
    more = _publishers(article) if article is not None else iter(())
    return _main(ctx, refs, told or country_of, more, fits)


def told_country(ctx: Context, refs: Sequence[Ref], place: str, told: Told) -> MainCountry | None:
    """A country that something else tells to be meant, if it is named itself."""
    named = [(ref, known) for ref in refs if (known := told(ctx, ref)) is not None]
    return _of(ctx, named, place, TOLD, told)


def main_place(ctx: Context, refs: Sequence[Ref], kind: str) -> MainCountry | None:
    """The city or region that an article is about, if one dominates."""

    def told(ctx: Context, ref: Ref) -> str | None:
        entity = ctx.entity(ref)
        of_kind = (
            ref.kind == MentionKind.NAME
            and entity is not None
            and (entity.place or "").startswith(f"{kind}/")
        )
        return entity.place if entity is not None and of_kind else None

    return _main(ctx, refs, told, iter(()), None)


def _main(
    ctx: Context, refs: Sequence[Ref], told: Told, more: Iterator[str], fits: Callable[[str], bool] | None
) -> MainCountry | None:
    named = [(ref, place) for ref in refs if (place := told(ctx, ref)) is not None]
    counts = Counter(place for _, place in named)
    counts.update(more)
    if fits is not None:
        counts = Counter({place: number for place, number in counts.items() if fits(place)})
    (first, most), (_, next_) = ([*counts.most_common(2), ("", 0), ("", 0)])[:2]
    if most < (LEAST if next_ else ALONE) or most < TIMES * next_:
        return None
    return _of(ctx, named, first, most / (most + next_), told)


def _of(
    ctx: Context, named: Sequence[tuple[Ref, str]], place: str, share: float, told: Told
) -> MainCountry | None:
    entity = next((e for e in ctx.entities.values() if e.type == EntityType.PLACE and e.place == place), None)
    same = [ref for ref, known in named if known == place]
    own = tuple(ref for ref in same if ctx.entity(ref) == entity) or tuple(same)
    return MainCountry(entity, own, share, told) if entity is not None and own else None


def country_of(ctx: Context, ref: Ref) -> str | None:
    """Lexicon id of the country that a name is of: its own, a place in it, its people or its seat."""
    entity = ctx.entity(ref)
    if ref.kind != MentionKind.NAME or entity is None or entity.type == EntityType.PERSON:
        return None
    if _is_stance(ctx.parse, ref):
        return None
    place = places().get(entity.place or seat_of(entity.name) or "") or _inside(entity)
    found = places().country_of(place) if place is not None else None
    return found.id if found is not None else None


def _is_stance(parse: Parse, ref: Ref) -> bool:
    """Whether a name tells whom somebody is for or against: "pro-Kenyan", "anti-Kenyan"."""
    before = [parse.word(i).lower() for i in range(max(ref.start - 2, 0), ref.start)]
    own = parse.word(ref.start).lower()
    return own.startswith(STANCES) or (before[-1:] == ["-"] and before[0] + "-" in STANCES)


def _inside(entity: LocalEntity) -> Place | None:
    """The country that a body's name begins or ends with: "Philippine Senate", "Supreme Court of Chile"."""
    if entity.type != EntityType.ORGANIZATION:
        return None
    words = entity.name.replace("’s", "").replace("'s", "").removeprefix("the ").split()
    if "of" in words[:-1]:
        last = words[len(words) - words[::-1].index("of") :]
        known = [p for p in places().lookup(" ".join(last).removeprefix("the ")) if p.kind == "country"]
        if known:
            return known[0]
    for size in (2, 1):
        first = " ".join(words[:size])
        known = [p for p in places().lookup(first) if p.kind == "country"]
        place = places().adjective(first) or (known[0] if known else None)
        if place is not None and len(words) > size:
            return place
    return None


def _publishers(article: Article) -> Iterator[str]:
    """The countries that the publisher's name and the address tell of, each once."""
    names = set(_named(WORD.findall(article.source or "")))
    host = urlsplit(article.url).hostname if article.url else None
    end = (host or "").rpartition(".")[2]
    if end and end not in SOLD:
        code = DOMAINS.get(end, f"country/{end.upper()}")
        names |= {code} if places().get(code) is not None else set()
    return iter(sorted(names))


def _named(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        known = places().lookup(word)
        place = places().adjective(word) or (known[0] if known and word[0].isupper() else None)
        country = places().country_of(place) if place is not None else None
        if country is not None:
            yield country.id
