"""Who is who among organizations."""

from __future__ import annotations

from collections import defaultdict

from kg.entities.clusters import Clusters
from kg.entities.organization_names import OrganizationName, content_initials, initials, organization_name
from kg.entities.profiles import country_of
from kg.entities.support import shared
from kg.lexicon import fold, places
from kg.lexicon.small_places import TOWN

_SPELT = 4  # letters of an acronym that alone say what they stand for
_NEEDED = 0.8
_LOST = 3  # letters of an acronym whose first word a name may have lost
_FEW = 10  # names with such initials; more say nothing


def resolve_organizations(clusters: Clusters, indices: list[int]) -> None:
    """Joins the profiles of organizations."""
    forms: dict[str, list[int]] = defaultdict(list)
    acronyms: dict[str, list[int]] = defaultdict(list)
    for n in indices:
        names = [organization_name(name) for name in clusters.profiles[n].names]
        for name in names:
            if len(names) > 1 and _says_little(name):
                continue
            if name.acronym:
                acronyms[fold(name.text)].append(n)
            else:
                for form in _forms(name, clusters, n):
                    forms[form].append(n)
    for form in sorted(forms):
        _same(clusters, forms[form])
    for letters in sorted(acronyms):
        _acronym(clusters, letters, acronyms[letters])
    _expansions(clusters, indices, acronyms)


def _says_little(name: OrganizationName) -> bool:
    """Whether an alias is a place or a word that many organizations go by in their own articles."""
    if name.acronym or len(name.words) > 1:
        return False
    return name.generic or any(
        place.kind in ("country", "continent", "macro") for place in places().lookup(name.text)
    )


def _forms(name: OrganizationName, clusters: Clusters, index: int) -> list[str]:
    """The keys of a name; a generic one counts within the country that the article is about."""
    profile = clusters.profiles[index]
    if name.generic:
        country = profile.country
        return [f"{name.key} {country}" if country else f"{name.key} @{profile.member[0]}"]
    found = {name.key, "joined " + name.joined}
    return sorted(found | {name.short} if name.short else found)


def _same(clusters: Clusters, found: list[int]) -> None:
    kept: list[int] = []
    for n in found:
        if not any(clusters.join(other, n) for other in kept):
            kept.append(n)


def _acronym(clusters: Clusters, letters: str, found: list[int]) -> None:
    """Joins the bearers of an acronym, unless articles spell it out in different ways."""
    _join_alike(clusters, [n for n in found if _is_spelt(clusters, n)])
    spelt = sorted({clusters.root(n) for n in found if _is_spelt(clusters, n)})
    bare = [n for n in found if not _is_spelt(clusters, n)]
    if len(spelt) <= 1:
        for n in (*spelt, *bare)[1:]:
            clusters.join((*spelt, *bare)[0], n, 0.95, ("the same acronym",) if n in bare and spelt else ())
        return
    for n in bare:
        _nearest(clusters, n, spelt, f"the acronym {letters}")


def _join_alike(clusters: Clusters, spelt: list[int]) -> None:
    """Joins those that have the spelt name in common too, if it is none that every state has."""
    first: dict[str, int] = {}
    for n in spelt:
        names = [organization_name(name) for name in clusters.profiles[n].names]
        for key in sorted({name.key for name in names if not name.acronym and not name.official}):
            clusters.join(first.setdefault(key, n), n, 0.95, ("the same name and acronym",))


def _is_spelt(clusters: Clusters, index: int) -> bool:
    return any(not organization_name(name).acronym for p in clusters.members(index) for name in p.names)


def _nearest(clusters: Clusters, index: int, candidates: list[int], why: str) -> None:
    own = clusters.features(index)
    ranked = sorted(
        ((shared(own, clusters.features(n)), n) for n in candidates if not clusters.clash(n, index)),
        key=lambda item: (-item[0].weight, item[1]),
    )
    if not ranked:
        return
    lead = ranked[0][0].weight - (ranked[1][0].weight if len(ranked) > 1 else 0.0)
    if ranked[0][0].weight >= _NEEDED and lead >= 0.4:
        clusters.join(ranked[0][1], index, 0.85, (why, *ranked[0][0].reasons))
    else:
        clusters.doubt(ranked[0][1], index, 0.7, (why, *ranked[0][0].reasons))


def _expansions(clusters: Clusters, indices: list[int], acronyms: dict[str, list[int]]) -> None:
    """Joins an acronym that no article spells out with the one name whose initials it is."""
    by_letters: dict[str, set[int]] = defaultdict(set)
    for n in indices:
        for name in clusters.profiles[n].names:
            for letters in initials(name):
                by_letters[letters].add(n)
    for letters in sorted(acronyms):
        bare = [n for n in acronyms[letters] if not _is_spelt(clusters, n)]
        roots = sorted({clusters.root(n) for n in by_letters.get(letters.replace(" ", ""), ())})
        if bare:
            _perhaps(clusters, bare[0], letters, sorted(by_letters.get(letters[1:], ())))
        if not bare or not roots:
            continue
        plain = any(letters == content_initials(name) for p in clusters.members(roots[0]) for name in p.names)
        if len(roots) == 1 and len(letters) >= _SPELT and plain:
            clusters.join(roots[0], bare[0], 0.9, (f"{letters.upper()} are its initials",))
        else:
            _nearest(clusters, bare[0], roots, f"{letters.upper()} are its initials")


def _perhaps(clusters: Clusters, index: int, letters: str, found: list[int]) -> None:
    """Leaves it to a person whether a name has lost the acronym's first word: AFP and "France Presse"."""
    roots = sorted({clusters.root(n) for n in found} - {clusters.root(index)})
    if len(letters) < _LOST or len(roots) > _FEW:
        return
    own = clusters.features(index)
    for root in roots:
        evidence = shared(own, clusters.features(root))
        if evidence.weight >= _NEEDED:
            why = f"{letters[1:].upper()} of {letters.upper()} are its initials"
            clusters.doubt(root, index, 0.5, (why, *evidence.reasons))


def resolve_places(clusters: Clusters, indices: list[int]) -> None:
    """Joins places by their link to the lexicon, others by name."""
    forms: dict[str, list[int]] = defaultdict(list)
    for n in indices:
        profile = clusters.profiles[n]
        forms[profile.place or "name " + fold(profile.names[0])].append(n)
    for form in sorted(forms):
        if form.startswith("name ") and places().lookup(form[5:]):
            _within_country(clusters, forms[form])
        else:
            _same(clusters, forms[form])
    _unlinked_towns(clusters, forms)


def _unlinked_towns(clusters: Clusters, forms: dict[str, list[int]]) -> None:
    """A name that only one town has elsewhere is that town's, unless the article is about another country."""
    towns: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        if form.startswith(f"{TOWN}/"):
            towns[form.split("/")[2].replace("-", " ")].add(form)
    for name, found in sorted(towns.items()):
        town = next(iter(found))
        for n in forms.get(f"name {name}", ()) if len(found) == 1 else ():
            if clusters.profiles[n].country in (None, country_of(town)):
                clusters.join(forms[town][0], n)


def _within_country(clusters: Clusters, found: list[int]) -> None:
    """Namesakes that the lexicon cannot tell apart are one if their articles are about one country."""
    by_country: dict[str, list[int]] = defaultdict(list)
    for n in found:
        profile = clusters.profiles[n]
        by_country[profile.country or profile.member[0]].append(n)
    for country in sorted(by_country):
        _same(clusters, by_country[country])
