"""Create a plot where there was none, or out of the land of its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shapely.geometry import Polygon

from huisheng.core import audit, clock
from huisheng.network.actions.one_act import one_act
from huisheng.network.actions.write_outlines import write_outlines
from huisheng.network.fitting import Kept, check_corners, fit
from huisheng.network.land import Corners, Land
from huisheng.network.land.corners import boundary_of
from huisheng.network.models import DrawnFrom, Plot
from huisheng.network.plot_facts import check_facts
from huisheng.network.plot_locks import lock_plots


@dataclass(frozen=True)
class NewPlot:
    """What a new plot is called and where it belongs."""

    code: str
    name: str
    drawn_from: DrawnFrom
    area_id: int
    unit_id: int


def create_plot(
    new: NewPlot, corners: Corners, *, follow: bool, kept: Kept, key: UUID, actor: int | None
) -> Plot:
    """Create a plot from today on; with `follow` its neighbours make room for it.

    It has no branch, team or dwellings yet: the gaps say so. Raises `Refused` with words by field: "code",
    "name", "area", "unit", "outline".
    """
    with one_act(key, actor):
        check_facts(new.unit_id, new.area_id, code=new.code)
        check_corners(corners)
        neighbours = lock_plots([], Polygon(corners))
        done = fit(corners, None, neighbours, follow=follow, kept=kept)
        plot = add_plot(new, done.plot)
        write_outlines((neighbours[other], land) for other, land in done.neighbours.items())
        audit.record(
            "network.plot_created", actor=actor, subject=f"plot:{plot.pk}", neighbours=sorted(done.neighbours)
        )
        return plot


def add_plot(new: NewPlot, land: Land) -> Plot:
    """The row of a new plot, from today on, inside the caller's transaction."""
    return Plot.objects.create(
        code=new.code,
        name=new.name,
        drawn_from=new.drawn_from,
        area_id=new.area_id,
        unit_id=new.unit_id,
        boundary=boundary_of(land),
        since=clock.today(),
    )
