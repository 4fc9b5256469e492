"""The office that an adjective names: whoever is a "vice presidential candidate" runs for vice president."""

from __future__ import annotations

from kg.lexicon.wordlists import word_lists
from kg.records import Parse, Span


def adjective(parse: Parse, token: int) -> Span:
    """The token range of an adjective with the "vice" before it."""
    before = token > 0 and parse.word(token - 1).lower() in word_lists("offices")["before"]
    return token - before, token + 1


def office(parse: Parse, tokens: Span) -> str:
    """The office in words, as written where the adjective is none of the lexicon."""
    *first, last = (parse.word(i) for i in range(*tokens))
    named = word_lists("offices")["adjectives"].get(last.lower(), last)
    return " ".join([*(word.lower() for word in first), named])
