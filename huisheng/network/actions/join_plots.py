"""Join plots: one takes the land and everything else of those beside it, which are closed today."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import shapely
from django.utils.translation import gettext as _
from shapely.geometry import Polygon

from huisheng.core import audit, clock
from huisheng.core.events import announce
from huisheng.network.actions.hand_over_plot import close_row, hand_over_plot
from huisheng.network.actions.one_act import one_act
from huisheng.network.actions.write_outlines import write_outlines
from huisheng.network.editing import Refused
from huisheng.network.events import PlotClosed
from huisheng.network.fitting import land_of
from huisheng.network.land import Land
from huisheng.network.land.corners import tidy
from huisheng.network.land.cutting import joined
from huisheng.network.land.faces import is_same, noded
from huisheng.network.models import Plot
from huisheng.network.plot_locks import check_unchanged, lock_plots


def join_plots(into_id: int, others: Mapping[int, int], *, seen: int, key: UUID, actor: int | None) -> Plot:
    """Join `others` (plot id → its mark as seen) to a plot. Their dwellings, hub households and committees
    go over; branch and team only where the plot has none. Cases keep who they were given to.

    Raises `Plot.DoesNotExist`, `ChangedMeanwhile`, and `Refused` for "others".
    """
    with one_act(key, actor):
        return _join(into_id, others, seen=seen, actor=actor)


def _join(into_id: int, others: Mapping[int, int], *, seen: int, actor: int | None) -> Plot:
    wanted = Plot.objects.filter(pk__in=[into_id, *others])
    plots = lock_plots([into_id, *others], shapely.union_all([land_of(plot) for plot in wanted]))
    if not others or into_id in others:
        raise Refused({"others": _("请选要并进来的责任田。")})
    check_unchanged(plots, {into_id: seen, **others})
    if any(plots[plot_id].until is not None for plot_id in (into_id, *others)):
        raise Refused({"others": _("已经不用的责任田不能合并。")})
    into, gone = plots[into_id], [plots[plot_id] for plot_id in sorted(others)]
    land = _one_land([land_of(into), *map(land_of, gone)])
    beside = {
        plot_id: plot for plot_id, plot in plots.items() if plot_id != into_id and plot_id not in others
    }
    lands = {plot_id: land_of(plot) for plot_id, plot in beside.items()}
    fitted: dict[int, Land] = noded({**lands, into_id: land})
    changed = [(beside[at], fitted[at]) for at, held in lands.items() if not is_same(fitted[at], held)]
    dwellings = sum(hand_over_plot(plot, into) for plot in gone)
    for plot in gone:
        close_row(plot)
        announce(PlotClosed(plot.pk, into_id))
    write_outlines([(into, tidy(fitted[into_id])), *changed])
    audit.record(
        "network.plots_joined", actor=actor, subject=f"plot:{into_id}", plots=sorted(others),
        dwellings=dwellings, until=clock.today().isoformat(),
    )  # fmt: skip
    return into


def _one_land(lands: list[Land]) -> Land:
    land = joined(lands)
    if not isinstance(land, Polygon):
        raise Refused({"others": _("这些责任田没有公共的边，不能并成一块。")})
    if land.interiors:
        raise Refused({"others": _("并起来中间会空出一块。请把中间的也选上。")})
    return land
