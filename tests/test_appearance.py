"""Statuses, types and kinds of mentions: one order, one wording, one palette, for Python and for browsers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from graph_helpers import make_collection

from kg.errors import DataError
from kg.ontology import ENTITY_TYPES
from kg.page import appearance, page
from kg.page.rendering import PARTS
from kg.records import EntityType, MentionKind, Status

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "kg" / "server" / "static" / "assets"


def test_every_status_and_type_has_its_look_in_order() -> None:
    assert list(appearance.statuses()) == list(Status)
    assert list(appearance.types()) == list(EntityType) == list(ENTITY_TYPES)
    assert [*MentionKind] == ["name", "nominal", "pronoun"]


@pytest.mark.parametrize("ids", [["asserted"], [*reversed(Status)], [*Status, "rumoured"]])
def test_a_file_of_other_statuses_is_refused(ids: list[str]) -> None:
    with pytest.raises(DataError, match="but the records have"):
        appearance._in_order({id: id for id in ids}, [str(status) for status in Status])


def test_labels_and_colours_tell_statuses_and_types_apart() -> None:
    looks = [*appearance.statuses().values()]
    assert len({look.label for look in looks}) == len(looks)
    for of in (looks[1:], [*appearance.types().values()]):
        assert len({look.light for look in of}) == len({look.dark for look in of}) == len(of)


def test_the_page_has_the_looks_and_none_of_its_own() -> None:
    html = page(make_collection())
    assert appearance.style().strip() in html
    assert json.dumps(dict(appearance.raw()), ensure_ascii=False, separators=(",", ":")) in html
    own = (PARTS / "page.css").read_text(encoding="utf-8")
    names = [*Status, *(kind.lower() for kind in EntityType), "other"]
    assert not [name for name in names if re.search(rf"--{name}:", own)]


def test_the_explorer_was_built_with_the_looks() -> None:
    built = "".join(file.read_text(encoding="utf-8") for file in sorted(STATIC.glob("index-*.css")))
    for look in (*appearance.statuses().values(), *appearance.types().values()):
        for colour in filter(None, (look.light, look.dark)):
            short = re.sub(r"^#(.)\1(.)\2(.)\3$", r"#\1\2\3", colour)
            assert re.search(rf"--{look.id.lower()}:({colour}|{short})\b", built), look.id
    scripts = "".join(file.read_text(encoding="utf-8") for file in sorted(STATIC.glob("*.js")))
    assert not [look.label for look in appearance.statuses().values() if look.label not in scripts]


def test_the_page_can_draw_every_shape_in_its_legend() -> None:
    outlines = (PARTS / "filters.js").read_text(encoding="utf-8")
    shapes = {look.shape for look in appearance.types().values()} | {appearance.raw()["other"]["shape"]}
    assert not [shape for shape in sorted(shapes) if f"  {shape}: {{ tag:" not in outlines]
    assert not [kind for kind in EntityType if f"{kind.lower()}: true" not in outlines]


def test_every_marked_status_has_its_line_badge_and_edge() -> None:
    style = appearance.with_statuses((PARTS / "page.css").read_text(encoding="utf-8"))
    assert "/* statuses" not in style
    for look in list(appearance.statuses().values())[1:]:
        for kind in ("line", "badge", "claim"):
            assert f".{kind}.status-{look.id} " in style, (kind, look.id)
