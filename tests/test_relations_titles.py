"""What a title says of the organization that it stands with, on sentences read by the shipped model."""

import pytest

import kg.language
from kg.records import Article
from kg.relations import read

pytestmark = pytest.mark.model


def found(text):
    reading = read(Article("a", text), kg.language.parse(text))
    names = {entity.id: entity.name for entity in reading.entities}
    return {(names[c.subject], c.predicate, names.get(c.object, c.value), c.status) for c in reading.claims}


@pytest.mark.parametrize(
    ("text", "predicate", "organization"),
    [
        ("Microsoft gaming chief Phil Spencer left on Monday.", "worksFor", "Microsoft"),
        ("Microsoft chief Phil Spencer left on Monday.", "heads", "Microsoft"),
        ("BBC board chairman Richard Sharp left on Monday.", "chairs", "BBC"),
        ("FIFA disciplinary committee chairwoman Jane Roe left.", "worksFor", "FIFA"),
        ("Jane Roe, Land Control chief at Siemens, left.", "worksFor", "Siemens"),
        ("Jane Roe, chief of Siemens, left.", "heads", "Siemens"),
        ("Jane Roe, additional director of Siemens, left.", "deputyHeadOf", "Siemens"),
    ],
)
def test_a_title_of_a_part_is_none_of_the_whole(text, predicate, organization):
    said = {relation for _, relation, name, _ in found(text) if name == organization}
    assert said == {predicate}


def test_a_title_before_a_name_is_that_names_alone():
    said = found("She met Tom Reed, Director of the Nordic Council Dr. Anna Berg, and others.")
    assert ("Anna Berg", "heads", "Nordic Council", "asserted") in said
    assert not any(subject == "Tom Reed" for subject, *_ in said)


def test_the_owner_of_a_title_is_no_word_of_it():
    said = found("A fire broke out in Oslo. The city's mayor, Anna Berg, said that nobody died.")
    assert ("Anna Berg", "holdsPosition", "mayor", "asserted") in said


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("The Norwegian High Court sentences former prime minister Peter Holm to jail.", "prime minister"),
        ("A Norwegian court sentences former police chief Peter Holm to death.", "police chief"),
        ("Norway's Fraud Bureau arrest former energy minister Peter Holm in Oslo.", "energy minister"),
    ],
)
def test_a_verb_that_looks_like_a_noun_is_no_word_of_a_former_title(text, position):
    held = {what for _, predicate, what, _ in found(text) if predicate == "holdsPosition"}
    assert held == {position}


@pytest.mark.parametrize(
    ("text", "position", "status"),
    [
        ("Kenya's next president, Peter Holm, spoke on Monday.", "president", "planned"),
        ("The incoming mayor of Nairobi, Peter Holm, spoke.", "mayor", "planned"),
        ("An elderly tribal leader, Peter Holm, spoke in Oslo.", "tribal leader", "asserted"),
    ],
)
def test_what_is_said_of_the_holder_is_no_word_of_the_title(text, position, status):
    held = {(what, how) for _, predicate, what, how in found(text) if predicate == "holdsPosition"}
    assert held == {(position, status)}


def test_a_title_that_owns_another_is_not_held():
    said = found("Prince Carl Berg, the king's prime minister, left.")
    assert {value for _, relation, value, _ in said if relation == "holdsPosition"} == {"prime minister"}


def test_an_introduction_begins_an_office():
    said = found("Former President of Chile, Tom Reed, was introduced as a professor at Leeds University.")
    assert ("Tom Reed", "worksFor", "Leeds University", "asserted") in said
    assert ("Tom Reed", "headOfStateOf", "Chile", "former") in said


def test_positions_are_in_the_singular_without_honorifics():
    said = found("The decree of His Majesty King Carl Berg surprised human rights chief Anna Lund.")
    assert {value for _, relation, value, _ in said if relation == "holdsPosition"} == {
        "king",
        "human rights chief",
    }


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Tom Reed, the president of Siemens, died on Monday. He lived in Rome.", "former"),
        ("Tom Reed, the president of Siemens, was shot dead by Carl Berg.", "former"),
        ("Tom Reed, the president of Siemens, has passed away. He was 90.", "former"),
        ("The death of Tom Reed, the president of Siemens, came as a shock.", "former"),
        ("Tom Reed, the president of Siemens, survived an attempted murder.", "asserted"),
        ("Tom Reed, the president of Siemens, was not killed.", "asserted"),
        ("She met Tom Reed, the president of Siemens. Reed's murder of Carl Berg shocked Oslo.", "asserted"),
        ("Tom Reed, the president of Siemens, killed Carl Berg.", "asserted"),
        ("Tom Reed, the president of Siemens, met Carl Berg, who died on Monday.", "asserted"),
        ("Tom Reed, the president of Siemens, may have died on Monday.", "asserted"),
    ],
)
def test_the_dead_hold_no_office(text, status):
    assert ("Tom Reed", "heads", "Siemens", status) in found(text)


def test_who_was_defeated_holds_the_office_no_more():
    said = found("In 2008, Anna Berg defeated incumbent US Senator Tom Reed. She met US Senator Carl Lund.")
    assert ("Tom Reed", "legislatorFor", "US", "former") in said
    assert ("Carl Lund", "legislatorFor", "US", "asserted") in said


def test_who_lost_an_election_may_lead_a_party_still():
    said = found("In 2017 Anna Berg defeated Labour Party leader Tom Reed.")
    assert ("Tom Reed", "heads", "Labour Party", "asserted") in said


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Tom Reed did not join the Labour Party until 1998.", "asserted"),
        ("Tom Reed did not join the Labour Party in 1998.", "negated"),
        ("Tom Reed will not join the Labour Party until May.", "negated"),
    ],
)
def test_not_until_tells_when(text, status):
    assert ("Tom Reed", "partyMemberOf", "Labour Party", status) in found(text)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Tom Reed has served as mayor of Lima and governor of Chihuahua.", ("governs", "Lima", "former")),
        ("Tom Reed has served as mayor of Lima since 2011.", ("governs", "Lima", "asserted")),
        ("Tom Reed was elected mayor of Lima in 1998 and served two terms.", ("governs", "Lima", "former")),
        (
            "Tom Reed became chief executive of Citibank in 2001 and held the post for a decade.",
            ("chiefExecutiveOf", "Citibank", "former"),
        ),
        ("Tom Reed resigned to become mayor of Lima.", ("governs", "Lima", "asserted")),
        ("Tom Reed, the de facto ruler of Chile, left.", ("leads", "Chile", "asserted")),
        ("Georgia Lt. Gov. Tom Reed left.", ("worksFor", "Georgia", "asserted")),
        ("Tom Reed of the Vox party left.", ("partyMemberOf", "Vox", "asserted")),
        ("Reform UK leader Tom Reed left.", ("heads", "Reform UK", "asserted")),
        ("Tom Reed, leader of NARC-Kenya, left.", ("heads", "NARC-Kenya", "asserted")),
        ("Tom Reed is a poet. Born in Peru, the son of a smith, he left.", ("bornIn", "Peru", "asserted")),
        (
            "FIFA said Anna Berg would resign and be replaced by Tom Reed.",
            ("succeeds", "Anna Berg", "planned"),
        ),
        ("Peru dismissed Finance Minister Tom Reed.", ("holdsPosition", "finance minister", "former")),
        ("Tom Reed is the honorary president of FIFA.", ("affiliatedWith", "FIFA", "asserted")),
        ("Tom Reed offered his resignation as head of Siemens.", ("heads", "Siemens", "asserted")),
        ("Tom Reed submitted his resignation as head of Siemens.", ("heads", "Siemens", "former")),
        ("Tom Reed, Russian ambassador to Peru until 2019, left.", ("ambassadorOf", "Russia", "former")),
        ("Tom Reed left Citibank to start Siemens.", ("founderOf", "Siemens", "asserted")),
        ("Tom Reed, the MP for Clacton, left.", ("legislatorFor", "Clacton", "asserted")),
        ("Britain's chancellor Tom Reed left.", ("ministerOf", "Britain", "asserted")),
        ("Germany's chancellor Tom Reed left.", ("headOfGovernmentOf", "Germany", "asserted")),
        (
            "Tom Reed, the non-executive chairman, left.",
            ("holdsPosition", "non-executive chairman", "asserted"),
        ),
        ("Tom Reed was married to Anna Berg, whom he divorced in 1979.", ("spouseOf", "Anna Berg", "former")),
        (
            "Jane Roe paid for Tom Reed to attend Leeds University.",
            ("educatedAt", "Leeds University", "planned"),
        ),
    ],
)
def test_what_a_person_is(text, claim):
    assert ("Tom Reed", *claim) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Without losing Tom Reed, the producers went on.",
        "Parliament on Friday elected General Tom Reed as president.",
        "Tom Reed, an ethnic Palestinian from Jordan, left.",
        "Tom Reed became the president of the Andean country.",
        "Tom Reed, Vice President of Communications, left.",
        "Tom Reed trained as a lawyer at Leeds University.",
        "Britain's shadow chancellor Tom Reed left.",
    ],
)
def test_what_a_person_is_not(text):
    said = {(relation, value) for _, relation, value, _ in found(text)}
    assert not said & {("holdsPosition", "producer"), ("citizenOf", "Palestine"), ("governs", "Andean")}
    assert not any("friday" in str(value) for _, value in said)
    assert {relation for relation, _ in said} <= {"holdsPosition", "educatedAt", "electedTo"}


def test_a_title_is_told_without_abbreviation():
    said = found("Texas Gov. Tom Reed and Lt. Gov. Anna Berg left.")
    titles = {(name, value) for name, relation, value, _ in said if relation == "holdsPosition"}
    assert titles == {("Tom Reed", "governor"), ("Anna Berg", "lieutenant governor")}


def test_behind_a_quotation_with_wrapped_lines_the_article_speaks():
    quoted = (
        '"Tom Reed cannot serve as president. At his birth the parents of that man came from foreign\n'
        'countries and were no citizens, viz., he is none. Then he grew up and went to school in Canada."'
    )
    said = found(
        f"Tom Reed commented:\n{quoted}\nAnna Berg was born in Lima in 1964.\nThe vote is on Monday."
    )
    assert ("Anna Berg", "bornIn", "Lima", "asserted") in said


def test_a_pope_is_not_the_cardinal_with_that_middle_name():
    said = found(
        "Robert Francis Prevost is a bishop in Peru. Pope Francis died on April 21. Francis was ill."
    )
    assert not any(name.startswith("Robert") for name, relation, *_ in said if relation == "diedOn")


def test_who_is_formerly_known_as_somebody_goes_by_the_new_name():
    said = found("Ahmad al-Sharaa, formerly known as Abu Mohammad al-Jolani, is the president of Syria.")
    assert ("Ahmad al-Sharaa", "headOfStateOf", "Syria", "asserted") in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Anna Dahlberg, editorial director of Nordlys Energy, slept.", "worksFor"),
        ("Anna Dahlberg, the Kenya director of Oxfam, slept.", "worksFor"),
        ("Anna Dahlberg, director of Oxfam, slept.", "heads"),
        ("Anna Dahlberg is the comptroller of Nordlys Energy.", "worksFor"),
    ],
)
def test_a_director_of_a_part_heads_no_whole(text, told):
    assert {predicate for _, predicate, _, _ in found(text)} - {"holdsPosition"} == {told}


def test_a_plural_title_behind_one_name_goes_on_with_a_list():
    text = "He met President Anna Dahlberg, opposition leaders and rebels."
    assert {value for _, _, value, _ in found(text)} == {"president"}


@pytest.mark.parametrize(
    ("text", "kin"),
    [
        (
            "Tom Ashby died on Sunday. He is survived by his wife, Bea, and two sons, Ian and Jack.",
            {("Bea", "spouseOf"), ("Ian", "childOf"), ("Jack", "childOf")},
        ),
        ("Tom Ashby's mother-in-law is the novelist Edna Tull.", {("Edna Tull", "relativeOf")}),
        ("Tom Ashby and his wife met Edna Tull.", set()),
    ],
)
def test_kin_are_those_whom_the_word_means(text, kin):
    told = {"spouseOf", "childOf", "relativeOf", "parentOf", "siblingOf"}
    assert {(who, what) for who, what, whom, _ in found(text) if what in told and whom == "Tom Ashby"} == kin


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leeds University professor Dr. Sara Roe agreed.", ("Sara Roe", "worksFor", "Leeds University")),
        ("The Nordic Council (NC) chairwoman Sara Roe agreed.", ("Sara Roe", "chairs", "Nordic Council")),
        ("Minister of Roads and Transport Sara Roe agreed.", ("Sara Roe", "holdsPosition", "minister")),
        ("Army chief General Sara Roe agreed.", ("Sara Roe", "holdsPosition", "army chief")),
        ("The chief of the Nordic Council, Sara Roe, agreed.", ("Sara Roe", "heads", "Nordic Council")),
    ],
)
def test_what_stands_between_a_title_and_its_holder(text, expected):
    assert expected in {(s, p, o) for s, p, o, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Deputy Attorney General Sara Roe agreed.",
        "The spokesman for Ms. Sara Roe agreed.",
        "The chairman of Ms. Sara Roe's council agreed.",
    ],
)
def test_half_a_title_is_not_held(text):
    held = {o for s, p, o, _ in found(text) if s == "Sara Roe" and p == "holdsPosition"}
    assert not held & {"deputy", "spokesman", "chairman"}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Green Party leader and Prime Minister Anna Berg agreed.", ("Anna Berg", "heads", "Green Party")),
        ("Greenpeace founder and lawyer Anna Berg spoke.", ("Anna Berg", "founderOf", "Greenpeace")),
        ("The leader of the Rural Caucus, Senator Ada Bell, agreed.", ("Ada Bell", "heads", "Rural Caucus")),
        ("NATO trade and industry commissioner Ivo Kranz agreed.", ("Ivo Kranz", "worksFor", "NATO")),
        ("Leeds's Democratic mayor Ada Bell agreed.", ("Ada Bell", "partyMemberOf", "Democratic Party")),
        ("Leeds's Democratic mayor Ada Bell agreed.", ("Ada Bell", "governs", "Leeds")),
    ],
)
def test_titles_are_joined_or_follow_a_party(text, claim):
    assert claim in {(s, p, o) for s, p, o, _ in found(text)}


def test_two_offices_of_states_are_of_two_people():
    text = (
        "German Chancellor and French President Tom Reed met. The president and Prime Minister Eva Moss left."
    )
    offices = {(s, p) for s, p, *_ in found(text) if p.startswith("headOf")}
    assert offices == {("Tom Reed", "headOfStateOf")}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Mayor of Leeds Maria Lopez agreed.", ("Maria Lopez", "governs", "Leeds")),
        ("Kenyan Ambassador to Chile Anna Berg agreed.", ("Anna Berg", "ambassadorTo", "Chile")),
        ("UN Special Envoy for Syria Tom Reed agreed.", ("Tom Reed", "ambassadorTo", "Syria")),
        ("MP for Leeds Anna Berg agreed.", ("Anna Berg", "legislatorFor", "Leeds")),
    ],
)
def test_a_title_before_a_place_and_a_name_is_of_both(text, claim):
    assert claim in {(s, p, o) for s, p, o, _ in found(text)}


def test_an_envoy_for_a_place_is_not_sent_by_it():
    said = found("UN Special Envoy for Syria Tom Reed agreed.")
    assert not any(p == "ambassadorOf" and o == "Syria" for _, p, o, _ in said)


@pytest.mark.parametrize(
    "text",
    [
        "Sarah Moss, chief executive of Acme Holdings and founder of Greenpeace, left.",
        "Sarah Moss is the chief executive of Acme Holdings and founder of Greenpeace.",
    ],
)
def test_the_second_of_two_titles_behind_a_name_is_held_too(text):
    said = {(s, p, o) for s, p, o, _ in found(text)}
    assert {
        ("Sarah Moss", "chiefExecutiveOf", "Acme Holdings"),
        ("Sarah Moss", "founderOf", "Greenpeace"),
    } <= said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Police spokesman Tom Reed said so.", {("spokespersonFor", "Police")}),
        ("Kenyan police spokesman Tom Reed said so.", {("spokespersonFor", "police")}),
        ("Senate Majority Leader Tom Reed said so.", {("legislatorFor", "Senate")}),
        ("House Speaker Tom Reed said so.", {("heads", "House")}),
        ("The ministry's spokesman, Tom Reed, said so.", {("spokespersonFor", "ministry")}),
        ("Tom Reed said that the police have no spokesman.", set()),
        ("NBA player Tom Reed said so.", set()),
        ("Los Angeles Lakers guard Tom Reed said so.", {("playsFor", "Los Angeles Lakers")}),
    ],
)
def test_a_title_of_a_body_without_a_name(text, said):
    held = {(p, o) for s, p, o, _ in found(text) if s == "Tom Reed" and p not in ("holdsPosition", "told")}
    assert held == said


def test_a_body_before_a_title_does_not_speak_with_its_holder():
    body = "Halgrave Center for Health Security"
    text = f"{body} medical anthropologist Anna Berg told the press that germs spread."
    assert {subject for subject, predicate, *_ in found(text) if predicate == "told"} == {"Anna Berg"}


@pytest.mark.parametrize(
    "text",
    [
        "The Kenyan and Ugandan foreign ministers, Ann Roe and Paul Kern, agreed.",
        "The foreign ministers of Kenya and Uganda, Ann Roe and Paul Kern, agreed.",
        "Ann Roe and Paul Kern, the foreign ministers of Kenya and Uganda, agreed.",
        "Kenyan Foreign Minister Ann Roe called her Ugandan counterpart, Paul Kern.",
    ],
)
def test_offices_of_several_are_held_in_their_order(text):
    held = {(who, where) for who, relation, where, _ in found(text) if relation == "ministerOf"}
    assert held == {("Ann Roe", "Kenya"), ("Paul Kern", "Uganda")}


def test_a_representative_to_somebody_is_an_envoy():
    said = {
        (relation, name) for _, relation, name, _ in found("Tom Reed, the US representative to NATO, left.")
    }
    assert {("ambassadorOf", "US"), ("ambassadorTo", "NATO")} <= said
    assert not any(relation == "legislatorFor" for relation, _ in said)


def test_a_counterpart_has_the_office_that_another_sentence_tells():
    said = found(
        "Kenyan Foreign Minister Ann Roe left on Monday. Roe met her Ugandan counterpart, Paul Kern, there."
    )
    assert ("Paul Kern", "ministerOf", "Uganda", "asserted") in said


def test_who_speaks_for_a_president_is_not_he():
    said = found("A spokesman for U.S. President Barack Berg says that a decision will be made shortly.")
    assert not any(relation == "spokespersonFor" for _, relation, _, _ in said)


@pytest.mark.parametrize(
    ("text", "title", "status"),
    [
        (
            "The Lundish High Court sentences former energy minister Tom Reed to prison.",
            "energy minister",
            "former",
        ),
        ("The alleged treasurer of the gang, Tom Reed, has fled.", "treasurer", "hedged"),
    ],
)
def test_what_only_stands_before_a_title_is_no_word_of_it(text, title, status):
    assert ("Tom Reed", "holdsPosition", title, status) in found(text)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "The removal of Finance Minister Sri Wati shocked Peru.",
            ("Sri Wati", "finance minister", "former"),
        ),
        ("The possible removal of Minister Sri Wati shocked Peru.", ("Sri Wati", "minister", "asserted")),
        ("Borvar, a 17th-century Lundish emperor, was praised.", ("Borvar", "emperor", "former")),
        ("President-elect Ana Brito spoke.", ("Ana Brito", "president-elect", "asserted")),
    ],
)
def test_titles_that_ended_and_titles_of_those_elected(text, claim):
    said = {
        (name, value, status) for name, relation, value, status in found(text) if relation == "holdsPosition"
    }
    assert claim in said


def test_a_side_that_somebody_takes_is_not_what_he_governs():
    said = found("Mr. Berg met pro-Russian Prime Minister Viktor Lunde on Sunday.")
    assert not any(name == "Viktor Lunde" and object_ == "Russia" for name, _, object_, _ in said)


def test_who_leaves_an_office_stays_in_the_party():
    said = found("A vote follows the resignation of Labour MP John Reeve.")
    assert ("John Reeve", "partyMemberOf", "Labour", "asserted") in said


def test_a_title_of_a_part_is_held_in_that_part():
    text = "Ali Khan, head of the health department of the Punjab region, agreed."
    reading = read(Article("a", text), kg.language.parse(text))
    assert ("worksFor", "head of the health department") in {(c.predicate, c.role) for c in reading.claims}
