"""The office that an adjective names: whoever is a "vice presidential candidate" runs for vice president."""

from __future__ import annotations

from kg.lexicon.wordlists import word_lists
from kg.records import Parse, Span


def adjective(parse: Parse, token: int) -> Span:
    """The token range of an adjective with "vice" before it and the noun behind: "presidential bid"."""
    before = token > 0 and parse.word(token - 1).lower() in word_lists("offices")["before"]
    behind = token + 1 < len(parse) and parse.lemmas[token + 1].lower() in word_lists("offices")["behind"]
    return token - before, token + 1 + behind


def office(parse: Parse, tokens: Span) -> str:
    """The office in words, as written where the adjective is none of the lexicon."""
    known = word_lists("offices")["adjectives"]
    written = [parse.word(i) for i in range(*tokens)]
    if len(written) > 1 and written[-1].lower() in word_lists("offices")["behind"]:
        written.pop()
    *first, last = written
    return " ".join([*(word.lower() for word in first), known.get(last.lower(), last)])
