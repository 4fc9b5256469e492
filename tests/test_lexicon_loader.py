"""The one loader of data files: what it rejects, and that every file of the package passes through it."""

import re
from pathlib import Path

import pytest

from kg import fingerprints
from kg.errors import DataError
from kg.lexicon import loader
from kg.lexicon.wordlists import CHECKS, word_lists

CHECK = loader.record(
    {
        "kin": loader.set_of(loader.lower),
        "gap": loader.number,
        "of": loader.table(loader.listed(loader.text)),
    },
    optional=("gap", "of"),
)


def loaded(tmp_path, text):
    path = tmp_path / "people.yaml"
    path.write_text(text, encoding="utf-8")
    return loader.load(path, CHECK)


def test_what_a_file_holds_is_checked_and_returned(tmp_path):
    found = loaded(tmp_path, "kin: [aunt, 'no']\ngap: 2\nof: {a: [B, c]}")
    assert found == {"kin": {"aunt", "no"}, "gap": 2.0, "of": {"a": ("B", "c")}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kin: [aunt, no]", "people.yaml: kin: False is no word"),
        ("kin: [aunt, 3]", "people.yaml: kin: 3 is no word"),
        ("kin: [aunt, Uncle]", "people.yaml: kin: 'Uncle' is not in lower case"),
        ("kin: [aunt, aunt]", "people.yaml: kin: 'aunt' stands twice"),
        ("kin: aunt", "people.yaml: kin: 'aunt' is no list"),
        ("kin: [aunt]\nkith: [pal]", "people.yaml: unknown key 'kith'; known are gap, kin, of"),
        ("gap: 1", "people.yaml: 'kin' is missing"),
        ("kin: [aunt]\nkin: [uncle]", "people.yaml: .*'kin' stands twice.* line 2"),
        ("kin: [aunt]\ngap: true", "people.yaml: gap: True is no number"),
        ("kin: [aunt]\nof: {1: [x]}", "people.yaml: of: 1 is no word"),
        ("kin: [aunt]\nof: {a: [[x]]}", "people.yaml: of: a: .* is no word"),
        ("- aunt", "people.yaml: .* is no mapping"),
        ("kin: [aunt", "people.yaml: .*line 1"),
    ],
)
def test_what_a_loader_does_not_know_is_rejected_with_file_and_entry(tmp_path, text, message):
    with pytest.raises(DataError, match=message):
        loaded(tmp_path, text)


@pytest.mark.parametrize("name", CHECKS)
def test_every_word_list_is_asked_for(name):
    """A list that neither code nor a rule names is a fact that nothing acts on."""
    code = " ".join(
        p.read_text(encoding="utf-8") for p in fingerprints.HOME.rglob("*.py") if "wordlists" not in p.name
    )
    if name == "acts":
        rules = (fingerprints.HOME / "relations/data/rules").glob("*.yaml")
        told = " ".join(rule.read_text(encoding="utf-8") for rule in rules)
        code += re.sub(r"\[acts=|acts: |\[|, ?", '"', told)
    unused = {
        key for key in word_lists(name) if not re.search(rf"[\"_]{key.removeprefix('seated_')}\b", code)
    }
    assert not unused


def test_no_module_reads_a_data_file_in_its_own_way():
    own = {"articles/plain.py"}  # front matter of articles is no data file
    found = {
        path.relative_to(fingerprints.HOME).as_posix()
        for path in fingerprints.HOME.rglob("*.py")
        if re.search(r"^\s*import yaml", Path(path).read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert found - own == {"lexicon/loader.py"}
