"""What a dossier says, before it is put into a format."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.graph.citations import Citations, Excerpt, ranked
from kg.graph.timeline import Moment, when
from kg.page.appearance import statuses
from kg.page.cited import is_web
from kg.page.text import in_words, visible
from kg.records import Claim, Entity, EntityType, Fact, Heading, Status

LONGEST_NAME = 300  # a longer one is cut
MOST_NOTES = 12  # sentences of one fact, the most certain ones
_BIDI = {ord(c): None for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one entity."""

    entity: Entity
    facts: Sequence[Fact]  # in which it is subject or object
    timeline: Sequence[Moment]


@dataclass(frozen=True, slots=True)
class Sources:
    """What facts and claims are told with."""

    names: Mapping[str, str]  # of entities, by key
    citations: Citations


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence and where it stands."""

    number: int
    sentence: str
    cut: bool  # the sentence goes on
    speaker: str
    headline: str
    source: str
    author: str
    published: str
    url: str  # only of the web
    file: str  # the article's id, where it has no such address


@dataclass(frozen=True, slots=True)
class Statement:
    """One line: subject, relation, object, what is known of its time, and its notes."""

    subject: str
    relation: str
    object: str
    details: str
    mark: str  # what it is if it is no fact: denied, planned, ...
    weight: str  # how many articles, how certain
    notes: tuple[int, ...]
    more: int  # sentences without a note


@dataclass(frozen=True, slots=True)
class Group:
    """Statements of one relation."""

    heading: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Statements that articles do not make themselves, or not any more."""

    heading: str
    meaning: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """A line of the timeline."""

    when: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Section:
    """One entity."""

    name: str
    type: EntityType
    aliases: tuple[str, ...]
    note: str
    place: str  # coordinates
    timeline: tuple[Dated, ...]
    groups: tuple[Group, ...]
    kinds: tuple[Kind, ...]
    articles: int

    def about(self, escape: Callable[[str], str] = str) -> str:
        """What it is, in a sentence; ``escape`` makes its other names safe in a format."""
        parts = [self.type, f"named in {self.articles} article{'' if self.articles == 1 else 's'}"]
        parts += [f"also called {'; '.join(map(escape, self.aliases))}"] if self.aliases else []
        parts += [f"at {self.place}"] if self.place else []
        return f"{', '.join(parts)}."


@dataclass(frozen=True, slots=True)
class Dossier:
    """Entities and the notes behind all that is said of them."""

    title: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]


def compose(title: str, known: Iterable[Known], sources: Sources) -> Dossier:
    """The dossier; notes are numbered in the order in which they are first referred to."""
    notes = _Notes(sources)
    sections = tuple(_section(one, notes) for one in known)
    return Dossier(line(title), sections, tuple(notes.made))


def line(text: str) -> str:
    """A text on one line, without characters that turn the direction of what follows."""
    plain = "".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in text.translate(_BIDI))
    return " ".join(plain.split())


def name(text: str, otherwise: str) -> str:
    """A name on one line of bearable length; ``otherwise`` where nothing of it can be seen."""
    shown = line(text if visible(text) else otherwise)
    return shown if len(shown) <= LONGEST_NAME else f"{shown[: LONGEST_NAME - 1].rstrip()}…"


class _Notes:
    """Numbers sentences, each once."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.made: list[Note] = []
        self._numbers: dict[tuple[str, int, str, str], int] = {}

    def number(self, article: str, claim: Claim) -> int:
        """The number of the note for a claim."""
        cited = self.sources.citations.cite(article, claim)
        shown = cited.passage.excerpt
        speaker = name(cited.speaker.name, "") if cited.speaker else ""
        key = (article, cited.passage.span[0] + shown.before, shown.text, speaker)
        if key not in self._numbers:
            self._numbers[key] = len(self.made) + 1
            self.made.append(_note(len(self.made) + 1, cited.passage.article, shown, speaker))
        return self._numbers[key]


def _note(number: int, article: Heading, shown: Excerpt, speaker: str) -> Note:
    url = article.url if article.url and is_web(article.url) else ""
    return Note(
        number=number,
        sentence=line(shown.text),
        cut=shown.cut,
        speaker=speaker,
        headline=name(article.headline or "", article.id),
        source=line(article.source or ""),
        author=line(article.author or ""),
        published=line(article.published or ""),
        url=url,
        file="" if url else line(article.id),
    )


def _section(known: Known, notes: _Notes) -> Section:
    entity = known.entity
    by_relation: dict[str, list[Fact]] = defaultdict(list)
    for fact in known.facts:
        if fact.status == Status.ASSERTED:
            by_relation[fact.predicate].append(fact)
    return Section(
        name=name(entity.name, entity.key),
        type=entity.type,
        aliases=tuple(name(alias, "") for alias in entity.aliases if visible(alias)),
        note=line(entity.note or ""),
        place=_coordinates(entity),
        timeline=tuple(_dated(moment, known.facts, notes) for moment in known.timeline),
        groups=tuple(_group(relation, by_relation[relation], notes) for relation in sorted(by_relation)),
        kinds=tuple(_kinds(known.facts, notes)),
        articles=len({article for article, _ in entity.members}),
    )


def _coordinates(entity: Entity) -> str:
    if entity.latitude is None or entity.longitude is None:
        return ""
    return f"{entity.latitude:.4f}, {entity.longitude:.4f}"


def _dated(moment: Moment, facts: Iterable[Fact], notes: _Notes) -> Dated:
    ids = frozenset(moment.claims)
    claims = [(article, claim) for fact in facts for article, claim in fact.claims if claim.id in ids]
    numbers, more = _numbers(claims, notes)
    said = Statement(
        subject=name(moment.subject, "?"),
        relation=in_words(moment.predicate),
        object=name(moment.object, "?"),
        details=line(moment.role or ""),
        mark=_mark(moment.status),
        weight="",
        notes=numbers,
        more=more,
    )
    return Dated(line(when(moment)), said)


def _group(relation: str, facts: Iterable[Fact], notes: _Notes) -> Group:
    heading = in_words(relation)
    statements = sorted((_statement(fact, notes) for fact in facts), key=lambda s: (s.subject, s.object))
    return Group(heading[:1].upper() + heading[1:], tuple(statements))


def _kinds(facts: Sequence[Fact], notes: _Notes) -> Iterable[Kind]:
    for status, look in statuses().items():
        found = tuple(_statement(fact, notes) for fact in facts if fact.status == status)
        if found and status != Status.ASSERTED:
            yield Kind(look.label, look.help, found)


def _statement(fact: Fact, notes: _Notes) -> Statement:
    names = notes.sources.names
    numbers, more = _numbers(fact.claims, notes)
    other = (fact.value or "") if fact.object is None else names[fact.object]
    articles = f"{fact.support} article{'' if fact.support == 1 else 's'}"
    return Statement(
        subject=name(names[fact.subject], fact.subject),
        relation=in_words(fact.predicate),
        object=name(other, fact.object or "?"),
        details=_details(fact),
        mark=_mark(fact.status),
        weight=f"{articles}, confidence {fact.confidence:.2f}",
        notes=numbers,
        more=more,
    )


def _mark(status: Status) -> str:
    return "" if status == Status.ASSERTED else statuses()[status].label.lower()


def _details(fact: Fact) -> str:
    """Role and times, as the claims have them, each once, the most certain first."""
    found: dict[str, str] = {}
    for _, claim in ranked(fact.claims):
        said = _when(claim, fact.value)
        found.setdefault(said.casefold(), said)
    return line(" / ".join(filter(None, found.values())))


def _when(claim: Claim, value: str | None) -> str:
    role = claim.role if claim.role and claim.role.casefold() != (value or "").casefold() else None
    times = (("since", claim.since), ("until", claim.until), ("on", claim.on))
    return ", ".join(filter(None, (role, *(f"{word} {date}" for word, date in times if date))))


def _numbers(claims: Iterable[tuple[str, Claim]], notes: _Notes) -> tuple[tuple[int, ...], int]:
    """The notes of claims, and how many sentences have none."""
    found = ranked(claims)
    numbers = dict.fromkeys(notes.number(article, claim) for article, claim in found[:MOST_NOTES])
    return tuple(sorted(numbers)), max(0, len(found) - MOST_NOTES)
