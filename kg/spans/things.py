"""Names of what is no person, organization or place: storms, laws, prizes, viruses, pairs of names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.lexicon import is_given_name, places
from kg.lexicon.wordlists import of_kind, word_lists, word_set
from kg.records import Ent, Parse

PLACES = frozenset({"GPE", "LOC", "FAC"})
NAMED = PLACES | {"ORG", "PERSON", "MISC"}
REACH = 3  # words
ROMAN = re.compile(r"[IVXL]{2,7}")
GROUP = re.compile(r"Group[ -][A-L]")  # of a tournament
SUM = re.compile(
    r"[A-Z][A-Za-z]{0,2}\$?\d[\d.,]*(?:bn|billion|m|mn|million|tn|trillion|k)"
)  # "N80bn", "Sh2m"
LEAST = 2  # words of a name whose last word says what it is
CAPITALS = 2  # of a first word that shortens others: "CU" in "CU Boulder"


def parted(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """The entities, storms as events, without what names a thing or a mixture of peoples."""
    ents = list(ents)
    storms = frozenset(_name_of_storm(parse, ent) for ent in ents) - {""}
    families = _families(parse, ents) | _short_for_things(parse, ents)
    kept = [
        ent
        for ent in ents
        if ent.label not in NAMED - {"MISC"}
        or not (parse.span_text(ent.start, ent.end) in families or _is_thing(parse, ent))
    ]
    return [_settled(parse, ent, storms) for ent in _beside_organizations(parse, kept)]


def _settled(parse: Parse, ent: Ent, storms: frozenset[str]) -> Ent:
    if ent.label not in NAMED:
        return ent
    if _name_of_storm(parse, ent) or parse.span_text(ent.start, ent.end) in storms:
        return replace(ent, label="EVENT")
    if _is_fire(parse, ent) or _is_event(parse, ent):
        return replace(ent, label="EVENT")
    if _is_titled(parse, ent) and (ent.label == "PERSON" or _is_paper(parse, ent)):
        return replace(ent, label="ORG")
    return ent


def _name_of_storm(parse: Parse, ent: Ent) -> str:
    """What a storm is called, empty for anything else: "Dorian" of "Hurricane Dorian"."""
    known = word_lists("events")["names"]["storm"]
    at = ent.start + (parse.word(ent.start) == "Tropical")
    while at < ent.end and parse.word(at).lower() in known:
        at += 1
    before = ent.start > 0 and parse.word(ent.start - 1) in {word.title() for word in known}
    if ent.label not in NAMED or (at == ent.start and not before) or at == ent.end:
        return ""
    name = parse.span_text(at, ent.end)
    return "" if name.split()[-1].islower() or not name[:1].isupper() else name


def _is_event(parse: Parse, ent: Ent) -> bool:
    """Whether its last word is an event's: "Ruvania–Vestra Forum Summit"."""
    last = parse.word(ent.end - 1)
    two = parse.span_text(max(ent.end - 2, ent.start), ent.end)
    return ent.end - ent.start > 1 and not {last, two}.isdisjoint(word_set("names", "events"))


def _is_fire(parse: Parse, ent: Ent) -> bool:
    """Whether it is a wildfire's name: "Eaton Fire", where the text tells of one."""
    named = ent.label in NAMED and ent.end - ent.start in (2, 3) and parse.word(ent.end - 1) == "Fire"
    if not named or (ent.end < len(parse) and parse.word(ent.end)[:1].isupper()):
        return False
    text = parse.text.lower()
    return any(word in text for word in word_set("names", "of_fires"))


def _is_thing(parse: Parse, ent: Ent) -> bool:
    """Whether it is none of the three kinds by its own words or by those right beside it."""
    words = [parse.word(i) for i in range(ent.start, ent.end)]
    if any(mark in word[1:-1] for word in words for mark in "[]"):
        return True  # "Mak[ing]"
    if len(words) == 1 and SUM.fullmatch(words[0]):
        return True
    if ent.label != "PERSON" and len(words) >= LEAST and words[-1] in word_set("names", "things"):
        return True
    if _is_mixture(words):
        return True
    if ent.label == "PERSON" and (_ends_thing(parse, ent.end) or _is_pair(parse, ent)):
        return True
    if " ".join(words) in word_set("names", "no_kind") or GROUP.fullmatch(" ".join(words)):
        return True
    return len(words) == 1 and (_is_common(parse, ent) or _is_adjective(parse, ent))


def _families(parse: Parse, ents: Iterable[Ent]) -> frozenset[str]:
    """The plurals of the surnames of people who are named in full: "Trumps"."""
    people = [parse.word(ent.end - 1) for ent in ents if ent.label == "PERSON" and ent.end - ent.start > 1]
    return frozenset(name + ("es" if name.endswith(("s", "z", "x", "sh", "ch")) else "s") for name in people)


def _short_for_things(parse: Parse, ents: Iterable[Ent]) -> frozenset[str]:
    """The capitals in brackets that shorten a thing's name: "BIPA" behind "Prevention Act ("."""
    things = word_set("names", "things")
    return frozenset(
        parse.word(ent.start)
        for ent in ents
        if ent.start > 2
        and ent.end - ent.start == 1
        and parse.word(ent.start - 1) == "("
        and parse.word(ent.start - 2) in things
        and parse.word(ent.start).isupper()
    )


def _is_pair(parse: Parse, ent: Ent) -> bool:
    """Whether two names make an adjective that nobody bears as a surname: "the Federer-Roddick final"."""
    name = parse.text[parse.starts[ent.start] : parse.ends[ent.end - 1]].replace("–", "-")
    halves = [half.strip() for half in name.split("-")]
    if len(halves) != 2 or not all(half.isalpha() and half[0].isupper() for half in halves):
        return False
    over = parse.heads[ent.start]
    if over < ent.end or parse.tags[over] not in ("NN", "NNS") or parse.deps[ent.start] != "compound":
        return False
    words = [parse.word(i) for i in range(ent.start, ent.end)]
    befores = (k for k in range(1, len(parse) - len(words)) if parse.word(k) == words[0])
    return not any(
        [parse.word(i) for i in range(k, k + len(words))] == words and is_given_name(parse.word(k - 1))
        for k in befores
    )


def _is_common(parse: Parse, ent: Ent) -> bool:
    """Whether one word is a teaching, what bears somebody's name, or a noun at the start of its sentence."""
    word, after = parse.word(ent.start), ent.end
    if (ROMAN.fullmatch(word) and after > 1 and parse.word(after - 2).istitle()) or (
        ent.label == "ORG" and word.endswith("ism")
    ):
        return True
    if ent.label == "PERSON" and after < len(parse) and parse.word(after) in word_set("names", "eponymous"):
        return True
    plural = ent.label == "ORG" and parse.tags[ent.start] == "NNS"
    return plural and any(ent.start == start for start, _ in parse.sents) and not _is_elsewhere(parse, ent)


def _is_adjective(parse: Parse, ent: Ent) -> bool:
    """Whether it is an adjective that has its capital only as it begins a sentence: "Irate fans"."""
    if ent.label not in ("ORG", "PERSON", "MISC") or parse.pos[ent.start] != "ADJ":
        return False
    over, word = parse.heads[ent.start], parse.word(ent.start)
    noun = ent.end <= over <= ent.end + 1 and parse.word(over).islower() and parse.tags[over] in ("NN", "NNS")
    if not noun or parse.deps[ent.start] != "amod" or all(ent.start != start for start, _ in parse.sents):
        return False
    known = places().adjective(word) or word in word_set("gazetteer", "organizations")
    return not known and not _is_elsewhere(parse, ent) and word.lower() not in of_kind("party")


def _is_elsewhere(parse: Parse, ent: Ent) -> bool:
    """Whether the word has its capital within a sentence, too."""
    word, starts = parse.word(ent.start), {start for start, _ in parse.sents}
    return any(parse.word(i) == word and i not in starts for i in range(len(parse)))


def _ends_thing(parse: Parse, at: int) -> bool:
    """Whether words with capitals go on from there to a thing's: "James Webb" "Space Telescope"."""
    for i in range(at, min(at + REACH, len(parse))):
        if not parse.word(i)[0].isupper():
            return False
        if parse.word(i) in word_set("names", "things"):
            return True
    return False


def _is_mixture(words: list[str]) -> bool:
    """Whether it is an adjective of two peoples: "Anglo-French"."""
    first, dash, last = words[0].partition("-")
    if len(words) != 1 or not dash or places().demonym(last) is None:
        return False
    return first.lower() in word_set("names", "halves") or places().demonym(first) is not None


def _is_titled(parse: Parse, ent: Ent) -> bool:
    """Whether one word stands behind an article with a capital in the sentence: "from The Hill"."""
    if ent.end - ent.start > 1 or ent.start < 1 or parse.word(ent.start - 1) != "The":
        return False
    return all(ent.start - 1 != start for start, _ in parse.sents)


def _is_paper(parse: Parse, ent: Ent) -> bool:
    return f"The {parse.word(ent.start)}" in word_set("gazetteer", "media")


def _beside_organizations(parse: Parse, ents: list[Ent]) -> Iterator[Ent]:
    """The entities, what shortens an organization's name in brackets as one: "(CU Boulder)"."""
    ends = {ent.end: ent for ent in ents if ent.label == "ORG"}
    for ent in ents:
        long = ends.get(ent.start - 1)
        if long and ent.label in NAMED and _is_short_for(parse, ent, long):
            yield replace(ent, label="ORG")
        else:
            yield ent


def _is_short_for(parse: Parse, ent: Ent, long: Ent) -> bool:
    if parse.word(ent.start - 1) != "(" or ent.end >= len(parse) or parse.word(ent.end) != ")":
        return False
    first = parse.word(ent.start)
    letters = [parse.word(i)[0].upper() for i in range(long.start, long.end)]
    return first.isupper() and len(first) >= CAPITALS and set(first) <= set(letters)
