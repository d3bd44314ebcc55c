"""Redraw a plot: its outline, and with the neighbours the border that they share."""

from __future__ import annotations

from uuid import UUID

import shapely
from django.utils.translation import gettext_lazy as _
from shapely.geometry import Polygon

from huisheng.core import audit
from huisheng.network.actions.one_act import one_act
from huisheng.network.actions.write_outlines import write_outlines
from huisheng.network.editing import Refused
from huisheng.network.fitting import Kept, check_corners, fit, land_of
from huisheng.network.land import Corners
from huisheng.network.land.faces import is_same
from huisheng.network.models import Plot
from huisheng.network.plot_locks import check_unchanged, lock_plots


def redraw_plot(
    plot_id: int,
    corners: Corners,
    *,
    seen: int,
    follow: bool,
    kept: Kept,
    key: UUID,
    actor: int | None,
    ring: int | None = None,
) -> Plot:
    """Give a plot another outline, snapped to its neighbours. With `follow` they take and give the land
    between the old border and the new one; only neighbours that are `kept` by the actor change their land,
    while a corner on a common edge is put into both. `ring`: which ring of land with several pieces or holes
    (`land.rings`) the corners are; None: they are the whole outline.

    Raises `Plot.DoesNotExist`, `ChangedMeanwhile`, and `Refused` with words for "outline", or where nothing is
    different.
    """
    with one_act(key, actor):
        return _redraw(plot_id, corners, seen=seen, follow=follow, kept=kept, actor=actor, ring=ring)


def _redraw(
    plot_id: int,
    corners: Corners,
    *,
    seen: int,
    follow: bool,
    kept: Kept,
    actor: int | None,
    ring: int | None,
) -> Plot:
    before = land_of(Plot.objects.get(pk=plot_id))
    check_corners(corners, old=before)
    plots = lock_plots([plot_id], shapely.union_all([before, Polygon(corners)]))
    check_unchanged(plots, {plot_id: seen})
    plot = plots.pop(plot_id)
    old = land_of(plot)
    done = fit(corners, old, plots, follow=follow, kept=kept, ring=ring)
    if is_same(done.plot, old) and not done.neighbours:
        raise Refused({"": _("没有改动。")})
    write_outlines([(plot, done.plot), *((plots[other], land) for other, land in done.neighbours.items())])
    audit.record(
        "network.plot_redrawn",
        actor=actor,
        subject=f"plot:{plot_id}",
        neighbours=sorted(done.neighbours),
    )
    return plot
