"""The cover by town, street and zone, in the official order: what each has to mend, never a rank."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from huisheng.goals.land.ground import as_array
from huisheng.goals.land.measure import square_metres
from huisheng.goals.land.parts import Kind, Part
from huisheng.goals.queries.land import Standing, standing
from huisheng.network.nodes import AreaNode


@dataclass(frozen=True)
class StreetLand:
    """A town, street or zone: how many plots, the land under them inside the district in m², and its pieces by
    kind. A gap counts where the plot nearest to its middle lies; an overlap or a piece outside with each of the
    streets whose plots make it."""

    area: AreaNode
    plots: int
    covered_area: float
    parts: dict[Kind, tuple[Part, ...]]

    @property
    def share(self) -> float | None:
        """The covered share of its land and its gaps, 0 to 1; None where it has neither."""
        whole = self.covered_area + self.area_of(Kind.GAP)
        return self.covered_area / whole if whole else None

    def area_of(self, kind: Kind) -> float:
        """The pieces of a kind in m²."""
        return sum(part.area for part in self.parts[kind])


def streets() -> tuple[StreetLand, ...]:
    """Every open town, street and zone by its official code; empty where the district has no boundary."""
    held = standing()
    return _streets(held) if held else ()


@lru_cache(maxsize=1)
def _streets(held: Standing) -> tuple[StreetLand, ...]:
    network = held.tree
    if network.district is None:
        return ()
    areas = network.area_children(network.district.id)
    street_of = {plot.id: area.id for area in areas for plot in network.plots_in(area.id)}
    plots: dict[int, list[int]] = defaultdict(list)
    for plot in held.cover.plots:
        if plot in street_of:
            plots[street_of[plot]].append(plot)
    parts: dict[tuple[int, Kind], list[Part]] = defaultdict(list)
    for part in held.land.parts:
        named = part.plots[:1] if part.kind == Kind.GAP else part.plots
        for street in dict.fromkeys(street_of[plot] for plot in named if plot in street_of):
            parts[street, part.kind].append(part)
    return tuple(
        StreetLand(
            area=area,
            plots=len(plots[area.id]),
            covered_area=_covered(held, plots[area.id]),
            parts={kind: tuple(parts[area.id, kind]) for kind in Kind},
        )
        for area in areas
    )


def _covered(held: Standing, plots: list[int]) -> float:
    """The land of the district under any of these plots in m²: what lies under two of them counts once."""
    mine = set(plots)
    double = {plot for pair in held.cover.double if mine.issuperset(pair) for plot in pair}
    single = [plot for plot in plots if plot not in double]
    shapes = as_array([held.cover.plots[plot] for plot in single])
    beyond = as_array([piece for plot in single for piece in held.cover.beyond.get(plot, ())])
    together = shapely.union_all([held.cover.plots[plot] for plot in sorted(double)])
    inside = as_array([shapely.intersection(together, held.cover.ground.district)])
    return float(np.sum(square_metres(shapes)) - np.sum(square_metres(beyond)) + square_metres(inside)[0])
