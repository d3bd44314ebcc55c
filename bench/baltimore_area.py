"""Draw `huisheng/cases/data/areas/baltimore.geojson`: an area file of our own for the 311 sample.

No published boundary is copied. Each neighbourhood is the cell (Voronoi) around the middle of the sample's
points that name it, inside an outline drawn by hand after the city's own corners; it belongs to the council
and police district that most of its rows name. So the lines are ours and approximate, and say so.

    python -m bench.baltimore_area
"""

import csv
import json
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median
from typing import Any

import shapely
from shapely.geometry import MultiPoint, Polygon, mapping
from shapely.geometry.base import BaseGeometry

SAMPLE = Path(__file__).parents[2] / "shared/data/requests311/baltimore_311_sample.csv"
TARGET = Path(__file__).parents[1] / "huisheng/cases/data/areas/baltimore.geojson"
# Longitude, latitude; clockwise from the north-west. The city's limits are nearly straight lines of 1918.
OUTLINE = [
    (-76.7125, 39.3720), (-76.5297, 39.3720), (-76.5297, 39.2096), (-76.5498, 39.1972),
    (-76.5830, 39.2081), (-76.6116, 39.2344), (-76.7120, 39.2770),
]  # fmt: skip
DIGITS = 4
CITY, NOTE = "BAL", "Ours, approximate: cells around points of the 311 sample. No official boundary."
Row = dict[str, str]


def main() -> None:
    """Read the sample, write the file."""
    rows = _rows()
    places = {name: _place(found) for name, found in rows.items()}
    outline = Polygon(OUTLINE)
    inside = {name: place for name, place in places.items() if outline.contains(place["at"])}
    city = _feature("district", CITY, "Baltimore", "", outline)
    city["properties"] |= {"bureau": "Baltimore Mayor's Office", "centre": "Baltimore 311"}
    features = [city]
    features += _divisions(inside)
    features += _plots(inside, outline)
    lines = ",\n".join(json.dumps(feature, separators=(",", ":")) for feature in features)
    TARGET.write_text(
        f'{{"type":"FeatureCollection","name":"Baltimore","note":{json.dumps(NOTE)},"features":[\n{lines}\n]}}\n'
    )
    print(len(features), TARGET)


def _rows() -> dict[str, list[Row]]:
    """Rows with a true point, by neighbourhood."""
    found = defaultdict(list)
    with SAMPLE.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["Neighborhood"] and row["Latitude"] and float(row["Latitude"]) % 1:
                found[row["Neighborhood"]].append(row)
    return dict(found)


def _place(rows: list[Row]) -> dict[str, Any]:
    def most(column: str) -> str:
        words = Counter(row[column] for row in rows if row[column])
        return words.most_common(1)[0][0] if words else ""

    lon = median(float(row["Longitude"]) for row in rows)
    lat = median(float(row["Latitude"]) for row in rows)
    council, police = most("CouncilDistrict").zfill(2), most("PoliceDistrict") or "Central"
    return {"at": shapely.Point(round(lon, 3), round(lat, 3)), "council": council, "police": police}


def _divisions(places: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Council districts, and in each the police districts that share it."""
    pairs = sorted({(place["council"], place["police"]) for place in places.values()})
    found = [
        _feature("street", f"{CITY}-{council}", f"Council District {int(council)}", CITY)
        for council in sorted({council for council, _police in pairs})
    ]
    for council, police in pairs:
        name = f"Council District {int(council)}, {police}"
        found.append(_feature("community", _station(council, police), name, f"{CITY}-{council}"))
    return found


def _plots(places: dict[str, dict[str, Any]], outline: Polygon) -> list[dict[str, Any]]:
    names = sorted(places, key=lambda name: (places[name]["council"], name))
    points = MultiPoint([_apart(places[name]["at"], number) for number, name in enumerate(names)])
    cells = shapely.voronoi_polygons(points, extend_to=outline.envelope.buffer(0.1), ordered=True)
    counted: Counter[str] = Counter()
    found = []
    for name, cell in zip(names, cells.geoms, strict=True):
        place = places[name]
        counted[place["council"]] += 1
        code = f"B{place['council']}-{counted[place['council']]:02d}"
        shape = shapely.set_precision(shapely.intersection(cell, outline), 10**-DIGITS)
        found.append(_feature("plot", code, name, _station(place["council"], place["police"]), shape))
    return found


def _apart(point: shapely.Point, number: int) -> shapely.Point:
    """Two neighbourhoods with the same rounded middle would share one cell."""
    return shapely.Point(point.x + number * 1e-7, point.y)


def _station(council: str, police: str) -> str:
    """`BAL-06-NW` for Northwestern."""
    letters = "".join(
        part[0] for part in ("North", "South", "East", "West", "Central") if part.lower() in police.lower()
    )
    return f"{CITY}-{council}-{letters}"


def _feature(
    kind: str, code: str, name: str, parent: str, shape: BaseGeometry | None = None
) -> dict[str, Any]:
    properties = {"kind": kind, "code": code, "name": name, "parent": parent}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": mapping(shape) if shape is not None else None,
    }


if __name__ == "__main__":
    main()
