"""Traits of relations: each acts on a relation of a user's own, which the code cannot know by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import pytest
from parse_helpers import parse

from kg import language
from kg.entities import of_reading, resolve
from kg.entities.screening import evidence
from kg.errors import DataError
from kg.graph.contradictions import contradictions
from kg.graph.facts import facts
from kg.graph.inference import inferred
from kg.graph.timeline import moments
from kg.ontology import Ontology, Trait, load, meanings
from kg.pipeline.user_relations import ontology
from kg.records import Article, Claim, Collection, LocalEntity, Reading
from kg.relations import read
from kg.relations.endings import ended
from kg.relations.rules import load_file

NAMES = {
    "ada": ("Person", "Ada Noor"),
    "ben": ("Person", "Ben Tarn"),
    "ford": ("Place", "Quillford"),
    "dale": ("Place", "Quilldale"),
    "moor": ("Place", "Quillmoor"),
    "court": ("Organization", "Supreme Court"),
}
LINKED = {"ford": "country/KE", "dale": "city/184745"}
TEXT = "Ada Noor, Ben Tarn, Quillford, Quilldale, Quillmoor."
OWN = """
relations:
  - name: likes
    domain: [Person, Organization, Place]
    range: {range}
    {more}
"""
RULE = """
rules:
  - id: tutor-verb
    predicate: likes
    trigger: {lemma: [tutor]}
    subject: subj
    object: obj
    state: true
"""


def own(tmp_path, *traits: Trait, range_: str = "[Person, Place]", more: str = "") -> Ontology:
    """The shipped relations and "likes", with some traits, as a rule file brings it."""
    path = tmp_path / "own.yaml"
    path.write_text(OWN.format(range=range_, more=more or f"traits: [{', '.join(traits)}]"))
    return ontology([str(path)])


def claim(subject: str, target: str, predicate: str = "likes", **more) -> Claim:
    known = target in NAMES
    return Claim(
        id=f"{subject}-{target}-{predicate}",
        subject=subject,
        predicate=predicate,
        object=target if known else None,
        value=None if known else target,
        role=None,
        subject_span=(0, 3),
        object_span=(10, 13),
        evidence=(0, len(TEXT)),
        status="asserted",
        confidence=0.9,
        rule=more.pop("rule", "by-hand"),
        **more,
    )


def reading(*claims: Claim, article: str = "a", linked: bool = False) -> Reading:
    entities = tuple(
        LocalEntity(key, *NAMES[key], place=LINKED.get(key) if linked else None) for key in NAMES
    )
    return Reading(article, (), entities, claims, (), ((0, len(TEXT)),))


def collection(found: Ontology, *claims: Claim) -> Collection:
    readings = (reading(*claims),)
    entities = resolve(readings, ontology=found)
    made = facts(readings, entities, ontology=found)
    return Collection((Article("a", TEXT),), readings, entities, made)


def problems(found: Ontology, *claims: Claim) -> list[str]:
    return [problem.kind for problem in contradictions(collection(found, *claims), found)]


def statuses(found: Ontology, *claims: Claim, ending=()) -> list[str]:
    return [one.status for one in ended(claims, (), found, ending)]


def profile(found: Ontology, key: str, *claims: Claim):
    return next(one for one in of_reading(reading(*claims), found) if one.member[1] == key)


def test_what_each_trait_means_stands_in_the_vocabulary() -> None:
    assert set(meanings()) == set(Trait)
    assert all(meanings().values())


def test_each_trait_is_used_by_a_shipped_relation() -> None:
    assert {trait for relation in load() for trait in relation.traits} == set(Trait)


def test_keys_from_before_traits_still_say_them(tmp_path) -> None:
    found = own(tmp_path, more="office: true\n    single_holder: true\n    traits: [grave]")
    assert found["likes"].traits == {Trait.OFFICE, Trait.SINGLE_HOLDER, Trait.GRAVE}
    assert own(tmp_path, more="office: false")["likes"].traits == frozenset()


def test_an_unknown_trait_is_refused_with_those_that_there_are(tmp_path) -> None:
    with pytest.raises(DataError, match=r"own\.yaml: relation 'likes': no trait .* 'eternal'.* kinship"):
        own(tmp_path, more="traits: [eternal]")


def test_a_death_ends_offices_and_what_else_ends_then(tmp_path) -> None:
    pair = claim("ada", "ford"), claim("ada", "dale", "diedIn")
    assert statuses(own(tmp_path), *pair)[0] == "asserted"
    for trait in (Trait.OFFICE, Trait.ENDS_AT_DEATH):
        assert statuses(own(tmp_path, trait), *pair)[0] == "former"


@pytest.mark.parametrize(("trait", "dead"), [(Trait.SUBJECT_DIES, "ada"), (Trait.OBJECT_DIES, "ben")])
def test_a_relation_can_tell_of_a_death(tmp_path, trait: Trait, dead: str) -> None:
    offices = claim("ada", "ford", "governs"), claim("ben", "dale", "governs")
    after = statuses(own(tmp_path, trait), claim("ada", "ben"), *offices)
    assert after[1:] == (["former", "asserted"] if dead == "ada" else ["asserted", "former"])
    assert statuses(own(tmp_path), claim("ada", "ben"), *offices)[1:] == ["asserted", "asserted"]


def test_a_rule_can_end_what_other_sentences_assert(tmp_path) -> None:
    found = own(tmp_path)
    over = replace(claim("ben", "ada", rule="unlike"), status="former")
    assert statuses(found, claim("ada", "ben"), over, ending={"unlike"}) == ["former", "former"]
    assert statuses(found, claim("ada", "ben"), over) == ["asserted", "former"]
    assert statuses(found, claim("ada", "ben", "supports"), over, ending={"unlike"})[0] == "asserted"


def test_what_lasts_is_never_a_former_one(tmp_path) -> None:
    text = parse(
        """
        Ada Ada NNP 4 nsubj B-PERSON
        Noor Noor NNP 1 flat I-PERSON
        had have VBD 4 aux
        tutored tutor VBN 0 root
        Ben Ben NNP 4 obj B-PERSON
        Tarn Tarn NNP 5 flat I-PERSON
        . . . 4 punct
        """
    )

    def status(found: Ontology) -> str:
        (one,) = read(Article("a", text.text), text, load_file(RULE, "own.yaml"), found).claims
        return one.status

    assert status(own(tmp_path)) == "former"
    assert status(own(tmp_path, Trait.LASTING)) == "asserted"


def test_kin_stay_apart_and_incidental_relations_join_nobody(tmp_path) -> None:
    found, pair = own(tmp_path, Trait.KINSHIP, Trait.INCIDENTAL), claim("ada", "ben")
    assert profile(found, "ada", pair).kin == (("a", "ben"),)
    assert profile(found, "ada", pair).links == ()
    plain = profile(own(tmp_path), "ada", pair)
    assert plain.kin == () and len(plain.links) == 1


def test_dates_tell_namesakes_apart(tmp_path) -> None:
    texts = [reading(claim("ada", date), article=date) for date in ("1964", "1980")]

    def people(*traits: Trait) -> int:
        found = resolve(texts, ontology=own(tmp_path, *traits, range_="[Date]"))
        return sum(one.name == "Ada Noor" for one in found)

    assert (people(), people(Trait.IDENTIFYING_DATE)) == (1, 2)


def test_one_holder_at_a_time_unless_one_follows_the_other(tmp_path) -> None:
    holders = claim("ada", "ford", "governs"), claim("ben", "ford", "governs")
    assert problems(own(tmp_path), *holders, claim("ada", "ben")) == ["holders"]
    assert problems(own(tmp_path, Trait.SUCCESSION), *holders, claim("ada", "ben")) == []
    likers = claim("ada", "ford"), claim("ben", "ford")
    assert problems(own(tmp_path), *likers) == []
    assert problems(own(tmp_path, Trait.SINGLE_HOLDER), *likers) == ["holders"]


def test_circles(tmp_path) -> None:
    ring = claim("ford", "dale"), claim("dale", "moor"), claim("moor", "ford")
    assert problems(own(tmp_path), *ring) == []
    assert problems(own(tmp_path, Trait.ACYCLIC), *ring) == ["cycle"]


def test_a_transitive_relation_is_followed(tmp_path) -> None:
    def followed(found: Ontology) -> bool:
        made = collection(found, claim("ford", "dale"), claim("dale", "moor"))
        return ("place/quillford", "likes", "place/quillmoor") in inferred(made, found)

    assert followed(own(tmp_path, more="transitive: true"))
    assert not followed(own(tmp_path))


def test_another_name_that_is_the_name_says_nothing(tmp_path) -> None:
    def values(*traits: Trait) -> list[str | None]:
        found = own(tmp_path, *traits, range_="[Text]")
        made = collection(found, claim("ada", "Ada Noor"), claim("ada", "Addie"))
        return [fact.value for fact in made.facts]

    assert values() == ["Ada Noor", "Addie"]
    assert values(Trait.OTHER_NAME) == ["Addie"]


def test_the_timeline_tells_the_title_of_an_office_once(tmp_path) -> None:
    def told(*traits: Trait) -> list[str]:
        found = own(tmp_path, *traits, range_="[Text]")
        office = claim("ada", "ford", "governs", since="2020")
        title = claim("ada", "governor", since="2020")
        made = collection(found, replace(office, role="governor"), title)
        names = {one.key: one.name for one in made.entities}
        return [one.predicate for one in moments(made.facts, names, {"a": None}, found)]

    assert told() == ["governs", "likes"]
    assert told(Trait.OFFICE_TITLE) == ["governs"]


def test_known_lists_are_compared_with_dates_of_birth(tmp_path) -> None:
    def born(*traits: Trait) -> tuple[str, ...]:
        found = own(tmp_path, *traits, range_="[Date]")
        told = evidence(collection(found, claim("ada", "1964")), found)
        return next(one.born for one in told if one.names == ("Ada Noor",))

    assert (born(), born(Trait.BIRTH_DATE)) == ((), ("1964",))


def test_the_body_that_every_state_has_is_called_after_its_owner(tmp_path) -> None:
    def called(*traits: Trait) -> list[str]:
        found = own(tmp_path, *traits)
        texts = [reading(claim("court", "ford"), linked=True)]
        return [one.name for one in resolve(texts, ontology=found) if one.type == "Organization"]

    assert called() == ["Supreme Court"]
    assert called(Trait.OWNER) == ["Supreme Court (Kenya)"]


def test_the_lexicon_of_places_tells_what_lies_in_what(tmp_path) -> None:
    def lies(*traits: Trait) -> bool:
        found = own(tmp_path, more=f"transitive: true\n    traits: [{', '.join(traits)}]")
        readings = (reading(linked=True),)
        entities = resolve(readings, ontology=found)
        made = Collection((Article("a", TEXT),), readings, entities, ())
        return any(relation == "likes" for _, relation, _ in inferred(made, found))

    assert lies(Trait.CONTAINMENT)
    assert not lies()


def moved(trait: Trait, *, to: str | None = None) -> Ontology:
    """The shipped relations, a trait taken off them all and given to one."""

    def changed() -> Iterator[tuple[str, frozenset[Trait]]]:
        for relation in load():
            yield relation.name, relation.traits - {trait} | ({trait} if relation.name == to else set())

    traits = dict(changed())
    made = {relation.name: replace(relation, traits=traits[relation.name]) for relation in load()}
    return Ontology(MappingProxyType(made))


KENYA = "Floods hit Kenya on Monday. Kenya has seen heavy rain, and Kenyan farmers lost their crops.\n"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "trait", "relation", "to", "instead"),
    [
        (
            "It rained in the capital, Nairobi, on Monday.",
            Trait.CAPITAL,
            "capitalOf",
            "locatedIn",
            "locatedIn",
        ),
        ("The Ministry of Health sent help.", Trait.OWNER, "agencyOf", "basedIn", "basedIn"),
        ("NBA player Tom Reed said so.", Trait.IN_TEAM, None, None, "playsFor"),
        ("President Ann Roe arrived in Kenya for a visit.", Trait.VISIT, "visited", None, "headOfStateOf"),
    ],
)
def test_what_no_sentence_says_alone_is_told_by_traits(text, trait, relation, to, instead) -> None:
    parsed = language.parse(KENYA + text)

    def predicates(found: Ontology) -> set[str]:
        return {one.predicate for one in read(Article("a", KENYA + text), parsed, ontology=found).claims}

    assert instead not in predicates(load())
    assert relation is None or relation in predicates(load())
    assert instead in predicates(moved(trait, to=to))
