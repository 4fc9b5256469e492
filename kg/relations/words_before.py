"""What stands before a title, read leftwards from it: its modifiers, what it governs, its own first words."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.coref import Ref
from kg.coref.context import Context
from kg.lexicon.titles import Modifier, titles
from kg.lexicon.vocabulary import persons
from kg.lexicon.wordlists import word_set
from kg.records import EntityType, MentionKind
from kg.relations.acting_nouns import SIDES
from kg.relations.title_holders import NAMES, POSSESSIVE
from kg.syntax.graph import Graph

LEFT_POS = frozenset({"ADJ", "NOUN", "PROPN"})
STOP_WORDS = frozenset({"and", "or", "but", "majesty", "highness", "excellency", "holiness", "eminence"})
PREFIXES = frozenset({"non", "co", "vice"})
# which are no words of the title
APART = (Modifier.FORMER, Modifier.PLAIN, Modifier.UNOFFICIAL, Modifier.ELECT)
REACH = 8
TRADES = frozenset(
    {"TV", "HR", "IT", "PR", "AI", "ICT", "MP", "CEO", "GP", "DNA", "HIV", "AIDS", "IVF", "LGBT", "LGBTQ"}
)
LONGEST = 5  # words of a title
HEADS = frozenset({"governor", "mayor", "ceo", "legislator"})
PARTS = frozenset(
    {
        "group",
        "company",
        "bank",
        "board",
        "county",
        "district",
        "village",
        "town",
        "opposition",
        "party",
        "shadow",
    }
)


@dataclass(frozen=True, slots=True)
class Before:
    """What was read: where the title's own words begin, and what token stands before all of it."""

    modifiers: frozenset[Modifier]
    governed: tuple[int, ...]
    left: int
    beyond: int


def read_before(tree: Graph, ctx: Context, start: int) -> Before:
    """Read leftwards from a title that starts at a token."""
    found = _Leftwards(tree, ctx, start, start)
    i = start - 1
    while i >= max(tree.start, start - REACH):
        if i == start - 1:
            i = before_brackets(tree, i)
        further = found.step(i)
        if further is None:
            break
        i = further
    former = {Modifier.FORMER} if _formerly(tree, i) else set()
    kinds = (found.modifiers | former) - {Modifier.PLAIN, Modifier.PART}
    return Before(frozenset(kinds), tuple(found.governed), found.left, i)


@dataclass(slots=True)
class _Leftwards:
    """What is known after some steps to the left; each step says where the next one begins, or None."""

    tree: Graph
    ctx: Context
    start: int
    left: int
    modifiers: set[Modifier] = field(default_factory=set)
    governed: list[int] = field(default_factory=list)
    nearest: int = -1  # where the last governed name begins
    possessive: bool = False
    whole: bool = False  # what stands further left is no word of the title
    crossed: bool = False  # by a noun before "former", often a verb: "A court sentences former mayor NAME"

    def step(self, i: int) -> int | None:
        parse, ref = self.tree.parse, self.ctx.ref(i)
        if _is_party(self.ctx, ref):
            return i - 1  # "the Democratic mayor" is no mayor of the party
        if ref is not None and ref.kind == MentionKind.NAME and ref.type in NAMES:
            return self._name(ref)
        if parse.word(i).lower() == "de" and parse.word(i + 1).lower() == "facto":
            return i - 1
        if ref is not None and ref.type == "DATE":
            if parse.word(ref.end - 1).lower() == "century":
                self.modifiers.add(Modifier.FORMER)  # "a 17th-century emperor"
            return None  # "on Friday elected General NAME"
        if i - 2 >= self.tree.start and parse.word(i - 1) == "-":
            tied = titles().modifiers.get(f"{parse.word(i - 2)}-{parse.word(i)}".lower())
            if tied is not None:  # "self-proclaimed", "would-be"
                self.modifiers.add(tied)
                return i - 3
        return self._word(i, parse.word(i).lower())

    def _name(self, ref: Ref) -> int | None:
        if self.crossed and ref.type == "ORG":
            return None  # whoever sentences a former minister has no such minister; a country mostly has
        if ref.type == "ORG" and self._is_beat(ref):
            self.governed[:] = [ref.head]
            return None  # "BBC Africa correspondent": whom he works for, not where
        if self._is_side_taken(ref):
            return None  # "the pro-Lundish prime minister" is another country's
        if self.governed and (self.possessive or ref.end != self.nearest or ref.type in ("PERSON", "ORG")):
            return None
        if ref.start - 2 >= self.tree.start and _is_of_name(self.tree, ref.start - 1):
            return None  # "Bank of England governor"
        if self.tree.parse.word(ref.end) != "-" or ref.end >= self.start:
            self.governed.append(ref.head)
            self.nearest = ref.start
        return None if self.possessive else ref.start - 1

    def _is_side_taken(self, ref: Ref) -> bool:
        before, parse = ref.start - 2, self.tree.parse
        return (
            before >= self.tree.start
            and parse.word(before + 1) == "-"
            and parse.word(before).lower() in SIDES | PREFIXES
        )

    def _is_beat(self, employer: Ref) -> bool:
        """Whether a place right behind an employer's name only says where a post is."""
        place = self.ctx.ref(self.governed[0]) if len(self.governed) == 1 and not self.possessive else None
        return place is not None and place.type in ("GPE", "LOC") and employer.end == self.nearest

    def _word(self, i: int, word: str) -> int | None:
        parse, known = self.tree.parse, titles()
        if word == "or" and not self.possessive:
            self.governed.clear()  # "the first Russian or Soviet leader": which of the two is open
            return None
        kind = known.modifiers.get(word) or known.modifiers.get(word.rstrip("-"))
        if word in POSSESSIVE and i > self.tree.start and not self.governed:
            self.possessive = True
        elif self.possessive and not self.governed:
            return None  # "the city's mayor": no word of the title
        elif word in word_set("factuality", "unreal_adjectives"):
            self.whole = True  # "the alleged leader"
        elif kind is not None:
            self.modifiers.add(kind)
            if not self.governed and kind not in APART:
                self._own(i)
        elif word == "-" and parse.word(i - 1).lower() in PREFIXES:
            i -= 1  # "non-executive chairman"
            self._own(i)
        elif word == "-":
            self.whole = True  # "Oslo-based lawyer": "based" is no word of the title
        elif _joins_nouns(self.tree, self.ctx, i) and self.modifiers:
            self.whole = True  # "hero and former president", not "trade and industry minister"
        elif _joins_nouns(self.tree, self.ctx, i) and not (self.possessive or self.governed):
            self._own(i)
        elif self.possessive or self.governed or not _premodifies(self.tree, i):
            return None
        elif parse.pos[i] == "NOUN" and Modifier.FORMER in self.modifiers:
            self.whole = self.crossed = True
        elif parse.word(i - 1) == "-" or known.longest_at([word], [parse.lemmas[i].lower()], 0) is not None:
            self.whole = True  # another title: "lead author Professor"
        else:
            self._own(i)
        return i - 1

    def _own(self, i: int) -> None:
        if self._is_unknown_name(i) or self.tree.lemma(i) in persons().kin:
            self.whole = True  # "Mombeta Governor": the place that the governor has, which nobody knows
        if not self.whole:
            self.left = i

    def _is_unknown_name(self, i: int) -> bool:
        """Whether a word before the title of a place's or a firm's head is rather a name than its own."""
        parse = self.tree.parse
        words = [parse.word(k).lower() for k in range(self.start, min(self.start + LONGEST, self.tree.end))]
        hit = titles().longest_at(words, words, 0)
        if parse.word(i).isupper() and len(parse.word(i)) > 1 and parse.word(i) not in TRADES:
            return hit is not None and hit[1][0].office  # "DA leader"
        heads = hit is not None and any(one.name in HEADS for one in hit[1])
        name = parse.pos[i] == "PROPN" and parse.word(i).istitle()
        return heads and name and parse.word(i).lower() not in titles().modifiers.keys() | PARTS


def before_brackets(tree: Graph, i: int) -> int:
    """What stands before brackets that close right before a title: "the Nordic Council (NC) chairwoman"."""
    if tree.parse.word(i) != ")":
        return i
    opening = next((k for k in range(i, max(tree.start, i - 4), -1) if tree.parse.word(k) == "("), i + 1)
    return opening - 1 if tree.start < opening else i


def _formerly(tree: Graph, i: int) -> bool:
    """Whether "formerly (the)" stands before a title."""
    while i > tree.start and tree.parse.pos[i] == "DET":
        i -= 1
    return i >= tree.start and titles().modifiers.get(tree.parse.word(i).lower()) == Modifier.FORMER


def _is_party(ctx: Context, ref: Ref | None) -> bool:
    """Whether a name is a party's adjective."""
    entity = ctx.entity(ref)
    return (
        ref is not None
        and ref.type == "NORP"
        and entity is not None
        and entity.type == EntityType.ORGANIZATION
    )


def _joins_nouns(tree: Graph, ctx: Context, i: int) -> bool:
    """Whether "and" joins what a post is for: "trade and industry commissioner"."""
    if tree.parse.word(i).lower() not in ("and", "&") or i - 1 <= tree.start:
        return False
    sides = (i - 1, i + 1)
    words = [tree.parse.lemmas[k].lower() for k in sides]
    if any(ctx.ref(k) is not None or tree.parse.pos[k] not in LEFT_POS for k in sides):
        return False
    plain = all(tree.parse.tags[k] not in ("NNS", "NNPS") or k == i - 1 for k in sides)
    return plain and titles().longest_at(words[:1], words[:1], 0) is None


def _premodifies(tree: Graph, i: int) -> bool:
    """Whether a word can stand between what a title governs and the title: "regional", "foreign ministry"."""
    pos = tree.parse.pos[i]
    if pos == "VERB":
        return tree.parse.tags[i] in ("VBN", "VBG") and tree.deprel(i) == "amod"
    return pos in LEFT_POS and tree.parse.word(i).lower() not in STOP_WORDS


def _is_of_name(tree: Graph, i: int) -> bool:
    """Whether "of" ties a name to a name before it that is none by itself: "Bank of England"."""
    before = tree.parse.word(i - 1)
    return tree.parse.word(i) == "of" and before[:1].isupper() and tree.parse.pos[i - 1] in ("PROPN", "NOUN")
