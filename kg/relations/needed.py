"""Whether the body of a state is worth an entity: only where something else is told of it.

That the army of Kenya is Kenya's says little; a reader draws it where the army does something to somebody.
So it is with houses and courts whose own name says whose they are: "the US Senate".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kg.coref.context import Context
from kg.lexicon.wordlists import word_set
from kg.ontology import Ontology, Trait
from kg.records import Claim, EntityType, LocalEntity
from kg.relations.actors import Actors

OWN_NAME = "body-named-after-country"


def needed(claims: Sequence[Claim], ctx: Context, actors: Actors, ontology: Ontology) -> Iterator[Claim]:
    """The claims without those that only say whose a body is, of bodies of which nothing else is told."""
    unnamed = {actor.id for actor in actors.known.values()}
    of_states = ontology.telling(Trait.OWNER, EntityType.ORGANIZATION, EntityType.PLACE)
    others = [c for c in claims if c.predicate not in of_states]
    told = {c.subject for c in others} | {c.object for c in others}
    for one in claims:
        if one.predicate not in of_states or one.subject in told or not _says_little(one, ctx, unnamed):
            yield one


def _says_little(claim: Claim, ctx: Context, unnamed: Collection[str]) -> bool:
    if claim.subject in unnamed:
        owner = ctx.entities.get(claim.object or "")
        return owner is not None and "country" in ctx.kinds(owner)
    body = ctx.entities.get(claim.subject)
    return claim.rule == OWN_NAME and body is not None and _is_house(body)


def _is_house(body: LocalEntity) -> bool:
    """Whether a name is that of a house of parliament or a court."""
    words = body.name.lower().split()
    end = next((i for i, word in enumerate(words) if i and word in ("of", "for")), len(words))
    return body.type == EntityType.ORGANIZATION and words[end - 1] in word_set("organizations", "chambers")
