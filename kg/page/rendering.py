"""The page around the network: pyvis holds nodes, edges and options and brings vis-network; the rest is ours.

pyvis's own template loads style sheets from other hosts and inserts names as HTML, so
its network is rendered with the template of this folder: everything stands in the one
file, data as JSON, and a content security policy refuses all that is not.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import DataError
from kg.page import appearance
from kg.page.drawing import Drawing
from kg.records import EntityType

if TYPE_CHECKING:
    from pyvis.network import Network  # type: ignore[import-untyped]

PARTS = Path(__file__).with_name("parts")
SCRIPTS = (
    "elements.js",
    "data.js",
    "theme.js",
    "search.js",
    "scenes.js",
    "around.js",
    "network.js",
    "room.js",
    "labels.js",
    "linknames.js",
    "canvas.js",
    "filters.js",
    "ranking.js",
    "circles.js",
    "panel.js",
    "home.js",
    "state.js",
    "page.js",
)
BUSY = 1500  # above so many edges, they are not drawn while the view moves


def render(drawing: Drawing, title: str) -> str:
    """The page as one HTML document that needs nothing else."""
    from jinja2 import Environment, FileSystemLoader

    network = _network(drawing)
    scripts = [_vis(), _own_script()]
    style = appearance.style() + appearance.with_statuses((PARTS / "page.css").read_text(encoding="utf-8"))
    environment = Environment(
        loader=FileSystemLoader(PARTS), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(
        title=title, style=style, scripts=scripts, policy=_policy(scripts, style), rest=_rest(drawing)
    )
    network.templateEnv = environment
    return str(network.generate_html())


def _network(drawing: Drawing) -> Network:
    from pyvis.network import Network

    network = Network(directed=True)
    for node in drawing.nodes:
        fields = {name: value for name, value in node.items() if name != "id"}
        network.add_node(node["id"], shape=_shape(node["type"]), color=None, **fields)
    for edge in drawing.edges:
        fields = {name: value for name, value in edge.items() if name not in ("from", "to")}
        network.add_edge(edge["from"], edge["to"], **fields)
    network.set_options(json.dumps(_options(busy=len(drawing.edges) > BUSY)))
    return network


def _shape(kind: EntityType) -> str:
    look = appearance.types().get(kind)
    return look.shape if look else str(appearance.raw()["other"]["shape"])


def _options(*, busy: bool) -> dict[str, object]:
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {
            "hover": not busy,
            "hideEdgesOnDrag": busy,
            "hideEdgesOnZoom": busy,
            "selectConnectedEdges": False,
            "tooltipDelay": 0,
        },
    }


def _rest(drawing: Drawing) -> dict[str, object]:
    names = (
        "values",
        "together",
        "sentences",
        "articles",
        "types",
        "relations",
        "statuses",
        "counts",
        "bubbles",
        "small",
        "lines",
    )
    return {name: getattr(drawing, name) for name in names}


def _vis() -> str:
    """The vis-network that travels with pyvis, without the pointer to a source map that does not."""
    import pyvis  # type: ignore[import-untyped]

    folder = Path(pyvis.__file__).parent
    found = sorted(folder.glob("lib/vis-*/vis-network.min.js"), key=_version)
    if not found:
        raise DataError(f"{folder} holds no vis-network: install pyvis again")
    lines = found[-1].read_text(encoding="utf-8").split("\n")
    return _inline("\n".join(line for line in lines if not line.startswith("//# sourceMappingURL")))


def _version(file: Path) -> list[int]:
    return [int(part) for part in file.parent.name.removeprefix("vis-").split(".") if part.isdecimal()]


def _own_script() -> str:
    texts = [(PARTS / name).read_text(encoding="utf-8") for name in SCRIPTS]
    looks = json.dumps(dict(appearance.raw()), ensure_ascii=False, separators=(",", ":"))
    return _inline(f"(() => {{\n'use strict';\nconst APPEARANCE = {looks};\n" + "\n".join(texts) + "})();\n")


def _inline(script: str) -> str:
    """``script`` so that nothing in it ends the element that it stands in."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _policy(scripts: list[str], style: str) -> str:
    allowed = " ".join(_digest(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_digest(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
