"""From claims back to the words and names behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.records import Article, Claim, Collection, Entity


@dataclass(frozen=True, slots=True)
class Evidence:
    """A collection's articles and entities, to look things up in."""

    articles: Mapping[str, Article]
    entities: Mapping[str, Entity]  # by key
    members: Mapping[tuple[str, str], Entity]  # by article id and LocalEntity id

    @classmethod
    def of(cls, collection: Collection) -> Evidence:
        """The look-ups for a collection."""
        return cls(
            {article.id: article for article in collection.articles},
            {entity.key: entity for entity in collection.entities},
            {member: entity for entity in collection.entities for member in entity.members},
        )

    def sentence(self, article: str, claim: Claim) -> str:
        """The sentence that a claim rests on, on one line."""
        start, end = claim.evidence
        return " ".join(self.articles[article].text[start:end].split())

    def local_name(self, article: str, local: str) -> str:
        """The name of an article's own entity."""
        entity = self.members.get((article, local))
        return entity.name if entity else local

    def speaker(self, article: str, claim: Claim) -> str:
        """Who says so: an entity's name, the article's words, or nothing."""
        entity = self.members.get((article, claim.speaker or ""))
        return entity.name if entity else claim.speaker or ""

    def name(self, key: str | None) -> str:
        """An entity's name, or nothing where there is no entity."""
        return self.entities[key].name if key is not None else ""
