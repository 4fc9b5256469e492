"""Fields of records that hold an enum's values are typed with the enum, and are so after they were kept."""

from __future__ import annotations

import ast
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import get_type_hints

import pytest

from kg import records
from kg.errors import DamageError
from kg.records import Claim, Entity, EntityType, LocalEntity, Mention, MentionKind, Status
from kg.store.codec import decode, encode

TYPED = {
    (Claim, "status"): Status,
    (records.Fact, "status"): Status,
    (LocalEntity, "type"): EntityType,
    (Entity, "type"): EntityType,
    (Mention, "kind"): MentionKind,
}


def test_what_holds_an_enums_values_is_typed_with_it() -> None:
    found = {
        (kind, field.name): hint
        for kind in vars(records).values()
        if isinstance(kind, type) and is_dataclass(kind)
        for field in fields(kind)
        if isinstance(hint := get_type_hints(kind)[field.name], type) and issubclass(hint, StrEnum)
    }
    assert found == TYPED


def test_what_was_kept_comes_back_as_members() -> None:
    entity = LocalEntity("e1", EntityType.EVENT, "the Harbour Fair")
    back = decode(LocalEntity, encode(entity))
    assert back == entity
    assert type(back.type) is EntityType
    mention = Mention(0, 4, "EVENT", "Fair", "e1", MentionKind.NOMINAL)
    assert decode(Mention, encode(mention)).kind is MentionKind.NOMINAL


@pytest.mark.parametrize("word", ["Thing", "person", ""])
def test_a_type_that_there_is_not_is_damage(word: str) -> None:
    kept = encode(LocalEntity("e1", EntityType.PERSON, "Ada")).replace("Person", word)
    with pytest.raises(DamageError):
        decode(LocalEntity, kept)


ROOT = Path(__file__).parent.parent / "kg"
WORDS = {
    **{str(status): Status for status in Status},
    **{str(kind): EntityType for kind in EntityType},
    **{str(kind): MentionKind for kind in MentionKind if kind != MentionKind.NAME},  # many things have a name
}
OF_ANOTHER_MEANING = {  # the same letters, in a vocabulary of its own
    "entities/listed.py": {"Person", "Organization"},  # schemata of FollowTheMoney
    "exports/ftm.py": {"Organization", "Event"},
    "exports/relational.py": {"doubtful"},  # a column
    "exports/tables.py": {"doubtful"},
    "pipeline/extract.py": {"doubtful"},
    "lexicon/__init__.py": {"Place"},  # a class
    "lexicon/titles.py": {"former"},  # what a word before a title says of it
    "spans/ties.py": {"Group"},  # a word of names
    "server/snapshot.py": {"former"},  # a property: keys of before
}


def bare(tree: ast.AST) -> set[str]:
    """Values of the enums that stand as strings of their own, or to which a ``kind`` is compared as one."""
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    texts = (
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in parts
    )
    compared = {
        node.value
        for comparison in ast.walk(tree)
        if isinstance(comparison, ast.Compare) and getattr(comparison.left, "attr", "") == "kind"
        for node in ast.walk(comparison)
        if isinstance(node, ast.Constant) and node.value in {*MentionKind}
    }
    return {text for text in texts if isinstance(text, str) and text in WORDS} | compared


def test_bare_words_are_found() -> None:
    code = 'a.kind == "name" or b.kind in ("nominal",) or f"{c}former" or g["name"] or s == "hedged"'
    assert bare(ast.parse(code)) == {"name", "nominal", "hedged"}


def test_no_module_but_the_records_holds_a_bare_status_type_or_kind() -> None:
    paths = {path.relative_to(ROOT).as_posix(): path for path in ROOT.rglob("*.py")}
    found = {
        name: bare(ast.parse(path.read_text(encoding="utf-8")))
        for name, path in paths.items()
        if name != "records.py"
    }
    assert {name: words for name, words in found.items() if words} == OF_ANOTHER_MEANING
