"""Whether plots cover the land: found exactly, how soon, and how soon after one edit.

    python -m bench.coverage

First the 554 plots of the demo district without what the demo plants, with gaps and overlaps planted here at places
and of sizes that are known, then a city of 20,000 plots. What is found is compared with what was planted, piece by
piece, and after every edit with a computation from the beginning. No database is needed.
"""

import json
import os
import random
import time
from dataclasses import dataclass

import django
import numpy as np
import shapely
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from huisheng.config import start

CITY = (160, 125)  # plots across and down
CITY_CORNER = (125.0, 43.5)
CITY_SIDE = 0.004  # degrees
CORNERS_A_SIDE = 4  # a side of a city plot bends so many times
GAPS, OVERLAPS = 12, 12
EDITS = 20
EXACT = 1e-6  # m²: how far a found area may be from the planted one
WANTED = {"full": 2.0, "edit": 0.1, "city": 60.0}

Plots = dict[int, BaseGeometry]


@dataclass(frozen=True)
class Land:
    """A district and its plots, with what was planted: areas in m², ascending."""

    district: BaseGeometry
    plots: Plots
    gaps: list[float]
    overlaps: list[float]


def main() -> None:
    """Measure and print one JSON line."""
    start.prepare(with_database=False)
    django.setup()
    district, city = demo_land(), city_land()
    found = {"district": measured(district), "city": measured(city)}
    small, large = found["district"], found["city"]
    line = {
        "bench": "coverage",
        "load": round(os.getloadavg()[0], 1),
        **{f"{name}_{key}": value for name, values in found.items() for key, value in values.items()},
        "wanted_s": WANTED,
        "pass": bool(
            small["full_s"] <= WANTED["full"]
            and small["edit_s"] <= WANTED["edit"]
            and large["full_s"] <= WANTED["city"]
            and all(values["wrong"] == 0 for values in found.values())
        ),
    }
    print(json.dumps(line))


def measured(land: Land) -> dict[str, float]:
    """Times in seconds, and how many areas or edits came out wrong."""
    from huisheng.goals.land.cover import covered_by, uncovered
    from huisheng.goals.land.ground import ground_of
    from huisheng.goals.land.parts import Kind, judged

    began = time.perf_counter()
    before = covered_by(uncovered(ground_of(land.district)), land.plots)
    found = judged(before)
    full = time.perf_counter() - began
    wrong = differing([part.area for part in found.parts if part.kind == Kind.GAP], land.gaps)
    wrong += differing([part.area for part in found.parts if part.kind == Kind.OVERLAP], land.overlaps)
    edits, plots, rng = [], land.plots, random.Random(3)
    for _edit in range(EDITS):
        plot = rng.choice(sorted(plots))
        plots = {**plots, plot: shapely.transform(plots[plot], lambda points: points + 2e-5)}
        began = time.perf_counter()
        before = covered_by(before, plots)
        after = judged(before)
        edits.append(time.perf_counter() - began)
    wrong += after != judged(covered_by(uncovered(ground_of(land.district)), plots))
    return {
        "plots": len(land.plots),
        "planted": len(land.gaps) + len(land.overlaps),
        "wrong": int(wrong),
        "full_s": round(full, 3),
        "edit_s": round(max(edits), 4),
    }


def differing(found: list[float], planted: list[float]) -> int:
    """How many areas are missing, too many, or not what was planted."""
    pairs = zip(sorted(found), sorted(planted), strict=False)
    return abs(len(found) - len(planted)) + sum(abs(a - b) > EXACT for a, b in pairs)


def demo_land() -> Land:
    """The demo district before it is spoiled, and spoiled here."""
    from huisheng.network.demo.figures import read_figures
    from huisheng.network.demo.ground import cut_ground

    figures = read_figures()
    ground = cut_ground(figures, random.Random(figures.seed))
    return planted(ground.border, dict(enumerate(ground.whole, start=1)))


def city_land() -> Land:
    """A grid whose corners are shifted and whose sides bend, all of them shared by neighbours."""
    rng, (across, down), fine = np.random.default_rng(2), CITY, CORNERS_A_SIDE
    lon, lat = np.meshgrid(np.arange(across * fine + 1), np.arange(down * fine + 1), indexing="ij")
    points = np.stack([lon, lat], axis=-1) * (CITY_SIDE / fine)
    points[1:-1, 1:-1] += rng.uniform(-0.2, 0.2, points[1:-1, 1:-1].shape) * (CITY_SIDE / fine)
    points = np.round(points + np.array(CITY_CORNER), 7)
    plots: Plots = {}
    for x in range(across):
        for y in range(down):
            square = points[x * fine : (x + 1) * fine + 1, y * fine : (y + 1) * fine + 1]
            ring = [*square[:-1, 0], *square[-1, :-1], *square[:0:-1, -1], *square[0, :0:-1]]
            plots[1 + x * down + y] = Polygon(ring)
    return planted(box(*points[0, 0], *points[-1, -1]), plots)


def planted(district: BaseGeometry, plots: Plots) -> Land:
    """Plots with squares of 3 to 30 m cut out around corners of theirs, or drawn over their neighbours as well."""
    from huisheng.goals.land.ground import as_array
    from huisheng.goals.land.measure import metres_a_degree, square_metres

    rng, ids = random.Random(1), sorted(plots)
    index = shapely.STRtree([plots[id] for id in ids])
    spoiled, used = dict(plots), set[int]()
    gaps: list[BaseGeometry] = []
    overlaps: list[BaseGeometry] = []
    while len(gaps) < GAPS or len(overlaps) < OVERLAPS:
        owner = rng.choice(ids)
        corner = rng.choice(plots[owner].exterior.coords)  # type: ignore[attr-defined]  # a polygon
        size = rng.uniform(3, 30) / 2
        across, along = (size / metres for metres in metres_a_degree(corner[1]))
        patch = box(corner[0] - across, corner[1] - along, corner[0] + across, corner[1] + along)
        near = {ids[at] for at in index.query(patch, predicate="intersects")}
        if near & used or not district.contains_properly(patch):
            continue
        others = [plots[id].intersection(patch) for id in sorted(near - {owner})]
        changed = (
            {id: plots[id].difference(patch) for id in near}
            if len(gaps) < GAPS
            else {owner: plots[owner].union(patch)}
        )
        whole = [*others, *changed.values()]
        if not all(isinstance(shape, Polygon) and not shape.is_empty for shape in whole):
            continue  # it would cut a plot in two, or an overlap into more pieces than one
        if len(gaps) < GAPS:
            gaps.append(patch)
        else:
            overlaps += others
        spoiled.update(changed)
        used |= near
    areas = [sorted(square_metres(as_array(shapes)).tolist()) for shapes in (gaps, overlaps)]
    return Land(district, spoiled, *areas)


if __name__ == "__main__":
    main()
