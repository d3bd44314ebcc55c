"""Points to plots: how many a second, against the 554 plots of the demo district, in one process.

    python -m bench.routing

The index is the one that pages and imports use; no database is needed. A sample is checked against looking at
every plot, so that a fast wrong answer does not pass.
"""

import json
import random
import time
from collections.abc import Callable

import django
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon

from huisheng.config import start

Points = NDArray[np.float64]
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
    from huisheng.network.geometry import PlotIndex

    figures = read_figures()
    ground = cut_ground(figures, random.Random(figures.seed))
    index = PlotIndex(dict(enumerate(ground.cells, start=1)), ground.border)
    lons, lats = points_around(ground.border.bounds)
    found = index.locate_many(lons, lats)
    rate = POINTS / min_of(lambda: index.locate_many(lons, lats))
    single = SINGLE / min_of(lambda: [index.locate(lons[at], lats[at]) for at in range(SINGLE)])
    wrong = sum(
        int(found[at]) != looked_at_every_plot(ground.cells, lons[at], lats[at]) for at in range(CHECKED)
    )
    wrong += sum((index.locate(lons[at], lats[at]) or 0) != found[at] for at in range(SINGLE))
    line = {
        "bench": "routing",
        "plots": len(ground.cells),
        "points": POINTS,
        "points_per_second": round(rate),
        "single_per_second": round(single),
        "on_a_plot": round(float((found != 0).mean()), 4),
        "checked": CHECKED + SINGLE,
        "wrong": int(wrong),
        "wanted_per_second": WANTED_A_SECOND,
        "pass": bool(rate >= WANTED_A_SECOND and wrong == 0),
    }
    print(json.dumps(line))


def min_of(work: Callable[[], object]) -> float:
    """The best of some rounds in seconds: what the machine can do when nothing else is on it."""
    seconds = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def looked_at_every_plot(plots: list[Polygon], lon: float, lat: float) -> int:
    """The slow answer: the lowest id of all plots that the point touches; 0 for none."""
    touched = shapely.intersects_xy(plots, lon, lat)
    return int(touched.argmax()) + 1 if touched.any() else 0


def points_around(bounds: tuple[float, float, float, float]) -> tuple[Points, Points]:
    """Points evenly over the district's box: about half of them lie outside, as bad points do."""
    west, south, east, north = bounds
    rng = np.random.default_rng(1)
    return rng.uniform(west, east, POINTS), rng.uniform(south, north, POINTS)


if __name__ == "__main__":
    main()
