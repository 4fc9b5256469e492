"""A chain: the markables that were found to mean one thing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg.coref.markables import Markable
from kg.records import MentionKind


@dataclass(frozen=True, slots=True)
class Link:
    """Why a markable stands in its chain."""

    mark: Markable
    score: float
    why: str


@dataclass(slots=True)
class Chain:
    """Grows while an article is read; ``label`` is what its names are."""

    label: str
    number: str = ""
    gender: str = ""
    links: list[Link] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    titles: dict[str, None] = field(default_factory=dict)
    serves: set[int] = field(default_factory=set)  # ranks of the places and organizations of its titles
    lesser: set[str] = field(default_factory=set)  # names that the article calls former, or other ones
    generation: str = ""  # what "Jr.", "Sr." or "III" says of a person
    kin: bool = False  # introduced as somebody's relative
    kinds: set[str] = field(default_factory=set)  # nouns that the article or its name gives it: "airline"
    place: str | None = None  # lexicon id
    place_kind: str = ""
    votes: Counter[str] = field(default_factory=Counter)  # gender evidence of pronouns
    total: int = 0  # names of it in the whole article
    rank: int = 0  # order of its first name
    called: str = ""  # noun of the first description of what has no name
    open: bool = False  # mentioned in the last sentences

    @property
    def named(self) -> bool:
        """Whether the article names it."""
        return bool(self.names)

    @property
    def last(self) -> Markable:
        """The latest markable."""
        return self.links[-1].mark

    def add(self, mark: Markable, score: float, why: str) -> None:
        """Append a markable; gender and titles that it shows become the chain's."""
        self.links.append(Link(mark, score, why))
        self.titles |= dict.fromkeys(mark.titles)
        if mark.gender and mark.kind != MentionKind.PRONOUN and not self.gender:
            self.gender = mark.gender
