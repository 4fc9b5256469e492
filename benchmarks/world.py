"""A made-up world of news: entities in beats, facts between them, articles that say the facts.

Degrees have a heavy tail, most facts stay within a beat, many entities are only named, some
names try to harm whoever shows them. The same numbers give the same world.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

import kg.ontology
from kg.entities.keys import name_key
from kg.graph.facts import facts, id_of
from kg.ontology import Relation, Trait
from kg.page.text import in_words
from kg.records import Article, Claim, Collection, Entity, LocalEntity, Mention, Reading, Span

STARTS = (*"bcdfghjklmnprstvwz", "br", "ch", "dr", "gr", "kl", "st", "tr")
VOWELS = ("a", "a", "e", "e", "i", "o", "u", "ai", "ia")
ENDS = ("", "", "n", "r", "s", "l", "k", "v", "ssen", "man", "dottir", "escu", "ov", "ez", "idze", "berg")
BODIES = (
    "{} Council",
    "Bank of {}",
    "{} Party",
    "{} Institute",
    "Ministry of {}",
    "{} Group",
    "{} United",
    "{} Times",
)
PLACES = ("{}", "{}", "North {}", "{} Province", "Port {}", "{} Islands")
HOSTILE = (
    '<script>alert("kg")</script>',
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE entities; --",
    "</title><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "=cmd|' /C calc'!A0",
    "\u202egnp.exe \u2066right to left\u2069",
    "zero\u200bwidth\u200d\u2060 name\ufeff",
    "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd",
    "\u0412\u0430\u0440\u0432\u0430\u0440\u0430 \u0421\u043e\u043a\u043e\u043b\u043e\u0432\u0430",
    "\u6771\u4eac\u592a\u90ce",
    "\U0001f600 Emoji \U0001f3f3\ufe0f\u200d\U0001f308 Ltd",
    "Z\u0351\u036b\u0343a\u0342\u0351l\u0351go " * 8,
    "../../../etc/passwd",
    "\\u003cb\\u003e & &lt;b&gt; %3Cb%3E",
    "Very " * 2000 + "long",
    "\x00null\x07bell\x1b[31mred",
)
LABELS = {"Person": "PERSON", "Organization": "ORG", "Place": "GPE"}
STATUSES = ("asserted",) * 14 + ("attributed",) * 3 + ("hedged", "planned", "former", "negated")
OUTLETS = tuple(
    f"The {name} Herald" for name in ("Old", "New", "Daily", "Evening", "Free", "Common")
) + tuple(f"Wire {n}" for n in range(1, 25))
PER_ARTICLE = 7  # sentences with a fact
FILLER = "Nothing else was known by the evening, and nobody asked. "


@dataclass(slots=True)
class Being:
    """An entity while the world is made."""

    key: str
    type: str
    name: str
    pull: float
    members: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Saying:
    """What articles will say."""

    subject: Being
    relation: Relation
    object: Being | None
    value: str | None
    status: str


class World:
    """Makes a collection of about so many entities and facts."""

    def __init__(self, entities: int, facts_: int, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self.ontology = kg.ontology.load()
        self.beings = self._beings(entities)
        self.beats = self._beats(max(1, entities // 120))
        self.sayings = self._sayings(facts_)

    def collection(self) -> Collection:
        """The world as articles, readings, entities and facts."""
        made = [self._article(number, sayings) for number, sayings in enumerate(self._issues())]
        articles = tuple(article for article, _ in made)
        readings = tuple(reading for _, reading in made)
        entities = tuple(
            Entity(b.key, b.type, b.name, self._aliases(b), tuple(sorted(set(b.members))))
            for b in sorted(self.beings, key=lambda being: being.key)
        )
        return Collection(articles, readings, entities, facts(readings, entities))

    def _beings(self, count: int) -> list[Being]:
        found: dict[str, Being] = {}
        while len(found) < count:
            kind = self.chance.choices(("Person", "Organization", "Place"), (5, 3, 2))[0]
            hostile = len(found) < len(HOSTILE)
            name = HOSTILE[len(found)] if hostile else self._name(kind)
            key = name_key(kind, name)[:200]
            found.setdefault(key, Being(key, kind, name, self.chance.paretovariate(1.1)))
        return list(found.values())

    def _name(self, kind: str) -> str:
        if kind == "Person":
            return f"{self._word(1)} {self._word(2)}"
        return self.chance.choice(BODIES if kind == "Organization" else PLACES).format(self._word(2))

    def _word(self, syllables: int) -> str:
        parts = [self.chance.choice(STARTS) + self.chance.choice(VOWELS) for _ in range(syllables)]
        return ("".join(parts) + self.chance.choice(ENDS)).capitalize()

    def _aliases(self, being: Being) -> tuple[str, ...]:
        last = being.name.split()[-1:] if being.type == "Person" and len(being.name) < 60 else []
        return tuple(word for word in last if word != being.name)

    def _beats(self, count: int) -> list[list[Being]]:
        """Groups of unequal size; each being is of one."""
        beats: list[list[Being]] = [[] for _ in range(count)]
        sizes = list(accumulate(self.chance.paretovariate(1.0) for _ in range(count)))
        for being in self.beings:
            self.chance.choices(beats, cum_weights=sizes)[0].append(being)
        return [beat for beat in beats if len(beat) > 3]

    def _sayings(self, count: int) -> list[list[Saying]]:
        """For each beat what is said in it; the famous of other beats come up too."""
        world = self.beings, list(accumulate(being.pull for being in self.beings))
        shares = [len(beat) for beat in self.beats]
        seen: set[tuple[str, str, str]] = set()
        said: list[list[Saying]] = [[] for _ in self.beats]
        pulls = [list(accumulate(being.pull for being in beat)) for beat in self.beats]
        while len(seen) < count:
            number = self.chance.choices(range(len(self.beats)), shares)[0]
            inside = self.beats[number], pulls[number]
            saying = self._saying(
                self._pick(inside), self._pick(inside if self.chance.random() < 0.8 else world)
            )
            mark = saying and (
                saying.subject.key,
                saying.relation.name,
                saying.value or (saying.object or saying.subject).key,
            )
            if saying and mark not in seen:
                seen.add(mark)
                said[number].append(saying)
        return said

    def _pick(self, among: tuple[list[Being], list[float]]) -> Being:
        return self.chance.choices(among[0], cum_weights=among[1])[0]

    def _saying(self, subject: Being, other: Being) -> Saying | None:
        literal = self.chance.random() < 0.06
        fitting = [
            relation
            for relation in self.ontology
            if relation.literal == literal
            and subject.type in relation.domain
            and (literal or other.type in relation.range)
            and relation.inverse is None
        ]
        if not fitting or subject is other:
            return None
        relation = fitting[int(len(fitting) * self.chance.random() ** 2)]
        status = self.chance.choice(STATUSES)
        if not literal:
            return Saying(subject, relation, other, None, status)
        value = self._day() if "Date" in relation.range else f"{self._word(2).lower()} of {self._word(1)}"
        return Saying(subject, relation, None, value, status)

    def _day(self) -> str:
        chance = self.chance
        return f"{chance.randint(2020, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"

    def _issues(self) -> Iterator[list[Saying]]:
        """What each article says: new things, and some that were said before."""
        for said in self.sayings:
            for start in range(0, len(said), PER_ARTICLE):
                old = self.chance.choices(said[:start], k=2) if start else []
                yield said[start : start + PER_ARTICLE] + old

    def _article(self, number: int, sayings: list[Saying]) -> tuple[Article, Reading]:
        writer = Writer(f"news/{number:06}.txt", self.chance)
        for saying in sayings:
            writer.say(saying, self._day() if self.chance.random() < 0.15 else None)
        for being in self.beings[3 * number : 3 * number + 3]:
            writer.name(being)
        return writer.finish(self)

    def outlet(self) -> str | None:
        """A publisher; few have most articles."""
        at = int(len(OUTLETS) * self.chance.random() ** 3)
        return OUTLETS[at] if self.chance.random() < 0.95 else None

    def day(self) -> str | None:
        """A day of publication."""
        return self._day() if self.chance.random() < 0.95 else None


class Writer:
    """Writes one article with the records that point into it."""

    def __init__(self, id_: str, chance: random.Random) -> None:
        self.id = id_
        self.chance = chance
        self.text = ""
        self.locals: dict[str, LocalEntity] = {}
        self.mentions: list[Mention] = []
        self.claims: list[Claim] = []
        self.sentences: list[Span] = []

    def say(self, saying: Saying, day: str | None) -> None:
        start = len(self.text)
        subject, span = self._mention(saying.subject)
        self.text += f" {in_words(saying.relation.name)} "
        if saying.object is not None:
            object_, object_span = self._mention(saying.object)
        else:
            object_, object_span = None, (len(self.text), len(self.text) + len(saying.value or ""))
            self.text += saying.value or ""
        self.text += "."
        evidence = (start, len(self.text))
        self.sentences.append(evidence)
        self.text += " " + FILLER
        self.claims.append(
            Claim(
                id=id_of(self.id, str(start), saying.relation.name),
                subject=subject,
                predicate=saying.relation.name,
                object=object_,
                value=saying.value,
                role="official" if saying.relation.has(Trait.OFFICE) else None,
                subject_span=span,
                object_span=object_span,
                evidence=evidence,
                status=saying.status,
                speaker="a spokesman" if saying.status == "attributed" else None,
                since=day if saying.relation.has(Trait.OFFICE) else None,
                on=None if saying.relation.has(Trait.OFFICE) else day,
                confidence=round(self.chance.uniform(0.3, 0.95), 2),
                rule="made-up",
            )
        )

    def name(self, being: Being) -> None:
        """A sentence that only names somebody."""
        start = len(self.text)
        self._mention(being)
        self.text += " was there too."
        self.sentences.append((start, len(self.text)))

    def _mention(self, being: Being) -> tuple[str, Span]:
        id_ = f"e{len(self.locals) + 1}"
        local = self.locals.setdefault(being.key, LocalEntity(id_, being.type, being.name))
        span = (len(self.text), len(self.text) + len(being.name))
        self.text += being.name
        self.mentions.append(Mention(*span, LABELS[being.type], being.name, local.id, "name", "name"))
        being.members.append((self.id, local.id))
        return local.id, span

    def finish(self, world: World) -> tuple[Article, Reading]:
        title = f"{next(iter(self.locals.values())).name[:60]} in the news"
        article = Article(self.id, self.text, title, world.outlet(), "A. Writer", None, world.day())
        reading = Reading(
            self.id,
            tuple(self.mentions),
            tuple(self.locals.values()),
            tuple(self.claims),
            sentences=tuple(self.sentences),
        )
        return article, reading
