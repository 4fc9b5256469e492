"""The items of a digest: runs of paragraphs that tell of the same, where an article tells of several things.

Paragraphs hang together where one names again who was named before; places do not count, since news of
a day names the same countries again and again. An article is a digest where few of its paragraphs hang
together and many of them are about other countries than the most named one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.coref import Ref
from kg.coref.context import Context
from kg.records import EntityType, Span
from kg.spans.paragraphs import paragraph_starts

LEAST = 3  # paragraphs
SOON = 3  # paragraphs until somebody is named again
JOINED = 0.5  # of the breaks between paragraphs that somebody is named across, in an article on one thing
ELSEWHERE = 1 / 3  # of the paragraphs that name a country, those that do not name the most named one


@dataclass(frozen=True, slots=True)
class Items:
    """The items of an article, as ranges of letters; just one where it is no digest.

    ``loose``: its paragraphs hang together badly.
    """

    spans: tuple[Span, ...]
    loose: bool = False

    @property
    def digest(self) -> bool:
        """Whether the article tells of several things."""
        return len(self.spans) > 1

    def around(self, ctx: Context, refs: Sequence[Ref], token: int) -> Sequence[Ref]:
        """The refs in the item of a token."""
        if not self.digest:
            return refs
        at = ctx.parse.starts[token]
        start, end = self.spans[bisect_right(self.spans, (at, len(ctx.parse.text))) - 1]
        return [ref for ref in refs if start <= ctx.parse.starts[ref.start] < end]


def items(ctx: Context, refs: Sequence[Ref], told: Callable[[Context, Ref], str | None]) -> Items:
    """Part an article into its items; ``told`` is the lexicon id of the country that a name tells of."""
    breaks = [0, *paragraph_starts(ctx.parse.text)]
    whole = ((0, len(ctx.parse.text)),)
    if len(breaks) < LEAST:
        return Items(whole)
    paragraph = {ref: bisect_right(breaks, ctx.parse.starts[ref.start]) - 1 for ref in refs}
    joined = _joined(ctx, paragraph)
    loose = len(joined) < JOINED * (len(breaks) - 1)
    if not loose or not _is_elsewhere(ctx, paragraph, told):
        return Items(whole, loose)
    starts = [breaks[0], *(breaks[i] for i in range(1, len(breaks)) if i not in joined)]
    return Items(tuple(zip(starts, [*starts[1:], len(ctx.parse.text)], strict=True)), loose)


def _joined(ctx: Context, paragraph: dict[Ref, int]) -> set[int]:
    """The paragraphs before whose start somebody is named who is soon named again."""
    where: dict[str, set[int]] = {}
    for ref, number in paragraph.items():
        entity = ctx.entity(ref)
        if entity is not None and entity.type != EntityType.PLACE:
            where.setdefault(entity.id, set()).add(number)
    pairs = (pair for numbers in where.values() for pair in pairwise(sorted(numbers)))
    return {i for one, next_ in pairs if next_ - one <= SOON for i in range(one + 1, next_ + 1)}


def _is_elsewhere(
    ctx: Context, paragraph: dict[Ref, int], told: Callable[[Context, Ref], str | None]
) -> bool:
    """Whether many paragraphs name other countries than the one that most name."""
    named: dict[int, set[str]] = {}
    for ref, number in paragraph.items():
        country = told(ctx, ref)
        if country is not None:
            named.setdefault(number, set()).add(country)
    counts = Counter(country for countries in named.values() for country in countries)
    most = max(counts.values(), default=0)
    return len(named) - most >= ELSEWHERE * len(named) > 0
