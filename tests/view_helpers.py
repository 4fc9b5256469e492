"""Collections for tests of the page: any graph from a list of triples, and a big one from a formula."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from random import Random

from kg.coref.labels import LABELS
from kg.records import Article, Claim, Collection, Entity, Fact, LocalEntity, Mention, Reading

TYPES = ("Person", "Organization", "Place")

Triple = tuple[str, str, str]  # subject key, predicate, object key


def key_type(key: str) -> str:
    return key.partition("/")[0].capitalize()


def collect(names: dict[str, str], triples: Iterable[Triple], *, statuses: dict[Triple, str] | None = None):
    """A collection of one article per triple, whose only sentence names subject and object.

    ``names`` maps keys like ``person/ada`` to names; entities without a triple have one sentence too.
    """
    triples = sorted(triples)
    used = {key for s, _, o in triples for key in (s, o)}
    articles, readings, facts = [], [], []
    members: dict[str, list[tuple[str, str]]] = {key: [] for key in names}
    for number, (subject, predicate, target) in enumerate(triples):
        article, reading, claim = _article(number, names, (subject, predicate, target))
        status = (statuses or {}).get((subject, predicate, target), "asserted")
        articles.append(article)
        readings.append(reading)
        members[subject].append((article.id, "e1"))
        members[target].append((article.id, "e2"))
        facts.append(_fact((subject, predicate, target), article.id, claim, status))
    for number, key in enumerate(sorted(set(names) - used)):
        article, reading = _lonely(number, names[key], key_type(key))
        articles.append(article)
        readings.append(reading)
        members[key].append((article.id, "e1"))
    entities = (
        Entity(key, key_type(key), name, (), tuple(sorted(members[key])))
        for key, name in sorted(names.items())
    )
    ordered = sorted(facts, key=lambda f: (f.subject, f.predicate, f.object, f.status))
    return Collection(
        tuple(sorted(articles, key=lambda a: a.id)),
        tuple(sorted(readings, key=lambda r: r.article)),
        tuple(entities),
        tuple(ordered),
    )


def _article(number: int, names: dict[str, str], triple: Triple) -> tuple[Article, Reading, Claim]:
    subject, predicate, target = triple
    first, second = names[subject], names[target]
    text = f"{first} is joined to {second} by {predicate}."
    at = len(first) + len(" is joined to ")
    spans = (0, len(first)), (at, at + len(second))
    article = Article(f"a{number:05}.txt", text, f"Report {number}", "The Example", published="2022-03-07")
    mentions = tuple(
        Mention(*span, LABELS[key_type(key)], names[key], local, "name")
        for span, key, local in zip(spans, (subject, target), ("e1", "e2"), strict=True)
    )
    claim = Claim(
        digest(*triple, str(number)), "e1", predicate, "e2", None, None, *spans, (0, len(text)), "asserted",
        confidence=0.5 + (number % 50) / 100, rule="by-hand",
    )  # fmt: skip
    local = (LocalEntity("e1", key_type(subject), first), LocalEntity("e2", key_type(target), second))
    return article, Reading(article.id, mentions, local, (claim,), (), ((0, len(text)),)), claim


def _lonely(number: int, name: str, type_: str) -> tuple[Article, Reading]:
    article = Article(f"lonely{number:05}.txt", f"{name} was there.", f"Note {number}")
    mention = Mention(0, len(name), LABELS[type_], name, "e1", "name")
    local = (LocalEntity("e1", type_, name),)
    return article, Reading(article.id, (mention,), local, (), (), ((0, len(article.text)),))


def _fact(triple: Triple, article: str, claim: Claim, status: str) -> Fact:
    subject, predicate, target = triple
    return Fact(
        digest(*triple, status),
        subject,
        predicate,
        target,
        None,
        status,
        ((article, claim),),
        1,
        claim.confidence,
    )


def digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


SYLLABLES = (
    "ka",
    "ri",
    "mo",
    "ten",
    "sul",
    "var",
    "do",
    "lin",
    "pe",
    "gra",
    "hos",
    "mi",
    "tu",
    "sen",
    "bar",
    "vik",
)
RELATIONS = ("governs", "heads", "memberOf", "basedIn", "metWith", "worksFor", "locatedIn", "spouseOf")


def generated(count: int, links: int, seed: int = 1, lonely: int = 0) -> Collection:
    """A graph of ``count`` entities in clusters with few hubs, and many small parts, the same each time."""
    random = Random(seed)
    keys = [f"{random.choice(TYPES).lower()}/{i:05}" for i in range(count)]
    names = {key: name(random, key) for key in keys}
    clusters = max(1, count // 45)
    connected = keys[: int(count * 0.8)]
    triples: set[Triple] = set()
    for number, key in enumerate(connected[1:], start=1):
        triples.add((key, random.choice(RELATIONS), connected[pick(random, number, clusters)]))
    rest = keys[len(connected) :]
    for a, b in zip(rest[::2], rest[1::2], strict=False):
        triples.add((a, random.choice(RELATIONS), b))
    while len(triples) < links:
        at = random.randrange(1, len(connected))
        triples.add((connected[at], random.choice(RELATIONS), connected[pick(random, at, clusters)]))
    triples = {(s, p, o) for s, p, o in triples if s != o}
    alone = {f"person/alone{i:05}": name(random, "person/x") for i in range(lonely)}
    return collect(names | alone, triples)


def pick(random: Random, number: int, clusters: int) -> int:
    """One that came before: mostly of the same cluster (every so many-th), and rather an early one."""
    wished = number % clusters if random.random() < 0.95 else random.randrange(clusters)
    before = range(min(wished, number - 1), number, clusters)
    return before[int(len(before) * random.random() ** 2)]


def name(random: Random, key: str) -> str:
    words = [
        "".join(random.choice(SYLLABLES) for _ in range(random.choice((2, 2, 3)))).title() for _ in range(2)
    ]
    last = {
        "organization": random.choice(("Bank", "Party", "Institute", "Ministry of Works", "Group")),
        "place": "",
    }
    return (
        " ".join([*words, last.get(key.partition("/")[0], "")]).strip()
        if not key.startswith("place")
        else words[0]
    )
