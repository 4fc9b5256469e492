"""Questions as people ask them, as patterns: ``who (governs|rules) {place} [in {month}]``.

Words stand for themselves, brackets for a choice, square ones for what may be left out, braces for a
parameter of the query, which takes any words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_PART = re.compile(
    r"\{(?P<name>[a-z][a-z0-9]*)\}|\((?P<choice>[^()]+)\)|\[(?P<option>[^\[\]]+)\]|(?P<word>[\w'-]+)|\s+"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern of a question."""

    pattern: str
    expression: re.Pattern[str]

    @classmethod
    def of(cls, pattern: str, known: Iterable[str]) -> Phrase:
        """The pattern of a line; raises ValueError where it is none, or names no known parameter."""
        return cls(
            pattern, re.compile(rf"\s*{_expression(pattern, frozenset(known))}\s*\??\s*", re.IGNORECASE)
        )

    def match(self, question: str) -> Mapping[str, str] | None:
        """What a question says for the parameters; None where it is not of this pattern."""
        found = self.expression.fullmatch(" ".join(question.split()))
        if found is None:
            return None
        return {name: words.strip() for name, words in found.groupdict().items() if words}

    def worded(self, values: Mapping[str, str]) -> str:
        """The question with values in it, its choices decided."""
        decided = re.sub(r"\[([^\]]*)\]", lambda found: _if_known(found[1], values), self.pattern)
        chosen = re.sub(r"\(([^|()]+)[^()]*\)", r"\1", decided)
        filled = re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[1]), chosen)
        return " ".join(filled.split())


def _if_known(option: str, values: Mapping[str, str]) -> str:
    """A part that may be left out, where its parameters have values."""
    names = re.findall(r"\{(\w+)\}", option)
    return option if names and all(name in values for name in names) else ""


def _expression(pattern: str, known: frozenset[str]) -> str:
    return r"\s+".join(part for part in _parts(pattern, known)).replace(r"\s+(?:\s+", r"(?:\s+")


def _parts(pattern: str, known: frozenset[str]) -> Iterator[str]:
    place = 0
    while place < len(pattern):
        found = _PART.match(pattern, place)
        if found is None:
            raise ValueError(f"cannot be read from {pattern[place:][:20]!r} on")
        place = found.end()
        if found["name"]:
            if found["name"] not in known:
                raise ValueError(f"names no parameter: {found['name']!r}")
            yield rf"(?P<{found['name']}>\S.*?)"
        elif found["choice"]:
            yield f"(?:{'|'.join(_words(choice) for choice in found['choice'].split('|'))})"
        elif found["option"]:
            yield rf"(?:\s+{_expression(found['option'], known)})?"
        elif found["word"]:
            yield re.escape(found["word"])


def _words(text: str) -> str:
    return r"\s+".join(re.escape(word) for word in text.split())
