"""The files that a person writes: decisions and name lists."""

from pathlib import Path

import pytest

from kg.entities import judgements, known_list
from kg.entities.judgements import Decision
from kg.errors import DataError, NotFoundError

TEXT = """# who is who
merge person/ada-lovelace person/augusta-king

split person/john-smith person/john-smith-1f2e3d4c
reject 6f00
confirm 6f00
rename person/ada-lovelace "Ada, Countess of Lovelace"
assert person/ada-lovelace worksFor organization/acme source "Letter, 1843"
"""


def test_a_decisions_file() -> None:
    found = judgements.parse(TEXT)
    assert [decision.line for decision in found.all] == [2, 4, 5, 6, 7, 8]
    assert found.merges == (("person/ada-lovelace", "person/augusta-king"),)
    assert found.splits == (("person/john-smith", "person/john-smith-1f2e3d4c"),)
    assert found.confirmed == {"6f00"} and found.rejected == frozenset()
    assert found.assertions[0].source == "Letter, 1843"


@pytest.mark.parametrize("decision", judgements.parse(TEXT).all)
def test_a_decision_is_written_as_it_is_read(decision: Decision) -> None:
    again = judgements.parse(str(decision)).all[0]
    assert (again.kind, again.words) == (decision.kind, decision.words)


@pytest.mark.parametrize("text", ['a "quoted" word', "back\\slash", "it's", "x\ty", "#1", "é"])
def test_any_text_survives_quoting(text: str) -> None:
    written = str(Decision("note", ("person/ada", text)))
    assert judgements.parse(written).all[0].words[1] == text


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("join a b", "unknown decision 'join'"),
        ("merge a", "is not of the form 'merge ENTITY ENTITY'"),
        ("merge a a", "needs two entities"),
        ('rename a "b', "No closing quotation"),
        ("assert a b c from d", "is not of the form"),
        ('note a ""', "has an empty word"),
    ],
)
def test_a_malformed_decision_is_refused_with_its_line(line: str, message: str) -> None:
    with pytest.raises(DataError, match="my file, line 2") as caught:
        judgements.parse(f"# remark\n{line}", "my file")
    assert message in str(caught.value)


def test_decisions_are_added_and_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "decisions.txt"
    assert judgements.load(file).all == () == judgements.load(None).all
    file.write_text("# mine", encoding="utf-8")
    judgements.append(file, "merge", ["a", "b"])
    judgements.append(file, "note", ["a", "two words"])
    judgements.append(file, "merge", ["a", "b"])
    assert file.read_text(encoding="utf-8") == '# mine\nmerge a b\nnote a "two words"\n'
    judgements.remove(file, "merge", ["a", "b"])
    assert file.read_text(encoding="utf-8") == '# mine\nnote a "two words"\n'
    with pytest.raises(NotFoundError, match="no decision merge a b"):
        judgements.remove(file, "merge", ["a", "b"])
    with pytest.raises(DataError, match="unknown decision"):
        judgements.append(file, "marry", ["a", "b"])


def test_an_unreadable_decisions_file(tmp_path: Path) -> None:
    file = tmp_path / "decisions.txt"
    file.write_bytes(b"merge \xff\xfe")
    with pytest.raises(DataError, match="cannot be read"):
        judgements.load(file)


def test_a_name_list(tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text(
        "name,aliases,type,id\n"
        "Ada Lovelace,Countess of Lovelace; A. Lovelace,person,Q7259\n"
        "Acme,,Organisation,\n",
        encoding="utf-8-sig",
    )
    first, second = known_list.load(file).entries
    assert (first.id, first.type, first.aliases) == (
        "Q7259",
        "Person",
        ("Countess of Lovelace", "A. Lovelace"),
    )
    assert (second.id, second.type) == ("Acme", "Organization")


def test_a_name_that_two_entries_share_says_nothing(tmp_path: Path) -> None:
    entries = tuple(known_list.Entry(str(n), "Person", "Ada") for n in range(3))
    assert known_list.NameList(entries).by_name() == {("Person", "ada"): None}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,typ\nx,person\n", "typ"),
        ("name,type\nx,ship\n", "line 2: unknown type 'ship'"),
        ("name,type\n,person\n", "line 2: an entry without a name"),
        ("name,type,id\nx,person,1\ny,person,1\n", "two entries have the id '1'"),
        ("", "columns must be"),
    ],
)
def test_a_faulty_name_list_is_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "names.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"names\.csv") as caught:
        known_list.load(file)
    assert message in str(caught.value)
