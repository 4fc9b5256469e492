"""What one article may hold at most. Counted, not timed: the same articles are read on every machine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace

from kg.errors import DataError, InputError

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")  # words and marks; at least as many as the tokens that are read
LONGEST_CHARACTER = 4  # bytes
NUMBER = re.compile(r"\d{1,15}")


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers; docs/formats.md says what they mean."""

    unpacked: int = 20_000_000  # bytes of the text and markup that a .docx or .pdf file is packed from
    characters: int = 1_000_000  # of an article
    words: int = 100_000  # of an article, marks counted
    names: int = 4_000  # different ones in an article, each of which may be any other one's
    archive: int = 500_000_000  # bytes that the files in an archive come to, archives in it counted too

    def check(self, text: str) -> None:
        """Raise InputError for the text of an article that holds too much."""
        if len(text) > self.characters:
            raise _over(f"has {len(text):,} characters", "characters", self.characters)
        if len(text) > self.words and (count := sum(1 for _ in WORD.finditer(text))) > self.words:
            raise _over(f"has {count:,} words and marks", "words", self.words)

    def check_unpacked(self, size: int) -> None:
        """Raise InputError for a file whose parts come to too many bytes."""
        if size > self.unpacked:
            raise _over(f"unpacks to {size:,} bytes or more", "unpacked", self.unpacked)

    def check_archive(self, size: int) -> None:
        """Raise InputError for an archive whose files come to too many bytes."""
        if size > self.archive:
            raise _over(f"unpacks to {size:,} bytes or more", "archive", self.archive)

    def check_size(self, size: int) -> None:
        """Raise InputError for a file of so many bytes that its text must hold too much."""
        if size > self.characters * LONGEST_CHARACTER:
            raise _over(f"is {size:,} bytes long", "characters", self.characters)

    def check_length(self, size: int) -> None:
        """Raise InputError for a text of so many characters, before it is put together."""
        if size > self.characters:
            raise _over(f"has {size:,} characters or more", "characters", self.characters)

    def check_names(self, names: Iterable[str]) -> None:
        """Raise InputError for an article that names too much."""
        if (count := len(frozenset(names))) > self.names:
            raise _over(f"has {count:,} different names", "names", self.names)

    def __str__(self) -> str:
        """The numbers that are not the usual ones, as they are given."""
        usual = asdict(USUAL)
        return " ".join(f"{name}={value}" for name, value in asdict(self).items() if value != usual[name])


USUAL = Limits()


def limits(given: Iterable[str], before: Limits = USUAL) -> Limits:
    """The limits of texts such as ``words=200000``, in place of ``before``; DataError for another one."""
    found = before
    names = [field.name for field in fields(Limits)]
    for text in given:
        name, _, number = text.partition("=")
        if name not in names or not NUMBER.fullmatch(number):
            raise DataError(f"{text!r} is no limit: NAME=NUMBER, where NAME is one of {', '.join(names)}")
        found = replace(found, **{name: int(number)})
    return found


def _over(what: str, name: str, most: int) -> InputError:
    unit = {"unpacked": "bytes", "archive": "bytes"}.get(name, name)
    return InputError(f"{what}; at most {most:,} {unit} are read (--limit {name}=NUMBER reads more)")
