"""The service team of a plot and its hub households (domain.md D11, D12)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from huisheng.core import audit, clock
from huisheng.network.actions.asked import must_go_on
from huisheng.network.beside import require_as_seen, require_day
from huisheng.network.editing import Refused
from huisheng.network.models import Dwelling, Party, Plot, PlotHub, Team, Unit, UnitKind


@transaction.atomic
def name_team(plot_id: int, name: str, stands_for: str, *, day: date, seen: int, actor: int | None) -> Team:
    """Let a plot have a team from `day` on; one that it has by then is called so. The same changes nothing.

    `seen`: `mark_of_all` over the plot's teams. Raises `Refused`, `ChangedMeanwhile`, `Plot.DoesNotExist`.
    """
    plot = Plot.objects.select_for_update(no_key=True).get(pk=plot_id)
    teams, called = Team.objects.filter(plot=plot), " ".join(name.split())
    present: Team | None = teams.on(day).first()
    if present is not None and (present.name, present.stands_for) == (called, stands_for):
        return present
    require_as_seen(plot, teams, seen)
    if not called:
        raise Refused({"name": _("请写团队的名称。")})
    if stands_for not in Party.values:
        raise Refused({"stands_for": _("请选一个。")})
    require_day(day, plot.since)
    if present is None:
        if teams.filter(since__gt=day).exists():
            raise Refused({"day": _("以后的团队已经登记了。")})
        present = Team.objects.create(plot=plot, name=called, stands_for=stands_for, since=day)
    else:
        present.name, present.stands_for = called, stands_for
        present.save(update_fields=["name", "stands_for"])
    audit.record("network.team_named", actor=actor, subject=f"plot:{plot_id}", team=present.pk)
    return present


@transaction.atomic
def add_hub(plot_id: int, unit_id: int, *, day: date, seen: int, actor: int | None) -> PlotHub:
    """Let a hub household belong to the plot from `day` on. Where it does already nothing is written.

    `seen`: `mark_of_all` over the plot's hubs. Raises `Refused` when it is no hub household or belongs to
    another plot, `ChangedMeanwhile`, `Plot.DoesNotExist`, `Unit.DoesNotExist`.
    """
    plot = Plot.objects.select_for_update(no_key=True).get(pk=plot_id)
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
    hubs = PlotHub.objects.filter(plot=plot)
    present: PlotHub | None = hubs.on(day).filter(unit=unit).first()
    if present is not None:
        return present
    require_as_seen(plot, hubs, seen)
    require_day(day, max(plot.since, unit.since))
    must_go_on(unit, "unit")
    if unit.kind != UnitKind.HUB or not unit.holds_on(day):
        raise Refused({"unit": _("%(name)s 不是在用的中心户。") % {"name": unit.name}})
    other = PlotHub.objects.filter(unit=unit).exclude(until__lte=day).select_related("plot").first()
    if other is not None:
        words = _("%(name)s 已经在责任田 %(plot)s，请先从那里去掉。")
        raise Refused({"unit": words % {"name": unit.name, "plot": other.plot.code}})
    made: PlotHub = PlotHub.objects.create(plot=plot, unit=unit, since=day)
    audit.record("network.hub_added", actor=actor, subject=f"plot:{plot_id}", unit=unit_id)
    return made


@transaction.atomic
def remove_hub(plot_id: int, unit_id: int, to_id: int | None, *, seen: int, actor: int | None) -> int:
    """From today on the hub household is not of this plot. Its dwellings there go to another hub of the plot.

    `to_id` None: to nobody, so that they are listed among the gaps. How many dwellings went. Where it is gone
    already nothing is written. Raises `Refused`, `ChangedMeanwhile`, `Plot.DoesNotExist`.
    """
    plot, today = Plot.objects.select_for_update(no_key=True).get(pk=plot_id), clock.today()
    hubs = PlotHub.objects.filter(plot=plot)
    present = hubs.on(today).filter(unit=unit_id).first()
    if present is None:
        return 0
    require_as_seen(plot, hubs, seen)
    if to_id is not None and (to_id == unit_id or not hubs.on(today).filter(unit=to_id).exists()):
        raise Refused({"to": _("住户只能交给这块责任田的另一个中心户。")})
    if present.since == today:
        present.delete()
    else:
        present.until = today
        present.save(update_fields=["until"])
    moved = int(Dwelling.objects.on(today).filter(plot=plot, hub=unit_id).update(hub=to_id))
    audit.record("network.hub_removed", actor=actor, subject=f"plot:{plot_id}", unit=unit_id, dwellings=moved)
    return moved
