"""What suits what: arguments and relations, titles and what they govern, places and what they lie in."""

from __future__ import annotations

from dataclasses import dataclass

from kg.coref.context import Context
from kg.lexicon import Place, places
from kg.lexicon.titles import Modifier
from kg.ontology import Ontology, Relation, Trait
from kg.records import EntityType, LocalEntity, Span
from kg.relations.rules import Argument
from kg.relations.title_holders import TitleMention

LEAGUE = "league"
ASSAULT = "ASSAULT"  # the PLOVER class of what towns do not do


@dataclass(frozen=True, slots=True)
class Found:
    """An argument of a match: a token of an entity, or of a literal with its token range."""

    token: int
    entity: LocalEntity | None
    value: Span | None = None  # token range of a literal
    label: str = ""  # the last edge of the path that led here
    span: Span | None = None  # its token range, where it is no ref of its own


def title_relation(
    title: TitleMention, governed: LocalEntity, ctx: Context, ontology: Ontology
) -> str | None:
    """The relation between the holder of a title and what it governs, by the kind of the latter."""
    kinds = ctx.kinds(governed)
    if "continent" in kinds:
        return None  # "Europe's youngest minister"
    if Modifier.SHADOW in title.modifiers and governed.type == EntityType.PLACE:
        return None
    for kind in kinds:
        for of in title.classes:
            name = of.elsewhere.get(governed.place or "") or of.relations.get(kind)
            if not name:
                continue
            relation = ontology[name]
            if relation.has(Trait.IN_TEAM) and LEAGUE in kinds:
                return None  # "NBA player"
            of_body = governed.type == EntityType.PLACE and (title.of_body or _governs_a_body(title, ctx))
            if of_body and not relation.has(Trait.STATE_SERVICE):
                return None  # "Kenyan police spokesman"
            if relation.has(Trait.BARE_TITLE) and not title.bare:
                return None  # "Kenyan rebel chief", "El Paso's union head"
            if Modifier.HONORARY in title.modifiers and "organization" in kinds:
                return (name, *ontology.ancestors(name))[-1]
            return _qualified(relation, title, kind)
    return None


def _governs_a_body(title: TitleMention, ctx: Context) -> bool:
    """Whether one of two names before a title is a body: "Iranian Foreign Ministry spokesman"."""
    named = [entity for t in title.governed if (entity := ctx.named(t)) is not None]
    return len(named) > 1 and any(entity.type == EntityType.ORGANIZATION for entity in named)


def _qualified(relation: Relation, title: TitleMention, kind: str) -> str:
    """What the title says instead of the relation where it is qualified, or the relation."""
    if Modifier.UNOFFICIAL in title.modifiers and relation.when_unofficial:
        return relation.when_unofficial
    if title.one_of and relation.when_one_of:
        return relation.when_one_of
    shared = next((of.one_of[kind] for of in title.classes if kind in of.one_of), None)
    if shared and (title.partial or (title.one_of and not title.modifiers)):
        return shared
    if Modifier.DEPUTY in title.modifiers and relation.when_deputy:
        return relation.when_deputy
    return relation.name


def is_of_part(title: TitleMention, governed: Found) -> bool:
    """Whether a title is of a part only: "head of research at Siemens", "Siemens sales chief"."""
    if governed.label == "at" and title.governed:
        return True
    if governed.label in ("premod", "poss") and title.narrowed:
        return True
    if governed.label == "poss" and title.governed and governed.token not in title.governed:
        return True  # "Israel's Shin Bet chief"
    return bool(title.limit) and governed.label != title.limit


def clash(subject: Found, object_: Found) -> str:
    """Why two arguments cannot be those of one relation, or nothing."""
    if subject.entity is not None and object_.entity is not None and subject.entity.id == object_.entity.id:
        return f"{subject.entity.name!r} is both subject and object"
    if subject.entity is not None and object_.entity is None and subject.token == object_.token:
        return f"{subject.entity.name!r} would be said of itself"  # "a group known as X"
    return ""


def fits(spec: Argument, allowed: tuple[str, ...], found: Found, ctx: Context) -> bool:
    """Whether what was found is of a type that a rule or its relation allows."""
    if found.entity is None:
        return "Date" in allowed or "Text" in allowed
    if found.entity.type not in (spec.types or allowed):
        return False
    return kinds_fit(spec.kinds, (*ctx.kinds(found.entity), *_seat(found.entity)))


def _seat(entity: LocalEntity) -> tuple[str, ...]:
    """What a city is to the acts of states: a capital, which stands for its country, or a town."""
    place = places().get(entity.place) if entity.place else None
    if place is None or place.kind != "city":
        return ()
    return ("capital",) if place.capital_of else ("town",)


def kinds_fit(wanted: frozenset[str], have: tuple[str, ...]) -> bool:
    """Whether one of the kinds that an entity has is wanted; "!party" shuts parties out."""
    if any(k.startswith("!") and k[1:] in have for k in wanted):
        return False
    positive = [k for k in wanted if not k.startswith("!")]
    return not positive or any(k in have for k in positive)


def wields_no_force(relation: Relation, found: Found) -> bool:
    """Whether a place is no state, region or capital and so kills nobody: "bombings in X that killed"."""
    if found.entity is None or found.entity.type != EntityType.PLACE or relation.plover != ASSAULT:
        return False
    place = places().get(found.entity.place) if found.entity.place else None
    return place is None or (place.kind == "city" and not place.capital_of)


def kind_of(found: Found) -> str:
    """An argument as messages name it."""
    return f"{found.entity.name!r} ({found.entity.type})" if found.entity is not None else "a literal"


def is_elsewhere(subject: Found, object_: Found) -> bool:
    """Whether what is known of two places speaks against the one's lying in the other."""
    inner, outer = (
        places().get(f.entity.place) if f.entity and f.entity.place else None for f in (subject, object_)
    )
    if inner is None or outer is None:
        return False
    if any(p.id == inner.id for p in places().ancestors(outer)):
        return True
    sure = inner.kind in ("country", "region") and outer.kind in ("country", "region")
    return sure and all(p.id != outer.id for p in places().ancestors(inner))


def contains(outer: LocalEntity, inner: LocalEntity) -> bool:
    """Whether a place is known to lie around another, or is a region or country and the other is unknown."""
    if not _readings(outer):
        return False
    return is_known_inside(outer, inner) or not (inner.place or places().lookup(inner.name))


def is_known_inside(outer: LocalEntity, inner: LocalEntity) -> bool:
    """Whether the lexicon has a place of the inner name in one of the outer: Athens in Georgia, the state."""
    around = {place.id for place in _readings(outer)}
    within = places().get(inner.place) if inner.place else None
    if within is not None and (within.kind == "country" or within.capital_of):
        known: tuple[Place, ...] = (within,) if within.kind != "country" else ()
    else:
        known = (*places().lookup(inner.name), *((within,) if within else ()))
    return any(above.id in around for place in known for above in places().ancestors(place))


def _readings(outer: LocalEntity) -> tuple[Place, ...]:
    """The countries, regions and wider places that a name can mean where it tells what lies around."""
    one = places().get(outer.place) if outer.place else None
    sure = (
        one is not None and one.kind != "city"
    )  # "White Plains, New York": the state is meant, not the city
    known = (one,) if one is not None and sure else places().lookup(outer.name)
    return tuple(place for place in known if place.kind != "city")
