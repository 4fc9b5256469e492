"""Whether a statement is asserted, attributed, negated, hedged, planned or former, and who makes it.

From the token that carries the statement the tree is climbed to the root; what stands on the
way (negation, modals, conditions, verbs of saying, planning, failing) is collected, and the
strongest reading wins. Appositions, titles and relative clauses are the article's own words: the
climb ends there. Words inside a quotation belong to its speaker.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from kg.factuality import embedding, fate_of_events, roles
from kg.factuality.cues import Cue, Signal, cue_words, described, excluded, local, shared
from kg.factuality.embedding import NOTHING, STOP, Step
from kg.records import Status
from kg.syntax.graph import Graph
from kg.syntax.propagation import speaks_for_all
from kg.syntax.tree import infinitive, preposition

ORDER = (Status.NEGATED, Status.HEDGED, Status.PLANNED, Status.ATTRIBUTED, Status.FORMER, Status.ASSERTED)
OWN_WORDS = frozenset({"acl:relcl", "appos", "nmod:desc", "compound", "flat"})
CLAUSES = frozenset({"ccomp", "csubj", "csubj:pass", "xcomp", "advcl", "acl", "obl", "obj", "nmod"})
TOLD = frozenset({"ccomp", "csubj", "csubj:pass"})
OPENING = frozenset({":", "“", "‘", "«", "„"})  # words of one's own follow
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
# "did not want to say that ..." denies and plans nothing of it
OF_TELLING = frozenset({Status.ATTRIBUTED, Status.HEDGED})
HIGHEST = 40  # steps


@dataclass(frozen=True, slots=True)
class Stance:
    """How a statement is made, and the token of who makes it (None: the article).

    ``asked`` marks what is only asked of somebody: nobody says that it is, was or will be so.
    """

    status: Status
    speaker: int | None = None
    asked: bool = False


@dataclass(slots=True)
class Climb:
    """What has been collected on the way up."""

    tree: Graph
    signals: set[Signal]
    speaker: int | None = None
    told: bool = False  # whether a verb of saying or thinking has been passed

    def add(self, step: Step) -> None:
        """Take in what a governing word adds; the innermost speaker counts."""
        self.signals.update(step.signals & OF_TELLING if self.told else step.signals)
        self._speak(step.speaker)

    def visit(self, at: int) -> None:
        """Look for a source named beside a clause: "according to X", ", X said"."""
        source = _source(self.tree, at)
        if source is not None:
            self.signals.add(Status.ATTRIBUTED)
            self._speak(source)
            self.settle(past=True)

    def settle(self, *, past: bool) -> None:
        """Decide what a "would" means."""
        if Cue.WOULD in self.signals:
            self.signals.discard(Cue.WOULD)
            self.signals.add(Status.PLANNED if past else Status.HEDGED)

    def _speak(self, token: int | None) -> None:
        if self.speaker is None:
            self.speaker = token


def strongest(signals: Set[Signal]) -> Status:
    """The status that wins among several."""
    return next((s for s in ORDER if s in signals), Status.ASSERTED)


def stance(
    tree: Graph,
    anchor: int | None,
    *,
    own: bool = False,
    nominal: bool = False,
    state: bool = False,
    arguments: tuple[int, ...] = (),
) -> Stance:
    """Read the stance of a statement from its anchor: the verb or the predicate noun.

    Without an anchor nothing is read. ``own`` marks an apposition or a title, of which only its own
    modifiers count. ``nominal`` marks an event noun ("the arrest of X"): it is taken as given unless
    the word that governs it makes it unreal, and what is said of it is another matter. ``state``
    marks what holds over time and can be over.
    ``arguments`` are tokens that may be shut out of the statement ("met Ann, not Bob").
    """
    if anchor is None:
        return Stance(Status.ASSERTED)
    if own:
        return Stance(strongest(described(tree, anchor)))
    in_passing = _is_plain_noun(tree, anchor) and not nominal
    climb = Climb(tree, described(tree, anchor) if in_passing else local(tree, anchor))
    if not in_passing and any(excluded(tree, a) for a in arguments):
        climb.signals.add(Status.NEGATED)
    if nominal:
        climb.signals.update(fate_of_events.event(tree, anchor))
    if not nominal or _is_carried(tree, anchor):
        _up(climb, anchor)
    climb.settle(past=False)
    if state and Cue.ONCE in climb.signals:
        climb.signals.add(Status.FORMER)
    return Stance(strongest(climb.signals), climb.speaker, Cue.ASKED in climb.signals)


def _is_carried(tree: Graph, noun: int) -> bool:
    """Whether an event noun shares the fate of its verb: "will pay a visit", "the talks may take place"."""
    verb = tree.head(noun)
    if verb == noun or not tree.start <= verb < tree.end:
        return False
    if tree.deprel(noun) == "obl":
        return roles.is_aim(tree, verb, noun)
    return roles.holds(tree, verb, noun)


def _up(climb: Climb, at: int) -> None:
    tree = climb.tree
    for _ in range(HIGHEST):
        climb.visit(at)
        parent = tree.head(at)
        if tree.deprel(at) == "advcl" and speaks_for_all(tree, parent, at):
            parent = tree.head(parent)
        if parent == at or not tree.start <= parent < tree.end:
            if _is_question(tree, at):
                climb.signals.add(Status.HEDGED)
            return
        step = _step(tree, at, parent)
        if tree.deprel(at) in ("ccomp", "parataxis"):
            climb.settle(past=embedding.is_past(tree, parent) and not _is_conditional(tree, at))
        climb.add(step)
        climb.told = climb.told or tree.deprel(at) in TOLD
        if step.last:
            return
        at = parent


def _step(tree: Graph, at: int, parent: int) -> Step:
    """What the parent of a word adds."""
    dep = tree.deprel(at)
    if dep in OWN_WORDS:
        return embedding.content(tree, parent, at) if _is_content(tree, at) else STOP
    if dep == "conj":
        return Step(frozenset(shared(tree, parent, at)))
    if dep == "parataxis":
        return _beside(tree, at, parent)
    if _is_plain_noun(tree, at):
        if roles.is_left(tree, parent, at):
            return roles.leaving(tree, parent)
        if roles.is_nominated(tree, parent, at):
            return Step(frozenset({Status.PLANNED, *local(tree, parent)}))
        return Step(frozenset(local(tree, parent))) if roles.holds(tree, parent, at) else STOP
    if dep not in CLAUSES:
        return STOP
    return _clause(tree, at, parent, dep)


def _clause(tree: Graph, at: int, parent: int, dep: str) -> Step:
    if embedding.is_noun_misread(tree, parent):
        return embedding.fate_of_claim(tree, parent)
    if tree.parse.pos[parent] in NOMINAL and not (dep == "advcl" or _is_question_word(tree, parent)):
        return _inside_noun(tree, at, parent, dep)
    if dep == "advcl":
        return embedding.adverbial(tree, parent, at)
    if dep == "ccomp" or (dep.startswith("csubj") and not infinitive(tree, at)):
        return embedding.reported(tree, parent, at)
    return embedding.controlled(tree, parent, at)


def _inside_noun(tree: Graph, at: int, noun: int, dep: str) -> Step:
    """A participle ("a firm owned by X") is the article's own; other clauses are what the noun holds."""
    marked = tree.kids(at, "mark", "case")
    participle = dep == "acl" and tree.parse.tags[at] in ("VBN", "VBG") and not marked
    if participle and not _is_told_whole(tree, at):
        return STOP
    return embedding.content(tree, noun, at)


def _is_content(tree: Graph, at: int) -> bool:
    """Whether what looks like a relative clause is what a noun holds: "rumours that X had died"."""
    if tree.deprel(at) != "acl:relcl":
        return False
    marked = any(tree.lemma(k) == "that" and tree.parse.pos[k] == "SCONJ" for k in tree.kids(at, "mark"))
    return marked or _is_told_whole(tree, at)


def _is_told_whole(tree: Graph, at: int) -> bool:
    """Whether a clause behind a claim lacks nothing but "that": "dismissed reports the army had hit X"."""
    subjects = tree.kids(at, "nsubj")
    whole = bool(subjects) and bool(tree.kids(at, "obj", "ccomp", "cop"))
    near = min(tree.subtree(at)[0], *subjects) if subjects else at
    return (
        whole
        and tree.lemma(tree.head(at)) in cue_words("claim_nouns")
        and not any(tree.parse.tags[k] in ("WDT", "WP", "WRB", "WP$") for k in range(near, at))
    )


def _is_plain_noun(tree: Graph, at: int) -> bool:
    """Whether a word is a noun without a clause of its own."""
    return tree.parse.pos[at] in NOMINAL and not tree.kids(at, "cop") and not infinitive(tree, at)


def _is_question_word(tree: Graph, at: int) -> bool:
    return tree.parse.tags[at] in ("WP", "WRB", "WDT")


def _beside(tree: Graph, at: int, parent: int) -> Step:
    """Speech that is only put beside its verb: "X told the court: Y killed Z"."""
    if tree.lemma(parent) not in cue_words("say") or tree.kids(parent, "ccomp"):
        return NOTHING
    return embedding.reported(tree, parent, at)


def _is_conditional(tree: Graph, at: int) -> bool:
    """Whether a clause depends on an if-clause."""
    return any(preposition(tree, k) in cue_words("conditional") for k in tree.kids(at, "advcl"))


def _is_question(tree: Graph, root: int) -> bool:
    """Whether a sentence asks if something is so; "why did X ...?" takes it as given."""
    last = tree.end - 1
    while last > root and tree.parse.word(last) in ('"', "”", "’", "'", ")", "»"):
        last -= 1
    if tree.parse.word(last) != "?":
        return False
    return not any(tree.lemma(k) in ("why", "when", "how", "where") for k in tree.kids(root, "advmod"))


def _source(tree: Graph, at: int) -> int | None:
    """The source named beside a clause: "according to X", ", X said,", "as X tells it", "by X's account"."""
    for label, target in tree.edges(at):
        if label == "according_to":
            return _author(tree, target)
        if label in ("parataxis", "advcl") and _is_remark(tree, target, label):
            subjects = tree.down(target, "subj")
            return subjects[0] if subjects else None
        if label == "in" and tree.lemma(target) == "view":
            continue  # "in view of the situation"
        if label in ("by", "in", "on") and tree.lemma(target) in cue_words("account_nouns"):
            owners = tree.down(target, "poss", "of")
            if owners:
                return owners[0]
    return None


def _author(tree: Graph, account: int) -> int:
    """Whose a letter or a statement is: "according to a letter by X"; else what is named itself."""
    if tree.lemma(account) not in cue_words("account_nouns") | cue_words("voicing_nouns"):
        return account
    return next(iter(tree.down(account, "poss", "by", "from", "of")), account)


def _is_remark(tree: Graph, verb: int, label: str) -> bool:
    """Whether a verb of saying stands by the way: nothing of its own is said with it."""
    if tree.lemma(verb) not in cue_words("say") | cue_words("think") | cue_words("doubt"):
        return False
    if tree.kids(verb, "ccomp", "xcomp"):
        return False
    if label == "advcl":
        return preposition(tree, verb) == "as" and tree.parse.word(min(verb + 1, tree.end - 1)) not in OPENING
    return not tree.kids(verb, "obj") or tree.lemma(verb) in cue_words("tell")
