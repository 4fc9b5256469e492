"""Labels that the words around a name tell: what is bought or founded as a firm, who is called a poet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.lexicon import is_given_name, is_surname, places
from kg.lexicon.organizations import legal_form
from kg.lexicon.titles import of_people, titles
from kg.lexicon.vocabulary import occupations, persons
from kg.lexicon.wordlists import word_set
from kg.records import Ent, Parse
from kg.spans.clubs import is_club
from kg.spans.firms import is_surely_firm, names_chief
from kg.spans.tokens import head_of

PLACES = frozenset({"GPE", "LOC", "FAC"})
DOUBTED = PLACES | {"PERSON", "MISC"}
UNLIKE_PEOPLE = PLACES | {"ORG", "MISC"}
NAME_WORDS = range(2, 5)  # words of a full name
FIRMS_TOO = frozenset({"partner", "parent"})  # a company can be one
SHARES = frozenset({"%", "percent", "stake", "majority", "equity"})
TRADED = frozenset({"buy", "purchase", "sell"})
CURRENCIES = frozenset("$€£¥₹")
LEADING = frozenset({"lead", "head", "chair", "run"})
OFFICES = frozenset({"ministry", "agency", "government", "cabinet", "council", "delegation"})
RULE = frozenset({"government", "administration", "presidency", "cabinet"})
SURE = 0.8  # that several words are a person's name
SINGULAR = frozenset({"a", "an"})
NAMING = frozenset({"named", "called"})
LANDS = frozenset({"country", "nation", "state", "neighbor", "neighbour", "kingdom", "republic", "host"})
REACH = 4  # words between "a" and what somebody is


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
    ends = {ent.end: ent for ent in ents if ent.label in PLACES | {"ORG"}}
    surnames, lands = _double_surnames(parse, ents), _lands(parse, ents)
    borne = {word for e in ents if e.label == "PERSON" for word in _parts_of_names(parse, e)}
    for ent in ents:
        name = parse.span_text(ent.start, ent.end)
        firm = ent.label in DOUBTED | {"ORG"} and not _is_known(name, ent) and _is_firm(parse, ent)
        firm = firm or (ent.label in DOUBTED and not _is_known(name, ent) and _is_called_group(parse, ent))
        firm = firm or (ent.label == "PERSON" and is_surely_firm(parse, ent))
        if firm or is_club(parse, ent, name, ents):
            yield name, "ORG"
        elif _is_bearer(parse, ent, name, surnames):
            yield name, "PERSON"
        elif ent.label == "PERSON" and (_is_country(parse, ent) or (name in lands and name not in borne)):
            yield name, "GPE"
        elif ent.label in PLACES and _speaks_through_staff(parse, ent):
            yield name, "ORG"
        elif ent.label in UNLIKE_PEOPLE and not _is_known(name, ent) and _is_person(parse, ent, ends):
            yield name, "PERSON"


def _is_bearer(parse: Parse, ent: Ent, name: str, surnames: frozenset[str]) -> bool:
    """Whether a place or an organization has somebody's name, or that of a government's head."""
    if ent.label in UNLIKE_PEOPLE and name in surnames and not _stands_in(parse, ent):
        return True
    return ent.label in PLACES and not _is_known(name, ent) and _is_ruler(parse, ent)


def _double_surnames(parse: Parse, ents: Iterable[Ent]) -> frozenset[str]:
    """The surnames with a hyphen in full names of people: "Saint-Pierre"."""
    people = (parse.span_text(e.start, e.end).split() for e in ents if e.label == "PERSON")
    return frozenset(name[-1] for name in people if len(name) > 1 and "-" in name[-1])


def _stands_in(parse: Parse, ent: Ent) -> bool:
    return ent.start > 0 and parse.word(ent.start - 1).lower() in ("in", "to", "from", "near", "of")


def _is_ruler(parse: Parse, ent: Ent) -> bool:
    """Whether one word names a government by its head: "the Morrison government"."""
    if ent.end - ent.start > 1 or not 0 < ent.start < len(parse) - 1:
        return False
    if parse.word(ent.start - 1).lower() != "the" or parse.word(ent.end) not in RULE:
        return False
    return is_surname(parse.word(ent.start))


def _is_country(parse: Parse, ent: Ent) -> bool:
    """Whether a given name is a country's where somebody is sent: "ambassador to Chad"."""
    if ent.end - ent.start > 1 or ent.start < 2 or parse.word(ent.start - 1) != "to":
        return False
    if parse.lemmas[ent.start - 2] not in word_set("names", "sent_to"):
        return False
    return any(place.kind == "country" for place in places().lookup(parse.word(ent.start)))


def _lands(parse: Parse, ents: Iterable[Ent]) -> set[str]:
    """The given names of one word that are countries' names, too, and nobody's in the text: "Chad"."""
    single = [ent for ent in ents if ent.label == "PERSON" and ent.end - ent.start == 1]
    people = {parse.word(ent.start) for ent in single if _is_titled(parse, ent)}
    names = {parse.word(ent.start) for ent in single} - people
    return {name for name in names if any(place.kind == "country" for place in places().lookup(name))}


def _is_titled(parse: Parse, ent: Ent) -> bool:
    """Whether what stands before a name tells of a person: "Mayor Chad", "a nephew named Chad"."""
    if ent.start == 0:
        return False
    before, low = parse.word(ent.start - 1), parse.word(ent.start - 1).lower()
    if low in persons().renaming | NAMING or (before[:1].isupper() and low.rstrip(".") in titles().index):
        return True
    return parse.tags[ent.start - 1] == "NN" and low not in LANDS


def _parts_of_names(parse: Parse, ent: Ent) -> tuple[str, ...]:
    """The words of a full name: who was called so may go by one of them afterwards."""
    return tuple(parse.word(i) for i in range(ent.start, ent.end)) if ent.end - ent.start > 1 else ()


def _speaks_through_staff(parse: Parse, ent: Ent) -> bool:
    """Whether a centre has officials or gives statements: "a statement from the Halden Center"."""
    last, head = parse.word(ent.end - 1).lower(), head_of(parse, ent)
    if last not in word_set("organizations", "institutions") or parse.deps[head] != "nmod":
        return False
    over = parse.heads[head]
    joint = next((parse.word(k).lower() for k in range(over + 1, ent.start) if parse.heads[k] == head), "")
    return joint in ("of", "at", "from", "for") and parse.lemmas[over] in word_set("names", "of_staff")


def _is_known(name: str, ent: Ent) -> bool:
    """Whether a place of that name is known, or a person's name begins with a given name."""
    if ent.label == "PERSON":
        return ent.end - ent.start > 1 and is_given_name(name.split()[0])
    return bool(places().lookup(name))


def _is_firm(parse: Parse, ent: Ent) -> bool:
    """Whether it is called one, is one's parent or part, has a chief executive, or is taken over."""
    head, before = head_of(parse, ent), ent.start - 1
    if is_surely_firm(parse, ent):
        return True
    if ent.label == "PERSON" and ent.end - ent.start > 1 and ent.score > SURE:
        return False  # a producer or a developer can be one
    if before > 0 and parse.word(before) == "," and parse.deps[head] == "appos":
        before -= 1  # "the oil company, Vestrol,"
    while before > 0 and parse.word(before) in ("*", '"', "“"):
        before -= 1
    if (
        before >= 0
        and parse.pos[before] == "NOUN"
        and parse.word(before).lower() in word_set("names", "firms")
    ):
        return parse.heads[head] == before or parse.heads[before] == head
    over = parse.heads[head]
    if ent.label != "MISC" and over == ent.end and parse.lemmas[over] in word_set("names", "firms_have"):
        return parse.deps[head] in ("compound", "nmod:poss")
    if over == head or (parse.starts[over] > parse.starts[head] and parse.deps[head] != "nsubj"):
        return False
    if parse.deps[head] == "nmod" and parse.word(over).lower() in word_set("names", "of_firms"):
        return any(parse.heads[k] == head and parse.word(k).lower() == "of" for k in range(over, head))
    if parse.deps[head] == "obj" and parse.lemmas[over] in word_set("names", "firms_are"):
        return True
    if parse.deps[head] == "nsubj" and names_chief(parse, over):
        return True
    if _is_dealt_in(parse, head, over):
        return True
    return any(
        parse.heads[k] == head and parse.deps[k] == "appos" and parse.lemmas[k] in word_set("names", "firms")
        for k in range(ent.end, min(ent.end + 6, len(parse)))
    )


def _is_called_group(parse: Parse, ent: Ent) -> bool:
    """Whether "a gang" or "a think tank" follows in commas: "Los Verdes, a Chilean criminal group"."""
    at = ent.end + 2
    if at >= len(parse) or parse.word(ent.end) != "," or parse.word(ent.end + 1).lower() not in SINGULAR:
        return False
    while at < min(at + REACH, len(parse) - 1) and parse.pos[at] in ("ADJ", "NOUN", "PROPN", "PUNCT", "VERB"):
        if parse.word(at) == ",":
            return False
        if parse.pos[at] == "NOUN" and parse.pos[at + 1] != "NOUN":
            return parse.lemmas[at] in word_set("names", "groups_are")
        at += 1
    return False


def _is_dealt_in(parse: Parse, head: int, over: int) -> bool:
    """Whether a share of it is owned ("5% of NAME"), or it is bought for a sum."""
    if parse.deps[head].startswith("nmod") and parse.lemmas[over] in SHARES:
        return any(
            parse.heads[k] == head and parse.word(k).lower() in ("of", "in") for k in range(over, head)
        )
    if parse.deps[head] != "obj" or parse.lemmas[over] not in TRADED:
        return False
    after = (k for k in range(head + 1, len(parse)) if parse.heads[k] == over)
    return any(parse.word(k)[0] in CURRENCIES for k in after)


def _is_person(parse: Parse, ent: Ent, ends: Mapping[int, Ent]) -> bool:
    return (
        _is_somebody(parse, ent)
        or _is_called_one(parse, ent)
        or _is_head_of(parse, ent, ends)
        or _is_leader(parse, ent)
    )


def _is_leader(parse: Parse, ent: Ent) -> bool:
    """Whether one word leads an office that one person has: "the ministry is led by Nurmala"."""
    head = head_of(parse, ent)
    over = parse.heads[head]
    if (
        ent.end - ent.start > 1
        or parse.lemmas[over] not in LEADING
        or parse.word(ent.start - 1).lower() != "by"
    ):
        return False
    led = {over} if parse.deps[over].startswith("acl") else set()
    led = {parse.heads[over]} if led else {k for k in range(over) if parse.heads[k] == over}
    return any(
        parse.lemmas[k].lower() in word_set("organizations", "units") | OFFICES
        and (parse.deps[k] == "nsubj:pass" or parse.deps[over].startswith("acl"))
        for k in led
    )


def _is_somebody(parse: Parse, ent: Ent) -> bool:
    """Whether a poet, a spokesman or the like stands in apposition: "Thiha, the poet who ..."."""
    head = head_of(parse, ent)
    if ent.end >= len(parse) or parse.word(ent.end) != ",":
        return False
    for k in range(ent.end + 1, min(ent.end + 6, len(parse))):
        if parse.heads[k] == head and parse.deps[k] == "appos":
            known = occupations() | (persons().honorifics.keys() - persons().kin.keys())
            return parse.lemmas[k] in known - FIRMS_TOO
    return False


def _is_called_one(parse: Parse, ent: Ent) -> bool:
    """Whether "a poet" or "a spokesman for" follows in commas, wherever the tree hangs it."""
    at = ent.end + 2
    if not _is_plain_name(parse, ent) or (ent.start > 0 and parse.pos[ent.start - 1] == "ADP"):
        return False
    if at >= len(parse) or parse.word(ent.end) != "," or parse.word(ent.end + 1).lower() not in SINGULAR:
        return False
    while at < min(ent.end + 2 + REACH, len(parse) - 1) and parse.pos[at] in ("ADJ", "NOUN", "PROPN", "NUM"):
        if parse.pos[at + 1] not in ("ADJ", "NOUN", "PROPN", "NUM"):
            return parse.word(at).lower() in occupations() | word_set("names", "people_are")
        at += 1
    return False


def _is_head_of(parse: Parse, ent: Ent, ends: Mapping[int, Ent]) -> bool:
    """Whether it stands behind "the TITLE of ORG," as the name of who holds the title."""
    if len(parse.span_text(ent.start, ent.end).split()) not in NAME_WORDS or ent.start < 1:
        return False
    governed = ends.get(ent.start - 1)
    if parse.word(ent.start - 1) != "," or governed is None or not _is_plain_name(parse, ent):
        return False
    at = governed.start - 1
    if at > 0 and parse.word(at).lower() == "the":
        at -= 1
    if at < 1 or parse.word(at).lower() not in ("of", "for", "to", "at") or parse.tags[at - 1] != "NN":
        return False
    return parse.word(at - 1).lower() in of_people()


def _is_plain_name(parse: Parse, ent: Ent) -> bool:
    """Whether it is made of capitalised words alone, none of them of an organization or a facility."""
    words = parse.span_text(ent.start, ent.end).split()
    kinds = word_set("names", "facility") | word_set("names", "companies")
    particles = persons().particles
    named = all((w[:1].isupper() and not w.isupper()) or w in particles - {"of"} for w in words)
    return named and kinds.isdisjoint(words) and legal_form(" ".join(words))[1] is None
