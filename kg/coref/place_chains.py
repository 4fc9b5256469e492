"""Which names in an article mean one place; demonyms stand for their country."""

from __future__ import annotations

from collections.abc import Sequence

from kg.coref.chains import Chain
from kg.coref.gazetteer import around, ids_around, place_at, place_of_people, places_of, sure_place
from kg.coref.markables import Markable
from kg.coref.name_strings import text_of
from kg.lexicon.fold import unaccented
from kg.syntax.tree import Tree

ALIASES = {"Guantanamo Bay": "Guantanamo", "Guantánamo Bay": "Guantanamo"}
SHORT = {"North": "country/KP", "South": "country/KR"}


def join_places(tree: Tree, marks: Sequence[Markable], demonyms: Sequence[Markable]) -> list[Chain]:
    """Chains of the places that the article names, and of the other groups of people it names."""
    found: dict[str, Chain] = {}
    for mark in marks:
        _add_place(tree, mark, found)
    for mark in demonyms:
        _add_demonym(tree, mark, found)
    chains = list(found.values())
    for chain in chains:
        _settle(chain, chains)
    return chains


def _settle(chain: Chain, chains: Sequence[Chain]) -> None:
    """Let the article's other places tell which one a name of two means: "Georgia" beside Atlanta.

    A country stays what it is unless nothing of it is named and something of its namesake is.
    """
    first = place_at(chain.place)
    if first is None or first.kind != "country" or any(link.mark.label == "NORP" for link in chain.links):
        return
    name = max(chain.names, key=lambda name: chain.names[name])
    inside = [place_at(other.place) for other in chains if other is not chain]
    named = {above for place in inside if place is not None for above in (place.id, *ids_around(place))}
    small = {
        above.id
        for place in inside
        if place is not None and place.kind in ("city", "region")
        for above in around(place)
        if above.kind == "country"
    }
    if first.id in named:
        return
    for rival in places_of(name)[1:]:
        country = rival if rival.kind == "country" else next(iter(around(rival)), None)
        of_it = rival.id in named or (country is not None and country.id in small)
        if rival.kind in ("country", "region") and rival.id not in ids_around(first) and of_it:
            chain.place, chain.place_kind = rival.id, rival.kind
            return


def _add_place(tree: Tree, mark: Markable, found: dict[str, Chain]) -> None:
    text = _place_in(text_of(tree, mark))
    sure = sure_place(ALIASES.get(text, text))
    known = places_of(ALIASES.get(text, text))
    key = known[0].id if known else unaccented(text)
    if SHORT.get(text) in found:  # "the North", where North Korea is named
        found[SHORT[text]].add(mark, 0.8, "short for the country")
        return
    chain = found.setdefault(key, Chain(mark.label, "sing", "neuter"))
    chain.place = sure.id if sure else chain.place
    chain.place_kind = chain.place_kind or (known[0].kind if known else "")
    why = "the same name" if text in chain.names or not chain.names else "a name of the same place"
    chain.names[text] += 1
    chain.add(mark, 1.0, why)


def _place_in(text: str) -> str:
    """The place in a compound adjective ("Chile-based"), where a token holds both."""
    stem, _, tail = text.rpartition("-")
    return stem if stem and tail.islower() and not places_of(text) and places_of(stem) else text


def _add_demonym(tree: Tree, mark: Markable, found: dict[str, Chain]) -> None:
    text = text_of(tree, mark)
    place = place_of_people(text)
    if place is None:
        chain = found.setdefault(f"norp {unaccented(text)}", Chain("NORP", "plur"))
        chain.names[text] += 1
        chain.add(mark, 1.0, "the same name")
        return
    chain = found.setdefault(place.id, Chain("GPE", "sing", "neuter", place=place.id, place_kind=place.kind))
    if not chain.names:
        chain.names[place.name] = 0
    chain.add(mark, 0.9, "the adjective of the country")
