"""Which names of persons in an article mean one person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from kg.coref.chains import Chain
from kg.coref.gazetteer import is_given, person_gender
from kg.coref.markables import Markable
from kg.coref.name_agreement import Parts, agree, generation, name_parts, one_generation
from kg.coref.name_strings import text_of, variants
from kg.coref.namesakes import crowns_clash, is_told_apart, likeliest, of_generation, offices, titled
from kg.lexicon.vocabulary import persons
from kg.syntax.tree import Tree

MIDDLE = 3  # the tier of names in the middle
ROMAN = re.compile(r"[ivx]+")
LONGEST_CUE = 5  # words between two names of one person; steps from a name to the word for a relative


def join_persons(tree: Tree, marks: Sequence[Markable]) -> list[Chain]:
    """Chains of the persons that the article names."""
    parts = {mark: name_parts(text_of(tree, mark)) for mark in marks}
    known: list[tuple[Chain, set[Parts]]] = []
    before: Markable | None = None
    for mark in marks:
        if len(parts[mark]) > 1:
            owner = parts[before] if before is not None and _is_own_relative(tree, mark, before) else None
            _add_full(tree, mark, parts[mark], owner, known)
        before = mark
    _add_singles(tree, [mark for mark in marks if len(parts[mark]) == 1], parts, known)
    chains = [chain for chain, _ in known]
    for one, other in pairwise(marks):
        if renamed(tree, one, other):
            _unite(chains, one, other)
    return chains


def renamed(tree: Tree, one: Markable, other: Markable) -> bool:
    """Whether the text says that one name is another of the same person: "(born ...", "also known as"."""
    between = tree.lower[one.end : other.start]
    words = [word for word in between if word not in ("(", ",", '"', "\u201c", "``")]
    cues = persons().renaming
    return 0 < len(words) <= LONGEST_CUE and " ".join(words) in cues


def _unite(chains: list[Chain], one: Markable, other: Markable) -> None:
    owner = {link.mark: chain for chain in chains for link in chain.links}
    first, second = owner[one], owner[other]
    if first is second or _names_clash(first, second):
        return
    chains[:] = [chain for chain in chains if chain is not second]
    first.links += second.links
    first.names.update(second.names)
    first.titles |= second.titles
    first.lesser |= second.names.keys()
    first.gender = first.gender or second.gender


def _names_clash(one: Chain, other: Chain) -> bool:
    return bool(one.gender and other.gender and one.gender != other.gender)


def _is_own_relative(tree: Tree, mark: Markable, before: Markable) -> bool:
    """Whether a name is that of a relative of who was named last: "A ... her mother, B"."""
    if tree.sent[mark.start] - tree.sent[before.start] > 1:
        return False
    near = range(max(mark.start - 2, 0), mark.start)
    kin = next((i for i in near if tree.parse.lemmas[i].lower() in persons().kin), None)
    owners = [] if kin is None else [k for k in tree.children[kin] if tree.parse.tags[k] == "PRP$"]
    return any(before.end <= owner for owner in owners)


def _add_full(
    tree: Tree, mark: Markable, parts: Parts, owner: Parts | None, known: list[tuple[Chain, set[Parts]]]
) -> None:
    """Put a full name into its chain; ``owner`` is the name of somebody whose relative this is."""
    line = generation(text_of(tree, mark))
    scored = [
        (max(agree(parts, form) for form in forms), chain, forms)
        for chain, forms in known
        if not _gender_clash(mark, chain) and one_generation(line, chain.generation)
    ]
    score, chain, forms = max(scored, key=lambda found: found[0], default=(0.0, None, None))
    related = owner is not None and forms is not None and score < 1.0 and _is_form_of(owner, forms)
    if chain is None or forms is None or score == 0.0 or related:
        chain, forms = Chain("PERSON", "sing", mark.gender or person_gender(text_of(tree, mark))), set()
        chain.generation = line
        chain.kin = is_kin(tree, mark)
        known.append((chain, forms))
        score = 1.0
    forms.add(parts)
    _enter(tree, mark, chain, score, "the full name" if score == 1.0 else "a form of the full name")


def _is_form_of(name: Parts, forms: set[Parts]) -> bool:
    """Whether a name is one of the forms, or a word of one."""
    return name in forms or (len(name) == 1 and any(name[0] in form for form in forms))


def is_kin(tree: Tree, mark: Markable) -> bool:
    """Whether a name is introduced as a relative: "her brother Ivo Brandt", "daughter of Ivo Brandt"."""
    before = [i for i in range(max(mark.start - 2, 0), mark.start) if tree.sent[i] == tree.sent[mark.start]]
    if any(tree.lower[i] in persons().kin for i in before) or _is_titled_kin(tree, mark):
        return True
    i = mark.head
    for _ in range(LONGEST_CUE):
        above = tree.head(i)
        if above == i or tree.universal(i) not in ("conj", "appos", "flat", "compound"):
            break
        if tree.parse.lemmas[above] in persons().kin:
            return True
        i = above
    above = tree.head(i)
    if tree.universal(i) in ("nmod", "appos", "flat"):
        return tree.parse.lemmas[above] in persons().kin
    married = tree.parse.lemmas[above] == "marry" and tree.universal(i) in ("obj", "obl")
    case = tree.universal_child(i, "case")
    born_to = tree.lower[above] == "born" and case is not None and tree.lower[case] == "to"
    return married or born_to


def _is_titled_kin(tree: Tree, mark: Markable) -> bool:
    """Whether a title stands between a word of kinship and a name: "his wife First Lady Ada Reed"."""
    first = mark.start
    while first > 1 and mark.start - first < LONGEST_CUE and tree.parse.word(first - 1)[:1].isupper():
        first -= 1
    same = tree.sent[first - 1] == tree.sent[mark.start] if first else False
    return first < mark.start and same and tree.lower[first - 1] in persons().kin


def _gender_clash(mark: Markable, chain: Chain) -> bool:
    return bool(mark.gender and chain.gender and mark.gender != chain.gender)


def _enter(tree: Tree, mark: Markable, chain: Chain, score: float, why: str) -> None:
    chain.names[text_of(tree, mark)] += 1
    chain.add(mark, score, why)


def _add_singles(
    tree: Tree, marks: Sequence[Markable], parts: dict[Markable, Parts], known: list[tuple[Chain, set[Parts]]]
) -> None:
    alone: list[tuple[str, Chain]] = []
    surnames = _of_the_family(marks, parts, known)
    lines = {mark: generation(text_of(tree, mark)) for mark in marks}
    told = {(parts[mark][0], line) for mark, line in lines.items() if line}
    for mark in marks:
        word = parts[mark][0]
        likely = [
            (c, forms)
            for c, forms in known
            if _may_be(word, lines[mark], c, surnames, told) and _may_reign(mark, c, forms, word)
        ]
        chain, score, why = _crowned(word, alone), 0.9, "the same name"
        if chain is None:
            chain, score, why = _of_title(tree, mark, word, known)
        if chain is None:
            chain, score, why = _owner(tree, mark, word, likely)
        if chain is None and mark.gender:
            related = [(c, forms) for c, forms in known if c.kin and c.gender == mark.gender]
            chain, score, why = _owner(tree, mark, word, related)
        if chain is None:
            chain, score, why = _same_single(word, mark, lines[mark], alone), 0.9, "the same name"
            if chain is None:
                chain = Chain("PERSON", "sing", mark.gender or person_gender(word))
                chain.generation = lines[mark]
                alone.append((word, chain))
        _enter(tree, mark, chain, score, why)
    known.extend((chain, {(word,)}) for word, chain in alone)


def _is_regnal(mark: Markable) -> bool:
    """Whether a single name is one that somebody reigns under: "Pope Francis", "King Charles"."""
    return any(title.split()[-1] in persons().regnal for title in mark.titles)


def _may_reign(mark: Markable, chain: Chain, forms: set[Parts], word: str) -> bool:
    """Whether a name of reign can be somebody's; nobody reigns under a surname."""
    if not _is_regnal(mark):
        return True
    return (
        _reigns(chain, forms)
        and not crowns_clash(mark, chain)
        and any(word in (form[0], form[-1].split("-")[0]) for form in forms)
    )


def _of_title(
    tree: Tree, mark: Markable, word: str, known: Sequence[tuple[Chain, set[Parts]]]
) -> tuple[Chain | None, float, str]:
    """The one of several persons of a surname whom the title or "the elder" before it means."""
    bearers = [
        chain
        for chain, forms in known
        if not _gender_clash(mark, chain) and min(_tier(word, form) for form in forms) == 0
    ]
    chain = None if _is_regnal(mark) else titled(tree, mark, bearers) or of_generation(tree, mark, bearers)
    return (chain, 0.9, "the surname and what stands before it") if chain else (None, 0.0, "")


def _reigns(chain: Chain, forms: set[Parts]) -> bool:
    """Whether somebody known by a full name can be called by a name of reign."""
    titled = any(title.split()[-1] in persons().regnal for title in chain.titles)
    return titled or any(ROMAN.fullmatch(form[-1]) for form in forms)


def _crowned(word: str, alone: Sequence[tuple[str, Chain]]) -> Chain | None:
    """Who was called "King" or "Pope" by that name alone before: "Charles" is no Charles Michel then."""
    return next((chain for form, chain in alone if form == word and _reigns(chain, set())), None)


def _may_be(word: str, line: str, chain: Chain, surnames: set[str], told: set[tuple[str, str]]) -> bool:
    """Whether a single name with or without a suffix can be that of a chain.

    ``surnames`` mean nobody's relatives; of ``told`` the article says the suffix with the surname alone,
    so that without it they are somebody else.
    """
    if line:
        return chain.generation == line
    return not (chain.kin and word in surnames) and (word, chain.generation) not in told


def _of_the_family(
    marks: Sequence[Markable], parts: dict[Markable, Parts], known: list[tuple[Chain, set[Parts]]]
) -> set[str]:
    """Surnames that mean somebody else than the relatives of that name: another bears the name in
    full, or it stood alone before a relative came up."""
    found = {
        word
        for chain, forms in known
        if not chain.kin
        for form in forms
        for word in (form[0], form[-1], form[-1].split()[-1])
    }
    first = {
        form[-1].split()[-1]: chain.links[0].mark.start
        for chain, forms in known
        if chain.kin
        for form in forms
    }
    return found | {parts[mark][0] for mark in marks if mark.start < first.get(parts[mark][0], 0)}


def _same_single(word: str, mark: Markable, line: str, alone: Sequence[tuple[str, Chain]]) -> Chain | None:
    for form, chain in alone:
        same = one_generation(line, chain.generation)
        if same and variants(word, form) and not _gender_clash(mark, chain):
            return chain
    return None


def _owner(
    tree: Tree, mark: Markable, word: str, known: list[tuple[Chain, set[Parts]]]
) -> tuple[Chain | None, float, str]:
    """The person with a full name that a single name is a part of."""
    tiers: dict[int, list[Chain]] = defaultdict(list)
    if tree.lower[max(mark.start - 1, 0)] in persons().patronymics:  # "bin Said", found as "Said"
        word = f"{tree.lower[mark.start - 1]} {word}"
    for chain, forms in known:
        tier = min(_tier(word, form) for form in forms)
        if tier == MIDDLE and is_given(word):
            continue  # "Francis" is not Robert Francis Prevost
        if tier < len(TIERS) and not _gender_clash(mark, chain):
            tiers[tier].append(chain)
    for tier in sorted(tiers):
        score, why = TIERS[tier]
        if len(tiers[tier]) == 1:
            return tiers[tier][0], score, why
        narrowed = tier == 0 and (offices(mark) or is_told_apart(tree, mark))
        nearest = None if narrowed else likeliest(tree, mark, tiers[tier])
        if nearest is not None:
            return nearest, 0.6, f"{why}, the likeliest of {len(tiers[tier])}"
        return None, 0.0, ""
    return None, 0.0, ""


TIERS = (
    (0.97, "the surname"),
    (0.85, "a spelling of the surname"),
    (0.85, "the given name"),
    (0.75, "a part of the name"),
)


def _tier(word: str, form: Parts) -> int:
    surname = form[-1]
    if surname.split()[0] in persons().patronymics and word != surname:
        return 2 if word == form[0] else MIDDLE if word == surname.split()[-1] else 9
    if word in (surname, surname.split()[-1]) or word in surname.split("-"):
        return 0
    if variants(word, surname.split()[-1]):
        return 1
    if word == form[0]:
        return 2
    return 3 if word in form[1:-1] else 9
