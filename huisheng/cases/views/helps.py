"""What helps to type: lists of units, plots and places behind a field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from huisheng.cases.forms.fields import open_units
from huisheng.network.map import Map, plots_map
from huisheng.network.tree import tree

STATION = 3


@dataclass(frozen=True)
class Option:
    """What is put into the field, and what is said of it."""

    value: str
    label: str


def unit_help(*_about: Any) -> Mapping[str, Any]:
    """Units down to stations; studios are found by name."""
    return {"unit_options": unit_options()}


def unit_options() -> list[Option]:
    """Units down to stations, each under its name, or under its code where two have one name."""
    units = [unit for unit in open_units() if unit.level <= STATION]
    names = [unit.name for unit in units]
    twice = {name for name in names if names.count(name) > 1}
    return [Option(unit.code if unit.name in twice else unit.name, unit.code) for unit in units]


def plot_options(unit_id: int | None = None) -> list[Option]:
    """The plots below a unit; all of them when there is none."""
    root = tree().root
    top = unit_id if unit_id is not None else (root.id if root else None)
    plots = tree().plots_of(top) if top is not None else ()
    return [Option(plot.code, plot.name) for plot in plots]


def place_options() -> list[Option]:
    """Streets and communities, then plots, for one field that takes any of them."""
    units = [Option(unit.name, unit.code) for unit in open_units() if unit.level in (STATION - 1, STATION)]
    return [*units, *plot_options()]


def map_around(plot_id: int | None, area_id: int | None = None) -> Map | None:
    """The plots around a plot (or in an area), each a link to what is under way there."""
    network = tree()
    area = network.plots[plot_id].area_id if plot_id in network.plots else area_id
    if area is None or not network.plots_in(area):
        return None
    queue = reverse("cases:queue")
    return plots_map(area, lambda plot: f"{queue}?plot={plot.code}", chosen=plot_id)


def community_of(unit_ids: Iterable[int | None]) -> int | None:
    """The area of the first of these units that has plots of its own community."""
    network = tree()
    for unit_id in unit_ids:
        unit = network.units.get(unit_id) if unit_id is not None else None
        if unit is not None and unit.level >= STATION and unit.area_id is not None:
            return unit.area_id
    return None
