"""Entities' spans mended where words show that the model cut them short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.lexicon import places
from kg.lexicon.organizations import is_legal_form, is_written_form
from kg.lexicon.titles import is_title, titles
from kg.lexicon.vocabulary import nouns, persons, place_nouns
from kg.lexicon.wordlists import of_kind, word_set
from kg.records import Ent, Parse
from kg.spans.areas import is_land_alone, is_national, with_side
from kg.spans.possessives import is_owned_name
from kg.spans.tokens import texts

NO_CAMPAIGNS = frozenset({"GPE", "LOC", "FAC", "ORG", "PERSON"})
NO_FIRMS = frozenset({"GPE", "LOC", "MISC", "PERSON"})
LONGEST_TITLE = 6  # words
JURISTS = frozenset({"Judge", "Judges", "Attorney", "Attorneys"})
VERSUS = frozenset({"v", "v.", "vs", "vs."})
QUOTES = frozenset("\"'“”\u2018\u2019«»`")
BEHIND = QUOTES | {"'s", ",", ";", ":", "-", "‑", "*"}
OF_PORTFOLIOS = frozenset({"minister", "secretary", "commissioner"})
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")


def bounded(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """The entities without those that name nobody, the others with what belongs to their names."""
    return list(_slashed(parse, _bounded(parse, list(ents))))


def _bounded(parse: Parse, ents: list[Ent]) -> Iterator[Ent]:
    taken = {i for e in ents for i in range(e.start, e.end)}
    for given in ents:
        if _is_nobody(parse, given):
            continue
        if given.label == "PERSON" and _is_introduced(parse, given):
            given = replace(given, label="ORG")
        elif given.label == "ORG" and _is_seat(parse, given):
            given = replace(given, label="GPE")
        elif given.label in NO_FIRMS and _is_sure_form(parse, given.end):
            given = replace(given, label="ORG")
        ent = _uncased(parse, given) if given.label == "ORG" else given
        ent = with_side(parse, ent) if ent.label in ("GPE", "LOC") else ent
        end = EXTEND.get(ent.label, _as_it_is)(parse, ent)
        yield replace(ent, end=end) if taken.isdisjoint(range(ent.end, end)) else ent


def _is_nobody(parse: Parse, ent: Ent) -> bool:
    """Whether what looks like a name is a title, a post or a common noun."""
    addressed = ent.start > 0 and parse.word(ent.start - 1).lower().rstrip(".") in persons().address
    untitled = not is_title(parse, ent.start, ent.end) and not _is_description(parse, ent)
    if ent.label == "PERSON" and not addressed and not untitled:
        return True
    if ent.label == "ORG" and ent.end - ent.start > 1 and _is_title_of_name(parse, ent):
        return True
    if _is_campaign(parse, ent) or _is_uncapped(parse, ent) or _is_half_adjective(parse, ent):
        return True
    if any(parse.word(i) in VERSUS for i in range(ent.start + 1, ent.end - 1)):
        return True  # "Moss v. Alder Corp."
    if ent.label == "ORG" and (
        parse.span_text(ent.start, ent.end).lower() in word_set("organizations", "no_names")
        or parse.word(ent.end - 1).lower() in word_set("organizations", "posts")
        or _begins_title(parse, ent)
    ):
        return True
    if ent.label == "ORG" and texts(parse, ent.start, ent.start + 2) == ("State", "for"):
        return True  # of an "Under-Secretary of State for Housing"
    return _is_short_for_nouns(parse, ent)


def _is_title_of_name(parse: Parse, ent: Ent) -> bool:
    """Whether what looks like a body is the title of the name behind it: "Treasury CS Ada Obi"."""
    named = ent.end + 1 < len(parse) and all(parse.pos[i] == "PROPN" for i in (ent.end, ent.end + 1))
    return named and is_title(parse, ent.start, ent.end)


def _is_campaign(parse: Parse, ent: Ent) -> bool:
    """Whether "a place" is what armies call an attack: "Operation Steel Curtain"."""
    return ent.label in NO_CAMPAIGNS and ent.end - ent.start > 1 and parse.word(ent.start) == "Operation"


def _is_uncapped(parse: Parse, ent: Ent) -> bool:
    """Whether a person's "name" has no capital: "devil ray"."""
    return ent.label == "PERSON" and all(parse.word(i).islower() for i in range(ent.start, ent.end))


def _is_half_adjective(parse: Parse, ent: Ent) -> bool:
    """Whether an adjective alone follows the country: "Australian medical" of a mission."""
    if ent.label != "ORG" or ent.end - ent.start != 2 or not parse.word(ent.end - 1).islower():
        return False
    return parse.pos[ent.end - 1] == "ADJ" and places().adjective(parse.word(ent.start)) is not None


def _is_description(parse: Parse, ent: Ent) -> bool:
    """Whether a person's "name" is a noun alone: "the Governor", "Commanders"."""
    i, known = ent.end - 1, nouns().types
    if ent.end - ent.start > 2 or not {parse.word(i).lower(), parse.lemmas[i].lower()} & known.keys():
        return False
    before = [parse.word(k).lower() for k in range(max(i - 1, 0), i)]
    alone = ent.end - ent.start == 1 or before == ["the"]
    return alone and ("the" in before or parse.tags[i] in ("NNS", "NNPS", "NN"))


def _slashed(parse: Parse, ents: Iterable[Ent]) -> Iterator[Ent]:
    """The entities, "A/B" of two organizations and a university with its campus as one."""
    held: Ent | None = None
    for ent in ents:
        if held and (_is_second(parse, held, ent) or _is_campus(parse, held, ent)):
            held = Ent(held.start, ent.end, held.label, min(held.score, ent.score))
            continue
        if held:
            yield held
        held = ent
    if held:
        yield held


def _is_second(parse: Parse, held: Ent, ent: Ent) -> bool:
    both = held.label == ent.label == "ORG" and held.end + 1 == ent.start
    return both and parse.word(held.end) == "/"


def _is_campus(parse: Parse, held: Ent, ent: Ent) -> bool:
    """Whether a university's place goes on with that of its campus: "University of Ruvania" "at Vestra"."""
    beside = held.label == "ORG" and ent.label == "GPE" and held.end + 1 == ent.start
    named = texts(parse, held.start, min(held.start + 2, held.end)) == ("University", "of")
    return beside and named and parse.word(held.end) == "at"


def trimmed(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """The entities without articles, quotation marks and possessives around the name."""
    found = (_trimmed(parse, ent) for ent in ents)
    return [ent for ent in found if ent.start < ent.end]


def _trimmed(parse: Parse, ent: Ent) -> Ent:
    start, end = ent.start, ent.end
    while start < end and (parse.word(start).lower() == "the" or parse.word(start) in QUOTES):
        start += 1
    while end > start and parse.word(end - 1).lower() in BEHIND:
        end -= 1
    end += is_owned_name(parse, replace(ent, start=start, end=end)) if end > start else 0
    return ent if (start, end) == (ent.start, ent.end) else replace(ent, start=start, end=end)


def _is_seat(parse: Parse, ent: Ent) -> bool:
    """Whether somebody sits in parliament for what looks like an organization: "the MP for Clacton"."""
    if ent.start < 2 or parse.word(ent.start - 1).lower() not in ("for", "of"):
        return False
    words = parse.span_text(ent.start, ent.end).lower().split()
    if not of_kind("party").isdisjoint(words) or len(words) > 2:
        return False
    key = "seated_" + parse.word(ent.start - 1).lower()
    return parse.word(ent.start - 2).lower() in word_set("nouns", key)


def _is_introduced(parse: Parse, ent: Ent) -> bool:
    """Whether the noun right before a name says that no person bears it: "the magazine Charlie Hebdo"."""
    noun = ent.start - 1
    while noun > 0 and parse.word(noun) in QUOTES | {"*"}:
        noun -= 1
    if noun < 0 or parse.pos[noun] != "NOUN":
        return False
    if parse.lemmas[noun].lower() not in word_set("nouns", "never_people"):
        return False
    inside = range(ent.start, ent.end)
    head = next((i for i in inside if parse.heads[i] not in inside), ent.start)
    if parse.heads[head] == noun:
        return parse.deps[head] in ("appos", "flat", "compound", "nmod", "nmod:desc")
    return parse.heads[noun] == head and parse.deps[noun] in ("compound", "nmod:desc", "nmod", "appos")


def _is_short_for_nouns(parse: Parse, ent: Ent) -> bool:
    """Whether bracketed capitals only shorten the nouns before them: "a census designated place (CDP)"."""
    word, before = parse.word(ent.start), ent.start - 1
    if ent.end != ent.start + 1 or before < len(word) or parse.word(before) != "(" or not word.isupper():
        return False
    initials = [parse.word(i)[0] for i in range(before - len(word), before)]
    return initials == list(word.lower())


def _begins_title(parse: Parse, ent: Ent) -> bool:
    """Whether a name is the beginning of a title: "National Security" in "the National Security Adviser"."""
    end = min(ent.start + LONGEST_TITLE, len(parse))
    words = [parse.word(i).lower() for i in range(ent.start, end)]
    found = titles().longest_at(words, [parse.lemmas[i].lower() for i in range(ent.start, end)], 0)
    portfolio = parse.word(ent.start).lower() in word_set("organizations", "portfolios")
    if portfolio and ent.end == ent.start + 1 < end and parse.lemmas[ent.end].lower() in OF_PORTFOLIOS:
        return True  # "Commerce Minister", which no list needs to have
    least = 1 if portfolio else 2
    return found is not None and found[0] > max(least, ent.end - ent.start)


def _uncased(parse: Parse, ent: Ent) -> Ent:
    """Without words in lower case at either end, which describe and do not name: "IG Metall union"."""
    start, end = ent.start, ent.end
    while start < end - 1 and parse.word(start).islower() and _is_apart(parse, start):
        start += 1
    while end - 1 > start and parse.word(end - 1).islower() and parse.pos[end - 1] == "NOUN":
        end -= 1
    if is_national(parse, start, end):
        start += 1
    if start > 0 and ORDINAL.fullmatch(parse.word(start - 1)) and parse.heads[start - 1] in range(start, end):
        start -= 1
    if end < ent.end and is_land_alone(parse, start, end):
        return replace(ent, start=start, end=start + 1, label="NORP")
    capital = any(parse.word(i)[0].isupper() for i in range(start, end))
    return replace(ent, start=start, end=end) if capital and (start, end) != (ent.start, ent.end) else ent


def _is_apart(parse: Parse, i: int) -> bool:
    """Whether a word stands free: "al-Shabaab" and "eBay" keep their beginnings."""
    return (
        i + 1 < len(parse)
        and parse.starts[i + 1] > parse.ends[i]
        and parse.pos[i] in ("ADJ", "NOUN", "DET", "VERB")
    )


def _with_form(parse: Parse, ent: Ent) -> int:
    at = ent.end
    while at < len(parse):
        ahead = at + 1 if parse.word(at) == "," else at
        if not _is_form(parse, ahead):
            return at
        at = ahead + 1
        if _is_full_stop_of(parse, at):
            at += 1
    return at


def _with_members(parse: Parse, ent: Ent) -> int:
    """With what a plural's apostrophe or a plus cut off: "Association of Teachers’" "Unions", "OPEC" "+"."""
    at = ent.end
    if at < len(parse) and parse.word(at) == "+" and parse.starts[at] == parse.ends[at - 1]:
        return at + 1
    words = [parse.word(i) for i in range(ent.start, ent.end)]
    if at + 1 >= len(parse) or parse.word(at) not in ("'", "’") or "of" not in words or words[-1][-1:] != "s":
        return _with_form(parse, ent)
    end = at + 1
    while end < len(parse) and parse.word(end)[0].isupper() and parse.pos[end] in ("PROPN", "NOUN"):
        end += 1
    return end if end > at + 1 else ent.end


def _with_kind(parse: Parse, ent: Ent) -> int:
    """With the word that says what kind of area it is: "Kursk" "region"."""
    at = ent.end
    if at + 1 < len(parse) and parse.word(at).istitle() and parse.word(at + 1) in JURISTS:
        return ent.end  # "U.S. District Judge"
    if at < len(parse) and parse.word(at).lower() in place_nouns().in_names:
        return at + 1 if any(parse.heads[i] == at for i in range(ent.start, ent.end)) else ent.end
    return ent.end


def _as_it_is(parse: Parse, ent: Ent) -> int:
    return ent.end


EXTEND = {"ORG": _with_members, "GPE": _with_kind, "LOC": _with_kind}


def _is_form(parse: Parse, i: int) -> bool:
    if i >= len(parse) or not parse.word(i)[0].isupper():
        return False
    return is_legal_form(parse.word(i)) or _is_sure_form(parse, i)


def _is_sure_form(parse: Parse, i: int) -> bool:
    """Whether a word is the legal form of a firm and nothing else: "AG", "SpA", "Oyj", not in a headline."""
    if not 0 < i < len(parse) or (parse.word(i - 1).isupper() and parse.word(i).isupper()):
        return False
    return is_written_form(parse.word(i))


def _is_full_stop_of(parse: Parse, i: int) -> bool:
    """Whether a full stop belongs to the form before it: the sentence goes on after it."""
    if i + 1 >= len(parse) or parse.word(i) != "." or parse.starts[i] != parse.ends[i - 1]:
        return False
    return not parse.word(i + 1)[0].isupper()
