"""A legal form or noun of places that is added to its one file works in every room; each list stands once."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from parse_helpers import parse

from kg.coref import resolve
from kg.coref.context import context
from kg.entities.organization_names import organization_name
from kg.language.sentences import _is_form
from kg.language.words import Words
from kg.lexicon import loader, name_words, organizations, titles, vocabulary
from kg.lexicon.wordlists import word_lists
from kg.records import Parse
from kg.relations.analysis import analyse
from kg.spans import mended

HOME = Path(__file__).parent.parent / "kg"
CACHED: tuple[Any, ...] = (
    *(organizations._news, organizations._forms, organization_name, name_words.name_data),
    *(vocabulary.nouns, vocabulary.persons, vocabulary.place_nouns, vocabulary.occupations),
    vocabulary.introducing,
)
COMPANY = """
Varro Varro NNP 4 nsubj B-ORG
Mills Mills NNP 1 flat I-ORG
Zorkan Zorkan NNP 1 flat
hired hire VBD 0 root
nobody nobody NN 4 obj
"""
REGION = """
Vestra Vestra NNP 2 compound B-GPE
zorkan zorkan NN 3 nsubj
grew grow VBD 0 root
"""
AGAIN = """
The the DT 2 det
zorkan zorkan NN 3 nsubj
borders border VBZ 0 root
Norway Norway NNP 3 obj B-GPE
"""
NAMED_LIKE = """
Vestra Vestra NNP 2 nsubj B-GPE
lies lie VBZ 0 root
in in IN 5 case
the the DT 5 det
zorkan zorkan NN 2 obl
of of IN 9 case
the the DT 9 det
same same JJ 9 amod
name name NN 5 nmod
"""


def clear() -> None:
    for cached in CACHED:
        cached.cache_clear()


@pytest.fixture(params=["shipped", "added"])
def added(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[bool]:
    if request.param == "added":
        data = tmp_path / "data"
        shutil.copytree(str(vocabulary.DATA), data)
        for name, before, word in (
            ("legal_forms.yaml", "forms:\n", "  zorkan: {is: sure}\n"),
            ("place_nouns.yaml", "region:\n  [", "zorkan, "),
        ):
            path = data / name
            text = path.read_text(encoding="utf-8")
            assert before in text
            path.write_text(text.replace(before, before + word, 1), encoding="utf-8")
        monkeypatch.setattr(vocabulary, "DATA", data)
        monkeypatch.setattr(organizations, "NEWS", data / "legal_forms.yaml")
    clear()
    yield request.param == "added"
    monkeypatch.undo()
    clear()


def names(made: Parse) -> list[str]:
    return [made.span_text(ent.start, ent.end) for ent in made.ents]


def test_a_legal_form_that_is_added_works_in_every_room(added: bool) -> None:
    assert _is_form(Words(("Varro", "Zorkan."), (0, 6), (5, 13), (0, 1)), 1) is added  # ends a sentence
    made = mended(parse(COMPANY))
    assert names(made) == ["Varro Mills Zorkan" if added else "Varro Mills"]
    known = context(made, resolve(made, None))
    (company,) = known.entities.values()
    assert ("employer" in known.kinds(company)) is added
    alike = organization_name("Varro Mills Zorkan").key == organization_name("Varro Mills").key
    assert alike is added


def test_a_noun_of_regions_that_is_added_works_in_every_room(added: bool) -> None:
    made = mended(parse(REGION, AGAIN))
    assert names(made) == (["Vestra zorkan", "Norway"] if added else ["Vestra", "Norway"])
    found = resolve(made, None)
    described = [ref for ref in found.refs if ref.kind == "nominal" and ref.entity == "e1"]
    assert bool(described) is added
    again = parse(NAMED_LIKE)
    known = analyse(again, resolve(again, None)).ctx
    assert [entity.name for entity in known.described] == (["Vestra zorkan"] if added else [])


def test_what_is_a_title_and_a_name_is_told_by_how_many_are_called_so() -> None:
    assert {"governor", "akim"} <= titles.names_too()  # a few are called so: titles before a whole name
    assert {"secretary", "president"} <= titles.of_people()
    assert {"dean", "king", "major"}.isdisjoint(titles.of_people() | titles.names_too())


@pytest.mark.parametrize(
    ("home", "key", "word"),
    [
        ("persons.yaml", "kin", "stepfather"),
        ("persons.yaml", "kin", "half-sister"),
        ("persons.yaml", "honorifics", "frau"),
        ("persons.yaml", "honorifics", "señor"),
        ("persons.yaml", "particles", "degli"),
        ("persons.yaml", "generations", "jr"),
        ("persons.yaml", "honours", "OBE"),
        ("place_nouns.yaml", "region", "oblast"),
        ("place_nouns.yaml", "region", "governorate"),
        ("legal_forms.yaml", "forms", "gmbh"),
        ("legal_forms.yaml", "forms", "kgaa"),
    ],
)
def test_a_word_stands_in_one_list_of_one_file(home: str, key: str, word: str) -> None:
    assert lists_of_words()[word] == {(home, key)}
    literal = f'"{word}"'
    assert not [p for p in HOME.rglob("*.py") if literal in p.read_text(encoding="utf-8")]


@cache
def lists_of_words() -> dict[str, set[tuple[str, str]]]:
    """Word → the files and lists that have it."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for path in HOME.rglob("data/*.yaml"):
        data = loader.read(path.read_text(encoding="utf-8"), path.name)
        for name, value in data.items() if isinstance(data, dict) else ():
            for word in leaves(value):
                found[word].add((path.name, name))
    return found


def test_every_list_that_is_asked_for_is_there() -> None:
    asked = {
        found
        for path in HOME.rglob("*.py")
        for found in re.findall(r"word_set\(\s*\"(\w+)\",\s*\"(\w+)\"", path.read_text(encoding="utf-8"))
    }
    assert len(asked) > 40
    assert [(name, key) for name, key in sorted(asked) if key not in word_lists(name)] == []


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield str(value)
