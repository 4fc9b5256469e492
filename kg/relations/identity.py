"""Where a claim stands in its text, and the id that it has from that."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from hashlib import sha256

from kg.records import Parse, Span


def chars(parse: Parse, tokens: Span) -> Span:
    """The characters of a token range."""
    return parse.starts[tokens[0]], parse.ends[tokens[1] - 1]


def sentence(parse: Parse, token: int) -> Span:
    """The characters of the sentence that a token stands in."""
    return chars(parse, parse.sents[bisect_right(parse.sents, (token, len(parse))) - 1])


def claim_id(article: str, subject: Span, object_: Span, predicate: str, of_each: Sequence[str] = ()) -> str:
    """The id of a claim: of its article, the spans of its arguments and its relation, nothing else.

    Only where an argument stands for several ("the couple"), ``of_each`` says which of them it is told of.
    """
    text = "\n".join(
        (article, f"{subject[0]}-{subject[1]}", f"{object_[0]}-{object_[1]}", predicate, *of_each)
    )
    return sha256(text.encode()).hexdigest()[:16]
