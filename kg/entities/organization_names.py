"""What is left of an organization's name when legal forms, word order and spelling are taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.entities.phonetics import distance
from kg.lexicon import fold, legal_form, places
from kg.lexicon.name_words import organization_data

_ACRONYM = re.compile(r"^[A-Z][A-Z0-9&.\-/]{1,9}$")
_AMERICAN = re.compile(r"^(?:the )?(?:US|U\.S\.)(?= [A-Z])")
_DROPPED = frozenset({"company", "corporation", "group", "holding", "holdings"})
_SHORTEST = 3  # letters; shorter words are not left alone
_UNLIKE = 0.35  # distance from which on two words are not alike
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z]{2,4}$)")
_ORDERED = frozenset({"university", "college", "school", "bank", "church"})


@dataclass(frozen=True, slots=True)
class OrganizationName:
    """An organization's name as words, with the countries in it as ids and its legal form apart."""

    text: str
    words: tuple[str, ...]
    countries: tuple[str, ...] = ()
    form: str | None = None
    acronym: bool = False

    @property
    def key(self) -> str:
        """Names with one key name one organization, if it is not ``generic``."""
        free = self.official or not _ORDERED & set(self.words)
        words = sorted(set(self.words)) if free else self.words
        return " ".join((*words, *sorted(self.countries)))

    @property
    def joined(self) -> str:
        """The words without what parts them."""
        return "".join(self.words) + " ".join(self.countries)

    @property
    def short(self) -> str | None:
        """The key without a last word that names often drop."""
        droppable = len(self.words) > 1 and len(self.words[0]) > _SHORTEST and self.words[-1] in _DROPPED
        return " ".join(sorted(self.words[:-1])) if droppable else None

    @property
    def official(self) -> bool:
        """Whether it names a body of a state."""
        return bool(organization_data().official & set(self.words))

    @property
    def generic(self) -> bool:
        """Whether many countries or places have something of this name."""
        return not self.countries and set(self.words) <= organization_data().generic


@lru_cache(maxsize=131072)
def organization_name(name: str) -> OrganizationName:
    """The parts of a name."""
    known = organization_data().same.get(fold(name))
    if known is not None and fold(known) != fold(name):
        return replace(organization_name(known), text=name)
    bare, form = _legal_form(_AMERICAN.sub("United States", _quotes_out(name)))
    acronym = bool(_ACRONYM.match(bare)) and not bare.islower() and fold(bare) not in _written_out()
    folded = fold(re.sub(r"(?<=[a-z])['\u2019]s\b", "", bare))
    data = organization_data()
    words = _numbers([data.spellings.get(word, word) for word in folded.split()])
    official = bool(data.official & set(words))
    words, countries = _countries(bare, words) if official else (words, ())
    core = [word for word in words if word not in data.small] or words
    return OrganizationName(name, tuple(core), tuple(countries), form, acronym)


@lru_cache(maxsize=1)
def _written_out() -> frozenset[str]:
    """Letters that known names of one organization are read as: "Group of Eight" is "G8"."""
    return frozenset(map(fold, organization_data().same.values()))


def _legal_form(name: str) -> tuple[str, str | None]:
    """The name and its legal form, which may be glued to it ("SiemensAG") or stand first ("SRL Acme")."""
    found = legal_form(name)
    if found[1] is None:
        found = legal_form(_GLUED.sub(" ", name))
    first, _, rest = name.partition(" ")
    if found[1] is None and rest and first.isupper() and len(rest) > _SHORTEST:
        found = legal_form(f"{rest}, {first}")
    return found if found[1] else (name, None)


def _numbers(words: list[str]) -> list[str]:
    """Tens and ones taken together: "40 4" is 44."""
    made: list[str] = []
    for word in words:
        if made and len(word) == 1 and word in "123456789" and re.fullmatch(r"[2-9]0", made[-1]):
            made[-1] = made[-1][0] + word
        else:
            made.append(word)
    return made


def _quotes_out(name: str) -> str:
    return re.sub(r"[\"\u201c\u201d\u00ab\u00bb]", " ", name).strip()


def _countries(name: str, words: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """The words without those that name a country, and the countries."""
    found = []
    book = places()
    tokens = [re.sub(r"['\u2019]s?$", "", w).strip(",.()") for w in name.split()]
    for size in (3, 2, 1):
        for start in range(len(tokens) - size + 1):
            part = " ".join(tokens[start : start + size])
            if not part[:1].isupper() or len(words) <= size:
                continue
            if set(fold(part).split()) <= organization_data().generic:
                continue  # "Central" is a region somewhere
            place = book.adjective(part) or next(
                (p for p in book.lookup(part)[:1] if p.kind in ("country", "region")), None
            )
            folded = [organization_data().spellings.get(w, w) for w in fold(part).split()]
            if place and place.kind in ("country", "region") and _has(words, folded):
                found.append(place.id)
                words = _without(words, folded)
    return words, tuple(sorted(set(found)))


def _has(words: list[str], part: list[str]) -> bool:
    return any(words[n : n + len(part)] == part for n in range(len(words)))


def _without(words: list[str], part: list[str]) -> list[str]:
    for n in range(len(words)):
        if words[n : n + len(part)] == part:
            return words[:n] + words[n + len(part) :]
    return words


def expands(acronym: OrganizationName, name: OrganizationName) -> bool:
    """Whether the acronym's letters are the initials of the name's words, small words counted or not."""
    letters = re.sub(r"[^a-z]", "", acronym.text.lower())
    plain = fold(name.text).split()
    content = [word for word in plain if word not in organization_data().small]
    return len(letters) >= 2 and letters in ("".join(w[0] for w in plain), "".join(w[0] for w in content))


@lru_cache(maxsize=65536)
def initials(name: str) -> frozenset[str]:
    """The first letters of a name's words, with and without the small ones; none of an acronym."""
    found = fold(name).split()
    if len(found) < 2 or organization_name(name).acronym:
        return frozenset()
    return frozenset(("".join(word[0] for word in found), content_initials(name)))


def content_initials(name: str) -> str:
    """The first letters without those of small words."""
    return "".join(word[0] for word in fold(name).split() if word not in organization_data().small)


def similarity(a: str, b: str) -> float:
    """How alike two names of organizations are, 0 to 1; legal forms and word order count for nothing."""
    left, right = organization_name(a), organization_name(b)
    if left.key == right.key:
        return 0.9 if left.form and right.form and left.form != right.form else 1.0
    if left.acronym != right.acronym and (expands(left, right) or expands(right, left)):
        return 0.95 if len(min(left.text, right.text, key=len)) > 2 else 0.9
    score = _words_score(left.words, right.words)
    if left.countries != right.countries:
        specific = not set(left.words) <= organization_data().generic
        return (0.93 if specific and not (left.countries and right.countries) else 0.4) * score
    joined = distance("".join(left.words), "".join(right.words))
    whole = distance(fold(a).replace(" ", ""), fold(b).replace(" ", ""))
    if _told_apart(left.words, right.words):
        return min(score, 0.8)
    return max(score, *(1.0 - 1.2 * apart if apart < 0.2 else 0.0 for apart in (joined, whole)))


def _told_apart(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether numbers or short words, which are no spellings of each other, differ."""
    sides = [{word for word in words if word.isdigit() or len(word) <= _SHORTEST} for words in (a, b)]
    weak = organization_data().weak
    return bool((sides[0] ^ sides[1]) - weak) and "".join(a) != "".join(b)


def _words_score(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """Words matched to their likest; what stays over, or is like none, counts against it."""
    short, long = sorted((a, b), key=len)
    rest, total, matched, unlike = list(long), 0.0, 0.0, False
    for word in sorted(short, key=_says_little):
        best = min(rest, key=lambda other: (distance(word, other), other))
        little = _says_little(word) and _says_little(best)
        weight, apart = 0.1 if little else 1.0, distance(word, best)
        unlike = unlike or (apart >= _UNLIKE and not little)
        matched += weight * (1.0 - apart if apart < _UNLIKE else 0.0)
        total += weight
        rest.remove(best)
    total += sum(0.1 if _says_little(word) else 1.0 for word in rest)
    score = matched / total if total else 0.0
    return min(score, 0.7) if unlike else score


@lru_cache(maxsize=4096)
def _says_little(word: str) -> bool:
    """Whether a word can stay away: "company", "international", a continent or a country."""
    if word in organization_data().weak:
        return True
    return any(place.kind in ("country", "continent") for place in places().lookup(word.capitalize())[:1])
