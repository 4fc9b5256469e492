"""Where sentences start among the words of a window."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kg.language.wordpiece import GLUED, PARAGRAPH, SPACED
from kg.language.words import Words
from kg.lexicon.organizations import ends_company
from kg.lexicon.titles import titles

QUOTES = frozenset({'"', "'", "''", "\u201c", "\u201d", "\u2018", "\u2019", "\u00ab", "\u00bb"})
ENDS = frozenset(".!?")
BEHIND_WORD = 1.0  # log odds; set on EWT dev and GUM-open dev
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LONGEST_SUBJECT = 4  # words
SURE = 2.0  # log odds


def sentence_starts(
    words: Words, start: int, end: int, odds: npt.NDArray[np.float32], known: frozenset[int] | None
) -> list[int]:
    """Return where sentences start, counted from ``start`` and the first always.

    ``odds`` are the log odds that the network gives each word, ``known`` what is told instead.
    """
    if known is not None:
        return [i - start for i in range(start, end) if i == start or i in known]
    paragraphs = {i for i in range(end - start) if words.before[start + i] == PARAGRAPH}
    found = {
        0,
        *(i for i in np.flatnonzero(odds[: end - start] > 0).tolist() if odds[i] > _least(words, start + i)),
    }
    found |= {i for i in range(1, end - start - 1) if _opens_quotation(words, start + i)}
    found = {_beyond_quotes(words, start, i, end - start) for i in found} | paragraphs
    return sorted(
        i for i in found if i in paragraphs or not (i - 1 in found and _is_mark(words.texts[start + i - 1]))
    )


def behind_forms(
    words: Words, start: int, odds: npt.NDArray[np.float32], tags: Sequence[str]
) -> npt.NDArray[np.float32]:
    """Return the odds, sure where "Inc." ends a sentence: a clause stands before it and one behind.

    ``odds`` and ``tags`` are those of the words from ``start``.
    """
    forms = [i for i in range(1, len(tags)) if _is_form(words, start + i - 1)]
    found = [i for i in forms if _is_new_clause(words, start, i, tags)]
    if found:
        odds = odds.copy()
        odds[found] = SURE
    return odds


def _is_form(words: Words, i: int) -> bool:
    text = words.texts[i]
    return text.endswith(".") and len(text) > 2 and ends_company(text)


def _is_new_clause(words: Words, start: int, at: int, tags: Sequence[str]) -> bool:
    """Whether the words from ``at`` are a name and its verb, and those before hold a verb of their own."""
    if words.before[start + at] != SPACED or not words.texts[start + at][0].isupper():
        return False
    texts = words.texts[start : start + len(tags)]
    first = max((i for i in range(at - 1) if texts[i] in ENDS), default=-1) + 1
    if not FINITE.intersection(tags[first:at]):
        return False
    end = next((i for i in range(at, min(at + LONGEST_SUBJECT, len(tags))) if tags[i] in FINITE), None)
    return (
        end is not None and all(text[0].isupper() for text in texts[at:end]) and not _has_title(texts[at:end])
    )


def _has_title(texts: Sequence[str]) -> bool:
    low = [text.lower() for text in texts]
    return any(titles().longest_at(low, low, i) is not None for i in range(len(low)))


def last_start(
    words: Words, start: int, end: int, odds: npt.NDArray[np.float32], known: frozenset[int] | None
) -> int | None:
    """Return the end of what can be kept of a window, None where its only sentence is cut off."""
    if end == len(words) or words.before[end] == PARAGRAPH:
        return end
    last = sentence_starts(words, start, end, odds, known)[-1]
    return start + last if last else None


def _least(words: Words, i: int) -> float:
    """The log odds that a start needs: more behind a word than behind a mark."""
    return 0.0 if i == 0 or _is_mark(words.texts[i - 1][-1]) else BEHIND_WORD


def _is_mark(text: str) -> bool:
    return not any(map(str.isalnum, text))


def _opens_quotation(words: Words, i: int) -> bool:
    """Tell whether a word is a quotation mark before a capital and behind the end of a sentence."""
    before, texts = words.before, words.texts
    opens = texts[i] in QUOTES and before[i] == SPACED and before[i + 1] == GLUED
    return opens and texts[i - 1] in ENDS and texts[i + 1][0].isupper()


def _beyond_quotes(words: Words, start: int, at: int, length: int) -> int:
    """Move a sentence start before an opening quote that it cuts off, and behind a closing one."""
    before, texts = words.before, words.texts
    i = start + at
    if at and texts[i - 1] in QUOTES and before[i] == GLUED and before[i - 1] == SPACED:
        return at - 1
    if at and at + 1 < length and texts[i] in QUOTES and before[i] == GLUED and before[i + 1] == SPACED:
        return at + 1
    return at
