"""Relations that rule files bring along."""

import pytest

from kg.errors import DataError
from kg.pipeline.tools import Options, check, relations
from kg.pipeline.user_relations import ontology

SPONSORS = """
relations:
  - name: sponsors
    domain: [Organization]
    range: [Person, Organization]
    parent: funds
    label: gives money to a team or player
"""


def own(tmp_path, text):
    path = tmp_path / "own.yaml"
    path.write_text(text)
    return str(path)


def test_a_relation_of_ones_own(tmp_path):
    found = ontology([own(tmp_path, SPONSORS)])
    assert found.ancestors("sponsors")[0] == "funds"
    assert found.fits("sponsors", "Organization", "Person")
    assert "governs" in found


def test_a_file_without_relations_adds_none(tmp_path):
    assert ontology([own(tmp_path, "rules: []")]).relations == ontology([]).relations


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("relations: 3", "are a list"),
        ("relations: [3]", "has no name"),
        ("relations: [{domain: [Person]}]", "has no name"),
        ("relations: [{name: likes, colour: red}]", "'colour' cannot be 'red'"),
        ("relations: [{name: likes, range: Person}]", "'range' cannot be 'Person'"),
        ("relations: [{name: likes, range: [Animal]}]", "unknown range 'Animal'"),
        ("relations: [{name: governs}]", "is there already"),
        ("relations: [", "cannot be read"),
    ],
)
def test_what_is_no_relation_is_refused_with_its_file(tmp_path, text, reason):
    with pytest.raises(DataError, match=r"own\.yaml") as error:
        ontology([own(tmp_path, text)])
    assert reason in str(error.value)


def test_a_rule_of_an_unknown_relation_is_refused(tmp_path):
    rule = """
rules:
  - id: likes-verb
    predicate: likes
    trigger: {lemma: like}
    subject: subj
    object: obj
    must: ["Ann Lee likes Bob Hay. => Ann Lee | Bob Hay"]
    must_not: ["Ann Lee does not like Bob Hay."]
"""
    with pytest.raises(DataError, match="unknown relation 'likes'"):
        check(Options(rules=(own(tmp_path, rule),)))
    check(Options(rules=(own(tmp_path, rule + "relations: [{name: likes}]\n"),)))


def test_a_changed_relation_is_another_version(tmp_path):
    before = relations(Options(rules=(own(tmp_path, SPONSORS),)))
    assert relations(Options(rules=(own(tmp_path, SPONSORS.replace("Person, ", "")),))) != before
