"""Names of persons and organizations: which are one, over several regions of the world."""

import pytest

from kg.entities import name_similarity
from kg.entities.name_comparison import compare, conflict
from kg.entities.organization_names import organization_name
from kg.entities.person_names import person_name
from kg.entities.phonetics import distance, skeleton

ONE_PERSON = [
    # Russian and Ukrainian
    ("Sergei Tsivilev", "Sergey Tsivilyov"),
    ("Sergei Tsivilev", "Сергей Цивилёв"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Volodymyr Zelenskiy", "Володимир Зеленський"),
    ("Vladimir Zelensky", "Volodymyr Zelenskyy"),
    ("Mikhail Gorbachev", "Mikhail Gorbachyov"),
    ("Alexei Navalny", "Aleksey Navalnyy"),
    ("Dmitri Medvedev", "Dmitry Medvedev"),
    ("Yulia Tymoshenko", "Julia Timoshenko"),
    ("Sergei Lavrov", "Sergey Viktorovich Lavrov"),
    ("Alexander Lukashenko", "Aliaksandr Lukashenka"),
    ("Yevgeny Prigozhin", "Evgeny Prigozhin"),
    # Arabic and Persian
    ("Muammar Gaddafi", "Muammar Qaddafi"),
    ("Mohammed Morsi", "Mohamed Morsi"),
    ("Osama bin Laden", "Usama bin Ladin"),
    ("Saddam Hussein", "Saddam Husain"),
    ("Abdel Fattah el-Sisi", "Abdul Fattah al-Sisi"),
    ("Bashar al-Assad", "Bashar Assad"),
    ("Mahmoud Ahmadinejad", "Mahmud Ahmadinejad"),
    ("Zabihullah Mujahid", "Zabiullah Mujahid"),
    # Europe
    ("Gerhard Schröder", "Gerhard Schroeder"),
    ("Aleksandar Vučić", "Aleksandar Vucic"),
    ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
    ("Recep Tayyip Erdoğan", "Tayyip Erdogan"),
    ("Lech Wałęsa", "Lech Walesa"),
    ("Jean-Claude Juncker", "Jean Claude Juncker"),
    ("Boris Johnson", "Alexander Boris de Pfeffel Johnson"),
    # The Americas
    ("Bill Clinton", "William Clinton"),
    ("George Bush", "George W. Bush"),
    ("Hugo Chávez", "Hugo Chavez"),
    ("Mr. Joe Biden", "Joseph Biden"),
    ("Luiz Inácio Lula da Silva", "Luis Inacio Lula da Silva"),
    # Asia and Africa
    ("Kim Jong-un", "Kim Jong Un"),
    ("Lee Jae-myung", "Lee Jae Myung"),
    ("Xi Jinping", "Xi Jin-ping"),
    ("Benjamin Netanyahu", "Binyamin Netanyahu"),
    ("Muhammadu Buhari", "Mohammadu Buhari"),
]

TWO_PERSONS = [
    ("Vladimir Putin", "Volodymyr Zelenskyy"),
    ("Boris Johnson", "Stanley Johnson"),
    ("Alexander Ivanov", "Alexandra Ivanova"),
    ("Sergei Ivanov", "Sergei Ivanova"),
    ("Robert Martin", "Robert Morton"),
    ("Kim Jong-un", "Kim Jong-il"),
    ("Kim Yong-chol", "Kim Yong-chun"),
    ("Li Na", "Li Ni"),
    ("Wang Yi", "Wang Yu"),
    ("Mahmoud Abbas", "Mohammed Abbas"),
    ("Raul Castro", "Fidel Castro"),
    ("George W. Bush", "George H. W. Bush"),
    ("Vitali Klitschko", "Wladimir Klitschko"),
    ("Jean Chretien", "Jean Charest"),
    ("Michael Brown", "Michael Braun"),
    ("Lech Kaczynski", "Jaroslaw Kaczynski"),
    ("Ali Khamenei", "Ali Khomeini"),
    ("Hassan Rouhani", "Hassan Nasrallah"),
    ("Abiy Ahmed", "Abiyot Ahmed"),
    ("Hans Friedrich", "Friedrich Hans"),
    ("Sergey Viktorovich Lavrov", "Sergey Ivanovich Lavrov"),
    ("Martin Luther King Jr.", "Martin Luther King Sr."),
    ("Rahul Gandhi", "Rajiv Gandhi"),
    ("Lars Andersen", "Lars Anderson"),
    ("the President", "Vice President"),
    ("Tsivilev", "Sergei Tsivilev"),
    ("A. Johnson", "Boris Johnson"),
    ("B. Johnson", "Boris Johnson"),
    ("Marie Curie", "Pierre Curie"),
    ("Ahmed Hussein", "Hussein Ahmed Ali"),
]


@pytest.mark.parametrize(("left", "right"), ONE_PERSON)
def test_one_person_in_two_spellings(left: str, right: str) -> None:
    assert compare(person_name(left), person_name(right)).strict
    assert compare(person_name(right), person_name(left)).strict
    assert name_similarity(left, right, "Person") == 1.0


@pytest.mark.parametrize(("left", "right"), TWO_PERSONS)
def test_two_persons_of_similar_names(left: str, right: str) -> None:
    a, b = person_name(left), person_name(right)
    assert not compare(a, b).strict or conflict(a, b)


def test_the_set_is_large_enough() -> None:
    assert len(ONE_PERSON) + len(TWO_PERSONS) >= 60


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Sergey Viktorovich Lavrov", "Sergey Ivanovich Lavrov"),
        ("Martin Luther King Jr.", "Martin Luther King Sr."),
        ("Donald Trump", "Donald Trump Jr."),
        ("George W. Bush", "George H. W. Bush"),
    ],
)
def test_names_that_speak_against_each_other(left: str, right: str) -> None:
    assert conflict(person_name(left), person_name(right))


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Mr. Sergei Tsivilev", ("sergei",), "tsivilev"),
        ("Putin, Vladimir", ("vladimir",), "putin"),
        ("Vladimir Vladimirovich Putin", ("vladimir",), "putin"),
        ("J.-C. Juncker", ("j", "c"), "juncker"),
        ("Ursula von der Leyen", ("ursula",), "leyen"),
        ("Martin Luther King, Jr.", ("martin", "luther"), "king"),
        ("Obama", (), "obama"),
        ("the Vice President", (), ""),
        ("Iranian Chess Federation president", (), ""),
        ("Stephen King", ("stephen",), "king"),
        ("Pope Francis", (), "francis"),
        ("Kim Jong-un", ("jongun",), "kim"),
        ("Xi Jinping", ("jinping",), "xi"),
        ("Kim Kardashian", ("kim",), "kardashian"),
        ("Ben Affleck", ("ben",), "affleck"),
        ("Sergey Sergey Shoigu", ("sergey",), "shoigu"),
    ],
)
def test_parts_of_a_name(name: str, given: tuple[str, ...], family: str) -> None:
    found = person_name(name)
    assert (found.given, found.family) == (given, family)


@pytest.mark.parametrize("name", ["", "…", "J.", "Jr.", "von der", "💥", "Mr"])
def test_what_is_hardly_a_name_does_no_harm(name: str) -> None:
    assert not compare(person_name(name), person_name("Boris Johnson")).strict
    assert 0.0 <= name_similarity(name, "Boris Johnson", "Person") <= 1.0
    assert 0.0 <= name_similarity(name, "Acme Ltd", "Organization") <= 1.0


def test_alike_names_share_a_block() -> None:
    for left, right in (("Tsivilev", "Цивилёв"), ("Gaddafi", "Qaddafi"), ("Khrushchev", "Khruschev")):
        assert skeleton(left) == skeleton(right)


def test_distance_is_symmetric_and_bounded() -> None:
    words = ["Tsivilev", "Tsivilyov", "Ив", "", "Xi", "Vajiralongkorn"]
    for a in words:
        assert distance(a, a) == 0.0
        for b in words:
            assert distance(a, b) == distance(b, a)
            assert 0.0 <= distance(a, b) <= 1.0


ONE_ORGANIZATION = [
    ("Ministry of Defense of Russia", "Russian Ministry of Defense"),
    ("Russian Defence Ministry", "Ministry of Defense of the Russian Federation"),
    ("Russia's Defense Ministry", "Russian Ministry of Defence"),
    ("Siemens AG", "Siemens Aktiengesellschaft"),
    ("OOO Lukoil", "Lukoil"),
    ("World Health Organisation", "World Health Organization"),
    ("The Moscow Times", "Moscow Times"),
    ("Committee of Soldiers' Mothers of Russia", "Committee of Soldiers\u2019 Mothers of Russia"),
    ("Acme Ltd.", "ACME Limited"),
]
TWO_ORGANIZATIONS = [
    ("University of York", "York University"),
    ("Bank of America", "Bank of Armenia"),
    ("Union of Committees of Soldiers' Mothers", "Committee of Soldiers' Mothers of Russia"),
    ("Russian Ministry of Defense", "Ukrainian Ministry of Defense"),
    ("Gazprom", "Gazprom Neft"),
    ("Deutsche Bank", "Deutsche Bahn"),
]


@pytest.mark.parametrize(("left", "right"), ONE_ORGANIZATION)
def test_one_organization(left: str, right: str) -> None:
    assert organization_name(left).key == organization_name(right).key


@pytest.mark.parametrize(("left", "right"), TWO_ORGANIZATIONS)
def test_two_organizations(left: str, right: str) -> None:
    assert organization_name(left).key != organization_name(right).key


def test_names_that_every_country_has_are_generic() -> None:
    assert organization_name("Supreme Court").generic
    assert organization_name("Ministry of Defense").generic
    assert not organization_name("Russian Ministry of Defense").generic
    assert not organization_name("Levada Center").generic


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("J.-C. Juncker", "Jean-Claude Juncker", "Person"),
        ("I9or Sech1n", "Igor Sechin", "Person"),
        ("SiemensAG", "Siemens AG", "Organization"),
        ("SRL Vento Nuovo", "Vento Nuovo", "Organization"),
        ("Brigade Forty-Four", "Brigade 44", "Organization"),
        ("Vento Refinery Corporation", "The Vento Refinery Company", "Organization"),
        ("Vento", "Vento Europe", "Organization"),
    ],
)
def test_names_that_are_alike(left: str, right: str, kind: str) -> None:
    assert name_similarity(left, right, kind) > 0.85
    assert name_similarity(right, left, kind) > 0.85


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Olga Barynova", "Oleg Baranov", "Person"),
        ("Pedro Sancho", "Pedro Sanchez", "Person"),
        ("Saudi Gas Company", "Saudi Oil Company", "Organization"),
        ("Vento Missiles Corporation", "Vento Kittens Corporation", "Organization"),
        ("A.B.C. Company", "C.B.A. Company", "Organization"),
        ("Brigade 44", "Brigade 45", "Organization"),
        ("Management Company 23", "Management Company", "Organization"),
    ],
)
def test_names_that_are_not_alike(left: str, right: str, kind: str) -> None:
    assert name_similarity(left, right, kind) < 0.85
