"""Points to plots: how many a second, against the 554 plots of the demo district, in one process.

    python -m bench.routing

The index is the one that pages and imports use; no database is needed. A sample is checked against looking at
every plot, so that a fast wrong answer does not pass.
"""

import json
import random
import time

import django
import numpy as np
import shapely

from huisheng.config import start

POINTS = 1_000_000
SINGLE = 20_000
CHECKED = 2_000
ROUNDS = 3
WANTED_A_SECOND = 200_000


def main() -> None:
    """Measure and print one JSON line."""
    start.prepare(with_database=False)
    django.setup()
    from huisheng.network.demo.figures import read_figures
    from huisheng.network.demo.ground import cut_ground
    from huisheng.network.geometry import NOWHERE, PlotIndex

    figures = read_figures()
    ground = cut_ground(figures, random.Random(figures.seed))
    shapes = dict(enumerate(ground.cells, start=1))
    began = time.perf_counter()
    index = PlotIndex(shapes, ground.border)
    build = time.perf_counter() - began

    lons, lats = points_around(ground.border.bounds)
    seconds = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        found = index.locate_many(lons, lats)
        seconds.append(time.perf_counter() - began)
    began = time.perf_counter()
    singles = [index.locate(lons[at], lats[at]) or NOWHERE for at in range(SINGLE)]
    single = time.perf_counter() - began

    wrong = sum(one != many for one, many in zip(singles, found[:SINGLE].tolist(), strict=True))
    for at in range(CHECKED):
        touched = shapely.intersects_xy(ground.cells, lons[at], lats[at])
        wrong += int(found[at]) != (int(touched.argmax()) + 1 if touched.any() else NOWHERE)
    rate = POINTS / sorted(seconds)[ROUNDS // 2]
    figures_out = {
        "bench": "routing",
        "plots": len(shapes),
        "points": POINTS,
        "points_per_second": round(rate),
        "single_per_second": round(SINGLE / single),
        "index_built_ms": round(build * 1000, 1),
        "on_a_plot": round(float((found != NOWHERE).mean()), 4),
        "checked": CHECKED + SINGLE,
        "wrong": wrong,
        "wanted_per_second": WANTED_A_SECOND,
        "pass": rate >= WANTED_A_SECOND and wrong == 0,
    }
    print(json.dumps(figures_out))


def points_around(bounds: tuple[float, float, float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Points evenly over the district's box: about half of them lie outside, as bad points do."""
    west, south, east, north = bounds
    rng = np.random.default_rng(1)
    return rng.uniform(west, east, POINTS), rng.uniform(south, north, POINTS)


if __name__ == "__main__":
    main()
