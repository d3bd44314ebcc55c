"""What belongs to a plot goes over to another: dwellings, hub households, branch, team, committees.

Steps of acts that close or divide a plot; they run inside the act's transaction, with both plots locked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from huisheng.core import clock
from huisheng.network.models import Dwelling, OwnersCommittee, Plot, PlotHolding, PlotHub, Team


def hand_over_plot(old: Plot, into: Plot) -> int:
    """Everything of `old` goes to `into`, from today on; how many dwellings went. The branch and the team go
    only where `into` has none: a plot has one of each."""
    today = clock.today()
    move_hubs(old, into, _hubs(old).values_list("unit_id", flat=True))
    dwellings: int = Dwelling.objects.on(today).filter(plot=old).update(plot=into)
    holdings = PlotHolding.objects.on(today)
    if not holdings.filter(plot=into).exists():
        copy_holding(old, into)
    end_today(holdings.filter(plot=old))
    teams = Team.objects.on(today)
    team = teams.filter(plot=old).first()
    end_today(teams.filter(plot=old))
    if team is not None and not teams.filter(plot=into).exists():
        Team.objects.create(plot=into, name=team.name, stands_for=team.stands_for, since=today)
    _move_committees(old, into)
    return dwellings


def close_row(plot: Plot) -> None:
    """End a plot today, and what was planned for it: nobody could take it back from a plot that is no more. One
    that began today is dated back by a day, the shortest that effective days say."""
    plot.until = clock.today()
    for beside in (PlotHolding, PlotHub, Team, OwnersCommittee):
        beside.objects.filter(plot=plot, since__gt=plot.until).delete()
    plot.since = min(plot.since, plot.until - timedelta(days=1))
    plot.save(update_fields=["since", "until"])


def move_hubs(old: Plot, new: Plot, units: Iterable[int]) -> None:
    """These hub households serve the other plot from today on."""
    moving = list(_hubs(old).filter(unit_id__in=list(units)))
    end_today(PlotHub.objects.filter(pk__in=[hub.pk for hub in moving]))
    PlotHub.objects.bulk_create(
        PlotHub(plot=new, unit_id=hub.unit_id, since=clock.today(), illustrative=hub.illustrative)
        for hub in moving
    )


def copy_holding(old: Plot, new: Plot) -> None:
    """The branch of one plot holds the other as well, from today on; a branch may hold several (D11)."""
    held = PlotHolding.objects.on(clock.today()).filter(plot=old).first()
    if held is not None:
        PlotHolding.objects.create(
            plot=new,
            organisation_id=held.organisation_id,
            since=clock.today(),
            illustrative=held.illustrative,
        )


def settle_hubs(dwellings: QuerySet[Any], plot: Plot) -> int:
    """Dwellings whose hub household does not serve their plot go to the plot's only one, or have none; how
    many have none now. `dwellings` are those of the plot that may be concerned."""
    hubs = list(_hubs(plot).values_list("unit_id", flat=True))
    only = hubs[0] if len(hubs) == 1 else None
    lost: int = dwellings.filter(hub__isnull=False).exclude(hub__in=hubs).update(hub=only)
    return 0 if only else lost


def hub_ids(plot: Plot) -> Collection[int]:
    """Units that are the plot's hub households today."""
    return set(_hubs(plot).values_list("unit_id", flat=True))


def end_today(rows: QuerySet[Any]) -> None:
    """End rows today; those that began today never held and go. Two statements."""
    today = clock.today()
    rows.filter(since__gte=today).delete()
    rows.filter(since__lt=today).update(until=today)


def _hubs(plot: Plot) -> QuerySet[Any]:
    return PlotHub.objects.on(clock.today()).filter(plot=plot)


def _move_committees(old: Plot, into: Plot) -> None:
    held = OwnersCommittee.objects.on(clock.today())
    there = held.filter(plot=into).values("name")
    for committee in held.filter(plot=old).exclude(name__in=there):
        OwnersCommittee.objects.update_or_create(
            plot=into,
            name=committee.name,
            defaults={"office_phone": committee.office_phone, "until": None},
            create_defaults={
                "office_phone": committee.office_phone,
                "illustrative": committee.illustrative,
                "since": clock.today(),
            },
        )
    end_today(held.filter(plot=old))
