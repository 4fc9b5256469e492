"""Names that are firms' by what they say and whom they have: "NAME said it would close a plant"."""

from __future__ import annotations

from kg.lexicon.organizations import ends_company, is_written_form
from kg.lexicon.titles import titles
from kg.lexicon.wordlists import word_set
from kg.records import Ent, Parse
from kg.spans.tokens import head_of

SAYING = frozenset({"say", "announce", "report"})
IMPERSONAL = frozenset({"take", "seem", "appear", "happen", "make", "look", "mean", "show", "prove", "give"})
FAR = 12  # words
LONGEST = 6  # tokens of a post
OF_BODIES = frozenset({"ceo", "chair", "secretary general"})  # classes of posts that no person gives


def is_surely_firm(parse: Parse, ent: Ent) -> bool:
    """Whether it has a legal form, says what "it" does, or has who leads it right behind it."""
    last = parse.word(ent.end - 1)
    formed = ent.end - ent.start > 1 and (ends_company(last) or is_written_form(last))
    return formed or _speaks_as_it(parse, head_of(parse, ent)) or _is_led(parse, ent)


def _is_led(parse: Parse, ent: Ent) -> bool:
    """Whether a post that only bodies have and its holder follow: "Rio Verde chief executive Ann Roe"."""
    words = [parse.word(i).lower() for i in range(ent.end, min(ent.end + LONGEST, len(parse)))]
    post = titles().longest_at(words, words, 0) if words else None
    if post is None or any(one.name not in OF_BODIES for one in post[1]):
        return False
    holder = range(at := ent.end + post[0], min(at + 2, len(parse)))
    return len(holder) > 1 and all(parse.pos[i] == "PROPN" and parse.word(i)[:1].isupper() for i in holder)


def names_chief(parse: Parse, verb: int) -> bool:
    """Whether a verb gives somebody a post of a firm, none being named: "named Ann Roe chief executive"."""
    if parse.lemmas[verb] not in word_set("verbs", "naming"):
        return False
    posts = [k for k in range(verb + 1, len(parse)) if parse.heads[k] == verb and parse.deps[k] == "xcomp"]
    return any(
        parse.lemmas[k].lower() in word_set("names", "firms_have")
        and parse.word(min(k + 1, len(parse) - 1)) != "of"
        for k in posts
    )


def _speaks_as_it(parse: Parse, head: int) -> bool:
    """Whether it says what "it" does: "NAME said it would close a plant", not "said it was raining"."""
    says = parse.heads[head]
    if parse.deps[head] != "nsubj" or parse.lemmas[says] not in SAYING:
        return False
    return any(
        parse.heads[k] == says
        and parse.deps[k] == "ccomp"
        and parse.pos[k] == "VERB"
        and any(
            parse.heads[i] == k and parse.deps[i] == "nsubj" and parse.lemmas[i] == "it"
            for i in range(says, k)
        )
        and any(parse.heads[i] == k and parse.deps[i] in ("obj", "xcomp") for i in range(k, len(parse)))
        and parse.lemmas[k] not in IMPERSONAL
        for k in range(says + 1, min(says + FAR, len(parse)))
    )
