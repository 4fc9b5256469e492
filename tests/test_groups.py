"""Groups across articles: one only where head noun and anchor are the same."""

from __future__ import annotations

import pytest

from kg.entities import resolve
from kg.entities.group_matching import group_form
from kg.records import LocalEntity, Reading


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("mothers of Kenyan soldiers", "mothers kenyan soldiers"),
        ("about 50 Kenyan nurses", "nurses 50 kenyan"),
        ("a Kenyan nurse", None),
        ("nurses from Kisumu", "nurses kisumu"),
        ("about 50 protesters", None),
        ("gunmen", None),
    ],
)
def test_the_form_of_a_group_is_its_head_and_its_anchor(name, form):
    assert group_form(name) == form


def test_groups_of_two_articles_are_one_by_head_and_anchor_only():
    names = {"a": ("Kenyan nurses", "gunmen"), "b": ("some Kenyan nurses", "gunmen", "20 Kenyan nurses")}
    readings = [
        Reading(article, (), tuple(LocalEntity(f"e{n}", "Group", name) for n, name in enumerate(groups)), ())
        for article, groups in names.items()
    ]
    entities = resolve(readings)
    members = sorted(tuple(article for article, _ in entity.members) for entity in entities)
    assert members == [("a",), ("a", "b"), ("b",), ("b",)]
