"""What forms about plots offer: units, places and plots near a plot, of those that the reader keeps."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from huisheng.desk.permissions import may_keep_plot, may_keep_unit
from huisheng.network.models import Dwelling
from huisheng.network.nodes import AreaNode, PlotNode, UnitNode
from huisheng.network.plot_facts import ON_THE_SPOT, PLACES
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

Choices = list[tuple[int, str]]
STREET_LEVEL = 2


def units_near(viewer: Viewer, unit_id: int) -> Choices:
    """Open stations and studios of the same town or street that the viewer keeps; the unit itself always."""
    units = (tree().unit(each) for each in tree().subtree(_street(unit_id)))
    kept = (unit for unit in units if unit.id == unit_id or may_keep_unit(viewer, unit.id))
    return _named(unit for unit in kept if unit.kind in ON_THE_SPOT and not unit.closed)


def areas_near(area_id: int) -> Choices:
    """Villages, communities, estates and hamlets of the same town or street."""
    path = tree().area_path(area_id)
    street = path[1] if len(path) > 1 else path[0]
    areas = (tree().area(each) for each in tree().areas_below(street.id))
    return _named(area for area in areas if area.kind in PLACES and not area.closed)


def plots_near(viewer: Viewer, plot: PlotNode) -> list[PlotNode]:
    """Other open plots of the same town or street that the viewer keeps, those of the same place first."""
    found = [
        each
        for each in tree().plots_of(_street(plot.unit_id))
        if each.id != plot.id and may_keep_plot(viewer, each.id)
    ]
    return sorted(found, key=lambda each: (each.area_id != plot.area_id, each.code))


def hubs_of(plots: Iterable[PlotNode]) -> Choices:
    """The hub households of plots, each with its plot's code."""
    held = tree()
    return [(hub, f"{plot.code} · {held.unit(hub).name}") for plot in plots for hub in plot.hub_ids]


def next_code(like: str) -> str:
    """The code after the highest of those that begin alike: 春-217 gives 春-218 or higher."""
    begin, dash, _number = like.rpartition("-")
    codes = (plot.code.rpartition("-") for plot in tree().plots.values())
    numbers = [
        int(number)
        for start, _dash, number in codes
        if start == begin and number.isascii() and number.isdigit()
    ]
    return f"{begin}{dash}{max(numbers, default=0) + 1:03d}"


def doors_in(building: int, plot_id: int | None) -> Choices:
    """The dwellings of a building that belong to a plot, or to none. One statement."""
    rows = Dwelling.objects.on(tree().day).filter(area=building, plot=plot_id)
    doors = sorted(rows.values_list("pk", "label", "hub_id"), key=lambda row: _as_read(row[1]))
    return [(pk, label if hub else _("%(door)s（没有中心户）") % {"door": label}) for pk, label, hub in doors]


def first_kept(viewer: Viewer) -> UnitNode | None:
    """The first station or studio, by code, that the viewer keeps."""
    kept = (tree().unit(unit) for unit in viewer.reach_for("keep").unit_ids)
    found = [unit for unit in kept if unit.kind in ON_THE_SPOT and not unit.closed and unit.area_id]
    return min(found, key=lambda unit: (unit.level, unit.code), default=None)


def _as_read(label: str) -> list[tuple[int, str]]:
    """By the numbers in it: 2单元 comes before 10单元."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", label)]


def _street(unit_id: int) -> int:
    return tree().at_level(unit_id, STREET_LEVEL) or unit_id


def _named(nodes: Iterable[UnitNode | AreaNode]) -> Choices:
    return [(node.id, node.name) for node in sorted(nodes, key=lambda node: node.code)]
