"""The figures of the demo district, read from `data/luyuan.toml` and the official lists beside it."""

from __future__ import annotations

import csv
import json
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import Polygon

from huisheng.network.demo.tessellation import one_polygon

DATA = Path(__file__).resolve().parent.parent / "data"
# The suffix by which the official list tells villages and the placeholder communities of zones apart.
VILLAGE_SUFFIX = "村委会"
VIRTUAL_SUFFIX = "虚拟社区"


@dataclass(frozen=True)
class Place:
    """A village or community of the official list; `kind` of area, `weight`: the key in the weights."""

    code: str
    name: str
    kind: str
    weight: str


@dataclass(frozen=True)
class Street:
    """A street, town or zone with its places and its illustrative seed point (lon, lat)."""

    code: str
    name: str
    kind: str
    prefix: str
    at: tuple[float, float]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Figures:
    """What the demo is made from."""

    seed: int
    since: date
    district: str
    district_name: str
    plots: int
    organisations: int
    dwellings: int
    differences: dict[str, list[int]]
    weights: dict[str, dict[str, float]]
    missing: dict[str, int]
    streets: tuple[Street, ...]
    departments: tuple[dict[str, Any], ...]
    border: Polygon

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All villages and communities, street by street."""
        return tuple(place for street in self.streets for place in street.places)

    def smaller(self, **changes: Any) -> Figures:
        """The same district with other figures, for tests."""
        return replace(self, **changes)


def read_figures() -> Figures:
    """The figures that ship with Huisheng."""
    settings = tomllib.loads((DATA / "luyuan.toml").read_text(encoding="utf-8"))
    names = {row["code"]: row["name"] for row in _rows("luyuan_streets.csv")}
    places: dict[str, list[Place]] = {}
    for row in _rows("luyuan_villages.csv"):
        places.setdefault(row["streetCode"], []).append(_place(row["code"], row["name"]))
    streets = tuple(
        Street(
            code=entry["code"],
            name=names[entry["code"]],
            kind=_street_kind(names[entry["code"]]),
            prefix=entry["prefix"],
            at=(entry["at"][0], entry["at"][1]),
            places=tuple(places[entry["code"]]),
        )
        for entry in settings.pop("streets")
    )
    return Figures(
        streets=streets, departments=tuple(settings.pop("departments")), border=_border(), **settings
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _place(code: str, name: str) -> Place:
    if name.endswith(VILLAGE_SUFFIX):
        return Place(code, name.removesuffix("委会"), "village", "village")
    weight = "zone" if name.endswith(VIRTUAL_SUFFIX) else "community"
    return Place(code, name, "community", weight)


def _street_kind(name: str) -> str:
    if name.endswith("街道"):
        return "street"
    return "town" if name.endswith("镇") else "zone"


def _border() -> Polygon:
    collection = json.loads((DATA / "luyuan_boundary.geojson").read_text(encoding="utf-8"))
    shape = shapely.from_geojson(json.dumps(collection["features"][0]["geometry"]))
    return one_polygon(shape)
