"""How time and memory of entity resolution grow with the collection, on readings made from the name lists.

    KG_SHARED=... python -m benchmarks.scale [resolve|add] [ARTICLES ...]

resolve: all at once. add: through the store, then one article more at a time, without the files made of it.

Each size runs in a process of its own. An article names a dozen entities on average; few of them are in
many articles and many in few (Zipf), some under a surname, a nickname, an initial or another romanisation
only, as news does. Given names and surnames come as often as people bear them, so that namesakes come by
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
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.entities import Decisions, explain
from kg.lexicon import given_frequency, surname_frequency
from kg.pipeline.collection import settle
from kg.pipeline.readings import Candidate
from kg.pipeline.tools import Groups, Options, Tools
from kg.records import Article, Claim, LocalEntity, Mention, Reading
from kg.store.codec import encode_blob
from kg.store.database import ReadArticle, Store, StoredSource
from kg.store.resolved import Admitted

ADDED = 5  # articles that are added one by one
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


def adding(articles: int, folder: Path) -> None:
    """Settle a store of that many articles, then one article more at a time, and print what it took."""
    some = Tools(group=_no_copies, regroup=lambda *_: (), outputs=())
    with tempfile.TemporaryDirectory() as name, Store(Path(name), create=True) as store:
        made = list(itertools.islice(readings(articles, folder), articles))
        admitted = [_stored(store, one) for one in made[:-ADDED]]
        whole = _timed(lambda: settle(store, some, Options(), admitted, _none, _silent))
        steps = []
        for one in made[-ADDED:]:
            admitted.append(_stored(store, one))
            steps.append(_timed(lambda: settle(store, some, Options(), admitted, _none, _silent)))
        size = store.path.stat().st_size / 1e6
        stamping = _timed(lambda: settle(store, some, Options(), admitted, _none, _silent))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{articles:8} articles settled in {whole:.1f} s; one more in {min(steps):.2f} to {max(steps):.2f} s,"
        f" nothing new in {stamping:5.2f} s; {memory:6.0f} MB at most, {size:.0f} MB of SQLite",
        flush=True,
    )


def _stored(store: Store, one: Reading) -> Admitted:
    """Puts an article and its reading in the store, as a build does after reading it."""
    article = Article(one.article, one.article)
    source = StoredSource(one.article, one.article, "", "")
    store.put_source(source, [ReadArticle(article, one.article, one.article, b"")], ())
    row = store.execute("SELECT max(id) FROM articles").fetchone()[0]
    with store.transaction():
        store.replace_reading(one.article, encode_blob(one))
    return Admitted(one.article, row, one.article)


def _no_copies(signatures: object) -> Groups:
    return ()


def _none() -> tuple[Candidate, ...]:
    return ()


def _silent(stage: str, done: int, total: int) -> None:
    """Show no progress."""


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main(arguments: list[str]) -> None:
    if "KG_SHARED" not in os.environ:
        raise SystemExit("set KG_SHARED to the folder of the development data")
    folder = Path(os.environ["KG_SHARED"]) / "data/names"
    if arguments[:1] == ["--one"]:
        return {"resolve": measure, "add": adding}[arguments[1]](int(arguments[2]), folder)
    what = arguments[0] if arguments[:1] in (["resolve"], ["add"]) else "resolve"
    sizes = [int(word) for word in arguments if word.isdigit()]
    for size in sizes or SIZES:
        subprocess.run([sys.executable, "-m", "benchmarks.scale", "--one", what, str(size)], check=True)
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
