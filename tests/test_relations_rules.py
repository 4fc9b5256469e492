"""Every sentence that a rule must or must not match, read with the shipped model."""

from __future__ import annotations

import pytest

from kg.language import parse
from kg.relations import shipped
from kg.relations.trial import check

pytestmark = pytest.mark.model


def test_rules_match_what_they_must_and_nothing_that_they_must_not() -> None:
    assert [f"{f.rule}: {f.sentence} ({f.reason})" for f in check(shipped(), parse)] == []


def test_every_rule_has_a_sentence() -> None:
    assert [r.id for r in shipped() if not r.must] == []
