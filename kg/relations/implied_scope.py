"""What is of which country where nothing says it: by the sentence, the item of a digest, the article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from kg.coref import Ref
from kg.coref.context import Context
from kg.records import Article
from kg.relations.country_cues import AGAINST, cues, last_before, strongest
from kg.relations.items import Items, items
from kg.relations.main_country import NEAR, MainCountry, country_of, main_country, main_place, told_country
from kg.spans.paragraphs import paragraph_starts
from kg.syntax.graph import Graph


@dataclass(frozen=True, slots=True)
class Sought:
    """An office or body whose country is sought: its token, its title and its holder where it has such.

    ``fits`` says which countries can have it, ``certain`` that these are few.
    """

    token: int
    fits: Callable[[str], bool]
    title: int | None = None
    holder: int | None = None
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """An article's refs and trees."""

    article: Article
    ctx: Context
    refs: Sequence[Ref]
    trees: Sequence[Graph]
    countries: Mapping[Ref, str | None] = field(init=False)
    paragraphs: tuple[int, ...] = field(init=False)
    items: Items = field(init=False)

    def __post_init__(self) -> None:
        known = {ref: country_of(self.ctx, ref) for ref in self.refs}
        object.__setattr__(self, "countries", MappingProxyType(known))
        object.__setattr__(self, "paragraphs", paragraph_starts(self.ctx.parse.text))
        object.__setattr__(self, "items", items(self.ctx, self.refs, self.told))

    def told(self, ctx: Context, ref: Ref) -> str | None:
        """The country that a name is of."""
        return self.countries[ref] if ref in self.countries else country_of(ctx, ref)

    def place(self, kind: str, token: int) -> MainCountry | None:
        """The city or region that the item of a token is about."""
        near = self.items.around(self.ctx, self.refs, token)
        main = main_place(self.ctx, near, kind)
        return main if main is not None and main.is_told_of(self.ctx, near, token) else None

    def country(self, one: Sought) -> MainCountry | None:
        """The country that an office or body is of, of those that can have it."""
        near = self.items.around(self.ctx, self.refs, one.token)
        at = bisect_right([tree.start for tree in self.trees], one.token) - 1
        tree = self.trees[at]
        beside = self.ctx.ref(one.token - 1) if one.token > tree.start else None
        owner = self.told(self.ctx, beside) if beside is not None else None
        if owner is not None:
            return self._only(near, (owner,), one)
        named = cues(tree, self.ctx, self.told, one.title, one.holder)
        here = {place: score for place, score in named.items() if one.fits(place)}
        strong, main = strongest(here), self._main(near, tree, one)
        known = main.entity.place or "" if main is not None else ""
        if strong and (self.items.digest or known not in strong):
            nearest = last_before(tree, self.ctx, self.told, one.token)
            other = nearest is not None and nearest not in strong and one.fits(nearest)
            return None if other else self._only(near, strong, one)
        if known and (here.get(known) != AGAINST or not self.items.digest):
            return main
        if len(here) == 1 and one.certain:
            return self._only(near, tuple(here), one)
        return self._before(near, at, one) if not named else None

    def _main(self, near: Sequence[Ref], tree: Graph, one: Sought) -> MainCountry | None:
        """The country that the article or item is about, unless another is told of close by."""
        article = None if self.items.digest else self.article
        main = main_country(article, self.ctx, near, one.fits, self.told)
        told = main is not None and main.is_told_of(self.ctx, near, one.token) and self._is_last(main, tree)
        return main if told else None

    def _is_last(self, main: MainCountry, tree: Graph) -> bool:
        """Whether it is the country that was named last, where the paragraphs hang together badly."""
        if not self.items.loose:
            return True
        told = [(ref.start, place) for ref, place in self.countries.items() if place is not None]
        here = {place for start, place in told if tree.start <= start < tree.end}
        before = max((one for one in told if one[0] < tree.start), default=None)
        last = here or ({before[1]} if before is not None else set())
        return not last or main.entity.place in last

    def _only(self, near: Sequence[Ref], strong: Sequence[str], one: Sought) -> MainCountry | None:
        """The one country that a sentence speaks for, unless several do, or it cannot have the office."""
        (first, *more) = strong
        return told_country(self.ctx, near, first, self.told) if not more and one.fits(first) else None

    def _before(self, near: Sequence[Ref], at: int, one: Sought) -> MainCountry | None:
        """The country that the last sentence to name one speaks for, in one paragraph."""
        starts = self.ctx.parse.starts
        paragraph = max((p for p in self.paragraphs if p <= starts[self.trees[at].start]), default=0)
        for tree in reversed(self.trees[max(at - NEAR, 0) : at]):
            found = cues(tree, self.ctx, self.told) if starts[tree.start] >= paragraph else None
            if found:
                strong = strongest(found)
                return self._only(near, strong, one) if strong else None
        return None
