"""Articles that come, change and go: what is resolved step by step is what is resolved at once."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from made_up import cases
from pipeline_fakes import FAKES

from kg import entities
from kg.coref.labels import LABELS
from kg.pipeline import tools
from kg.pipeline.build import build, remove
from kg.pipeline.decide import decide, undo
from kg.records import Article, Claim, LocalEntity, Mention, Parse, Reading
from kg.store.codec import decode, encode
from kg.store.database import Store

PEOPLE = (
    "Sergei Tsivilev", "Sergey Tsivilyov", "Tsivilev", "S. Tsivilev", "John Smith", "Jon Smith", "Smith",
    "Zoltan Kosminskay", "Kosminskay Zoltan", "Zoltan W. Kosminskay", "Zoltan H. Kosminskay", "Vestovkom",
    "Muammar Gaddafi", "Muammar Qaddafi", "Gaddafi", "Ada Lovelace", "Carrie Symonds", "Carrie Johnson",
)  # fmt: skip
BODIES = (
    "Vestovkom", "Kosmin Labour Party", "Kerala Liberal Press", "KLP", "Acme Ltd.", "Acme", "Supreme Court",
    "Ministry of Defense of Russia", "Russian Ministry of Defense", "Kuzbass", "Levada Center",
)  # fmt: skip
PLACES = ("Kuzbass", "Kemerovo region", "Russia", "Moscow", "Georgia", "Tbilisi", "Vestovkom", "Paris", "US")
TITLES = ("governor", "minister", "")
RELATIONS = (("governs", 2), ("worksFor", 1), ("metWith", 0), ("alsoKnownAs", None), ("bornOn", None))
TABLES = {
    "entities": "key, record",
    "names": "fold, key",
    "facts": "id, subject, predicate, object, value, status, record",
    "fact_sources": "article, fact",
    "duplicates": "record",
    "doubts": "kind, one, other, score, record",
    "evidence": "article, start, stop, sentence",
    "admitted": "id, reading",
    "profiles": "article, local, entity, record",
    "companies": "article, record",
    "namings": "record",
}


def reading(article: Article, parse: Parse, options: tools.Options) -> Reading:
    """Articles of this test hold their readings as text."""
    return replace(decode(Reading, article.text), article=article.id)


TOOLS = replace(
    FAKES, relate=reading, resolve=tools.resolve, facts=tools.facts, fold=tools.fold, incremental=True
)


def made(chance: random.Random) -> str:
    """The text of an article, which is its reading."""
    kinds = (("Person", PEOPLE), ("Organization", BODIES), ("Place", PLACES))
    entities: list[LocalEntity] = []
    for kind, names in kinds:
        for name in chance.sample(names, chance.randint(1, 3)):
            aliases = (chance.choice(names),) if chance.random() < 0.1 else ()
            title = chance.choice(TITLES) if kind == "Person" else ""
            entities.append(
                LocalEntity(f"e{len(entities) + 1}", kind, name, aliases, titles=(title,) if title else ())
            )
    mentions = tuple(Mention(n, n + 1, LABELS[e.type], e.name, e.id, "name") for n, e in enumerate(entities))
    claims = tuple(said(n, entities, chance) for n in range(chance.randint(1, 5)))
    return encode(Reading("", mentions, tuple(entities), claims))


def said(number: int, entities: list[LocalEntity], chance: random.Random) -> Claim:
    predicate, _ = chance.choice(RELATIONS)
    subject, other = chance.choice(entities), chance.choice(entities)
    value = (
        chance.choice(("1950", "1984-05", subject.name)) if predicate in ("alsoKnownAs", "bornOn") else None
    )
    span = (number, number + 3)
    status = chance.choice(("asserted", "asserted", "negated"))
    since = chance.choice((None, "2018"))
    target = None if value else other.id
    return Claim(
        f"c{chance.random()}", subject.id, predicate, target, value, None, span, span, span, status,
        None, since, None, None, 0.7, "made",
    )  # fmt: skip


def rows(graph: Path) -> dict[str, list[object]]:
    """All that is kept of a collection, without the numbers of rows."""
    with Store(graph) as store:
        return {
            name: sorted(store.execute(f"SELECT {columns} FROM {name}").fetchall(), key=str)
            for name, columns in TABLES.items()
        }


def write(folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.txt"):
        path.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text)


def at_once(folder: Path, texts: dict[str, str], decisions: Path | None = None) -> dict[str, list[object]]:
    write(folder / "news", texts)
    build(folder / "news", folder / "g", tools=TOOLS, decisions=decisions)
    return rows(folder / "g")


@pytest.mark.parametrize("seed", cases(range(6)))
def test_step_by_step_is_as_at_once(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    texts = {f"a{n:02}.txt": made(chance) for n in range(14)}
    write(tmp_path / "news", texts)
    build(tmp_path / "news", tmp_path / "g", tools=TOOLS)
    for step in range(4):
        for name in chance.sample(sorted(texts), 1):
            texts.pop(name)
        texts[f"b{step}.txt"] = made(chance)
        texts[chance.choice(sorted(texts))] = made(chance)
        texts["copy.txt"] = texts[chance.choice(sorted(texts))]
        write(tmp_path / "news", texts)
        report = build((), tmp_path / "g", tools=TOOLS)
        assert report.changed
        found = rows(tmp_path / "g")
        whole = at_once(tmp_path / f"fresh{step}", texts)
        for table in TABLES:
            assert found[table] == whole[table], table
        assert (tmp_path / "g/graph.json").read_bytes() == (
            tmp_path / f"fresh{step}/g/graph.json"
        ).read_bytes()


@pytest.mark.parametrize(
    ("one", "predicate", "other"),
    [
        (("Person", "Sergei Tsivilev"), "siblingOf", ("Person", "Sergey Tsivilyov")),  # never one
        (("Organization", "Supreme Court"), "agencyOf", ("Place", "Russia")),  # called after its state
    ],
)
def test_what_an_article_says_of_two_is_kept(tmp_path: Path, one, predicate: str, other) -> None:
    pair = LocalEntity("e1", *one), LocalEntity("e2", *other)
    mentions = tuple(Mention(n, n + 1, LABELS[e.type], e.name, e.id, "name") for n, e in enumerate(pair))
    claim = replace(said(0, list(pair), random.Random(0)), predicate=predicate, value=None)
    claim = replace(claim, subject="e1", object="e2", status="asserted")
    first = encode(Reading("", mentions, pair, (claim,)))
    later = encode(Reading("", mentions, pair, ()))
    ada = LocalEntity("e1", "Person", "Ada Lovelace")
    other = encode(Reading("", (Mention(0, 1, LABELS["Person"], ada.name, "e1", "name"),), (ada,), ()))
    before = {"a.txt": first, **{f"o{n}.txt": f"{other}{' ' * n}" for n in range(9)}}
    write(tmp_path / "news", before)
    build(tmp_path / "news", tmp_path / "g", tools=TOOLS)
    write(tmp_path / "news", before | {"b.txt": later})
    build((), tmp_path / "g", tools=TOOLS)
    assert rows(tmp_path / "g") == at_once(tmp_path / "fresh", before | {"b.txt": later})


@pytest.mark.parametrize("seed", cases(range(3)))
def test_decisions_hold_step_by_step(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    texts = {f"a{n:02}.txt": made(chance) for n in range(14)}
    decisions = tmp_path / "decisions.txt"
    decisions.write_text(
        "merge person/ada-lovelace person/john-smith\n"
        "split person/sergei-tsivilev person/sergey-tsivilyov\n"
        "merge person/sergei-tsivilev person/zoltan-kosminskay\n"
        "merge person/zoltan-kosminskay person/sergey-tsivilyov\n"
        "merge a03.txt#e1 a05.txt#e1\n"
        "rename organization/acme 'The Acme'\n"
        "note person/nobody text\n"
        f"reject {decode(Reading, texts['a03.txt']).claims[0].id}\n"
    )
    write(tmp_path / "news", texts)
    build(tmp_path / "news", tmp_path / "g", tools=TOOLS, decisions=decisions)
    for step, gone in enumerate(("a03.txt", "a07.txt", None)):
        if gone:
            del texts[gone]
        texts[f"b{step}.txt"] = made(chance)
        write(tmp_path / "news", texts)
        report = build((), tmp_path / "g", tools=TOOLS)
        found, whole = rows(tmp_path / "g"), at_once(tmp_path / f"fresh{step}", texts, decisions)
        for table in TABLES:
            assert found[table] == whole[table], table
        assert any("person/nobody" in message for message in report.unmatched)


def decided(chance: random.Random, keys: list[str], claims: list[str], members: list[str]) -> str:
    """A decision by chance, not always a sensible one."""
    kind = chance.choice(("merge", "merge", "split", "rename", "note", "confirm", "reject"))
    if kind in ("confirm", "reject"):
        return f"{kind} {chance.choice([*claims, 'nothing'])}"
    one, other = chance.sample([*keys, chance.choice(members), "person/nobody"], 2)
    return f"{kind} {one} {other}" if kind in ("merge", "split") else f"{kind} {one} 'Text {chance.random()}'"


@pytest.mark.parametrize("seed", cases(range(6)))
def test_decisions_that_come_and_go_are_obeyed_step_by_step(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    texts = {f"a{n:02}.txt": made(chance) for n in range(12)}
    write(tmp_path / "news", texts)
    decisions, lines = tmp_path / "decisions.txt", ["# by chance"]
    decisions.write_text("")
    build(tmp_path / "news", tmp_path / "g", tools=TOOLS, decisions=decisions)
    keys = [key for key, _ in rows(tmp_path / "g")["entities"]]  # type: ignore[misc]
    claims = [claim.id for text in texts.values() for claim in decode(Reading, text).claims]
    members = [f"{name}#e{number}" for name in sorted(texts) for number in (1, 2)]
    for step in range(8):
        if step % 3 == 2:
            del lines[chance.randrange(len(lines))]
        lines.insert(chance.randint(0, len(lines)), decided(chance, keys, claims, members))
        lines.append(decided(chance, keys, claims, members))
        if step % 4 == 3:
            texts[f"b{step}.txt"] = made(chance)
            texts.pop(chance.choice(sorted(texts)))
            write(tmp_path / "news", texts)
        decisions.write_text("\n".join(lines) + "\n")
        report = build((), tmp_path / "g", tools=TOOLS)
        found = rows(tmp_path / "g")
        whole = at_once(tmp_path / f"fresh{step}", texts, decisions)
        for table in TABLES:
            assert found[table] == whole[table], (table, step, lines)
        assert report.changed


def test_a_decision_looks_at_nothing_that_it_does_not_touch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(1)
    texts = {f"a{n:02}.txt": made(chance) for n in range(12)}
    write(tmp_path / "news", texts)
    build(tmp_path / "news", tmp_path / "g", tools=TOOLS)
    claim = decode(Reading, texts["a03.txt"]).claims[0].id
    whole = []
    monkeypatch.setattr("kg.entities.explain", lambda *given: whole.append(given))
    decide("reject", [claim], tmp_path / "g", tools=TOOLS)
    decide("note", ["person/ada-lovelace", "Countess"], tmp_path / "g", tools=TOOLS)
    undo(1, tmp_path / "g", tools=TOOLS)
    assert not whole
    monkeypatch.undo()
    assert rows(tmp_path / "g") == at_once(tmp_path / "fresh", texts, tmp_path / "g/decisions.txt")


@pytest.mark.parametrize("seed", cases(range(3)))
def test_notes_are_written_without_resolving(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    texts = {f"a{n:02}.txt": made(chance) for n in range(10)}
    write(tmp_path / "news", texts)
    decisions, lines = (
        tmp_path / "decisions.txt",
        ["rename person/nobody text", "merge person/nobody person/none"],
    )
    decisions.write_text("\n".join(lines) + "\n")
    build(tmp_path / "news", tmp_path / "g", tools=TOOLS, decisions=decisions)
    keys = [key for key, _ in rows(tmp_path / "g")["entities"]]  # type: ignore[misc]
    alone = [key for key in keys if "-" in key and not re.search(r"-[0-9a-f]{8}$", key)]
    resolved: list[object] = []
    original = entities.resolve_profiles
    spied = lambda *given: resolved.append(given) or original(*given)  # noqa: E731
    for step in range(5):
        if step in (0, 3):
            del lines[chance.randrange(len(lines))]
        lines.insert(chance.randint(0, len(lines)), f"note {chance.choice(alone)} 'Text {step}'")
        decisions.write_text("\n".join(lines) + "\n")
        with monkeypatch.context() as watched:
            watched.setattr(entities, "resolve_profiles", spied)
            build((), tmp_path / "g", tools=TOOLS)
        found, whole = rows(tmp_path / "g"), at_once(tmp_path / f"fresh{step}", texts, decisions)
        for table in TABLES:
            assert found[table] == whole[table], (table, step, lines)
    assert len(resolved) <= 2  # where another decision went


def test_removing_and_deciding_between_steps(tmp_path: Path) -> None:
    chance = random.Random(5)
    texts = {f"a{n:02}.txt": made(chance) for n in range(12)}
    write(tmp_path / "news", texts)
    build(tmp_path / "news", tmp_path / "g", tools=TOOLS)
    before = rows(tmp_path / "g")
    remove(["a04.txt"], tmp_path / "g", tools=TOOLS)
    assert rows(tmp_path / "g") != before
    remove(["a04.txt"], tmp_path / "g", undo=True, tools=TOOLS)
    assert rows(tmp_path / "g") == before
    keys = [key for key, _ in before["entities"] if key.startswith("person/")]  # type: ignore[misc]
    decide("merge", keys[:2], tmp_path / "g", tools=TOOLS)
    remove(["a05.txt"], tmp_path / "g", tools=TOOLS)
    remaining = {name: text for name, text in texts.items() if name != "a05.txt"}
    assert rows(tmp_path / "g") == at_once(tmp_path / "fresh", remaining, tmp_path / "g/decisions.txt")


def test_a_step_looks_at_nothing_that_it_does_not_touch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lone = Reading("", (), (LocalEntity("e1", "Person", "Ada Lovelace"),), ())
    names = ("Zoltan Kosminskay", "Muammar Gaddafi", "Carrie Symonds", "Vladimir Putin")
    others = (replace(lone, entities=(LocalEntity("e1", "Person", name),)) for name in names)
    texts = {f"a{n}.txt": encode(other) for n, other in enumerate(others)}
    write(tmp_path / "news", texts)
    build(tmp_path / "news", tmp_path / "g", tools=TOOLS)
    looked: list[str] = []
    original = Store.reading
    monkeypatch.setattr(Store, "reading", lambda store, key: looked.append(key) or original(store, key))
    monkeypatch.setattr("kg.pipeline.outputs.write_outputs", lambda *args, **more: [])
    write(tmp_path / "news", {**texts, "b.txt": encode(lone)})
    build((), tmp_path / "g", tools=TOOLS)
    assert len(looked) <= 2  # its own
