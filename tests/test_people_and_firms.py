"""People and firms told apart by what stands around their names."""

import pytest

from kg.records import Article

pytestmark = pytest.mark.model

NAMES = {
    "On Friday the chief executive of Vessler GmbH, Ewa Dudek, met Omar Said.": {"Ewa Dudek": "Person"},
    "Junaro, a poet, was arrested on Friday.": {"Junaro": "Person"},
    "Thiru, a poet, was arrested. Thiru founded the group Free Song.": {"Thiru": "Person"},
    "Siemens, a partner of Bosch, left.": {"Siemens": "Organization"},
    "Fjordbetal AS, a payments firm, bought Suomi Kauppa Oyj on Thursday.": {"Fjordbetal AS": "Organization"},
    "Harben & Pike Co. President Ruth Amado said the pay was too high.": {
        "Harben & Pike Co.": "Organization"
    },
    "Zoé Saint-Hilaire leads the union. Saint-Hilaire accused Hugo Berg of lying.": {
        "Zoé Saint-Hilaire": "Person"
    },
    "Garden Palace beat Leeds 2-1 in the cup on Saturday.": {"Garden Palace": "Organization"},
    "Stade Valdois lost 2-0 to Stade Brivier on Sunday.": {
        "Stade Valdois": "Organization",
        "Stade Brivier": "Organization",
    },
    "Kenya beat Uganda 2-0.": {"Kenya": "Place", "Uganda": "Place"},
    "Brent said on Monday it would close a plant in Ohio.": {"Brent": "Organization"},
    "Norwegian YouTuber Jonas Fjeld was arrested in Oslo.": {"Jonas Fjeld": "Person"},
    "In football, Wolniak Zabrz beats Ostrak Lodin 2-0 in the final.": {"Wolniak Zabrz": "Organization"},
    "Anna Berg beats Eva Novak 2-0 in the final.": {"Anna Berg": "Person", "Eva Novak": "Person"},
    "The state lists the Gran Grifo gang as terrorists.": {"Gran Grifo": "Organization"},
    "McDonald's said it would leave St. John's, Newfoundland.": {
        "McDonald's": "Organization",
        "St. John's": "Place",
    },
    "Kenya's said no word, but Siemens's chairman did.": {"Siemens": "Organization"},
    "The Syrian defense ministry declares a ceasefire.": {"Syria": "Place"},
    "Rio Lerma Zim chief executive Allan Sinclair met Ada Obi.": {"Rio Lerma Zim": "Organization"},
    "He met MCA Grace Obara.": {"Grace Obara": "Person"},
    "Central Java Governor Tom Reed may run.": {"Central Java": "Place"},
    "Treasury CS Tom Okelo thanked him.": {"Tom Okelo": "Person"},
    "He lost to Dynamos at Barbour Fields Stadium on Sunday.": {"Barbour Fields Stadium": "Place"},
    "Ana Recio leads Los Huistas, a Chilean criminal group.": {"Los Huistas": "Organization"},
    "In basketball, Fenerbahçe beat Monaco 81-70.": {"Monaco": "Organization"},
    "U.S. Middle East envoy Steve Witkof met him.": {"U.S.": "Place", "Middle East": "Place"},
    "He met Mohammed Shia' al-Karim in Baghdad.": {"Mohammed Shia' al-Karim": "Person"},
    "Police warned gangs. Embakasi East DCIO Joseph Ngugu is leading the probe.": {"Joseph Ngugu": "Person"},
    "Scottish First Minister Nora Burns met him.": {"Scotland": "Place", "Nora Burns": "Person"},
}
CLAIMS = {
    "Ingrid Auma, a member of the opposition FDC, was arrested.": [("Ingrid Auma", "partyMemberOf", "FDC")],
    "Amnesty International called on Kenya to release Tom Reed.": [
        ("Amnesty International", "urged", "Kenya"),
    ],
    "The governor of Lagos, Ade Colo, met the mayor of Izmir, Ayse Tan, on Monday.": [
        ("Ade Colo", "metWith", "Ayse Tan"),
        ("Ayse Tan", "governs", "Izmir"),
    ],
    "Nordbank Inc. co-founder and former CEO Lena Orr lives in Tacoma.": [
        ("Lena Orr", "chiefExecutiveOf", "Nordbank Inc."),
    ],
    "Zurich Life named Beat Zimmer chief executive on Tuesday.": [
        ("Beat Zimmer", "chiefExecutiveOf", "Zurich Life"),
        ("Beat Zimmer", "appointedBy", "Zurich Life"),
    ],
    "Kaleo Mako was appointed director of the Pacific Museum by Governor June Ito on Friday.": [
        ("Kaleo Mako", "appointedBy", "June Ito"),
    ],
    "Samir Adal, whose sister Mona Adal is married to Tarek Zaki, owns Zaki Steel.": [
        ("Mona Adal", "spouseOf", "Tarek Zaki"),
    ],
    "Paula Orr, founder and chair of the Orr Foundation, lives in Tacoma.": [
        ("Paula Orr", "chairs", "Orr Foundation"),
    ],
}


def _read(text: str):
    from kg.language import parse
    from kg.relations import read

    return read(Article("a", text, published="2024-05-05"), parse(text))


@pytest.mark.parametrize(("text", "types"), NAMES.items())
def test_types(text: str, types: dict[str, str]) -> None:
    found = {e.name: e.type for e in _read(text).entities}
    assert types.items() <= found.items()


@pytest.mark.parametrize(("text", "facts"), CLAIMS.items())
def test_holders(text: str, facts: list[tuple[str, str, str]]) -> None:
    reading = _read(text)
    names = {e.id: e.name for e in reading.entities}
    found = {(names.get(c.subject), c.predicate, names.get(c.object)) for c in reading.claims}
    assert set(facts) <= found


def test_a_surname_with_a_saint_is_one_name() -> None:
    reading = _read("Zoé Saint-Hilaire leads the union. Saint-Hilaire accused Hugo Berg of lying.")
    assert {e.name for e in reading.entities if e.type == "Person"} == {"Zoé Saint-Hilaire", "Hugo Berg"}


def test_a_party_leader_is_no_prime_minister_of_the_party() -> None:
    reading = _read("Green Party leader and Prime Minister Lena Orr said so.")
    assert "headOfGovernmentOf" not in {c.predicate for c in reading.claims}


def test_who_proclaims_himself_holds_nothing_for_certain() -> None:
    reading = _read(
        "The self-proclaimed governor of Upper Nile, Majok Deng, was arrested by Sudan on Wednesday."
    )
    assert {c.status for c in reading.claims if c.predicate == "governs"} == {"hedged"}


def test_what_names_nobody_is_no_entity() -> None:
    text = "The army launched Operation Iron Veil, Defense Secretary Carl Mund said."
    names = {e.name for e in _read(text).entities}
    assert {"Carl Mund"} == names - {"army"}


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Anna Berg sent a letter to Tom Reed on Monday.", "asserted"),
        ("Anna Berg did not send a letter to Tom Reed.", "negated"),
        ("Anna Berg will send a letter to Tom Reed on Monday.", "planned"),
        ("According to this information, Anna Berg sent a letter to Tom Reed.", "attributed"),
    ],
)
def test_what_is_said_of_sending_is_said_of_the_letter(sentence, status):
    assert [c.status for c in _read(sentence).claims if c.predicate == "told"] == [status]
