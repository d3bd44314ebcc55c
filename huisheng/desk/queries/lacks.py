"""What the network lacks, for a card on somebody's own page: counted by unit from what this process holds.

Plots and branches lie in the tree; dwellings and posts are read for the whole district at most once a minute
(two statements). The lists themselves are `network.queries.gaps` and `unmanned`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huisheng.core import clock
from huisheng.core.snapshot import Snapshot
from huisheng.network.models import Dwelling, UnitKind
from huisheng.network.nodes import PlotNode, UnitNode
from huisheng.network.queries import OrganisationRow
from huisheng.network.tree import tree
from huisheng.people.models import Appointment

SECONDS = 60.0
SECRETARY = "secretary"
# Who has to be there for a unit to work at all.
NEEDED: dict[str, str] = {
    UnitKind.SUBCENTRE: "dispatcher",
    UnitKind.STATION: "station_clerk",
    UnitKind.SPECIALTY: "department_handler",
    UnitKind.HALL: "department_handler",
    UnitKind.HUB: "hub_household",
}


@dataclass(frozen=True)
class Lack:
    """`count` things of a kind are missing; `words` says which, with `%(count)d` for how many."""

    count: int
    words: str | Promise

    def __str__(self) -> str:
        return str(self.words) % {"count": self.count}


@dataclass(frozen=True, eq=False)
class Held:
    """Buildings without a hub by (plot, area above), those without a plot by area above; who is where."""

    without_hub: tuple[tuple[int | None, int | None], ...]
    without_plot: tuple[int | None, ...]
    manned: frozenset[tuple[str, int]]
    led: frozenset[int]


def lacks_of(units: Iterable[int]) -> tuple[Lack, ...]:
    """What is missing at the units, only what there is of it, the weightiest first."""
    return _lacks(_snapshot.current(), tree().stamp, frozenset(units))


@lru_cache(maxsize=256)
def _lacks(held: Held, _stamp: UUID | None, inside: frozenset[int]) -> tuple[Lack, ...]:
    """The same for the same network and the same reading: many readers share a unit."""
    plots = {plot.id: plot for plot in tree().plots.values() if plot.unit_id in inside and not plot.closed}
    areas = _areas_of(inside)
    counted = {
        _("%(count)d 块责任田没有党支部"): sum(plot.organisation_id is None for plot in plots.values()),
        _("%(count)d 块责任田的支部没有书记"): sum(_is_not_led(plot, held) for plot in plots.values()),
        _("%(count)d 栋楼还没划进责任田"): sum(area in areas for area in held.without_plot),
        _("%(count)d 栋楼没有中心户"): sum(plot in plots for plot, _area in held.without_hub),
        _("%(count)d 个单位还没有人"): len(unmanned(inside)),
    }
    return tuple(Lack(count, words) for words, count in counted.items() if count)


def unmanned(units: Iterable[int]) -> list[tuple[UnitNode, str]]:
    """Open units, with the role that each needs and nobody holds today, by level and code."""
    held, network = _snapshot.current(), tree()
    found = [network.unit(unit) for unit in units]
    lacking = [
        (unit, NEEDED[unit.kind])
        for unit in found
        if not unit.closed and unit.kind in NEEDED and (NEEDED[unit.kind], unit.id) not in held.manned
    ]
    return sorted(lacking, key=lambda pair: (pair[0].level, pair[0].code))


def plots_without_secretary(units: Iterable[int]) -> list[PlotNode]:
    """Plots whose branch has no secretary today."""
    inside, held = frozenset(units), _snapshot.current()
    return [p for p in tree().plots.values() if p.unit_id in inside and not p.closed and _is_not_led(p, held)]


def without_secretary(organisations: Iterable[OrganisationRow]) -> list[OrganisationRow]:
    """Of the organisations, those that have no secretary today. No statement."""
    led = _snapshot.current().led
    return [each for each in organisations if each.id not in led]


def forget() -> None:
    """Read anew at the next use."""
    _snapshot.forget()


def _is_not_led(plot: PlotNode, held: Held) -> bool:
    return plot.organisation_id is not None and plot.organisation_id not in held.led


def _areas_of(units: frozenset[int]) -> frozenset[int]:
    """The areas of the units and all below: where buildings without a plot belong."""
    network = tree()
    tops = {network.unit(unit).area_id for unit in units}
    return frozenset().union(*(network.areas_below(area) for area in tops if area is not None))


def _read(_held: Held | None) -> Held:
    lacking = (
        Dwelling.objects.on(clock.today())
        .filter(Q(hub__isnull=True) | Q(plot__isnull=True))
        .values_list("plot_id", "area_id", "area__parent_id")
        .annotate(count=Count("id"))
        .order_by()
    )
    posts = _posts()
    rows = list(lacking)
    return Held(
        without_hub=tuple((plot, above) for plot, _area, above, _count in rows if plot is not None),
        without_plot=tuple(above for plot, _area, above, _count in rows if plot is None),
        manned=frozenset((role, unit) for role, unit, _organisation in posts if unit is not None),
        led=frozenset(organisation for _role, _unit, organisation in posts if organisation is not None),
    )


def _posts() -> list[tuple[Any, ...]]:
    roles = {SECRETARY, *NEEDED.values()}
    held = Appointment.objects.in_force(clock.today()).filter(role__in=roles)
    return list(held.values_list("role_id", "unit_id", "organisation_id").distinct())


_snapshot: Snapshot[Held] = Snapshot(_read, SECONDS)
