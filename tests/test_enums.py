"""Fields of records that hold an enum's values are typed with the enum, and are so after they were kept."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import StrEnum
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
