"""Labels that the noun right beside a name tells: "Mai-Mai militias", "Witney MP"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.lexicon import is_given_name, is_surname, places
from kg.lexicon.wordlists import of_kind, word_set
from kg.records import Ent, Parse

PLACES = frozenset({"GPE", "LOC", "FAC"})
ARMED_FROM = PLACES | {"PERSON", "MISC"}
SOMEBODY_FROM = PLACES | {"ORG", "MISC"}
INHABITED_FROM = frozenset({"PERSON", "ORG", "MISC"})
GANGS = frozenset({"gang", "cartel"})
FULL = range(2, 4)  # words of a full name
SURE = 0.9
PHRASE = frozenset({"compound", "nmod", "nmod:poss", "nmod:desc", "amod", "appos", "flat"})


def told(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """The entities with what stands beside them tells, armed groups and bodies wherever they are named."""
    ents = list(ents)
    people = {parse.word(ent.end - 1) for ent in ents if ent.label == "PERSON" and ent.end - ent.start > 1}
    bodies = {_name(parse, ent) for ent in ents if ent.label in ARMED_FROM and _is_armed(parse, ent, people)}
    starts = {ent.start: ent for ent in ents}
    bodies |= {_name(parse, ent) for ent in ents if ent.label == "PERSON" and _has_initials(parse, ent)}
    return [_told(parse, ent, bodies, starts) for ent in ents]


def _name(parse: Parse, ent: Ent) -> str:
    return parse.span_text(ent.start, ent.end)


def _told(parse: Parse, ent: Ent, bodies: set[str], starts: dict[int, Ent]) -> Ent:
    if ent.label in ARMED_FROM and _name(parse, ent) in bodies:
        return replace(ent, label="ORG")
    if ent.label in INHABITED_FROM and _is_inhabited(parse, ent):
        return replace(ent, label="GPE")
    if ent.label == "PERSON" and _is_site(parse, ent):
        return replace(ent, label="FAC")
    if ent.label in ("PERSON", "ORG") and _is_seat(parse, ent, starts):
        return replace(ent, label="GPE")
    if ent.label in SOMEBODY_FROM and ent.score < SURE and _is_somebody(parse, ent):
        return replace(ent, label="PERSON")
    return ent


def _is_armed(parse: Parse, ent: Ent, people: set[str]) -> bool:
    """Whether those who fight for it stand behind it, and no place or person of the name is known."""
    at = ent.end
    if at >= len(parse) or parse.word(at) not in word_set("names", "armed") or not _belongs(parse, ent, at):
        return False
    if parse.word(at).lower() in GANGS and ent.start > 0 and parse.word(ent.start - 1).lower() == "the":
        return ent.label == "PERSON"  # "the Gran Grifo gang"
    name = _name(parse, ent)
    if places().lookup(name) or places().adjective(name) is not None or parse.word(ent.end - 1) in people:
        return False
    words = name.split()
    return ent.label != "PERSON" or not any(is_given_name(word) or is_surname(word) for word in words)


def _belongs(parse: Parse, ent: Ent, noun: int) -> bool:
    inside = range(ent.start, ent.end)
    return any(parse.heads[i] == noun and parse.deps[i] in PHRASE for i in inside)


def _has_initials(parse: Parse, ent: Ent) -> bool:
    """Whether its initials follow a "person's" name in brackets: "Vestra Oikya Dal (VOD)"."""
    words, at = _name(parse, ent).split(), ent.end
    if at + 2 >= len(parse) or parse.word(at) != "(" or parse.word(at + 2) != ")":
        return False
    named = len(words) > 1 and not is_given_name(words[0])
    return named and parse.word(at + 1) == "".join(word[0] for word in words).upper()


def _is_inhabited(parse: Parse, ent: Ent) -> bool:
    """Whether it has a mayor or residents, or is called a village: "the mayor of Wady"."""
    if ent.start < 2 or parse.word(ent.start - 1).lower() != "of":
        return False
    if parse.word(ent.start - 2) not in word_set("names", "inhabited"):
        return False
    if ent.label != "PERSON" and ent.score > SURE:
        return False
    words = _name(parse, ent).split()
    kinds = word_set("names", "facility") | word_set("names", "companies")
    return kinds.isdisjoint(words) and not _name(parse, ent).isupper()


def _is_site(parse: Parse, ent: Ent) -> bool:
    """Whether a person's full name is that of a building: "at the Anna Fiala power plant"."""
    if ent.end - ent.start not in FULL or ent.start == 0 or parse.word(ent.start - 1).lower() != "the":
        return False
    over = next((h for i in range(ent.start, ent.end) if (h := parse.heads[i]) >= ent.end), None)
    if over is None or over > ent.end + 1 or not parse.word(over).islower():
        return False
    last = over + 1 >= len(parse) or parse.pos[over + 1] not in ("NOUN", "PROPN")
    return last and parse.word(over) in word_set("names", "sites") and _belongs(parse, ent, over)


def _is_seat(parse: Parse, ent: Ent, starts: dict[int, Ent]) -> bool:
    """Whether it is a constituency: who sits for it stands behind it, and then his name."""
    if ent.end - ent.start > 2 or ent.end + 1 >= len(parse):
        return False
    behind = starts.get(ent.end + 1)
    seated = parse.word(ent.end) in word_set("names", "sitting")
    party = not of_kind("party").isdisjoint(_name(parse, ent).lower().split())
    if not seated or party or _name(parse, ent).isupper():
        return False
    return behind is not None and behind.label == "PERSON"


def _is_somebody(parse: Parse, ent: Ent) -> bool:
    """Whether it says who somebody is right before a full name: "Chinese national Sun Mingchen"."""
    words = [parse.word(i) for i in range(ent.start, ent.end)]
    if ent.end - ent.start not in FULL or ent.start == 0 or parse.tags[ent.start - 1] not in ("NN", "JJ"):
        return False
    if parse.word(ent.start - 1) not in word_set("names", "somebody"):
        return False
    kinds = word_set("names", "facility") | word_set("names", "companies")
    plain = all(word.isalpha() and word[0].isupper() and not word.isupper() for word in words)
    return plain and kinds.isdisjoint(words) and not places().lookup(_name(parse, ent))
