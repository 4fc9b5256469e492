"""Dates, amounts of money and percentages, told by their form; the forms are in ``expressions.yaml``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import DataError
from kg.lexicon import loader
from kg.records import Ent, Parse, Span

FORMS = Path(__file__).parent / "data" / "expressions.yaml"
LISTS = loader.table(loader.listed(loader.text))
FILE = loader.record({"words": LISTS, "pieces": loader.table(loader.text), "patterns": LISTS, "never": LISTS})
SCORE = 0.95  # of an expression that the model did not see
_NAME = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Forms:
    """Compiled expressions by label: what is one, and what never is."""

    patterns: Mapping[str, re.Pattern[str]]
    never: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=2)
def load_forms(path: Path = FORMS) -> Forms:
    """Read the forms of a file."""
    found = loader.load(path, FILE)
    known = {name: _alternatives(words) for name, words in found["words"].items()}
    for name, piece in found["pieces"].items():
        known[name] = f"(?:{_filled(piece, known, f'{path}: piece {name}')})"
    filled = {
        key: {
            label: [_filled(pattern, known, f"{path}: {key} of {label}") for pattern in patterns]
            for label, patterns in found[key].items()
        }
        for key in ("patterns", "never")
    }
    return Forms(
        {label: _compiled(_tries(p), f"{path}: {label}") for label, p in filled["patterns"].items()},
        {label: _compiled("|".join(p), f"{path}: never {label}") for label, p in filled["never"].items()},
    )


def _alternatives(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest_first) + ")"


def _filled(pattern: str, known: Mapping[str, str], where: str) -> str:
    unknown = sorted(set(_NAME.findall(pattern)) - set(known))
    if unknown:
        raise DataError(f"{where} uses {', '.join(unknown)}, which is not defined above it")
    return _NAME.sub(lambda name: known[name[1]], pattern)


def _tries(patterns: Sequence[str]) -> str:
    """Return an expression with one group per pattern, each tried wherever a word or an amount begins."""
    return r"(?<![\w.,/-])(?=[\w$€£¥₹₽₴₩₪₦₱฿₺₫₡])" + "".join(f"(?=({pattern})?)" for pattern in patterns)


def _compiled(pattern: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise DataError(f"{where} is no regular expression: {error}") from error


def matches(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Yield the longest match at each place, from left to right, without overlaps."""
    at = 0
    for found in pattern.finditer(text):
        start = found.start()
        if start < at or found.lastindex is None:
            continue
        end = max(high for _, high in found.regs[1:])
        if end > start:
            yield start, end
            at = end


def told(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """The entities without those of a form that their label never has, and with the expressions."""
    return merged((ent for ent in ents if not refuted(parse, ent)), expressions(parse))


def expressions(parse: Parse) -> Iterator[Ent]:
    """Yield the expressions that begin and end with whole words of one sentence."""
    ends = {end: i + 1 for i, end in enumerate(parse.ends)}
    starts = {start: i for i, start in enumerate(parse.starts)}
    borders = [start for start, _ in parse.sents]
    for label, pattern in load_forms().patterns.items():
        for low, high in matches(parse.text, pattern):
            start, end = starts.get(low), ends.get(high)
            if (
                start is None
                or end is None
                or bisect_left(borders, end) - bisect_left(borders, start + 1) > 0
            ):
                continue
            yield Ent(start, end, label, SCORE)


def refuted(parse: Parse, ent: Ent) -> bool:
    """Tell whether an entity is of a form that its label never has."""
    never = load_forms().never.get(ent.label)
    name = parse.span_text(ent.start, ent.end)
    return never is not None and never.fullmatch(name) is not None


def merged(ents: Iterable[Ent], told: Iterable[Ent]) -> list[Ent]:
    """Add expressions to the model's entities.

    An expression gives way to a name that is no date, and joins a date that it overlaps.
    """
    kept = list(ents)
    for new in told:
        rivals = [ent for ent in kept if ent.start < new.end and new.start < ent.end]
        if any(ent.label not in ("DATE", "MISC", new.label) and not _holds(new, ent) for ent in rivals):
            continue
        kept = [ent for ent in kept if ent not in rivals]
        kept.append(_joined(new, [ent for ent in rivals if ent.label == new.label]))
    return sorted(kept, key=lambda ent: (ent.start, ent.end))


def _holds(outer: Ent, inner: Ent) -> bool:
    return (
        outer.start <= inner.start
        and inner.end <= outer.end
        and outer.end - outer.start > inner.end - inner.start
    )


def _joined(new: Ent, same: Sequence[Ent]) -> Ent:
    start, end = min([new.start, *(e.start for e in same)]), max([new.end, *(e.end for e in same)])
    return Ent(start, end, new.label, max([new.score, *(e.score for e in same)]))
