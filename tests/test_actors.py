"""Who acts without a name: groups, bodies, agents of states, events with a name, and what is told of acts."""

from __future__ import annotations

import pytest

from kg import language
from kg.records import Article, Claim, Reading
from kg.relations import read

pytestmark = pytest.mark.model


def reading(text: str) -> Reading:
    return read(Article("a", text), language.parse(text))


def facts(found: Reading) -> set[str]:
    """The claims as "subject relation object"."""
    names = {entity.id: entity.name for entity in found.entities}
    return {f"{names[c.subject]} {c.predicate} {names[c.object]}" for c in found.claims if c.object}


def one(text: str, predicate: str) -> tuple[Reading, Claim]:
    found = reading(text)
    (claim,) = [c for c in found.claims if c.predicate == predicate]
    return found, claim


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Police detained about 40 protesters in Nairobi.", "Group", "about 40 protesters"),
        ("Anna Berg met with mothers of Kenyan soldiers.", "Group", "mothers of Kenyan soldiers"),
        ("Kenyan police arrested Peter Holm.", "Organization", "Kenyan police"),
        ("Anna Berg spoke at COP27.", "Event", "COP27"),
        ("A gunman wounded two nurses in Lamu.", "Group", "a gunman"),
        ("The Ugandan ambassador met Peter Holm.", "Group", "Ugandan ambassador"),
        (
            "Mothers and wives of Kenyan soldiers praised Anna Berg.",
            "Group",
            "Mothers and wives of Kenyan soldiers",
        ),
        ("Qatar hosted the 2022 World Cup.", "Event", "2022 World Cup"),
    ],
)
def test_an_actor_without_a_name_is_an_entity_where_a_claim_needs_it(text, kind, name):
    assert (kind, name) in {(e.type, e.name) for e in reading(text).entities}


def test_who_does_nothing_is_no_entity():
    assert [e for e in reading("About 40 protesters slept.").entities if e.type == "Group"] == []


def test_agents_of_a_state_are_the_state():
    assert facts(reading("Kenyan officials accused Uganda of theft.")) == {"Kenya accuses Uganda"}


@pytest.mark.parametrize(
    ("text", "critic"),
    [
        ("Kenyan officials are critical of Anna Berg.", {"Kenya opposes Anna Berg"}),
        ("The British condemned Kenya.", {"United Kingdom opposes Kenya"}),
        (
            "Several Kenyan officials are critical of Anna Berg.",
            {"Several Kenyan officials opposes Anna Berg"},
        ),
        ("The Spaniard condemned Kenya.", set()),
    ],
)
def test_some_officials_and_one_of_a_people_are_not_the_state(text, critic):
    assert facts(reading(text)) == critic


def test_those_who_side_with_a_state_are_not_the_state():
    found = facts(reading("Pro-Kenyan forces killed six nurses in Lima."))
    assert found == {"Pro-Kenyan forces killed six nurses", "Pro-Kenyan forces supports Kenya"}


def test_a_definite_noun_is_who_was_described_before():
    found = reading("Police arrested 12 nurses in Oslo. Anna Berg praised the nurses.")
    assert "Anna Berg supports 12 nurses" in facts(found)


def test_some_of_them_are_whom_the_sentence_before_speaks_of():
    found = reading("Nurses of the hospital marched. Some accused Anna Berg of theft.")
    assert any(fact.endswith("accuses Anna Berg") and "urses" in fact for fact in facts(found))


def test_those_who_act_together_do_not_act_on_each_other():
    found = facts(reading("Mothers and wives demanded that Anna Berg resign."))
    assert found == {"Mothers urged Anna Berg", "wives urged Anna Berg"}


def test_a_claim_carries_place_and_sum_and_topic():
    found, claim = one("Kenya accused Uganda of smuggling gold.", "accuses")
    assert claim.about == "smuggling gold"
    found, claim = one("Siemens invested 3 million euros in Kenya.", "investedIn")
    assert claim.amount == "3 million euros"
    found, claim = one("Gunmen kidnapped Peter Holm in Lagos.", "attacked")
    assert {e.id: e.name for e in found.entities}[claim.where or ""] == "Lagos"


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Kenyan politicians blamed the killing on Uganda.", "killing"),
        ("The raid, which the opposition blames on Uganda, was short.", "raid"),
        ("Twelve people died in bombings that Kenya blamed on Uganda.", "bombings"),
        ("Norway condemned Kenya's arrest of two nurses.", "Kenya's arrest of two nurses"),
    ],
)
def test_a_topic_is_neither_a_pronoun_nor_runs_into_whom_the_verb_names(text, about):
    claims = [c for c in reading(text).claims if c.predicate in ("accuses", "opposes")]
    assert [c.about for c in claims] == [about]


def test_a_price_for_each_unit_is_no_sum():
    _, claim = one("Kenya bought gas from Uganda at $95 per ton.", "suppliesTo")
    assert claim.amount is None


@pytest.mark.parametrize(
    ("text", "charges"),
    [
        (
            "Prosecutors indicted Peter Holm on charges of aiding the rebels.",
            ["charges of aiding the rebels"],
        ),
        ("Peter Holm was charged with two counts of fraud.", ["two counts of fraud"]),
        ("Peter Holm was indicted on two other charges in Lamu.", []),
        ("Peter Holm pleaded not guilty to all of the charges from the court.", []),
    ],
)
def test_a_charge_says_of_what(text, charges):
    assert [c.value for c in reading(text).claims if c.predicate == "chargedWith"] == charges


def test_who_brings_a_letter_does_not_ask_what_stands_in_it():
    found = facts(reading("Peter Holm presented a letter from Anna Berg inviting Tom Reed to visit Oslo."))
    assert "Anna Berg urged Tom Reed" in found and "Peter Holm urged Tom Reed" not in found


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Kenya accused a group called Halgrave Front of theft.", "Kenya accuses Halgrave Front"),
        ("A rebel group known as Halgrave Front attacked Lamu.", "Halgrave Front attacked Lamu"),
    ],
)
def test_a_group_whose_name_is_told_is_that_name(text, fact):
    found = reading(text)
    assert {fact} == facts(found) and not any(c.predicate == "alsoKnownAs" for c in found.claims)


def test_a_fight_is_no_role_though_a_player_is_called_so():
    _, claim = one("Peter Holm's standoff with Kenya deepened.", "opposes")
    assert claim.role is None


@pytest.mark.parametrize(
    "text",
    [
        "The widow of Daily Post reporter Peter Holm has sued Nordbank.",
        "The wife of former minister Peter Holm has sued Nordbank.",
    ],
)
def test_the_relative_of_somebody_with_a_title_is_somebody_else(text):
    assert not any(fact.startswith("Peter Holm sued") for fact in facts(reading(text)))


def test_a_name_behind_a_comma_is_that_of_the_relative():
    found = facts(reading("The wife of opposition leader Tom Reed, Anna Berg, has sued Nordbank."))
    assert "Anna Berg sued Nordbank" in found and "Anna Berg spouseOf Tom Reed" in found


def test_the_leader_of_a_seat_is_whom_the_article_calls_president():
    text = "Russian President Vladimir Putin spoke. Nurses accused the Kremlin leader of theft."
    assert "Nurses accuses Vladimir Putin" in facts(reading(text))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The Kenyan army said it had killed 20 rebels near Lamu.", "Kenyan army killed 20 rebels"),
        ("Kenyan officials said they had arrested two suspects.", "two suspects detainedBy Kenya"),
        ("A spokesman for the World Bank praised Anna Berg.", "World Bank supports Anna Berg"),
        ("Iranian and Kenyan officials met in Geneva on Monday.", "Iran metWith Kenya"),
        ("Kenyan helicopters bombed Lamu.", "Kenya attacked Lamu"),
        (
            "Thousands of farmers marched to protest Anna Berg's policy.",
            "Thousands of farmers protestedAgainst Anna Berg",
        ),
    ],
)
def test_who_acts_is_found_behind_pronouns_spokesmen_and_weapons(text, fact):
    assert fact in facts(reading(text))


def test_two_gunmen_of_one_article_are_two():
    found = reading("A gunman killed Anna Berg in Lamu. A gunman killed Peter Holm in Nairobi.")
    assert len([entity for entity in found.entities if entity.type == "Group"]) == 2


@pytest.mark.parametrize("target", ["Lamu", "the Lamu station"])
def test_who_is_accused_of_a_deed_did_it_and_not_who_accuses(target: str) -> None:
    said = facts(reading(f"Russia accuses Ukraine of targeting {target} in a failed drone attack."))
    assert "Ukraine attacked Lamu" in said
    assert "Russia attacked Lamu" not in said


@pytest.mark.parametrize(
    "text",
    [
        "Clashes between protesters and police went on in Oslo.",
        "Protesters and police clashed in Oslo.",
    ],
)
def test_a_clash_is_no_attack_of_one_side(text: str) -> None:
    assert not any(" attacked " in fact for fact in facts(reading(text)))


def test_who_dies_between_two_armies_is_attacked_by_neither() -> None:
    said = facts(reading("Two children and a woman were killed in fighting between the army and the rebels."))
    assert not any("children" in fact or "woman" in fact for fact in said)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Thousands protested in Lamu.", "Thousands protestedIn Lamu"),
        (
            "Tens of thousands of Ugandans marched in Kampala.",
            "Tens of thousands of Ugandans protestedIn Kampala",
        ),
        ("The Kenyan oil company sued Peter Holm.", "Kenyan oil company sued Peter Holm"),
        ("Police raided two opposition parties.", "Police raided two opposition parties"),
        ("The opposition leader was backed by Turkey.", "Turkey supports opposition leader"),
        ("A delegation from Kenya visited Kampala.", "Kenya visited Kampala"),
        ("Thai and Kenyan police cooperated in the search.", "Thailand partnersWith Kenya"),
        (
            "The arrest of former mayor Peter Holm by Kenyan police drew anger.",
            "Peter Holm detainedBy Kenyan police",
        ),
    ],
)
def test_crowds_firms_and_joined_demonyms_act(text: str, fact: str) -> None:
    assert fact in facts(reading(text))


@pytest.mark.parametrize(
    "text",
    [
        "The new company sued Peter Holm.",
        "Its airline sued Peter Holm.",
    ],
)
def test_what_nothing_tells_apart_does_not_act(text: str) -> None:
    assert facts(reading(text)) == set()


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Norway told Kenya to send troops into Uganda.", {"Kenya"}),
        ("Norway warned Kenya against sending troops into Uganda.", {"Kenya"}),
        ("Norway pushed Kenya to withdraw its troops from Uganda.", set()),  # only asked for
        ("Anna Berg promised Kenya to send troops into Uganda.", {"Anna Berg"}),
    ],
)
def test_who_is_asked_does_what_is_asked_and_who_promises_what_is_promised(text, doer):
    found = reading(text)
    names = {entity.id: entity.name for entity in found.entities}
    assert {names[c.subject] for c in found.claims if c.predicate == "deployedTo"} == doer
