"""rules list, show, try, test: the rules that read relations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import complain, guarded, say
from kg.errors import NotFoundError
from kg.suggestions import near

if TYPE_CHECKING:
    from kg.ontology import Ontology
    from kg.records import Parse
    from kg.relations import Rule

Own = Annotated[list[Path] | None, typer.Option("--rules", help="File with rules of your own.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module as a group."""
    group = typer.Typer(no_args_is_help=True, help="Look at, try and test the rules that read relations.")
    for name, command in (("list", listed), ("show", show), ("try", attempt), ("test", test)):
        group.command(name=name)(guarded(command))
    app.add_typer(group, name="rules")


def listed(rules: Own = None) -> None:
    """Each rule with its relation; those that are off are experimental."""
    from kg.relations import load

    on = {rule.id for rule in _loaded(rules)}
    for rule in load(rules or (), experimental=True):
        say(f"{rule.id}: {rule.predicate}{'' if rule.id in on else ' (experimental)'}")


def show(rule: Annotated[str, typer.Argument(help="The id of a rule.")], rules: Own = None) -> None:
    """A rule: its relation, where its arguments stand, and its sentences."""
    found = _one(rule, rules)
    trigger = found.trigger
    starts = sorted({*trigger.lemmas, *trigger.words, *trigger.titles})
    say(f"{found.id}: {found.predicate}  ({found.source})")
    say(f"  trigger  {', '.join(starts) or 'a pattern'}")
    say(f"  subject  {found.subject.written}")
    say(f"  object   {found.object.written}")
    for mark, sentences in (("+", found.must), ("-", found.must_not)):
        for sentence in sentences:
            say(f"  {mark} {sentence}")


def attempt(
    sentence: Annotated[str, typer.Argument(help="A sentence, or a few.")],
    rules: Own = None,
    tree: Annotated[bool, typer.Option(help="Draw the tree.")] = True,
) -> None:
    """Say which rules match a sentence, along which path, and which nearly do."""
    from kg.relations.trial import attempt as run
    from kg.relations.trial import draw, explain, judged

    parse, chosen, terms = _parse(sentence), _loaded(rules), _vocabulary(rules)
    for sentence_tree, found in run(parse, chosen, terms):
        for line in draw(sentence_tree).splitlines() if tree else ():
            say(line)
        for item in found:
            say(explain(sentence_tree, item))
        if not found:
            say("  no rule has a trigger here")
    for line in judged(parse, chosen, terms):
        say(line)


def test(rules: Own = None) -> None:
    """Read the sentences that rules must and must not match; with --rules those of your own only."""
    from kg.relations.trial import check

    chosen = _loaded(rules)
    own = {str(path.name) for path in rules or ()}
    tested = [rule for rule in chosen if not own or rule.source in own]
    failures = list(check(tested, _parse, _vocabulary(rules)))
    for failure in failures:
        complain(f"{failure.rule}: {failure.sentence!r} {failure.reason}")
    say(f"{len(tested)} rules, {len(failures)} sentences wrong")
    if failures:
        raise typer.Exit(1)


def _loaded(files: Sequence[Path] | None) -> tuple[Rule, ...]:
    from kg.relations import load

    return load(files or ())


def _vocabulary(files: Sequence[Path] | None) -> Ontology:
    from kg.pipeline.user_relations import ontology

    return ontology([str(file) for file in files or ()])


def _one(id: str, files: Sequence[Path] | None) -> Rule:
    from kg.relations import load

    rules = {rule.id: rule for rule in load(files or (), experimental=True)}
    if id not in rules:
        raise NotFoundError(f"no rule {id!r}{near(id, rules, otherwise=':')} 'kg rules list' prints them")
    return rules[id]


def _parse(text: str) -> Parse:
    from kg.language import parse

    return parse(text)
