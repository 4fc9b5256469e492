"""How time and memory of entity resolution grow with the collection, on readings made from the name lists.

    KG_SHARED=... python -m benchmarks.scale [ARTICLES ...]

Each size runs in a process of its own. An article names 15 entities on average; few of them are in many
articles and many in few (Zipf), some under a surname, a nickname, an initial or another romanisation only,
as news does. Given names and surnames come as often as people bear them, so that namesakes come by
themselves. Processor time is printed, since other programs disturb the clock.
"""

from __future__ import annotations

import bisect
import gzip
import itertools
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kg.entities import Decisions, explain
from kg.lexicon import given_frequency, surname_frequency
from kg.records import Claim, LocalEntity, Mention, Reading

SIZES = (1_000, 10_000, 100_000)
PEOPLE, BODIES, PLACES = 7, 5, 4  # most of each in one article; the least is one
TITLES = (
    "president",
    "prime minister",
    "minister",
    "governor",
    "spokesman",
    "chief executive",
    "senator",
    "",
)
KINDS = (
    "Bank",
    "Institute",
    "Union",
    "Party",
    "Ministry of Energy",
    "Police",
    "Group",
    "University",
    "Institute",
)
VARIANTS = (("yy", "y"), ("ei", "ey"), ("ph", "f"), ("kh", "h"), ("ou", "u"), ("x", "ks"), ("ii", "y"))


class Names:
    """Names drawn as often as they are borne."""

    def __init__(self, folder: Path) -> None:
        self.given = _weighed(_column(folder / "first_names.tsv.gz"), given_frequency)
        surnames = [name for name in _column(folder / "surnames.tsv.gz") if len(name) > 3]  # no "De", "La"
        self.family = _weighed(surnames, surname_frequency)
        self.cities = _column(folder / "world_cities.tsv.gz")
        with (folder / "org_types.jsonl").open(encoding="utf-8") as lines:
            self.forms = [row["aliases"][0] for row in map(json.loads, lines) if row.get("aliases")]


class Drawn:
    """Items with weights."""

    def __init__(self, items: list[str], weights: list[float]) -> None:
        self.items, self.sums = items, list(itertools.accumulate(weights))

    def one(self, chance: random.Random) -> str:
        return self.items[bisect.bisect(self.sums, chance.random() * self.sums[-1])]


def _column(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return sorted(
            {line.split("\t")[0].strip().title() for line in itertools.islice(lines, 1, None)} - {""}
        )


def _weighed(names: list[str], frequency: object) -> Drawn:
    return Drawn(names, [10 ** frequency(name) for name in names])  # type: ignore[operator]


class World:
    """All people, organizations and places that articles may speak of; more articles speak of more."""

    def __init__(self, names: Names, articles: int, chance: random.Random) -> None:
        self.people = [self._person(names, chance) for _ in range(2 * articles + 50)]
        self.bodies = [self._body(names, chance) for _ in range(articles + 50)]
        self.places = chance.sample(names.cities, min(len(names.cities), articles // 4 + 50))

    def _person(self, names: Names, chance: random.Random) -> tuple[str, str, str]:
        given = [names.given.one(chance)]
        if chance.random() < 0.08:
            given.append(names.given.one(chance)[0] + ".")
        family = names.family.one(chance)
        if chance.random() < 0.04:
            family += f"-{names.family.one(chance)}"
        return " ".join(given), family, chance.choice(TITLES)

    def _body(self, names: Names, chance: random.Random) -> tuple[str, str]:
        kind, place = chance.choice(KINDS), chance.choice(names.cities)
        whole = chance.choice((f"{place} {kind}", f"{kind} of {place}", f"{names.family.one(chance)} {kind}"))
        letters = "".join(word[0] for word in whole.split() if word[0].isupper())
        return whole, letters if len(letters) > 2 else ""


def readings(articles: int, folder: Path) -> Iterator[Reading]:
    """The articles, one after the other; the same each time."""
    chance = random.Random(11)
    world = World(Names(folder), articles, chance)
    for number in range(articles):
        yield reading(f"news/{number:06}.txt", world, chance)


def reading(key: str, world: World, chance: random.Random) -> Reading:
    """One article."""
    people = [_called(world.people[n], chance) for n in _drawn(len(world.people), PEOPLE, chance)]
    bodies = [_written(world.bodies[n], chance) for n in _drawn(len(world.bodies), BODIES, chance)]
    places = [("Place", world.places[n], (), "") for n in _drawn(len(world.places), PLACES, chance)]
    found = [*people, *bodies, *places]
    entities = tuple(
        LocalEntity(f"e{n}", kind, name, aliases, titles=(title,) if title else ())
        for n, (kind, name, aliases, title) in enumerate(found, 1)
    )
    mentions = tuple(Mention(n, n + 1, e.type, e.name, e.id, "name") for n, e in enumerate(entities))
    span = (0, 1)
    claims = tuple(
        Claim(f"{key}{n}", e.id, "worksFor", f"e{len(people) + 1}", None, None, span, span, span, "asserted")
        for n, e in enumerate(entities[: len(people)])
        if e.titles
    )
    return Reading(key, mentions, entities, claims)


def _drawn(count: int, most: int, chance: random.Random) -> list[int]:
    """Numbers of entities, low ones far more often (Zipf with an exponent near one)."""
    wanted = chance.randint(1, most) if most > 4 else chance.randint(2, most)
    wanted = max(wanted, most // 2 + 1)
    return sorted({int((count + 1) ** chance.random()) - 1 for _ in range(wanted)})


def _called(person: tuple[str, str, str], chance: random.Random) -> tuple[str, str, tuple[str, ...], str]:
    given, family, title = person
    draw = chance.random()
    name = f"{given} {family}"
    if draw < 0.06:
        return "Person", family, (), title
    if draw < 0.09:
        return "Person", f"{given[0]}. {family}", (), title
    if draw < 0.13:
        for old, new in VARIANTS:
            name = name.replace(old, new, 1)
    elif draw < 0.15:
        name = f"{given.split()[0]} {family}"
    return "Person", name, (family,) if draw > 0.5 else (), title if draw > 0.7 else ""


def _written(body: tuple[str, str], chance: random.Random) -> tuple[str, str, tuple[str, ...], str]:
    whole, letters = body
    draw = chance.random()
    if letters and draw < 0.1:
        return "Organization", letters, (), ""
    return "Organization", whole, (letters,) if letters and draw < 0.5 else (), ""


def measure(articles: int, folder: Path) -> None:
    """Resolve that many articles and print what it took."""
    made, entities = 0.0, 0

    def stream() -> Iterator[Reading]:
        nonlocal made, entities
        start = time.process_time()
        for one in readings(articles, folder):
            entities += len(one.entities)
            made += time.process_time() - start
            yield one
            start = time.process_time()

    start = time.process_time()
    found = explain(stream(), Decisions())
    seconds = time.process_time() - start - made
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{articles:8} articles {entities:9} names {len(found.entities):8} entities {seconds:8.1f} s"
        f" {1e6 * seconds / entities:6.1f} µs a name {memory:7.0f} MB at most"
        f" ({len(found.explanations)} merges explained, {len(found.undecided)} in doubt)",
        flush=True,
    )


def main(arguments: list[str]) -> None:
    if "KG_SHARED" not in os.environ:
        raise SystemExit("set KG_SHARED to the folder of the development data")
    folder = Path(os.environ["KG_SHARED"]) / "data/names"
    if arguments[:1] == ["--one"]:
        return measure(int(arguments[1]), folder)
    for size in map(int, arguments or SIZES):
        subprocess.run([sys.executable, "-m", "benchmarks.scale", "--one", str(size)], check=True)
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
