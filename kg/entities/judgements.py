"""A person's decisions: a text file, one a line, which every build obeys.

    # comments and empty lines are kept
    merge person/sergei-tsivilev person/sergey-tsivilyov
    split person/john-smith person/john-smith-1f2e3d4c
    link person/tsivilev NK-1          an entry of a known list (or unlink)
    confirm CLAIM                      a claim's id: its fact is certain
    reject CLAIM                       the claim says nothing any more
    rename person/tsivilev "Sergei Tsivilev"
    note person/tsivilev "Governor until 2024"
    entity person/jane-new "Jane New" source "Staff list, 2024"   somebody that no article names
    assert person/tsivilev governs place/kemerovo-oblast source "Decree 123, 6 April 2018"
    assert person/jane-new heads organization/acme source "Staff list, 2024" since 2019 until 2023
    claim news.txt "Anna Berg met Jon Reed." "Anna Berg" metWith "Jon Reed"
    correct news.txt "Anna Berg leads Oslo." "Anna Berg" leads Oslo relation governs
    type organization/anna-berg Person
    none person/monday                 names that are no entity
    extent news.txt "On Monday Anna Berg met Reed." "Monday Anna Berg" "Anna Berg"   where a name ends

Entities are named by a key, present or former, or by one of their members, ``ARTICLE#e3``. Words with
spaces are quoted as in a shell. What is mended in a sentence is named by its article and its words, so that
it holds under other models and rules; ``Berg@2`` is the second of that name there. Undoing a decision is
removing its line; of two that contradict each other the later one holds.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Set
from dataclasses import dataclass
from pathlib import Path
from unicodedata import category

from kg.atomic import write_text
from kg.errors import DataError, NotFoundError
from kg.records import EntityType, Status

_USAGE = {
    "merge": ("ENTITY", "ENTITY"),
    "split": ("ENTITY", "ENTITY"),
    "link": ("ENTITY", "ID"),
    "unlink": ("ENTITY", "ID"),
    "confirm": ("CLAIM",),
    "reject": ("CLAIM",),
    "rename": ("ENTITY", "NAME"),
    "note": ("ENTITY", "TEXT"),
    "entity": ("KEY", "NAME", "source", "SOURCE"),
    "assert": ("SUBJECT", "PREDICATE", "OBJECT", "source", "SOURCE"),
    "claim": ("ARTICLE", "SENTENCE", "SUBJECT", "RELATION", "OBJECT"),
    "correct": ("ARTICLE", "SENTENCE", "SUBJECT", "RELATION", "OBJECT", "FIELD", "VALUE"),
    "type": ("NAMES", "TYPE"),
    "none": ("NAMES",),
    "extent": ("ARTICLE", "SENTENCE", "NAME", "WORDS"),
}
MENDING = ("claim", "correct", "type", "none", "extent")  # what changes how an article is read
DATES = ("since", "until", "on")
FIELDS = ("relation", "subject", "object", "direction", "status", *DATES)  # of a claim, that can be corrected
STATUSES = tuple(status.value for status in Status if status != Status.DOUBTFUL)
QUALIFIERS = (*DATES, "status")  # that may follow an assertion, each with its value
_ABOUT = {"correct": 6, "extent": 3, "rename": 1, "note": 1}  # so many words say what is decided
_ONE_OF = {
    ("correct", 5, ""): FIELDS,
    ("correct", 6, "direction"): ("swapped",),
    ("correct", 6, "status"): STATUSES,
    ("type", 1, ""): tuple(kind.value for kind in EntityType),
}  # by kind, place and the word before, where that counts
_UNWRITABLE = ("Cc", "Cs", "Zl", "Zp")  # controls, halves of characters, ends of lines and paragraphs


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: its kind, its words and where it stands."""

    kind: str
    words: tuple[str, ...]
    line: int = 0

    @property
    def matter(self) -> tuple[object, ...]:
        """What it decides: of several decisions of one matter the last one holds."""
        if self.kind in ("merge", "split"):
            return "same", frozenset(self.words)
        if self.kind in ("confirm", "reject"):
            return "judged", self.words[0]
        if self.kind in ("type", "none"):
            return "names", self.words[0]
        if self.kind in ("link", "unlink"):
            return ("link", *self.words)
        return self.kind, *self.words[: _ABOUT.get(self.kind)]

    def __str__(self) -> str:
        return " ".join((self.kind, *(_quoted(word) for word in self.words)))


@dataclass(frozen=True, slots=True)
class Assertion:
    """A fact that a person adds."""

    subject: str
    predicate: str
    object: str
    source: str
    since: str | None = None
    until: str | None = None
    on: str | None = None
    status: Status = Status.ASSERTED


@dataclass(frozen=True, slots=True)
class Introduced:
    """An entity that a person names, whether articles name it or not."""

    key: str
    type: EntityType
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions, in the order of the file."""

    all: tuple[Decision, ...] = ()

    def of(self, kind: str) -> tuple[Decision, ...]:
        """The decisions of one kind."""
        return tuple(decision for decision in self.all if decision.kind == kind)

    @property
    def merges(self) -> tuple[tuple[str, str], ...]:
        """Pairs of entities that are one."""
        return tuple((d.words[0], d.words[1]) for d in self.of("merge"))

    @property
    def splits(self) -> tuple[tuple[str, str], ...]:
        """Pairs of entities that are two."""
        return tuple((d.words[0], d.words[1]) for d in self.of("split"))

    @property
    def confirmed(self) -> frozenset[str]:
        """Ids of claims whose last word is "confirm"."""
        return frozenset(claim for claim, kind in self._judged().items() if kind == "confirm")

    @property
    def rejected(self) -> frozenset[str]:
        """Ids of claims whose last word is "reject"."""
        return frozenset(claim for claim, kind in self._judged().items() if kind == "reject")

    def _judged(self) -> dict[str, str]:
        return {d.words[0]: d.kind for d in self.all if d.kind in ("confirm", "reject")}

    @property
    def links(self) -> dict[tuple[str, str], bool]:
        """(entity, id of an entry of a known list) → whether it is that one."""
        return {(d.words[0], d.words[1]): d.kind == "link" for d in self.all if d.kind in ("link", "unlink")}

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        """Facts by hand."""
        return tuple(_assertion(d.words) for d in self.of("assert"))

    @property
    def introduced(self) -> tuple[Introduced, ...]:
        """Entities by hand, each key once."""
        found = {d.words[0]: d.words for d in self.of("entity")}
        return tuple(Introduced(key, type_of(key), words[1], words[3]) for key, words in found.items())


def type_of(key: str) -> EntityType:
    """What an entity of that key is; DataError where the key does not tell."""
    kinds = {kind.lower(): kind for kind in EntityType}
    kind, _, rest = key.partition("/")
    if kind not in kinds or not rest:
        raise DataError(f"{key!r} is no key: {', '.join(f'{name}/...' for name in kinds)}")
    return kinds[kind]


def _assertion(words: tuple[str, ...]) -> Assertion:
    more = dict(zip(words[5::2], words[6::2], strict=True))
    since, until, on = (more.get(name) for name in DATES)
    status = Status(more.get("status", Status.ASSERTED))
    return Assertion(words[0], words[1], words[2], words[4], since, until, on, status)


def load(path: str | Path | None) -> Decisions:
    """The decisions of a file; none if there is no file.

    Raises DataError naming the line of a decision that is malformed.
    """
    if path is None or not Path(path).exists():
        return Decisions()
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{file}: cannot be read: {error}") from error
    return parse(text, str(file))


def parse(text: str, source: str = "decisions") -> Decisions:
    """The decisions of a text; ``source`` is named in errors."""
    numbered = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    return Decisions(tuple(_decision(line, n, source) for n, line in numbered if line and line[0] != "#"))


def _decision(line: str, number: int, source: str) -> Decision:
    where = f"{source}, line {number}" if number else source
    try:
        kind, *words = shlex.split(line, comments=False)
    except ValueError as error:
        raise DataError(f"{where}: {error}: {line!r}") from error
    usage = _USAGE.get(kind)
    if usage is None:
        raise DataError(f"{where}: unknown decision {kind!r} (known: {', '.join(_USAGE)})")
    fixed = [n for n, word in enumerate(usage) if word.islower()]
    more = words[len(usage) :] if kind == "assert" else []
    if len(words) - len(more) != len(usage) or any(words[n] != usage[n] for n in fixed):
        raise DataError(f"{where}: {line!r} is not of the form '{kind} {' '.join(usage)}'")
    if len(more) % 2 or not set(more[::2]) <= set(QUALIFIERS) or len(set(more[::2])) < len(more) // 2:
        raise DataError(
            f"{where}: after the source stand {', '.join(QUALIFIERS)}, each with its value: {line!r}"
        )
    if not all(words):
        raise DataError(f"{where}: {line!r} has an empty word")
    if kind in ("merge", "split") and words[0] == words[1]:
        raise DataError(f"{where}: {kind} needs two entities: {line!r}")
    _check_words(kind, words, where)
    return Decision(kind, tuple(words), number)


def _check_words(kind: str, words: list[str], where: str) -> None:
    if kind == "entity":
        type_of(words[0])
    for name, value in zip(words[5::2], words[6::2], strict=True) if kind == "assert" else ():
        if name == "status" and value not in STATUSES:
            raise DataError(f"{where}: {value!r} is not one of {', '.join(STATUSES)}")
    for (of, place, before), known in _ONE_OF.items():
        applies = kind == of and (not before or words[place - 1] == before)
        if applies and words[place] not in known:
            raise DataError(f"{where}: {words[place]!r} is not one of {', '.join(known)}")


def _quoted(word: str) -> str:
    plain = word and not set(word) & set(" \t\n\"'\\#")
    return word if plain else '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def append(path: str | Path, kind: str, words: Iterable[str]) -> Decision:
    """Adds a decision at the end of the file, unless it is the last word on its matter already.

    Raises DataError where it is none, before the file is touched.
    """
    file = Path(path)
    new = check(kind, words)
    said = [old for old in load(file).all if old.matter == new.matter]
    if said and (said[-1].kind, said[-1].words) == (new.kind, new.words):
        return said[-1]
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    gap = "" if not before or before.endswith("\n") else "\n"
    write_text(file, f"{before}{gap}{new}\n")
    return load(file).all[-1]


def check(kind: str, words: Iterable[str]) -> Decision:
    """The decision, if it can be written in a line and read again as it is; else raises DataError."""
    line = str(Decision(kind, tuple(words)))
    if any(category(character) in _UNWRITABLE for character in line):
        raise DataError(f"a decision is one line of text, not {line!r}")
    if kind not in _USAGE:
        raise DataError(f"unknown decision {kind!r} (known: {', '.join(_USAGE)})")
    return _decision(line, 0, "new decision")


def extend(path: str | Path, more: Iterable[tuple[str, Iterable[str]]]) -> tuple[Decision, ...]:
    """Adds decisions that the file has not yet, in one step; those that were added. Raises as ``append``."""
    file = Path(path)
    known = {(old.kind, old.words) for old in load(file).all}
    checked = (check(kind, words) for kind, words in more)
    new = {(one.kind, one.words): one for one in checked if (one.kind, one.words) not in known}
    if not new:
        return ()
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    gap = "" if not before or before.endswith("\n") else "\n"
    write_text(file, f"{before}{gap}" + "".join(f"{one}\n" for one in new.values()))
    return load(file).all[-len(new) :]


def remove(path: str | Path, kind: str, words: Iterable[str]) -> None:
    """Takes a decision out of the file; all else stays as it is."""
    file, wanted = Path(path), (kind, tuple(words))
    lines = {d.line for d in load(file).all if (d.kind, d.words) == wanted}
    if not lines:
        raise NotFoundError(f"{file}: no decision {Decision(*wanted)!s}")
    remove_lines(file, lines)


def remove_lines(file: Path, lines: Set[int]) -> None:
    """Takes the lines of these numbers out of the file."""
    kept = file.read_text(encoding="utf-8").splitlines(keepends=True)
    write_text(file, "".join(line for number, line in enumerate(kept, 1) if number not in lines))
