"""A title that is added to titles.yaml works in every room: boundary, coreference, relations, entities."""

import pytest
from parse_helpers import parse

from kg.coref import resolve
from kg.entities.person_names import person_name
from kg.lexicon import name_words, titles, vocabulary
from kg.records import Article
from kg.relations import read
from kg.spans import mended

CACHED = (
    titles.titles,
    titles._posts,
    titles.posts,
    titles.of_people,
    titles.names_too,
    vocabulary.nouns,
    vocabulary.persons,
    name_words.name_data,
    person_name,
)
NAMED = """
Zorkan Zorkan NNP 4 nsubj B-PERSON
Jane Jane NNP 1 flat I-PERSON
Roe Roe NNP 1 flat I-PERSON
smiled smile VBD 0 root
"""
AGAIN = """
The the DT 2 det
zorkan zorkan NN 3 nsubj
left leave VBD 0 root
"""
OFFICE = """
Jane Jane NNP 5 nsubj B-PERSON
Roe Roe NNP 1 flat I-PERSON
is be VBZ 5 cop
the the DT 5 det
zorkan zorkan NN 0 root
of of IN 7 case
Norway Norway NNP 5 nmod B-GPE
"""


@pytest.fixture(params=["shipped", "added"])
def added(request, tmp_path, monkeypatch):
    if request.param == "added":
        text = titles.PATH.read_text(encoding="utf-8")
        path = tmp_path / "titles.yaml"
        path.write_text(
            text.replace("titles: [governor, ", "titles: [governor, zorkan, ", 1), encoding="utf-8"
        )
        monkeypatch.setattr(titles, "PATH", path)
    for cached in CACHED:
        cached.cache_clear()
    yield request.param == "added"
    monkeypatch.undo()
    for cached in CACHED:
        cached.cache_clear()


def test_a_title_that_is_added_works_in_every_room(added):
    made = parse(NAMED, AGAIN)
    name = "Jane Roe" if added else "Zorkan Jane Roe"
    whole = mended(made)
    assert [whole.span_text(e.start, e.end) for e in whole.ents] == [name]
    found = resolve(whole)
    (person,) = found.entities
    assert (person.name, person.titles) == (name, ("zorkan",) if added else ())
    described = [ref for ref in found.refs if ref.kind == "nominal" and ref.entity == person.id]
    assert bool(described) is added
    assert person_name("Zorkan Jane Roe").given == (("jane",) if added else ("zorkan", "jane"))
    office = parse(OFFICE)
    claims = read(Article("a", office.text), office).claims
    assert ("governs" in {c.predicate for c in claims}) is added


def test_a_title_that_is_a_given_name_too_is_one_before_a_full_name():
    def names(second, third):
        made = mended(parse(f"Akim Akim NNP 0 root B-PERSON\n{second} {second} NNP 1 flat I-PERSON{third}"))
        return [made.span_text(e.start, e.end) for e in made.ents]

    assert names("Dastan", "\nOrlov Orlov NNP 1 flat I-PERSON") == ["Dastan Orlov"]
    assert names("Orlov", "") == ["Akim Orlov"]
