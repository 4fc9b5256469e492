"""Whether a text is English; too short a text passes."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

from kg.errors import InputError

MIN_LETTERS = 100
SAMPLE = 3000
MIN_CONFIDENCE = 0.8
MAX_FOREIGN_SCRIPT = 0.4


def check_english(text: str, declared: str | None) -> str:
    """The language code to keep ("en", "en-GB"); InputError where the text is in another language.

    What a page declares is often wrong, so it only decides on texts that are too short to tell.
    """
    sample = text[:SAMPLE]
    letters = [char for char in sample if char.isalpha()]
    said_english = declared is None or declared.lower().startswith(("en", "c", "und"))
    if len(letters) < MIN_LETTERS:
        if letters and not said_english:
            raise InputError(f"its language is {declared}; only English is read")
    elif language := _other_language(sample, letters):
        raise InputError(f"its language seems to be {language}; only English is read")
    return declared if declared and declared.lower().startswith("en") else "en"


def _other_language(sample: str, letters: list[str]) -> str | None:
    language, confidence = _classifier().classify(sample)
    if language == "en":
        return None
    foreign = sum(1 for char in letters if not unicodedata.name(char, "").startswith("LATIN"))
    sure = confidence >= MIN_CONFIDENCE or foreign > MAX_FOREIGN_SCRIPT * len(letters)
    return str(language) if sure else None


@cache
def _classifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
