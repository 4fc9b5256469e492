"""Annotations in the scoring format: ``python -m training.annotations.gold --data DIR --out FILE [--held]``.

A row is ``{"id", "text", "mentions", "facts", "complete", "ents", "annotated"}``, which both the scoring of
relations and that of entities take. Near-synonyms that careful readers mix up are accepted for each other.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

from training.annotations.store import Annotated, documents

NEAR = (  # readers differ between these; either is right
    {"told", "urged", "warned"},
    {"opposes", "accuses", "rejected", "protestedAgainst"},
    {"funds", "supports", "helped"},
    {"mergedWith", "partnersWith", "agreedWith"},
    {"partOf", "agencyOf", "basedIn", "headquarteredIn"},
    {"deputyHeadOf", "ministerOf"},
    {"prosecutedBy", "detainedBy", "wantedBy"},
    {"memberOf", "worksFor", "legislatorFor"},
    {"investedIn", "ownerOf", "founderOf"},
    {"citizenOf", "livesIn"},
    {"metWith", "attended"},
)
LOOSE = frozenset({"holdsPosition", "alsoKnownAs", "affiliatedWith"})  # a true one may be missing
TYPES = {
    **{"PERSON": "Person", "ORG": "Organization", "EVENT": "Event"},
    **{"GPE": "Place", "LOC": "Place", "FAC": "Place"},
}
LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "DATE")


def near(name: str) -> list[str]:
    """A relation, then those that may stand for it."""
    return [name, *sorted({other for group in NEAR if name in group for other in group} - {name})]


def row(document: Annotated, relations: list[str]) -> dict[str, Any]:
    """One document as the scoring takes it."""
    names = [(s, e, label, entity) for s, e, label, entity, kind in document.mentions if kind == "name"]
    return {
        "id": document.id,
        "text": document.text,
        "mentions": [[s, e, _type(document, of, label), of] for s, e, label, of in names if of],
        "facts": [_fact(document, fact) for fact in document.facts or () if fact["p"] != "holdsPosition"],
        "complete": [name for name in relations if name not in LOOSE],
        "ents": [[s, e, label] for s, e, label, _ in names if label in LABELS],
        "annotated": list(LABELS),
        "merge": [["GPE", "LOC", "FAC"]],
    }


def _type(document: Annotated, entity: str, label: str) -> str:
    return TYPES.get(document.entities.get(entity, label), "Group")


def _fact(document: Annotated, fact: dict[str, Any]) -> dict[str, Any]:
    object_ = fact["o"]
    if isinstance(object_, dict):
        object_ = {"text": object_["date"]}
    elif isinstance(object_, list):
        object_ = {"text": document.text[object_[0] : object_[1]]}
    made = {"predicate": near(fact["p"]), "subject": fact["s"], "object": object_, "label": fact["how"]}
    optional = fact.get("optional") or fact["status"] not in ("asserted", "former")
    return made | {"status": fact["status"]} | ({"optional": True} if optional else {})


def inventory(design: Path) -> list[str]:
    """The names in a list of relations (tab-separated, the first column)."""
    lines = design.read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[0] for line in lines if line.strip() and not line.startswith("#")]


def main() -> None:
    """Write the rows of the documents whose facts were read (with --names, of all)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of corpora")
    parser.add_argument("--design", type=Path, required=True, help="relations.tsv")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--held", action="store_true", help="only what trains nothing")
    parser.add_argument("--names", action="store_true", help="also what was read for names only")
    args = parser.parse_args()
    relations = inventory(args.design)
    with gzip.open(args.out, "wt", encoding="utf-8") as file:
        for document in documents(args.data):
            if (document.held or not args.held) and (args.names or document.facts is not None):
                file.write(json.dumps(row(document, relations), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
