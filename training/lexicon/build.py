"""Writes the lexicon's tables: ``python -m training.lexicon.build DATA_FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from training.lexicon import gazetteer, organizations, people, small_places
from training.lexicon.sources import write

TARGET = Path(__file__).parents[2] / "kg" / "lexicon" / "data"


def main(folder: Path) -> None:
    rows = gazetteer.build(folder)
    write(TARGET / "places.tsv.gz", gazetteer.rows_out(rows))
    write(TARGET / "place_names.tsv.gz", gazetteer.index(rows))
    write(TARGET / "small_places.tsv.gz", small_places.build(rows))
    write(TARGET / "place_members.tsv", gazetteer.members(rows))
    write(TARGET / "demonyms.tsv", gazetteer.adjectives(folder, rows))
    write(TARGET / "people.tsv.gz", people.build(folder))
    write(TARGET / "legal_forms.tsv", organizations.build(folder))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
