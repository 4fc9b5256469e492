"""Entities across articles, from readings made by hand."""

import random

import pytest

from kg.coref.labels import LABELS
from kg.entities import Decisions, NameList, explain, resolve
from kg.entities.judgements import parse
from kg.entities.known_list import Entry
from kg.records import Claim, Entity, LocalEntity, Mention, Reading


def person(name: str, *aliases: str, **more: object) -> LocalEntity:
    return LocalEntity("", "Person", name, aliases, **more)  # type: ignore[arg-type]


def organization(name: str, *aliases: str) -> LocalEntity:
    return LocalEntity("", "Organization", name, aliases)


def place(name: str, *aliases: str, **more: object) -> LocalEntity:
    return LocalEntity("", "Place", name, aliases, **more)  # type: ignore[arg-type]


def said(subject: int, predicate: str, object_: int | None, value: str | None = None) -> Claim:
    target = f"e{object_}" if object_ else None
    key, span = f"{subject}{predicate}{object_}{value}", (0, 1)
    return Claim(key, f"e{subject}", predicate, target, value, None, span, span, span, "asserted")


def article(key: str, *entities: LocalEntity, claims: tuple[Claim, ...] = ()) -> Reading:
    numbered = tuple(
        LocalEntity(f"e{n}", e.type, e.name, e.aliases, e.gender, e.titles, e.place)
        for n, e in enumerate(entities, 1)
    )
    mentions = tuple(Mention(n, n + 1, LABELS[e.type], e.name, e.id, "name") for n, e in enumerate(numbered))
    return Reading(key, mentions, numbered, claims)


def names(found: tuple[Entity, ...], kind: str) -> list[str]:
    return [entity.name for entity in found if entity.type == kind]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Taleban", "Taliban"),
        ("Al-Qaida", "al-Qaeda"),
        ("Hizbollah", "Hezbollah"),
        ("ISIS", "Islamic State"),
        ("Group of Eight", "G8"),
        ("U.S. Central Command", "United States Central Command"),
        ("State Department", "U.S. Department of State"),
    ],
)
def test_spellings_of_one_name_are_one_organization(one: str, other: str) -> None:
    assert len(resolve([article("a", organization(one)), article("b", organization(other))])) == 1


def test_spellings_of_one_name_are_one_person() -> None:
    found = resolve(
        [
            article("a", person("Sergei Tsivilev", "Tsivilev")),
            article("b", person("Sergey Tsivilev")),
            article("c", person("Sergei Tsivilev")),
            article("d", person("Сергей Цивилёв")),
        ]
    )
    assert len(found) == 1
    assert found[0].name == "Sergei Tsivilev"
    assert found[0].aliases == ("Sergey Tsivilev", "Tsivilev", "Сергей Цивилёв")
    assert found[0].key == "person/sergei-tsivilev"
    assert "person/sergey-tsivilev" in found[0].former_keys
    assert "person/tsivilev" in found[0].former_keys
    assert found[0].members == (("a", "e1"), ("b", "e1"), ("c", "e1"), ("d", "e1"))


def test_a_surname_alone_does_not_merge() -> None:
    found = resolve([article("a", person("Boris Johnson")), article("b", person("Johnson"))])
    assert names(found, "Person") == ["Boris Johnson", "Johnson"]
    found = resolve([article("a", person("Tsivilev")), article("b", person("Tsivilev"))])
    assert len(found) == 2


def test_an_office_is_nobody_across_articles() -> None:
    company = (place("United States"), person("Ada Lovelace"), organization("Blue Union"))
    found = resolve([article(key, person("the President"), *company) for key in "ab"])
    assert names(found, "Person") == ["Ada Lovelace", "the President", "the President"]


def test_a_body_that_every_state_has_is_named_with_its_state() -> None:
    def court(key: str, land: str) -> Reading:
        entities = (place(land), organization("Supreme Court"))
        return article(key, *entities, claims=(said(2, "agencyOf", 1),))

    found = resolve([court("a", "Kenya"), court("b", "Brazil"), court("c", "Kenya")])
    assert names(found, "Organization") == ["Supreme Court (Kenya)", "Supreme Court (Brazil)"]
    assert all("Supreme Court" in e.aliases for e in found if e.type == "Organization")


def test_central_banks_are_not_one() -> None:
    found = resolve([article(k, place(k), organization("Central Bank")) for k in ("Kenya", "Brazil")])
    assert len(names(found, "Organization")) == 2


def test_a_small_town_is_no_namesake_abroad() -> None:
    found = resolve([article("a", place("Philippines"), place("Manila"), place("Ciudad del Carmen"))])
    assert [e.place for e in found if e.name == "Ciudad del Carmen"] == [None]


def test_a_surname_with_the_same_office_merges() -> None:
    governs = (said(1, "governs", 2),)
    found = resolve(
        [
            article("a", person("Sergei Tsivilev", titles=("governor",)), place("Kuzbass"), claims=governs),
            article("b", person("Tsivilev", titles=("Governor",)), place("Kemerovo region"), claims=governs),
        ]
    )
    assert names(found, "Person") == ["Sergei Tsivilev"]
    assert len(names(found, "Place")) == 1


def test_a_president_s_surname_is_the_only_president_s_of_that_name() -> None:
    found = [
        article(
            "a", person("Orla Bush", "Bush", titles=("president",)), place("Ireland", place="country/IE")
        ),
        article("b", person("Bush", titles=("president",)), place("Ireland", place="country/IE")),
    ]
    assert names(resolve(found), "Person") == ["Orla Bush"]
    other = person("Finn Bush", "Bush", titles=("president",))
    found.append(article("c", other, place("Ireland", place="country/IE")))
    assert sorted(names(resolve(found), "Person")) == ["Bush", "Finn Bush", "Orla Bush"]


def test_a_surname_that_two_could_mean_stays_alone() -> None:
    office = {"titles": ("senator",)}
    found = explain(
        [
            article("a", person("Ann Kosminskaya", **office), organization("Blue Union")),
            article("b", person("Olga Kosminskaya", **office), organization("Blue Union")),
            article("c", person("Kosminskaya", **office), organization("Blue Union")),
        ]
    )
    assert len(names(found.entities, "Person")) == 3
    pairs = {(doubt.left, doubt.right) for doubt in found.undecided}
    assert ("person/ann-kosminskaya", "person/kosminskaya") in pairs


def test_a_surname_beside_its_full_name_in_one_article_is_another_person() -> None:
    company = (organization("Blue Union"), organization("Levada Center"), person("Ada Lovelace"))
    found = resolve(
        [
            article("a", person("Sergei Tsivilev"), *company),
            article("b", person("Tsivilev"), person("Sergei Tsivilev"), *company),
        ]
    )
    assert sorted(names(found, "Person")) == ["Ada Lovelace", "Sergei Tsivilev", "Tsivilev"]


def test_a_common_name_needs_evidence() -> None:
    alone = resolve([article("a", person("John Smith")), article("b", person("John Smith"))])
    assert [entity.name for entity in alone] == ["John Smith", "John Smith"]
    assert len({entity.key for entity in alone}) == 2
    together = resolve(
        [
            article("a", person("John Smith"), organization("Blue Union"), person("Ada Kosminskaya")),
            article("b", person("John Smith"), organization("Blue Union"), person("Ada Kosminskaya")),
        ]
    )
    assert len(names(together, "Person")) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            {"claims": (said(1, "bornOn", None, "1950-03-01"),)},
            {"claims": (said(1, "bornOn", None, "1984"),)},
        ),
    ],
)
def test_namesakes_with_two_birth_dates_stay_two(first: dict, second: dict) -> None:
    name = "Zoltan Kosminskay"
    found = resolve([article("a", person(name), **first), article("b", person(name), **second)])
    assert len(found) == 2
    agreeing = {"claims": (said(1, "bornOn", None, "1950"),)}
    assert len(resolve([article("a", person(name), **first), article("b", person(name), **agreeing)])) == 1


def test_a_man_and_a_woman_of_one_name_stay_two() -> None:
    found = resolve(
        [
            article("a", person("Xan Kosminskay", gender="male")),
            article("b", person("Xan Kosminskay", gender="female")),
        ]
    )
    assert len(found) == 2


def test_father_and_son_stay_two() -> None:
    found = resolve(
        [article("a", person("Zoltan Kosminskay Sr.")), article("b", person("Zoltan Kosminskay Jr."))]
    )
    assert len(found) == 2


def test_a_son_of_like_name_stays_another_in_all_articles() -> None:
    son = said(2, "childOf", 1)
    both = article("a", person("Zoltan Kosminskay"), person("Zoltan Imre Kosminskay"), claims=(son,))
    found = resolve([both, article("b", person("Zoltan Kosminskay"))])
    assert sorted(len(entity.members) for entity in found) == [1, 2]


def test_no_chain_crosses_names_that_speak_against_each_other() -> None:
    found = resolve(
        [
            article("a", person("Zoltan W. Kosminskay")),
            article("b", person("Zoltan Kosminskay")),
            article("c", person("Zoltan H. Kosminskay")),
        ]
    )
    homes = {member[0]: entity.key for entity in found for member in entity.members}
    assert homes["a"] != homes["c"]
    assert len(found) == 3  # the middle one could be either


def test_organizations_by_form_order_and_acronym() -> None:
    found = resolve(
        [
            article("a", organization("Ministry of Defense of Russia")),
            article("b", organization("Russian Ministry of Defense")),
            article("c", organization("Committee of Soldiers' Mothers", "CSM")),
            article("d", organization("CSM")),
            article("e", organization("Acme Ltd.")),
            article("f", organization("Acme")),
            article("g", organization("IAEA")),
            article("h", organization("International Atomic Energy Agency")),
        ]
    )
    assert len(found) == 4
    assert {e.name for e in found} >= {"Committee of Soldiers' Mothers", "International Atomic Energy Agency"}


def test_an_acronym_of_two_organizations_stays_apart() -> None:
    found = resolve(
        [
            article("a", organization("Kosmin Labour Party", "KLP")),
            article("b", organization("Kerala Liberal Press", "KLP")),
            article("c", organization("KLP")),
        ]
    )
    assert len(found) == 3


def test_generic_names_belong_to_the_article_s_country() -> None:
    russia = (organization("Supreme Court"), place("Russia"), place("Moscow"))
    india = (organization("Supreme Court"), place("India"), place("New Delhi"))
    found = resolve([article("a", *russia), article("b", *russia), article("c", *india)])
    assert len(names(found, "Organization")) == 2


def test_countries_with_all_their_names_are_one_place() -> None:
    found = resolve(
        [
            article("a", place("U.S.")),
            article("b", place("US")),
            article("c", place("United States", "America")),
            article("d", place("Kuzbass"), place("Russia")),
            article("e", place("Kemerovo region")),
            article("f", place("Kemerovo"), place("Russia")),
        ]
    )
    assert sorted(names(found, "Place")) == ["Kemerovo", "Kemerovo region", "Russia", "United States"]
    state = next(entity for entity in found if entity.name == "United States")
    assert state.key == "place/united-states"
    assert {"place/us", "place/america"} <= set(state.former_keys)
    assert state.place == "country/US" and state.latitude is not None


def test_places_of_one_name_in_two_countries_are_two() -> None:
    found = resolve(
        [
            article("a", place("Georgia"), place("Tbilisi")),
            article("b", place("Georgia"), place("Atlanta"), place("United States")),
            article("c", place("London"), place("Ontario"), place("Canada")),
            article("d", place("London"), place("England")),
        ]
    )
    assert names(found, "Place").count("Georgia") == 2
    london = [entity.place for entity in found if entity.name == "London"]
    assert len(london) == 2 and "city/2643743" in london


READINGS = [
    article("a", person("Sergei Tsivilev"), place("Kuzbass"), organization("Levada Center", "LC")),
    article("b", person("Sergey Tsivilev"), person("Tsivilev"), place("Russia")),
    article("c", person("John Smith"), organization("LC"), place("Paris")),
    article("d", person("John Smith"), organization("Supreme Court"), place("Paris"), place("Texas")),
    article("e", person("George W. Bush"), person("Putin"), place("U.S.")),
    article("f", person("George Bush"), person("Vladimir Putin"), place("US")),
    article("g", person("Bush"), person("Vladimir Vladimirovich Putin"), organization("UN")),
]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_articles_changes_nothing(seed: int) -> None:
    mixed = READINGS.copy()
    random.Random(seed).shuffle(mixed)
    assert explain(mixed) == explain(READINGS)


def test_adding_an_article_keeps_keys() -> None:
    before = {member: e.key for e in resolve(READINGS) for member in e.members}
    more = article("z", person("Ada Lovelace"), person("John Smith"), place("Kemerovo region"))
    found = resolve([*READINGS, more])
    answering = {key for entity in found for key in (entity.key, *entity.former_keys)}
    assert set(before.values()) <= answering
    assert {member: e.key for e in found for member in e.members}.items() >= before.items()


def test_keys_are_unique_and_no_key_is_also_a_former_one() -> None:
    found = resolve(READINGS)
    keys = [entity.key for entity in found]
    former = [key for entity in found for key in entity.former_keys]
    assert len(set(keys)) == len(keys)
    assert len(set(former)) == len(former)
    assert not set(keys) & set(former)
    assert keys == sorted(keys)


def test_every_local_entity_belongs_to_one_entity() -> None:
    members = [member for entity in resolve(READINGS) for member in entity.members]
    assert len(members) == len(set(members)) == sum(len(reading.entities) for reading in READINGS)


def test_merges_have_reasons() -> None:
    found = explain([article("a", person("Sergei Tsivilev")), article("b", person("Sergey Tsivilev"))])
    assert [e.entity for e in found.explanations] == ["person/sergei-tsivilev"]
    assert found.explanations[0].reasons == ("the same name spelt or romanised otherwise",)


def test_nothing_comes_of_nothing() -> None:
    assert resolve([]) == ()
    assert resolve([article("a")], Decisions(), NameList()) == ()


def test_odd_names_are_kept() -> None:
    found = resolve([article("a", person("💥"), organization("…"), place("1"), person("J."))])
    assert len(found) == 4
    assert all(entity.key.split("/")[1] for entity in found)


def test_decided_merges_and_splits() -> None:
    readings = [article("a", person("Ada Lovelace")), article("b", person("Augusta King"))]
    one = resolve(readings, parse("merge person/ada-lovelace person/augusta-king"))
    assert len(one) == 1
    assert {one[0].key, *one[0].former_keys} >= {"person/ada-lovelace", "person/augusta-king"}
    readings = [article("a", person("Sergei Tsivilev")), article("b", person("Sergey Tsivilev"))]
    two = explain(readings, parse("split person/sergei-tsivilev person/sergey-tsivilev"))
    assert [e.key for e in two.entities] == ["person/sergei-tsivilev", "person/sergey-tsivilev"]
    assert two.undecided == () and two.unmatched == ()


def test_a_namesake_can_be_split_off_and_merged_back() -> None:
    readings = [article(key, person("Zoltan Kosminskay")) for key in "abc"]
    two = resolve(readings, parse("split a#e1 c#e1"))
    assert len(two) == 2
    again = resolve(readings, parse("split a#e1 c#e1\nmerge a#e1 c#e1"))
    assert len(again) == 1


def test_a_split_outlives_an_indirect_merge() -> None:
    readings = [
        article(key, person(name)) for key, name in zip("abc", ("Ada Xu", "Bea Ng", "Cy Ox"), strict=True)
    ]
    found = explain(
        readings,
        parse(
            "split person/ada-xu person/cy-ox\n"
            "merge person/ada-xu person/bea-ng\n"
            "merge person/bea-ng person/cy-ox"
        ),
    )
    assert len(found.entities) == 2
    assert found.unmatched == ("line 3: merge person/bea-ng person/cy-ox: a split keeps them apart",)


def test_names_and_notes_of_a_person_win() -> None:
    found = resolve(
        [article("a", person("Sergei Tsivilev"))],
        parse('rename person/sergei-tsivilev "S. Tsivilyov"\nnote person/sergei-tsivilev "until 2024"'),
    )
    assert (found[0].name, found[0].note) == ("S. Tsivilyov", "until 2024")
    assert found[0].aliases == ("Sergei Tsivilev",)
    assert found[0].key == "person/sergei-tsivilev"


def test_decisions_without_effect_are_reported() -> None:
    text = "merge person/nobody person/ada\nreject 123\nrename person/x y\n"
    text += "assert person/ada knows 'the sea' source me"
    found = explain([article("a", person("Ada"))], parse(text))
    assert [line.split(":")[0] for line in found.unmatched] == ["line 1", "line 2", "line 3"]
    assert "person/nobody" in found.unmatched[0]


def test_a_name_list_wins() -> None:
    listed = NameList(
        (
            Entry("Q1", "Person", "Sergey Tsivilyov", ("the Governor",)),
            Entry("Q2", "Organization", "Levada", ("Levada Center", "Levada-Center")),
        )
    )
    found = resolve(
        [
            article("a", person("Sergei Tsivilev"), organization("Levada Center")),
            article("b", person("Sergey Tsivilyov"), organization("Levada-Center")),
        ],
        names=listed,
    )
    assert [(e.key, e.name) for e in found] == [
        ("organization/Q2", "Levada"),
        ("person/Q1", "Sergey Tsivilyov"),
    ]
    assert found[1].aliases == ("Sergei Tsivilev", "the Governor")
    assert "person/sergei-tsivilev" in found[1].former_keys


def test_two_entries_of_one_name_are_never_merged() -> None:
    listed = NameList(
        (Entry("1", "Person", "Zoltan Kosminskay"), Entry("2", "Person", "Zoltán Kosminskay Jr"))
    )
    found = resolve(
        [article("a", person("Zoltan Kosminskay")), article("b", person("Zoltán Kosminskay Jr"))],
        names=listed,
    )
    assert [entity.key for entity in found] == ["person/1", "person/2"]


def test_a_place_of_the_lexicon_can_be_split() -> None:
    readings = [article(key, place("Kemerovo region")) for key in "abc"]
    found = resolve(readings, parse("split a#e1 c#e1"))
    assert len(found) == 2
    assert len({entity.key for entity in found}) == 2
    assert found[0].key == "place/kemerovo-oblast"
    assert found[1].key.startswith("place/kemerovo-region-")


def test_a_given_name_and_patronymic_mean_the_one_person_of_the_article_who_can_have_them() -> None:
    found = explain(
        [
            article("a", person("Vladimir Putin"), person("Vladimir Vladimirovich"), person("Ada Lovelace")),
            article("b", person("Vladimir Kosminsky"), person("Vladimir Vladimirovich")),
            article("c", person("Vladimir Vladimirovich")),
            article(
                "d", person("Vladimir Putin"), person("Vladimir Petrov"), person("Vladimir Vladimirovich")
            ),
        ]
    )
    homes = {member: entity.name for entity in found.entities for member in entity.members}
    assert homes["a", "e2"] == "Vladimir Putin"
    assert homes["b", "e2"] == "Vladimir Kosminsky"
    assert homes["c", "e1"] == homes["d", "e3"] == "Vladimir Vladimirovich"
    assert any("Vladimir Vladimirovich" in reason for one in found.explanations for reason in one.reasons)


def test_a_surname_like_a_patronymic_is_a_surname() -> None:
    found = resolve([article("a", person("Roman Abramovich"), person("Roman Petrov"))])
    assert len(found) == 2


def test_the_later_of_two_decisions_about_a_pair_holds() -> None:
    readings = [article("a", person("Ada Xu")), article("b", person("Bea Ng"))]
    merge, split = "merge person/ada-xu person/bea-ng", "split person/bea-ng person/ada-xu"
    assert len(resolve(readings, parse(f"{split}\n{merge}"))) == 1
    found = explain(readings, parse(f"{merge}\n{split}"))
    assert (len(found.entities), found.unmatched) == (2, ())


def test_namesakes_keep_answering_to_their_keys() -> None:
    later = [
        article("m", person("John Smith"), place("Boston")),
        article("n", person("John Smith"), place("Denver"), organization("Blue Union"), person("Ada Xu")),
    ]
    before = resolve(later)
    earlier = article(
        "a", person("John Smith"), place("Denver"), organization("Blue Union"), person("Ada Xu"),
        person("Zoltan Kosminskay"), claims=(said(1, "worksFor", 3),),
    )  # fmt: skip
    more = Reading("n", later[1].mentions, later[1].entities, (said(1, "worksFor", 3),))
    after = resolve([earlier, later[0], more])
    answering = {key for entity in after for key in (entity.key, *entity.former_keys)}
    assert {entity.key for entity in before} <= answering
    hashed = [entity for entity in before if entity.key.startswith("person/john-smith-")]
    assert len(hashed) == 1
