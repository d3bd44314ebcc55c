"""The cover of the land as bytes: what a job worked out, to be shown by another process."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import asdict, replace
from typing import Any, cast

import shapely
from shapely.geometry import Polygon

from huisheng.goals.land.parts import Kind, LandCoverage, Part
from huisheng.goals.queries.streets import StreetLand
from huisheng.network.tree import tree

Streets = tuple[StreetLand, ...]


def written(land: LandCoverage, streets: Streets) -> bytes:
    """The cover and its streets; pieces of streets by their number among the cover's."""
    number = {id(part): at for at, part in enumerate(land.parts)}
    content = {
        "land": {**asdict(replace(land, parts=(), dust={})), "dust": land.dust},
        "parts": [_part(part) for part in land.parts],
        "streets": [
            {
                "area": each.area.id,
                "plots": each.plots,
                "covered_area": each.covered_area,
                "parts": {kind: [number[id(part)] for part in parts] for kind, parts in each.parts.items()},
            }
            for each in streets
        ],
    }
    return zlib.compress(json.dumps(content).encode())


def read(content: bytes) -> tuple[LandCoverage, Streets]:
    """The same again; a street that is no longer there is left out."""
    given: dict[str, Any] = json.loads(zlib.decompress(content))
    parts = tuple(_read_part(each) for each in given["parts"])
    dust = {Kind(kind): (count, area) for kind, (count, area) in given["land"].pop("dust").items()}
    land = LandCoverage(**{**given["land"], "parts": parts, "dust": dust})
    areas = tree().areas
    streets = tuple(
        StreetLand(
            area=areas[each["area"]],
            plots=each["plots"],
            covered_area=each["covered_area"],
            parts={Kind(kind): tuple(parts[at] for at in numbers) for kind, numbers in each["parts"].items()},
        )
        for each in given["streets"]
        if each["area"] in areas
    )
    return land, streets


def _part(part: Part) -> list[Any]:
    shape = base64.b64encode(shapely.to_wkb(part.shape)).decode()
    return [part.kind, shape, part.area, part.is_sliver, part.plots]


def _read_part(given: list[Any]) -> Part:
    kind, shape, area, is_sliver, plots = given
    polygon = cast(Polygon, shapely.from_wkb(base64.b64decode(shape)))
    return Part(Kind(kind), polygon, area, is_sliver, tuple(plots))
