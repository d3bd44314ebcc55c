"""Close a plot: what belongs to it goes to another first, and its land is a gap until somebody draws it in."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from huisheng.core import audit, clock
from huisheng.core.events import announce
from huisheng.network.actions.hand_over_plot import close_row, hand_over_plot
from huisheng.network.actions.one_act import one_act
from huisheng.network.actions.write_outlines import forget_tree
from huisheng.network.editing import Refused
from huisheng.network.events import PlotClosed
from huisheng.network.models import Dwelling, Plot, PlotHolding, PlotHub
from huisheng.network.plot_locks import check_unchanged, lock_plots


def close_plot(plot_id: int, *, to: int | None, seen: int, key: UUID, actor: int | None) -> Plot:
    """Close a plot from today on; `to` takes its dwellings, hub households, branch and team.

    Raises `Plot.DoesNotExist`, `ChangedMeanwhile`, and `Refused` for "to" while anything would be left alone.
    """
    with one_act(key, actor):
        return _close(plot_id, to=to, seen=seen, actor=actor)


def _close(plot_id: int, *, to: int | None, seen: int, actor: int | None) -> Plot:
    plots = lock_plots({plot_id} | ({to} if to is not None else set()))
    plot = plots[plot_id]
    if plot.until is not None and plot.until <= clock.today():
        return plot
    check_unchanged(plots, {plot_id: seen})
    if to == plot_id or (to is not None and plots[to].until is not None):
        raise Refused({"to": _("请选另一块还在用的责任田。")})
    if to is not None:
        hand_over_plot(plot, plots[to])
    elif left := _left_alone(plot):
        raise Refused({"to": left})
    close_row(plot)
    announce(PlotClosed(plot_id, to))
    forget_tree()
    audit.record("network.plot_closed", actor=actor, subject=f"plot:{plot_id}", to=to)
    return plot


def _left_alone(plot: Plot) -> str:
    today = clock.today()
    dwellings = Dwelling.objects.on(today).filter(plot=plot).count()
    hubs = PlotHub.objects.on(today).filter(plot=plot).count()
    held = PlotHolding.objects.on(today).filter(plot=plot).count()
    if not (dwellings or hubs or held):
        return ""
    return _(
        "还有 %(dwellings)d 户、%(hubs)d 个中心户、%(held)d 个党支部在这块责任田上。请选一块责任田接过去。"
    ) % {"dwellings": dwellings, "hubs": hubs, "held": held}
