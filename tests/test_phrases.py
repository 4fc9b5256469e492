"""Questions as people ask them, and what the columns of an answer name."""

from __future__ import annotations

import pytest

from kg.errors import DataError
from kg.queries.linking import linked
from kg.queries.named import named
from kg.queries.phrases import Phrase


def asked(text: str) -> dict[str, dict[str, str]]:
    """The queries that a question is a pattern of, with what it says for their parameters."""
    found = {}
    for name, query in named().items():
        for phrase in query.questions:
            said = phrase.match(text)
            if said is not None:
                found.setdefault(name, dict(said))
    return found


@pytest.mark.parametrize(
    ("text", "query", "said"),
    [
        ("who governs Norland", "who-governs", {"place": "Norland"}),
        ("Who is prime minister of Port Alda?", "who-governs", {"place": "Port Alda"}),
        ("who works for the Harbour Council", "works-for", {"organization": "the Harbour Council"}),
        ("who met whom in March", "who-met-whom", {"month": "March"}),
        ("who met Lind in March 2022", "who-met-whom", {"person": "Lind", "month": "March 2022"}),
        ("everything about Mira", "facts-about", {"entity": "Mira"}),
        ("how are A and B C related", "relations-between", {"one": "A", "other": "B C"}),
    ],
)
def test_a_question_is_of_a_query(text, query, said):
    assert asked(text)[query] == said


@pytest.mark.parametrize("text", ["Norland", "who governs", "who", "Lind and Okafor"])
def test_a_name_is_no_question(text):
    assert asked(text) == {}


def test_a_question_is_told_with_the_values_it_is_asked_with():
    phrase = Phrase.of("who (met|saw) {person} [in {month}]", {"person", "month"})
    assert phrase.worded({"person": "Jonas Lind"}) == "who met Jonas Lind"
    assert phrase.worded({"person": "Jonas Lind", "month": "May"}) == "who met Jonas Lind in May"


@pytest.mark.parametrize("line", ["who governs {nothing}", "who ((met|saw) {place}", "who? {place}"])
def test_a_pattern_that_cannot_be_read_names_its_file(tmp_path, line):
    text = f"# title: T\n# for: f\n# question: {line}\n# parameter: place entity - p\nSELECT ?place {{}}\n"
    (tmp_path / "mine.rq").write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"mine\.rq: question"):
        named(tmp_path)


def test_columns_are_told_by_what_they_name():
    found = linked(named()["who-governs"].text)
    assert found.extra == {"fact", "someone"}
    assert found.of == {"person": "someone", "relation": "fact", "where": "place"}
    assert linked(named()["facts-about"].text).of == {"relation": "fact", "sentence": "claim"}
    assert linked(named()["graph"].text).extra == frozenset()


@pytest.mark.parametrize("name", sorted(named()))
def test_a_query_with_links_can_still_be_asked(name):
    import pyoxigraph

    list(pyoxigraph.Store().query(linked(named()[name].text).text))
