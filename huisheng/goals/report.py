"""Coverage as plain data for other programs: stable names, m² as numbers, pieces as GeoJSON in WGS84."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from shapely.geometry import Polygon, mapping

from huisheng.goals.land.parts import DUST, SLIVER_METRES, Kind, LandCoverage, Part
from huisheng.goals.queries.households import HouseholdCoverage, Tally, households
from huisheng.goals.queries.land import land
from huisheng.goals.queries.streets import StreetLand, streets
from huisheng.network.snapshot import Tree
from huisheng.network.tree import tree

FORMAT = 1
DECIMALS_OF_DEGREES = 9  # a tenth of a millimetre
DECIMALS_OF_AREA = 4  # a square centimetre
COORDINATES = "WGS84 degrees, longitude first; sides straight between corners (RFC 7946)"
AREAS = "Lambert cylindrical equal-area projection of the WGS84 ellipsoid; scale error of areas 0"


def coverage_report() -> dict[str, Any]:
    """Everything that `huisheng coverage --json` prints; `docs/reference/commands.md` describes it."""
    network, found = tree(), land()
    return {
        "format": FORMAT,
        "date": network.day.isoformat(),
        "district": network.district.code if network.district else None,
        "land": _land(network, found, streets()) if found else None,
        "households": _households(households()),
    }


def _land(network: Tree, found: LandCoverage, by_street: tuple[StreetLand, ...]) -> dict[str, Any]:
    return {
        "district_m2": _m2(found.district_area),
        "covered_m2": _m2(found.covered_area),
        "covered_share": found.share,
        "gap_m2": _m2(found.gap_area),
        "plots_m2": _m2(found.plots_area),
        "outside_m2": _m2(found.plots_area - found.inside_area),
        "counted_twice_m2": _m2(found.counted_twice),
        "coordinates": COORDINATES,
        "areas": AREAS,
        "sliver_below_m": SLIVER_METRES,
        "not_listed_below_m2": DUST,
        "not_listed": {kind.value: {"count": n, "m2": m2} for kind, (n, m2) in found.dust.items()},
        "parts": {"type": "FeatureCollection", "features": [_feature(network, part) for part in found.parts]},
        "streets": [_street(each) for each in by_street],
    }


def _feature(network: Tree, part: Part) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": _rounded(part.shape),
        "properties": {
            "kind": part.kind.value,
            "area_m2": _m2(part.area),
            "sliver": part.is_sliver,
            "plots": [network.plot(plot).code for plot in part.plots],
        },
    }


def _street(each: StreetLand) -> dict[str, Any]:
    return {
        "code": each.area.code,
        "name": each.area.name,
        "plots": each.plots,
        "covered_m2": _m2(each.covered_area),
        "covered_share": each.share,
        **{f"{kind.value}_m2": _m2(each.area_of(kind)) for kind in Kind},
    }


def _households(found: HouseholdCoverage) -> dict[str, Any]:
    return {
        **_tally(found.tally),
        "places": [{"code": area.code, "name": area.name, **_tally(tally)} for area, tally in found.places],
        "buildings": [
            {"code": each.code, "name": each.name, "place": each.place.code, **_tally(each.tally)}
            for each in found.buildings
        ],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {**asdict(tally), "served_share": tally.share}


def _m2(area: float) -> float:
    return round(area, DECIMALS_OF_AREA)


def _rounded(shape: Polygon) -> dict[str, Any]:
    rings = [
        [[round(value, DECIMALS_OF_DEGREES) for value in point] for point in ring]
        for ring in mapping(shape)["coordinates"]
    ]
    return {"type": "Polygon", "coordinates": rings}
