"""Finds what can corefer: names, descriptions and pronouns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.lexicon.titles import is_given_here
from kg.lexicon.vocabulary import nouns, persons, pronouns
from kg.records import Ent, MentionKind
from kg.syntax.tree import Tree

VALUES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
INSIDE = frozenset({"compound", "flat", "fixed", "goeswith", "nmod:desc", "amod", "nummod"})
SAINTS = frozenset({"saint", "sainte", "st"})
LONGEST_TITLE = 4  # tokens before a name
AGED = re.compile(r"year[- ]olds?$")
PERSON_SUFFIX = re.compile(r"(?:ist|ian|man|woman|eer|person)$")


@dataclass(frozen=True, slots=True)
class Markable:
    """A phrase that can refer. Ranges are token indices; ``""`` stands for unknown."""

    start: int
    end: int
    head: int
    kind: MentionKind
    label: str  # PERSON, ORG, GPE, LOC, ... or ""
    number: str = ""  # sing, plur
    gender: str = ""  # male, female, neuter
    person: int = 3
    use: str = ""  # of a pronoun: personal, possessive, reflexive, relative
    definite: bool = False
    score: float = 1.0
    titles: tuple[str, ...] = ()  # before a person's name


def find_markables(tree: Tree) -> tuple[Markable, ...]:
    """All markables of the text, in the order in which they are resolved."""
    names = [mark for ent in tree.parse.ents for mark in _name(tree, ent)]
    taken = {i for ent in tree.parse.ents for i in range(ent.start, ent.end)}
    taken |= {i for mark in names for i in (*range(mark.start, mark.end), mark.head)}
    found = names + list(_pronouns(tree)) + list(_nominals(tree, taken))
    found += list(_groups(tree, found))
    return tuple(sorted(found, key=in_order))


def in_order(mark: Markable) -> tuple[int, bool, int, int]:
    """By start, then longest first; but "her" before "her company", which depends on whom it means."""
    return mark.start, mark.use != "possessive", -mark.end, mark.head


def _name(tree: Tree, ent: Ent) -> Iterator[Markable]:
    start, end = ent.start, ent.end
    titles: tuple[str, ...] = ()
    gender = ""
    if ent.label == "PERSON":
        start, titles, gender = _without_titles(tree, start, end)
    before, more = _titles_before(tree, start) if ent.label == "PERSON" else ((), "")
    head = _top(tree, span_head(tree, start, end), start) if titles or before else span_head(tree, start, end)
    number = "plur" if ent.label == "NORP" and tree.parse.tags[head] in ("NNS", "NNPS") else "sing"
    yield Markable(
        start,
        end,
        head,
        MentionKind.NAME,
        ent.label,
        number,
        gender or more,
        score=ent.score,
        titles=tuple(dict.fromkeys(before + titles)),
    )


def _top(tree: Tree, head: int, start: int) -> int:
    """The head of "Judge Ada Brandt", whichever of its words the tree hangs the others on."""
    above = tree.head(head)
    titled = start - LONGEST_TITLE <= above < start and "," not in tree.words[above:start]
    return above if titled and tree.universal(head) in ("flat", "appos", "compound", "nmod") else head


def _without_titles(tree: Tree, start: int, end: int) -> tuple[int, tuple[str, ...], str]:
    lexicon = persons()
    found: list[str] = []
    gender = ""
    first = start
    while first < end - 1:
        word = tree.lower[first].rstrip(".")
        if word not in lexicon.honorifics and not (word in (".", "-") and first > start):
            break
        if is_given_here(tree.lower[max(first - 4, 0) : end], min(first, 4)):
            break
        if word in SAINTS and first + 1 < end and tree.words[first + 1] == "-":
            break  # "Saint-Omer" is a surname
        gender = lexicon.honorifics.get(word) or gender
        if word not in (".", "-"):
            found.append(lexicon.abbreviations.get(word, word))
        first += 1
    return first, tuple(_joined(found)), gender


def _titles_before(tree: Tree, start: int) -> tuple[tuple[str, ...], str]:
    """The run of title words right before a name: "Russian President", "Chief Executive"."""
    named = {i for ent in tree.parse.ents for i in range(ent.start, ent.end)}
    words: list[str] = []
    gender = ""
    i = start - 1
    while i >= 0 and tree.sent[i] == tree.sent[start] and i not in named:
        word = tree.lower[i].rstrip(".")
        plain = tree.parse.pos[i] in ("NOUN", "PROPN", "ADJ") or word in persons().honorifics
        if word == "-" and words and i > 0 and tree.parse.pos[i - 1] in ("NOUN", "ADJ", "ADV", "PROPN"):
            words.insert(0, "-")
        elif plain and tree.words[i][0].isalpha():
            gender = persons().honorifics.get(word) or nouns().genders.get(word, "") or gender
            words.insert(0, persons().abbreviations.get(word, word))
        else:
            break
        i -= 1
    if not words or not is_person_noun(words[-1]):
        return (), gender if words else ""
    title = tuple(_joined(words))
    return (() if words[-1] in persons().kin.keys() | persons().vague else title), gender


def _joined(words: list[str]) -> list[str]:
    text = " ".join(words).replace(" - ", "-").strip(" -.")
    return [text] if text else []


def is_person_noun(word: str) -> bool:
    """Whether a noun stands for a person or is written as a title before a name."""
    return nouns().types.get(word) == "PERSON" or word in persons().honorifics


def span_head(tree: Tree, start: int, end: int) -> int:
    """The token of the range that hangs on something outside it."""
    for i in range(start, end):
        head = tree.parse.heads[i]
        if tree.universal(i) != "punct" and (head == i or not start <= head < end):
            return i
    return end - 1


def _pronouns(tree: Tree) -> Iterator[Markable]:
    forms = pronouns().forms
    for i, word in enumerate(tree.lower):
        if word not in forms or not _is_pronoun(tree, i):
            continue
        person, number, gender, use = forms[word]
        if word == "us" and tree.words[i] == "US":
            continue
        if word == "her" and tree.parse.deps[i] == "nmod:poss":
            use = "possessive"
        label = "PERSON" if gender in ("male", "female") or person != 3 or word.startswith("who") else ""
        yield Markable(i, i + 1, i, MentionKind.PRONOUN, label, number, gender, person, use)


def _is_pronoun(tree: Tree, i: int) -> bool:
    word, tag = tree.lower[i], tree.parse.tags[i]
    if word in ("who", "which", "that", "whom", "whose"):
        asks = tree.universal(i) == "det" and word != "whose"  # "which companies"
        return tree.parse.pos[i] in ("PRON", "DET") and not asks and relative_clause(tree, i) is not None
    return tag.startswith("PRP") or tree.parse.pos[i] == "PRON" or word in ("himself", "herself", "itself")


def relative_clause(tree: Tree, i: int) -> int | None:
    """The head of the relative clause that the pronoun ``i`` opens."""
    for above in tree.ancestors(i):
        if tree.parse.deps[above].startswith("acl"):
            return above if tree.left[above] >= i - 3 else None
        if tree.universal(above) in ("ccomp", "advcl", "root", "parataxis", "conj"):
            return None
    return None


def _nominals(tree: Tree, taken: set[int]) -> Iterator[Markable]:
    for i, pos in enumerate(tree.parse.pos):
        if i in taken or tree.parse.deps[i] in INSIDE or tree.universal(i) in INSIDE:
            continue
        if pos == "NOUN" or pos == "PROPN" or (pos in ("ADJ", "NUM") and _stands_alone(tree, i)):
            yield _nominal(tree, i, taken)


def _stands_alone(tree: Tree, i: int) -> bool:
    det = tree.universal_child(i, "det")
    return det is not None and bool(AGED.search(tree.parse.span_text(det, i + 1).lower()))


def _nominal(tree: Tree, i: int, taken: set[int]) -> Markable:
    start = i
    for kid in tree.children[i]:
        if kid < i and tree.universal(kid) in ("det", "amod", "compound", "nummod", "nmod", "flat"):
            start = min(start, tree.left[kid] if tree.left[kid] >= i - 12 else kid)
    first = next((kid for kid in tree.children[i] if tree.universal(kid) == "det" and kid < i), None)
    if first is not None and tree.lower[first] == "the":
        start = first  # not the fronted phrase before it: "In 2012, the actor"
    end = i + 1
    while end < len(tree.parse) and tree.parse.heads[end] == i and tree.universal(end) == "flat":
        end += 1
    lemma = noun(tree, i)
    proper = tree.parse.pos[i] == "PROPN" and tree.words[i][0].isupper() and lemma not in nouns().types
    kind, label = (MentionKind.NAME, "") if proper else (MentionKind.NOMINAL, noun_type(lemma))
    det = tree.universal_child(i, "det")
    number = (
        "plur" if "Number=Plur" in tree.parse.morphs[i] or tree.parse.tags[i] in ("NNS", "NNPS") else "sing"
    )
    definite = det is not None and tree.lower[det] in ("the", "this", "that", "these", "those")
    mark = Markable(start, end, i, kind, label, number, nouns().genders.get(lemma, ""), definite=definite)
    return mark if label != "ORG" and label != "LOC" else replace(mark, gender="neuter")


def noun(tree: Tree, i: int) -> str:
    """The lemma of a head noun, "year-old" for "the 54-year-old"."""
    word = tree.lower[i]
    if word in ("old", "olds") or AGED.search(word):
        return "year-old"
    if word in nouns().types:
        return word
    lemma = tree.parse.lemmas[i].lower()
    hyphen = word.rsplit("-", 1)[-1] if "-" in word else ""
    if i >= 2 and tree.words[i - 1] == "-" and tree.parse.heads[i - 2] == i:
        whole = f"{tree.lower[i - 2]}-{lemma}"
        return whole if whole in nouns().types else lemma
    return hyphen if lemma not in nouns().types and hyphen in nouns().types else lemma


def noun_type(lemma: str) -> str:
    """PERSON, ORG, LOC, or "" for a noun that stands for something else."""
    if lemma in nouns().types:
        return nouns().types[lemma]
    return "PERSON" if len(lemma) > 5 and PERSON_SUFFIX.search(lemma) else ""


def _groups(tree: Tree, found: list[Markable]) -> Iterator[Markable]:
    """Coordinations ("Smith and Jones"): something plural that a "they" can mean."""
    heads = {mark.head: mark for mark in found if mark.kind != MentionKind.PRONOUN}
    for head, mark in sorted(heads.items()):
        joined = [kid for kid in tree.children[head] if tree.universal(kid) == "conj" and kid in heads]
        if not joined or not any(tree.lower[cc] == "and" for kid in joined for cc in tree.children[kid]):
            continue
        last = heads[joined[-1]]
        label = mark.label if mark.label == last.label else ""
        yield Markable(
            mark.start, max(last.end, mark.end), head, MentionKind.NOMINAL, label, "plur", use="group"
        )
