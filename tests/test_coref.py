"""Coreference inside an article, on parses made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kg import coref
from kg.coref import Resolution, resolver
from kg.records import Ent, Parse
from kg.spans import mended

TAGS = {"PROPN": "NNP", "NOUN": "NN", "VERB": "VBD", "PRON": "PRP", "DET": "DT", "ADP": "IN", "PUNCT": "."}


def resolve(parse: Parse) -> Resolution:
    return coref.resolve(mended(parse))


def parse(*sents: str) -> Parse:
    """One sentence a string, "word|POS|head|dep[|ENT]" a token: head 1-based, 0 root, I goes on."""
    words, pos, heads, deps, ranges, ents = [], [], [], [], [], []
    for sent in sents:
        base = len(words)
        for i, token in enumerate(sent.split()):
            word, upos, head, dep, *label = token.split("|")
            words.append(word)
            pos.append(upos)
            heads.append(base + (int(head) - 1 if head != "0" else i))
            deps.append(dep)
            if label and label[0] == "I":
                ents[-1][1] = base + i + 1
            elif label:
                ents.append([base + i, base + i + 1, label[0]])
        ranges.append((base, len(words)))
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    tags = tuple(
        "NNS"
        if p == "NOUN" and w.endswith("s")
        else "PRP$"
        if d == "nmod:poss" and p == "PRON"
        else TAGS.get(p, p)
        for w, p, d in zip(words, pos, deps, strict=True)
    )
    return Parse(
        text=" ".join(words),
        starts=tuple(starts),
        ends=tuple(s + len(w) for s, w in zip(starts, words, strict=True)),
        lemmas=tuple({"said": "say"}.get(w.lower(), w.lower()) for w in words),
        tags=tags,
        pos=tuple(pos),
        morphs=("",) * len(words),
        heads=tuple(heads),
        deps=tuple(deps),
        sents=tuple(ranges),
        ents=tuple(Ent(s, e, label) for s, e, label in ents),
    )


def links(p: Parse, found: Resolution) -> list[tuple[str, str | None]]:
    names = {entity.id: entity.name for entity in found.entities}
    return [(p.span_text(r.start, r.end), names.get(r.entity) if r.entity else None) for r in found.refs]


def test_surname_title_and_pronoun() -> None:
    p = parse(
        "Marta|PROPN|3|nsubj|PERSON Lindqvist|PROPN|1|flat|I won|VERB|0|root .|PUNCT|3|punct",
        "Gov.|PROPN|2|nmod:desc|PERSON Lindqvist|PROPN|3|nsubj|I thanked|VERB|0|root her|PRON|5|nmod:poss "
        "voters|NOUN|3|obj .|PUNCT|3|punct",
        "She|PRON|2|nsubj left|VERB|0|root .|PUNCT|2|punct",
    )
    found = resolve(p)
    assert [entity.name for entity in found.entities] == ["Marta Lindqvist"]
    assert found.entities[0].aliases == ("Lindqvist",)
    assert found.entities[0].titles == ("governor",)
    assert found.entities[0].gender == "female"
    said = dict(links(p, found))
    assert said["her"] == said["She"] == said["Lindqvist"] == "Marta Lindqvist"


def test_pronoun_of_other_gender_finds_nobody() -> None:
    p = parse(
        "Marta|PROPN|3|nsubj|PERSON Lindqvist|PROPN|1|flat|I won|VERB|0|root .|PUNCT|3|punct",
        "He|PRON|2|nsubj left|VERB|0|root .|PUNCT|2|punct",
    )
    assert ("He", "Marta Lindqvist") not in links(p, resolve(p))


def test_one_surname_two_persons() -> None:
    p = parse(
        "Peter|PROPN|3|nsubj|PERSON Vries|PROPN|1|flat|I met|VERB|0|root Maria|PROPN|3|obj|PERSON "
        "Vries|PROPN|4|flat|I .|PUNCT|3|punct",
        "Mr|PROPN|2|nmod:desc Vries|PROPN|3|nsubj|PERSON left|VERB|0|root .|PUNCT|3|punct",
    )
    found = resolve(p)
    assert [entity.name for entity in found.entities] == ["Peter Vries", "Maria Vries"]
    assert links(p, found)[2] == ("Vries", "Peter Vries")


def test_object_pronoun_is_not_the_subject_of_its_clause() -> None:
    p = parse(
        "Anna|PROPN|3|nsubj|PERSON Kovacs|PROPN|1|flat|I met|VERB|0|root Maria|PROPN|3|obj|PERSON "
        "Torres|PROPN|4|flat|I .|PUNCT|3|punct",
        "Kovacs|PROPN|2|nsubj|PERSON thanked|VERB|0|root her|PRON|2|obj .|PUNCT|2|punct",
    )
    assert ("her", "Maria Torres") in links(p, resolve(p))


def test_acronym_in_brackets() -> None:
    p = parse(
        "The|DET|3|det Baltic|PROPN|3|compound|ORG Fish|PROPN|7|nsubj|I Council|PROPN|3|flat|I "
        "(|PUNCT|6|punct BFC|PROPN|3|appos|ORG closed|VERB|0|root .|PUNCT|7|punct",
    )
    found = resolve(p)
    assert [(e.name, e.aliases) for e in found.entities] == [("Baltic Fish Council", ("BFC",))]


def test_acronym_of_the_headline_is_what_the_brackets_say_later() -> None:
    p = parse(
        "BALFISH|PROPN|2|nsubj|ORG closes|VERB|0|root",
        "The|DET|3|det Baltic|PROPN|3|compound|ORG Fish|PROPN|7|nsubj|I Council|PROPN|3|flat|I "
        "(|PUNCT|6|punct BALFISH|PROPN|3|appos|ORG closed|VERB|0|root .|PUNCT|7|punct",
    )
    found = resolve(p)
    assert [(e.name, e.aliases) for e in found.entities] == [("Baltic Fish Council", ("BALFISH",))]


def test_demonym_stands_for_its_country() -> None:
    p = parse("Peruvian|ADJ|2|amod|NORP farmers|NOUN|3|nsubj won|VERB|0|root .|PUNCT|3|punct")
    found = resolve(p)
    assert [(e.name, e.type, e.place) for e in found.entities] == [("Peru", "Place", "country/PE")]
    assert found.refs[0].entity == "e1"


def test_the_title_alone_means_its_holder() -> None:
    p = parse(
        "President|PROPN|2|nmod:desc Ada|PROPN|4|nsubj|PERSON Brandt|PROPN|2|flat|I "
        "spoke|VERB|0|root .|PUNCT|4|punct",
        "The|DET|2|det president|NOUN|3|nsubj left|VERB|0|root .|PUNCT|3|punct",
    )
    assert ("The president", "Ada Brandt") in links(p, resolve(p))


@pytest.mark.parametrize("words", ["", "Rain|NOUN|2|nsubj fell|VERB|0|root"])
def test_no_entities(words: str) -> None:
    assert resolve(parse(words) if words else parse()).entities == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Jelena Markovic", "Markovic", True),
        ("Oleksandr Vasylenko", "Alexander Vasilenko", False),
        ("Dmitri Sokolov", "Dmitry Sokolov", True),
        ("J. P. Okafor", "John Okafor", True),
        ("Ibrahim al-Hadi", "al-Hadi", True),
        ("Ibrahim al-Hadi", "Hadi", True),
        ("Jan van der Meer", "van der Meer", True),
        ("Peter Okafor", "Maria Okafor", False),
        ("Ana Sofia Ruiz Torres", "Ana Ruiz Torres", True),
        ("Paula Ivanova", "Paul Ivanov", False),
        ("Tom Okafor", "Tom Okafor Jr.", False),
        ("Tom Okafor Sr.", "Tom Okafor Jr.", False),
        ("Tom Okafor Jr.", "Okafor Jr.", True),
        ("Tom Okafor Jr.", "Okafor", True),
        ("John Paul II", "John Paul", True),
        ("Tom W. Okafor", "Tom H. W. Okafor", False),
        ("Tom William Okafor", "Tom W. Okafor", True),
        ("Ana Lucia Ruiz", "Ana Marta Ruiz", False),
    ],
)
def test_two_names_of_a_person(one: str, other: str, same: bool) -> None:
    found = resolve(named("PERSON", one, other))
    assert (len(found.entities) == 1) is same, found.entities


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ministry of Transport of Chile", "Chilean Ministry of Transport", True),
        ("Ministry of Transport", "Transport Ministry", True),
        ("Northern Fisheries Board", "NFB", True),
        ("Varga Institute", "Varga", True),
        ("Varga Chips Co., Ltd.", "Varga", True),
        ("Chile Chips Ltd", "Chile", False),
        ("Radio Delta / Radio Coast", "RD/RC", True),
        ("Tallinn Shipping Ltd", "Tallinn Shipping", True),
        ("Bank of Chile", "Chile", False),
        ("Varga Music", "Varga", False),
        ("VRG Music", "VRG", True),
        ("Chilean Ministry of Transport", "Peruvian Ministry of Transport", False),
    ],
)
def test_two_names_of_an_organization(one: str, other: str, same: bool) -> None:
    found = resolve(named("ORG", one, other))
    assert (len(found.entities) == 1) is same, found.entities


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("US", "United States", True), ("Kuzbass", "Kemerovo Oblast", True), ("Lima", "Quito", False)],
)
def test_two_names_of_a_place(one: str, other: str, same: bool) -> None:
    assert (len(resolve(named("GPE", one, other)).entities) == 1) is same


def named(label: str, *names: str) -> Parse:
    """One sentence a name, the name as subject of "came"."""
    sents = []
    for name in names:
        words = name.split()
        verb = len(words) + 1
        rows = [f"{words[0]}|PROPN|{verb}|nsubj|{label}"] + [f"{word}|PROPN|1|flat|I" for word in words[1:]]
        sents.append(" ".join([*rows, "came|VERB|0|root", f".|PUNCT|{verb}|punct"]))
    return parse(*sents)


def test_a_surname_alone_is_not_the_relative() -> None:
    p = parse(
        "Ure|PROPN|3|nsubj|PERSON was|AUX|3|cop daughter|NOUN|0|root of|ADP|5|case Colin|PROPN|3|nmod|PERSON "
        "Ure|PROPN|5|flat|I .|PUNCT|3|punct",
        "Ure|PROPN|2|nsubj|PERSON left|VERB|0|root .|PUNCT|2|punct",
    )
    found = resolve(p)
    assert [entity.name for entity in found.entities] == ["Ure", "Colin Ure"]
    assert links(p, found)[-1] == ("Ure", "Ure")


def test_a_father_of_like_name_is_another_person() -> None:
    p = parse(
        "Ada|PROPN|3|nsubj|PERSON Ure|PROPN|1|flat|I left|VERB|0|root .|PUNCT|3|punct",
        "Her|PRON|2|nmod:poss mother|NOUN|7|nsubj ,|PUNCT|4|punct Ada|PROPN|2|appos|PERSON "
        "Noor|PROPN|4|flat|I Ure|PROPN|4|flat|I stayed|VERB|0|root .|PUNCT|7|punct",
    )
    assert [entity.name for entity in resolve(p).entities] == ["Ada Ure", "Ada Noor Ure"]


def test_with_a_suffix_told_elsewhere_the_surname_alone_is_the_other() -> None:
    p = named("PERSON", "Tom Okafor", "Tom Okafor Jr.", "Okafor Jr.", "Okafor")
    found = resolve(p)
    assert [name for _, name in links(p, found)] == [
        "Tom Okafor",
        "Tom Okafor Jr.",
        "Tom Okafor Jr.",
        "Tom Okafor",
    ]


def test_the_president_of_a_country() -> None:
    p = parse(
        "Chilean|ADJ|2|amod|NORP President|PROPN|3|nmod:desc Ada|PROPN|5|nsubj|PERSON Brandt|PROPN|3|flat|I "
        "met|VERB|0|root Ivo|PROPN|5|obj|PERSON Lang|PROPN|6|flat|I .|PUNCT|5|punct",
        "The|DET|3|det Chilean|ADJ|3|amod|NORP president|NOUN|4|nsubj left|VERB|0|root .|PUNCT|4|punct",
        "The|DET|3|det Peruvian|ADJ|3|amod|NORP president|NOUN|4|nsubj stayed|VERB|0|root .|PUNCT|4|punct",
    )
    said = dict(links(p, resolve(p)))
    assert said["The Chilean president"] == "Ada Brandt"
    assert "The Peruvian president" not in said


def test_a_relative_clause_on_a_predicate_describes_the_subject() -> None:
    p = parse(
        "Ada|PROPN|5|nsubj|PERSON Brandt|PROPN|1|flat|I is|AUX|5|cop an|DET|5|det engineer|NOUN|0|root "
        "who|PRON|7|nsubj founded|VERB|5|acl:relcl Varga|PROPN|7|obj|ORG .|PUNCT|5|punct",
    )
    assert ("who", "Ada Brandt") in links(p, resolve(p))


def test_a_title_alone_is_no_person_of_that_name() -> None:
    p = parse("The|DET|2|det Governor|PROPN|3|nsubj|PERSON left|VERB|0|root .|PUNCT|3|punct")
    assert resolve(p).entities == ()


def test_a_compound_adjective_names_its_country() -> None:
    found = resolve(parse("Chile-based|ADJ|2|amod|GPE firms|NOUN|3|nsubj left|VERB|0|root"))
    assert [(e.name, e.place) for e in found.entities] == [("Chile", "country/CL")]


def test_the_speaker_may_come_after_the_words() -> None:
    p = parse(
        '"|PUNCT|3|punct I|PRON|3|nsubj won|VERB|6|ccomp ,|PUNCT|3|punct "|PUNCT|3|punct said|VERB|0|root '
        "Ada|PROPN|6|nsubj|PERSON Brandt|PROPN|7|flat|I .|PUNCT|6|punct",
    )
    assert ("I", "Ada Brandt") in links(p, resolve(p))


def test_she_said_after_the_words() -> None:
    p = parse(
        "Marta|PROPN|3|nsubj|PERSON Brandt|PROPN|1|flat|I left|VERB|0|root .|PUNCT|3|punct",
        '"|PUNCT|3|punct I|PRON|3|nsubj won|VERB|6|ccomp ,|PUNCT|3|punct "|PUNCT|3|punct said|VERB|0|root '
        "she|PRON|6|nsubj .|PUNCT|6|punct",
    )
    said = links(p, resolve(p))
    assert ("I", "Marta Brandt") in said and ("she", "Marta Brandt") in said


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    p = paragraphs(
        parse(
            "Ada|PROPN|3|nsubj|PERSON Brandt|PROPN|1|flat|I said|VERB|0|root :|PUNCT|3|punct "
            "\u201c|PUNCT|7|punct I|PRON|7|nsubj won|VERB|3|ccomp .|PUNCT|3|punct",
            "\u201c|PUNCT|3|punct I|PRON|3|nsubj left|VERB|0|root .|PUNCT|3|punct \u201d|PUNCT|3|punct",
        )
    )
    found = resolve(p)
    assert [link for link in links(p, found) if link[0] == "I"] == [("I", "Ada Brandt")] * 2
    assert len(found.quotes) == 2


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    p = paragraphs(
        parse(
            "Ada|PROPN|3|nsubj|PERSON Brandt|PROPN|1|flat|I said|VERB|0|root :|PUNCT|3|punct "
            "\u201c|PUNCT|7|punct I|PRON|7|nsubj won|VERB|3|ccomp .|PUNCT|3|punct",
            "I|PRON|2|nsubj left|VERB|0|root .|PUNCT|2|punct",
        )
    )
    assert [link[1] for link in links(p, resolve(p)) if link[0] == "I"] == ["Ada Brandt"]


def paragraphs(p: Parse) -> Parse:
    """The same with a line for each sentence."""
    text = list(p.text)
    for start, _ in p.sents[1:]:
        text[p.starts[start] - 1] = "\n"
    return replace(p, text="".join(text))


def test_a_name_and_another_name_of_the_same_person() -> None:
    p = parse(
        "Ada|PROPN|8|nsubj|PERSON Brandt|PROPN|1|flat|I (|PUNCT|5|punct born|VERB|1|acl "
        "Ida|PROPN|4|xcomp|PERSON Lang|PROPN|5|flat|I )|PUNCT|4|punct won|VERB|0|root .|PUNCT|8|punct",
    )
    assert [e.name for e in resolve(p).entities] == ["Ada Brandt"]


def test_he_is_the_unnamed_man_just_before_not_the_only_name() -> None:
    p = parse(
        "Peter|PROPN|3|nsubj|PERSON Vries|PROPN|1|flat|I spoke|VERB|0|root .|PUNCT|3|punct",
        "A|DET|2|det soldier|NOUN|3|nsubj died|VERB|0|root .|PUNCT|3|punct",
        "He|PRON|2|nsubj lived|VERB|0|root .|PUNCT|2|punct",
    )
    assert ("He", "Peter Vries") not in links(p, resolve(p))


def test_the_man_is_not_a_name_where_somebody_unnamed_is_about() -> None:
    p = parse(
        "A|DET|2|det suspect|NOUN|3|nsubj fled|VERB|0|root .|PUNCT|3|punct",
        "Peter|PROPN|3|nsubj|PERSON Vries|PROPN|1|flat|I spoke|VERB|0|root .|PUNCT|3|punct",
        "The|DET|2|det man|NOUN|3|nsubj died|VERB|0|root .|PUNCT|3|punct",
    )
    assert ("The man", "Peter Vries") not in links(p, resolve(p))


@pytest.mark.parametrize(("opens", "named"), [(True, True), (False, False)])
def test_it_means_the_company_only_as_a_subject_that_goes_on(opens: bool, named: bool) -> None:
    second = (
        "It|PRON|2|nsubj closed|VERB|0|root .|PUNCT|2|punct"
        if opens
        else "Rain|NOUN|2|nsubj hit|VERB|0|root it|PRON|2|obj .|PUNCT|2|punct"
    )
    p = parse("Varga|PROPN|2|nsubj|ORG grew|VERB|0|root .|PUNCT|2|punct", second)
    assert (("It" if opens else "it", "Varga") in links(p, resolve(p))) is named


def test_a_wife_beside_a_name_is_his() -> None:
    p = parse(
        "Ivo|PROPN|3|nsubj|PERSON Lang|PROPN|1|flat|I met|VERB|0|root Peter|PROPN|3|obj|PERSON "
        "Vries|PROPN|4|flat|I and|CCONJ|8|cc his|PRON|8|nmod:poss wife|NOUN|4|conj .|PUNCT|3|punct",
    )
    assert ("his", "Peter Vries") in links(p, resolve(p))


def test_two_persons_of_one_surname_and_other_gender_stay_two() -> None:
    p = parse(
        "Mr|PROPN|2|nmod:desc Vries|PROPN|3|nsubj|PERSON left|VERB|0|root .|PUNCT|3|punct",
        "Mrs|PROPN|2|nmod:desc Vries|PROPN|3|nsubj|PERSON stayed|VERB|0|root .|PUNCT|3|punct",
    )
    assert len(resolve(p).entities) == 2


def test_a_noun_of_no_known_kind_stands_for_the_subject_it_describes() -> None:
    p = parse(
        "Ada|PROPN|5|nsubj|PERSON Brandt|PROPN|1|flat|I is|AUX|5|cop a|DET|5|det practitioner|NOUN|0|root "
        "who|PRON|7|nsubj won|VERB|5|acl:relcl .|PUNCT|5|punct",
    )
    assert ("who", "Ada Brandt") in links(p, resolve(p))


def test_who_is_the_name_right_before_it() -> None:
    p = parse(
        "Ivo|PROPN|8|nsubj|PERSON Lang|PROPN|1|flat|I and|CCONJ|4|cc Peter|PROPN|1|conj|PERSON "
        "Vries|PROPN|4|flat|I who|PRON|7|nsubj won|VERB|1|acl:relcl left|VERB|0|root",
    )
    assert ("who", "Peter Vries") in links(p, resolve(p))


def test_the_player_is_not_the_known_one_after_another_player() -> None:
    p = parse(
        "Player|NOUN|2|nmod:desc Peter|PROPN|4|nsubj|PERSON Vries|PROPN|2|flat|I "
        "came|VERB|0|root .|PUNCT|4|punct",
        "Another|DET|2|det player|NOUN|3|nsubj stayed|VERB|0|root .|PUNCT|3|punct",
        "The|DET|2|det player|NOUN|3|nsubj died|VERB|0|root .|PUNCT|3|punct",
    )
    assert ("The player", "Peter Vries") not in links(p, resolve(p))


@pytest.mark.parametrize("comma", [True, False])
def test_this_woman_is_the_one_just_named_unless_a_clause_narrows_her_down(comma: bool) -> None:
    clause = ",|PUNCT|5|punct who|PRON|5|nsubj waits|VERB|2|acl:relcl"
    if not comma:
        clause = "who|PRON|4|nsubj waits|VERB|2|acl:relcl"
    p = parse(
        "Olga|PROPN|3|nsubj|PERSON Reed|PROPN|1|flat|I spoke|VERB|0|root .|PUNCT|3|punct",
        f"This|DET|2|det woman|NOUN|0|root {clause} .|PUNCT|2|punct",
    )
    assert (("This woman", "Olga Reed") in links(p, resolve(p))) is comma


@pytest.mark.parametrize(("rival", "taken"), [("", True), ("Ivo|PROPN|3|obj|PERSON", False)])
def test_a_bare_description_goes_on_with_the_only_person_that_the_sentence_before_led(
    rival: str, taken: bool
) -> None:
    p = parse(
        f"Olga|PROPN|3|nsubj|PERSON Reed|PROPN|1|flat|I won|VERB|0|root {rival} .|PUNCT|3|punct",
        "The|DET|2|det economist|NOUN|3|nsubj left|VERB|0|root .|PUNCT|3|punct",
    )
    assert (("The economist", "Olga Reed") in links(p, resolve(p))) is taken


def test_a_suspect_may_be_another_than_the_one_just_named() -> None:
    p = parse(
        "Olga|PROPN|3|nsubj|PERSON Reed|PROPN|1|flat|I won|VERB|0|root .|PUNCT|3|punct",
        "The|DET|2|det suspect|NOUN|3|nsubj left|VERB|0|root .|PUNCT|3|punct",
    )
    assert ("The suspect", "Olga Reed") not in links(p, resolve(p))


def test_you_are_no_rival_of_this_woman() -> None:
    p = parse(
        "Olga|PROPN|3|nsubj|PERSON Reed|PROPN|1|flat|I thanked|VERB|0|root you|PRON|3|obj .|PUNCT|3|punct",
        "This|DET|2|det woman|NOUN|3|nsubj won|VERB|0|root .|PUNCT|3|punct",
    )
    assert ("This woman", "Olga Reed") in links(p, resolve(p))


@pytest.mark.parametrize(("title", "owner"), [("premier", "Kenya"), ("ceo", "Vesta")])
def test_its_premier_is_a_states_and_its_ceo_a_companys(title: str, owner: str) -> None:
    p = parse(
        "Vesta|PROPN|2|nsubj|ORG sued|VERB|0|root Kenya|PROPN|2|obj|GPE .|PUNCT|2|punct",
        f"Its|PRON|2|nmod:poss {title}|NOUN|3|nsubj resigned|VERB|0|root .|PUNCT|3|punct",
    )
    assert {name for word, name in links(p, resolve(p)) if word == "Its"} == {owner}


@pytest.mark.parametrize(
    ("names", "place"),
    [
        (("Georgia", "Atlanta"), "region/US.GA"),
        (("Georgia", "Tbilisi", "Atlanta"), "country/GE"),
        (("Georgia", "United States"), "country/GE"),
        (("Congo", "Kinshasa"), "country/CD"),
        (("Congo", "Brazzaville"), "country/CG"),
        (("Niger", "Minna"), "region/NG.31"),
    ],
)
def test_a_name_of_two_places_means_the_one_that_the_others_lie_in(
    names: tuple[str, ...], place: str
) -> None:
    found = resolve(named("GPE", *names))
    assert next(entity.place for entity in found.entities if entity.name == names[0]) == place


def test_a_surname_that_two_share_is_the_one_named_first() -> None:
    p = named("PERSON", "Tom Okafor", "Ada Okafor", "Noor Lang", "Ivo Lang", "Okafor")
    assert links(p, resolve(p))[-1] == ("Okafor", "Tom Okafor")


def test_a_pronoun_goes_on_with_the_new_subject() -> None:
    p = parse(
        "Peter|PROPN|3|nsubj|PERSON Holm|PROPN|1|flat|I won|VERB|0|root .|PUNCT|3|punct",
        "He|PRON|2|nsubj slept|VERB|0|root .|PUNCT|2|punct",
        "He|PRON|2|nsubj slept|VERB|0|root .|PUNCT|2|punct",
        "Lars|PROPN|3|nsubj|PERSON Berg|PROPN|1|flat|I met|VERB|0|root Holm|PROPN|3|obj|PERSON "
        ".|PUNCT|3|punct",
        "He|PRON|2|nsubj left|VERB|0|root .|PUNCT|2|punct",
    )
    assert links(p, resolve(p))[-1] == ("He", "Lars Berg")


@pytest.mark.parametrize(("title", "who"), [("Prosecutor", "Erik Lund"), ("Cousin", "Peter Holm")])
def test_who_is_to_be_charged_is_not_the_prosecutor_who_says_so(title: str, who: str) -> None:
    p = parse(
        "Police|NOUN|2|nsubj saw|VERB|0|root Erik|PROPN|2|obj|PERSON Lund|PROPN|3|flat|I .|PUNCT|2|punct",
        f"{title}|PROPN|2|nmod:desc Peter|PROPN|4|nsubj|PERSON Holm|PROPN|2|flat|I said|VERB|0|root "
        "he|PRON|7|nsubj:pass was|AUX|7|aux:pass charge|VERB|4|ccomp .|PUNCT|4|punct",
    )
    p = replace(p, tags=tuple("VBN" if p.word(i) == "charge" else tag for i, tag in enumerate(p.tags)))
    assert links(p, resolve(p))[-1] == ("he", who)


def test_only_what_a_reading_learns_makes_a_second_one(monkeypatch: pytest.MonkeyPatch) -> None:
    readings: list[int] = []
    once = resolver._read

    def counted(*args: Any) -> Any:
        readings[-1] += 1
        return once(*args)

    monkeypatch.setattr(resolver, "_read", counted)
    name = "Varga|PROPN|2|nsubj|PERSON grew|VERB|0|root .|PUNCT|2|punct"
    he = "He|PRON|2|nsubj grew|VERB|0|root .|PUNCT|2|punct"
    for sents in ((name,), (name, he, he, he)):
        readings.append(0)
        resolve(parse(*sents))
    assert readings == [1, 2]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Kenya's Central Bank raised rates. Uganda's Central Bank did not.", 2),
        ("The Ministry of Defence of Ukraine accused Russia. Russia's Ministry of Defence denied it.", 2),
        ("Kenya's Central Bank raised rates. The Central Bank said so.", 1),
    ],
)
def test_bodies_of_two_states_with_one_name_are_two(text: str, bodies: int) -> None:
    from kg import coref
    from kg.language import parse
    from kg.records import Article, EntityType

    found = coref.resolve(parse(text), Article("a", text)).entities
    assert sum(e.type == EntityType.ORGANIZATION for e in found) == bodies
