"""Move dwellings to another plot, and to one of its hub households: thousands in one act."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from huisheng.core import audit, clock
from huisheng.network.actions.hand_over_plot import hub_ids, settle_hubs
from huisheng.network.actions.one_act import one_act
from huisheng.network.editing import Refused
from huisheng.network.models import Dwelling, Plot
from huisheng.network.plot_locks import check_unchanged, lock_plots


@dataclass(frozen=True)
class Moved:
    """How many dwellings changed their plot or hub household, and how many of them have no hub household."""

    dwellings: int
    without_hub: int


def move_dwellings(
    dwelling_ids: Collection[int],
    *,
    source: int | None,
    to: int,
    hub: int | None,
    seen: Mapping[int, int],
    key: UUID,
    actor: int | None,
) -> Moved:
    """Move dwellings from the plot `source` (None: from none) to `to`; the same again changes nothing.

    Without `hub` they keep theirs where it serves the plot as well, go to its only one, or have none. `seen`:
    marks of the plots by id. Raises `Plot.DoesNotExist`, `ChangedMeanwhile`, and `Refused` for "to", "hub",
    "dwellings" (some are somewhere else by now). The number of statements does not depend on how many move.
    """
    with one_act(key, actor):
        plots = lock_plots({to} | ({source} if source is not None else set()))
        check_unchanged(plots, seen)
        target = plots[to]
        if target.until is not None:
            raise Refused({"to": _("这块责任田已经不用了，请选别的。")})
        if hub is not None and hub not in hub_ids(target):
            raise Refused({"hub": _("这个中心户不在那块责任田的服务团队里。")})
        moved = _move(set(dwelling_ids), source, target, hub)
        if moved.dwellings:
            detail = {"source": source, "hub": hub, "dwellings": moved.dwellings}
            audit.record("network.dwellings_moved", actor=actor, subject=f"plot:{to}", **detail)
        return moved


def _move(wanted: set[int], source: int | None, target: Plot, hub: int | None) -> Moved:
    rows = Dwelling.objects.on(clock.today()).select_for_update().filter(pk__in=wanted).order_by("pk")
    found = {pk: (plot, served) for pk, plot, served in rows.values_list("pk", "plot_id", "hub_id")}
    strays = len(wanted) - sum(plot in (source, target.pk) for plot, _served in found.values())
    if strays:
        raise Refused({"dwellings": _("有 %(count)d 户刚才被移到别处了，请重新选。") % {"count": strays}})
    coming = [pk for pk, (plot, _served) in found.items() if plot != target.pk]
    if hub is None:
        moving = Dwelling.objects.filter(pk__in=coming)
        moving.update(plot=target)
        settle_hubs(moving, target)
        return Moved(len(coming), moving.filter(hub__isnull=True).count())
    changed = [pk for pk, now in found.items() if now != (target.pk, hub)]
    Dwelling.objects.filter(pk__in=changed).update(plot=target, hub=hub)
    return Moved(len(changed), 0)
