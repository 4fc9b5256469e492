"""Who is who among persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations, pairwise

from kg.entities.clusters import Clusters
from kg.entities.name_comparison import compare, orders, shortened, strictly_alike
from kg.entities.person_names import PersonName, person_name
from kg.entities.phonetics import skeleton
from kg.entities.support import Support, features, frequency, is_common, shared
from kg.lexicon import surname_frequency
from kg.lexicon.name_words import name_data

NEEDED = 1.0  # evidence that a common full name needs beside the name
PART_NEEDED = 1.5  # weight of rarity and evidence that a surname alone needs
VERY_COMMON = -4.6  # a name so frequent that its variants need evidence too
PART_EVIDENCE = 0.4  # of which so much evidence
RARE, RARE_EVIDENCE = 1.4, 0.25  # a surname so rare that its only bearer needs less
OF_FEW = frozenset(
    {"president", "prime minister", "king", "queen", "pope", "chancellor", "emperor", "sultan"}
)
CROWNED = 0.9  # for the only bearer of a surname who has such a title
MARGIN = 0.7  # by how much the best of several must lead
DOUBTFUL = 0.6
_RARE, _RARITY_MOST = -4.2, 1.6
_MANY = 60  # candidates beyond which a surname says nothing

Forms = dict[str, list[int]]  # full name → profiles


def resolve_people(clusters: Clusters, indices: list[int]) -> None:
    """Joins the profiles of persons."""
    names = {n: _full_names(clusters, n) for n in indices}
    forms: Forms = defaultdict(list)
    for n in indices:
        for name in names[n]:
            forms[_form(name)].append(n)
    for form in sorted(forms):
        _same_name(clusters, _name_of(clusters, forms[form][0], form), forms[form])
    for n in indices:  # an article that gives a person two names says that they are one's
        for name in names[n][1:]:
            clusters.join(n, forms[_form(name)][0])
        _addressed(clusters, n, names[n], forms)
    _variants(clusters, forms)
    _partial_names(clusters, [n for n in indices if not names[n]])


def _addressed(clusters: Clusters, index: int, names: list[PersonName], forms: Forms) -> None:
    """Says why one who is called by given name and patronymic is the bearer of a full name."""
    called = person_name(clusters.profiles[index].names[0])
    if names and called.patronymic and not called.family:
        others = [n for n in forms[_form(names[0])] if n != index]
        if others:
            clusters.explain(others[0], index, 0.8, (f"the article has no other {called.text} can mean",))


def _full_names(clusters: Clusters, index: int) -> list[PersonName]:
    found = (person_name(name) for name in clusters.profiles[index].names)
    return [name for name in found if name.spelt]


def _form(name: PersonName) -> str:
    return " ".join(filter(None, (*name.words, name.generation)))


def _name_of(clusters: Clusters, index: int, form: str) -> PersonName:
    return next(name for name in _full_names(clusters, index) if _form(name) == form)


def _same_name(clusters: Clusters, name: PersonName, found: list[int]) -> None:
    """Joins the bearers of one full name, unless they clash or the name is too common to tell."""
    if is_common(name):
        _by_evidence(clusters, found, NEEDED, f"the name {name.text} is common")
        return
    kept: list[int] = []
    for n in found:
        if not any(clusters.join(other, n) for other in kept):
            for other in kept:
                clusters.doubt(other, n, 0.9, ("the same name", clusters.clash(other, n) or "apart"))
            kept.append(n)


def _by_evidence(clusters: Clusters, found: list[int], needed: float, remark: str) -> None:
    """Joins those of the profiles that share enough evidence, the best pairs first."""
    pairs: list[tuple[float, int, int, Support]] = []
    known = {n: features([clusters.profiles[n]]) for n in found}
    for a, b in _sharing(clusters, found):
        evidence = shared(known[a], known[b])
        pairs.append((evidence.weight, a, b, evidence))
    doubts = 0
    for weight, a, b, evidence in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if weight >= needed:
            clusters.join(a, b, 0.8, (remark, *evidence.reasons))
        elif doubts < _MANY and clusters.root(a) != clusters.root(b) and not clusters.clash(a, b):
            doubts += 1
            clusters.doubt(a, b, DOUBTFUL + min(weight, needed) / 10, (remark, *evidence.reasons))


def _sharing(clusters: Clusters, found: list[int]) -> list[tuple[int, int]]:
    """Pairs that have any evidence in common; of very frequent evidence, neighbours only."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for n in found:
        profile = clusters.profiles[n]
        for key in sorted({*profile.titles, *profile.links, *profile.company}):
            by_key[key].append(n)
    pairs: set[tuple[int, int]] = set()
    for bearers in by_key.values():
        near = combinations(bearers, 2) if len(bearers) <= _MANY else pairwise(bearers)
        pairs.update(near)
    return sorted(pair for pair in pairs if pair[0] != pair[1])


def _variants(clusters: Clusters, forms: Forms) -> None:
    """Joins full names that differ only in romanisation, nickname or middle names."""
    shared_by: dict[str, list[str]] = defaultdict(list)
    named = {form: _name_of(clusters, forms[form][0], form) for form in sorted(forms)}
    for form, name in named.items():
        for key in {*blocks(name), *other_blocks(name)}:
            shared_by[key].append(form)
    edges = {pair for found in shared_by.values() for pair in combinations(sorted(found), 2)}
    scored = []
    for a, b in sorted(edges):
        match = compare(named[a], named[b])
        if match.strict or match.score >= 0.93:
            scored.append((match.score, a, b, match))
    wide = _ambiguous(clusters, forms, [(a, b) for _, a, b, match in scored if match.strict])
    for score, a, b, match in sorted(scored, key=lambda e: (-e[0], e[1], e[2])):
        plain = match.strict and a not in wide and b not in wide
        _join_forms(clusters, (forms[a], forms[b]), named[a], plain, (score, match.why))


def blocks(name: PersonName) -> set[str]:
    """What names that may be variants of a full name share: how surname and a given name sound."""
    forms = name_data().forms
    given = {*name.given, "".join(name.given)}  # "Jae-in" is one name, or two
    return {
        skeleton(name.family) + "|" + skeleton(f) for g in given for f in {g, *forms.get(g, ())} if len(g) > 1
    }


def other_blocks(name: PersonName) -> list[str]:
    """The same for a name that may have the surname first, or a last word that it can do without."""
    others = [*orders(name)[1:], *filter(None, [shortened(name)])]
    return [skeleton(other.family) + "|" + skeleton(other.given[0]) for other in others]


def _ambiguous(clusters: Clusters, forms: Forms, edges: list[tuple[str, str]]) -> set[str]:
    """Names that could be short for two that cannot be one person's: "George Bush"."""
    near: dict[str, list[str]] = defaultdict(list)
    for a, b in edges:
        near[a].append(b)
        near[b].append(a)
    return {
        form
        for form, others in near.items()
        for x, y in combinations(others[:_MANY], 2)
        if clusters.clash(forms[x][0], forms[y][0])
    }


def _join_forms(
    clusters: Clusters,
    found: tuple[list[int], list[int]],
    name: PersonName,
    plain: bool,
    match: tuple[float, str],
) -> None:
    """Joins the bearers of two forms of a name: all if it is plain, else those that share evidence."""
    left, right = (sorted({clusters.root(n) for n in side}) for side in found)
    score, why = match
    if plain and len(left) == len(right) == 1 and frequency(name) <= VERY_COMMON:
        if not clusters.join(left[0], right[0], score, (why,)):
            clusters.doubt(left[0], right[0], score, (why, clusters.clash(left[0], right[0]) or ""))
        return
    _best_of(clusters, left, right, NEEDED if plain else 1.5, (score, why))


def _best_of(
    clusters: Clusters, left: Iterable[int], right: Iterable[int], needed: float, match: tuple[float, str]
) -> None:
    score, why = match
    known = {n: clusters.features(n) for n in (*left, *right)}
    ranked = sorted(
        (
            (shared(known[a], known[b]), a, b)
            for a in left
            for b in right
            if clusters.root(a) != clusters.root(b)
        ),
        key=lambda item: (-item[0].weight, item[1], item[2]),
    )
    for evidence, a, b in ranked:
        if clusters.clash(a, b):
            continue
        if evidence.weight >= needed:
            clusters.join(a, b, score, (why, *evidence.reasons))
        else:
            clusters.doubt(a, b, score * 0.8, (why, *evidence.reasons))


def _partial_names(clusters: Clusters, found: list[int]) -> None:
    """Joins profiles that have a surname or an initial only, where evidence is strong and of one mind."""
    full = _by_surname(clusters)
    left: dict[str, list[int]] = defaultdict(list)
    for n in found:
        name = person_name(clusters.profiles[n].names[0])
        if name.family and not _join_part(clusters, n, name, full.get(skeleton(name.family), [])):
            left[name.family].append(n)
    for family in sorted(left):
        if len(left[family]) > 1:
            needed = PART_NEEDED - _rarity(family)
            _by_evidence(clusters, left[family], max(needed, NEEDED), "one surname")


def _by_surname(clusters: Clusters) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for root in clusters.roots():
        for key in sorted({skeleton(name.family) for name in clusters.names(root) if name.spelt}):
            found[key].append(root)
    return found


def _join_part(clusters: Clusters, index: int, name: PersonName, candidates: list[int]) -> bool:
    fitting = [n for n in candidates if _fits(name, clusters, n) and not clusters.clash(n, index)]
    fitting = sorted({clusters.root(n) for n in fitting} - clusters.neighbours(index))
    if not fitting or len(fitting) > _MANY:
        return False
    own = clusters.features(index)
    base = _rarity(name.family) + (0.8 if name.given else 0.0)
    ranked = []
    ruling = [n for n in fitting if own.titles & clusters.features(n).titles & OF_FEW]
    for n in fitting:
        evidence = shared(own, clusters.features(n))
        crowned = CROWNED if ruling == [n] else 0.0
        ranked.append((base + evidence.weight + crowned, n, evidence))
    ranked.sort(key=lambda item: (-item[0], item[1]))
    best, target, evidence = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else -1.0
    reasons = (f"the surname {name.family}", *evidence.reasons)
    least = RARE_EVIDENCE if len(fitting) == 1 and base >= RARE else PART_EVIDENCE
    if best >= PART_NEEDED and evidence.weight >= least and best - second >= MARGIN:
        return clusters.join(target, index, min(0.95, 0.5 + best / 10), reasons)
    for score, n, _ in ranked[:3]:
        if score >= DOUBTFUL:
            clusters.doubt(n, index, min(0.8, 0.4 + score / 10), reasons)
    return False


def _fits(part: PersonName, clusters: Clusters, root: int) -> bool:
    return any(
        strictly_alike(part.family, name.family, given=False)
        and all(word[0] == other[0] for word, other in zip(part.given, name.given, strict=False))
        for name in clusters.names(root)
    )


def _rarity(family: str) -> float:
    return max(-1.5, min(_RARITY_MOST, _RARE - surname_frequency(family)))
