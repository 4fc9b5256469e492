"""Labels that the words around a name tell: what is bought or founded as a firm, who is called a poet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.lexicon import is_given_name, places
from kg.lexicon.wordlists import word_set
from kg.records import Ent, Parse

PLACES = frozenset({"GPE", "LOC", "FAC"})
DOUBTED = PLACES | {"PERSON", "MISC"}


def typed(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """The entities, those that no gazetteer knows with the label that their sentence speaks for."""
    ents = list(ents)
    told = dict(_told(parse, ents))
    return [
        replace(ent, label=told[name])
        if (name := parse.span_text(ent.start, ent.end)) in told and ent.label in DOUBTED | {"ORG"}
        else ent
        for ent in ents
    ]


def _told(parse: Parse, ents: Iterable[Ent]) -> Iterator[tuple[str, str]]:
    for ent in ents:
        name = parse.span_text(ent.start, ent.end)
        if ent.label in DOUBTED | {"ORG"} and not _is_known(name, ent) and _is_firm(parse, ent):
            yield name, "ORG"
        elif ent.label == "PERSON" and _is_country(parse, ent):
            yield name, "GPE"
        elif ent.label in PLACES | {"ORG"} and not _is_known(name, ent) and _is_somebody(parse, ent):
            yield name, "PERSON"


def _is_country(parse: Parse, ent: Ent) -> bool:
    """Whether a given name is a country's where somebody is sent: "ambassador to Chad"."""
    if ent.end - ent.start > 1 or ent.start < 2 or parse.word(ent.start - 1) != "to":
        return False
    if parse.lemmas[ent.start - 2] not in word_set("names", "sent_to"):
        return False
    return any(place.kind == "country" for place in places().lookup(parse.word(ent.start)))


def _is_known(name: str, ent: Ent) -> bool:
    """Whether a place of that name is known, or a person's name begins with a given name."""
    if ent.label == "PERSON":
        return ent.end - ent.start > 1 and is_given_name(name.split()[0])
    return bool(places().lookup(name))


def _head(parse: Parse, ent: Ent) -> int:
    inside = range(ent.start, ent.end)
    return next((i for i in inside if parse.heads[i] not in inside or parse.heads[i] == i), ent.end - 1)


def _is_firm(parse: Parse, ent: Ent) -> bool:
    """Whether it is called one, is one's parent or part, has a chief executive, or is taken over."""
    head, before = _head(parse, ent), ent.start - 1
    if (
        before >= 0
        and parse.pos[before] == "NOUN"
        and parse.word(before).lower() in word_set("names", "firms")
    ):
        return parse.heads[head] == before or parse.heads[before] == head
    over = parse.heads[head]
    if over == head or (parse.starts[over] > parse.starts[head] and parse.deps[head] != "nsubj"):
        return False
    if parse.deps[head] == "nmod" and parse.word(over).lower() in word_set("names", "of_firms"):
        return any(parse.heads[k] == head and parse.word(k).lower() == "of" for k in range(over, head))
    if parse.deps[head] == "obj" and parse.lemmas[over] in word_set("names", "firms_are"):
        return True
    return any(
        parse.heads[k] == head and parse.deps[k] == "appos" and parse.lemmas[k] in word_set("names", "firms")
        for k in range(ent.end, min(ent.end + 6, len(parse)))
    )


def _is_somebody(parse: Parse, ent: Ent) -> bool:
    """Whether a poet, a spokesman or the like stands in apposition: "Thiha, a poet, ..."."""
    head = _head(parse, ent)
    if ent.end >= len(parse) or parse.word(ent.end) != ",":
        return False
    for k in range(ent.end + 1, min(ent.end + 6, len(parse))):
        if parse.heads[k] == head and parse.deps[k] == "appos":
            return parse.lemmas[k] in word_set("names", "occupations") | word_set("names", "titles")
    return False
