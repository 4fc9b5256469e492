"""Traits: what holds of a relation beyond its types and its place in the hierarchy.

Code asks for a trait, never for a relation by name, so that a user's own relation can have any of them.
What each means stands in ``kg.ttl``. A trait is of the relation alone, not of its kinds.
"""

from __future__ import annotations

from enum import StrEnum


class Trait(StrEnum):
    """A property of relations, called as in ``kg.ttl``."""

    ACT = "act"
    ACYCLIC = "acyclic"
    BARE_TITLE = "bareTitle"
    BIRTH_DATE = "birthDate"
    CAPITAL = "capital"
    CONTAINMENT = "containment"
    COVERS_CONTAINERS = "coversContainers"
    ENDS_AT_DEATH = "endsAtDeath"
    GRAVE = "grave"
    HEADSHIP = "headship"
    HELD_BY_NOMINEES = "heldByNominees"
    IDENTIFYING_DATE = "identifyingDate"
    INCIDENTAL = "incidental"
    IN_TEAM = "inTeam"
    KINSHIP = "kinship"
    LASTING = "lasting"
    NATIONALITY = "nationality"
    OBJECT_ACTS = "objectActs"
    OBJECT_DIES = "objectDies"
    OFFICE = "office"
    OFFICE_TITLE = "officeTitle"
    OTHER_NAME = "otherName"
    OWNER = "owner"
    SEAT = "seat"
    SINGLE_HOLDER = "singleHolder"
    SPOKEN = "spoken"
    STATE_OFFICE = "stateOffice"
    STATE_SERVICE = "stateService"
    SUBJECT_DIES = "subjectDies"
    SUCCESSION = "succession"
    VISIT = "visit"
