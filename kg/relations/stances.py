"""How the match of a rule is meant: asserted or not, by whom; and whether it is sure enough."""

from __future__ import annotations

from collections.abc import Sequence

from kg.coref import Quoted
from kg.coref.context import Context
from kg.factuality.cues import cue_words, described
from kg.factuality.fate_of_events import waits
from kg.factuality.roles import is_nominated, is_played, leaves_office
from kg.factuality.status import Stance, stance, strongest
from kg.factuality.tense import past
from kg.lexicon.titles import Modifier
from kg.lexicon.wordlists import word_lists, word_set
from kg.ontology import Ontology, Trait
from kg.records import EntityType, MentionKind, Status
from kg.relations.matches import Match
from kg.relations.title_holders import TitleMention
from kg.relations.title_mentions import was
from kg.syntax.graph import Graph

SCARE_QUOTE = 4  # tokens; a shorter quotation quotes words, not statements
INCUMBENT = frozenset({"incumbent", "sitting"})
WANTED = frozenset({"should", "must", "ought"})
NOW = frozenset({"VBZ", "VBP"})
REACH = 5  # tokens before a title
MEMBERS = frozenset({"member", "partisan"})  # classes of titles that say nothing but membership
MODIFIER_STATUS = {
    Modifier.FORMER: Status.FORMER,
    Modifier.ELECT: Status.PLANNED,
    Modifier.WOULD_BE: Status.HEDGED,
}


def _is_apart(title: TitleMention) -> bool:
    """Whether membership can outlast a title: a lawmaker's, not a member's or a Democrat's."""
    return not MEMBERS & {one.name for one in title.classes}


def is_sure(ctx: Context, match: Match, ontology: Ontology) -> bool:
    """Whether it is sure enough of whom a match speaks, surer where it says something grave."""
    least = word_lists("caution")["least"]["grave" if ontology.has(match.predicate, Trait.GRAVE) else "other"]
    ends = [found for found in (match.subject, match.object) if found.entity is not None]
    refs = [ctx.ref(found.token) for found in ends]
    if any(ctx.several[found.token].score < least for found in ends if found.token in ctx.several):
        return False
    return all(ref is None or ref.kind == MentionKind.NAME or ref.score >= least for ref in refs)


def is_role_played(tree: Graph, match: Match) -> bool:
    """Whether a match says what somebody only plays or pretends to be."""
    if match.rule.pattern or tree.parse.pos[match.trigger] == "VERB":
        return False
    return is_played(tree, match.trigger)


def is_only_wanted(tree: Graph, match: Match, ontology: Ontology) -> bool:
    """Whether an act is what somebody should do: "Kenya must help Uganda" tells of no help."""
    if match.rule.pattern or not ontology.has(match.predicate, Trait.ACT):
        return False
    verb = tree.head(match.trigger) if tree.deprel(match.trigger) == "conj" else match.trigger
    modals = {tree.parse.word(k).lower() for k in tree.kids(verb, "aux")}
    if modals & WANTED:
        return "have" not in modals  # not in "he must have killed her"
    above = tree.head(verb)
    return tree.deprel(verb) == "xcomp" and tree.lemma(above) == "need" and tree.parse.tags[above] in NOW


def anchor_of(tree: Graph, match: Match) -> int | None:
    """The token whose clause makes the statement; None for a title or apposition."""
    if match.rule.pattern or _is_own(tree, match):
        return None
    named = match.subject.token in tree.down(match.trigger, "isa")  # "its head is NAME": the name carries it
    return match.subject.token if named else match.trigger


def _is_own(tree: Graph, match: Match) -> bool:
    """Whether a title or an apposition says it in passing."""
    return not match.rule.pattern and match.subject.label == "app" and tree.parse.pos[match.trigger] != "VERB"


def stance_of(
    tree: Graph, match: Match, anchor: int | None, quoted: Sequence[Quoted], ontology: Ontology
) -> Stance:
    """The status and the speaker of a match; ``anchor`` is that of ``anchor_of``."""
    own = _is_own(tree, match)
    arguments = () if own else (match.subject.token, match.object.token)
    at = match.trigger if own else anchor
    state = _is_state(match, ontology)
    held = stance(tree, at, own=own, nominal=match.rule.event, state=state, arguments=arguments)
    signals = {held.status} | ({Status.PLANNED} if _is_to_come(tree, match) else set())
    if match.rule.status == Status.FORMER and held.status in (Status.NEGATED, Status.PLANNED):
        signals = {Status.ASSERTED}  # an office that somebody did not or does not yet leave
    elif match.rule.status:
        signals.add(match.rule.status)
    if match.title is not None:
        signals |= _titled(tree, match, match.title, anchor, ontology)
        if ontology.has(match.predicate, Trait.HELD_BY_NOMINEES):  # the presumptive nominee is a member
            outside = {Modifier.ELECT, Modifier.WOULD_BE} | (
                {Modifier.FORMER} if _is_apart(match.title) else set()
            )
            signals -= {MODIFIER_STATUS[m] for m in match.title.modifiers & outside}
            signals = signals or {Status.ASSERTED}
            if at is not None and is_nominated(tree, tree.head(at), at):
                signals = (signals - {Status.PLANNED}) or {Status.ASSERTED}
    elif not match.rule.pattern and was(tree, match.trigger):
        signals.add(Status.FORMER)
    if _is_aside(match, ontology):
        signals -= {Status.FORMER, Status.PLANNED}
    elif anchor is not None and state and past(tree, anchor):
        signals.add(Status.FORMER)
    if ontology.has(match.predicate, Trait.LASTING):
        signals.discard(Status.FORMER)
    speaker = held.speaker
    around = [q for q in quoted if q.start <= match.trigger < q.end and q.end - q.start > SCARE_QUOTE]
    inside = min(around, key=lambda q: q.end - q.start, default=None)
    if inside is not None:
        signals.add(Status.ATTRIBUTED)
        speaker = inside.speaker if inside.speaker is not None else speaker
    return Stance(strongest(signals), speaker, held.asked)


def _is_to_come(tree: Graph, match: Match) -> bool:
    """Whether an event that a noun names is still to come: "the upcoming Games in Rome"."""
    if match.rule.pattern and Status.PLANNED in described(tree, match.subject.token):
        return True
    event = match.subject.entity is not None and match.subject.entity.type == EntityType.EVENT
    noun = tree.parse.pos[match.trigger] in ("NOUN", "PROPN")
    return event and noun and waits(tree, match.subject.token)


def _titled(
    tree: Graph, match: Match, title: TitleMention, anchor: int | None, ontology: Ontology
) -> set[Status]:
    """The signals of a title, its own and those of how it is held."""
    signals = {MODIFIER_STATUS[m] for m in title.modifiers if m in MODIFIER_STATUS}
    if ontology[match.predicate].literal and "elect" in tree.parse.span_text(*title.written).lower():
        signals.discard(Status.PLANNED)  # who is president-elect holds that title now
    office = ontology.has(match.predicate, Trait.OFFICE) or ontology.has(match.predicate, Trait.OFFICE_TITLE)
    if anchor is not None and office and _is_taken_later(tree, anchor):
        signals.add(Status.PLANNED)
    outlasts = ontology.has(match.predicate, Trait.HELD_BY_NOMINEES) and _is_apart(title)
    if not outlasts and _is_own(tree, match) and _is_ousted(tree, title, match.subject.token):
        signals.add(Status.FORMER)
    return signals


def _is_ousted(tree: Graph, title: TitleMention, holder: int) -> bool:
    """Whether who holds an office is said to have lost it: "unseated X", "beat incumbent Senator X"."""
    words_before = range(max(tree.start, title.start - REACH), title.start)
    incumbent = any(tree.parse.word(k).lower() in INCUMBENT for k in words_before)
    joined = tree.incoming(tree.head(holder)) if tree.deprel(holder) == "conj" else ()  # "A and B resigned"
    for label, verb in (*tree.incoming(holder), *tree.incoming(title.head), *joined):
        if leaves_office(tree, label, verb):
            return True
        if label in ("of", "poss") and tree.lemma(verb) in cue_words("exits"):
            return stance(tree, verb, nominal=True).status == Status.ASSERTED  # "the removal of Minister X"
        if label == "obj" and tree.parse.tags[verb] in ("VBD", "VBN"):
            lemma = tree.lemma(verb)
            if lemma in word_set("verbs", "ousting") or (
                incumbent and lemma in word_set("verbs", "defeating")
            ):
                return True
    return False


def _is_taken_later(tree: Graph, office: int) -> bool:
    """Whether who is elected to an office has yet to take it: "was elected mayor and will take office"."""
    verb = tree.head(office)
    if tree.lemma(verb) not in word_set("verbs", "naming"):
        return False
    return any(
        _is_entry(tree, k) and stance(tree, k).status == Status.PLANNED
        for later in tree.kids(verb, "conj", "advcl", "parataxis")
        for k in (later, *tree.kids(later, "xcomp"))
    )


def _is_entry(tree: Graph, verb: int) -> bool:
    """Whether an office begins so: "takes office", "is sworn in"."""
    entered = [tree.lemma(k) for k in tree.kids(verb, "obj")]
    return tree.lemma(verb) == "swear" or bool(entered and entered[0] in word_set("nouns", "offices"))


def _is_aside(match: Match, ontology: Ontology) -> bool:
    """Whether a description only carries the relation: a former Russian player is Russian."""
    return ontology.has(match.predicate, Trait.NATIONALITY) and not match.rule.trigger.lemmas


def _is_state(match: Match, ontology: Ontology) -> bool:
    return match.rule.state or (match.title is not None and any(c.office for c in match.title.classes))
