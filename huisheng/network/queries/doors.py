"""Buildings and doors that an address names, in two indexed statements, one where the estate was asked before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from huisheng.network.addresses import is_named, spelled
from huisheng.network.models import Area, AreaKind, Dwelling
from huisheng.network.tree import Tree, tree

Home = tuple[int, str, int | None]
# Doors of all houses are called alike: 301 of the second entrance is spelled once.
_known = lru_cache(maxsize=8192)(spelled)


class Door(NamedTuple):
    """A building, or a door in one or in a hamlet: its name, its plot if it has one, the area in the tree."""

    name: str
    plot_id: int | None
    area_id: int


class _Building(NamedTuple):
    name: str
    area_id: int
    spelling: str


def find_doors(words: str, areas: Mapping[int, str]) -> tuple[Door, ...]:
    """What the words (in one spelling) name in these estates and hamlets (by id, their names in one spelling).

    A door where one is named, else the building, once for each plot that its dwellings lie in.
    """
    buildings = _buildings(words, areas)
    behind = _behind(words, areas.values())
    homes = _homes([*buildings, *areas], with_labels=bool(behind))
    named = _doors(homes, behind)
    if named:
        known = {id: _Building(tree().area(id).name, id, name) for id, name in areas.items()} | buildings
        return tuple(Door(f"{known[a].name} {label}", plot, known[a].area_id) for a, label, plot in named)
    plots: dict[int, set[int | None]] = {id: set() for id in buildings}
    for area, _label, plot_id in homes:
        if area in buildings:
            plots[area].add(plot_id)
    return tuple(
        Door(buildings[id].name, plot_id, buildings[id].area_id)
        for id, found in plots.items()
        for plot_id in sorted(found, key=lambda plot: plot or 0) or [None]
    )


def _buildings(words: str, areas: Mapping[int, str]) -> dict[int, _Building]:
    """The buildings with the longest name that stands in the words, by id."""
    here = _in_estates(areas)
    found = {id: each for id, each in here.items() if is_named(each.spelling, words)}
    longest = max((len(each.spelling) for each in found.values()), default=0)
    return {id: each for id, each in found.items() if len(each.spelling) == longest}


_read: tuple[Tree, dict[int, dict[int, _Building]]] | None = None


def _in_estates(area_ids: Iterable[int]) -> dict[int, _Building]:
    """The buildings of these estates, by id. Each estate is read once for a snapshot, whose stamp changes with
    them."""
    global _read
    held, now = _read, tree()
    if held is None or held[0] is not now:
        held = _read = (now, {})
    wanted = [id for id in area_ids if id not in held[1]]
    if wanted:
        fresh: dict[int, dict[int, _Building]] = {id: {} for id in wanted}
        rows = Area.objects.on(now.day).filter(kind=AreaKind.BUILDING, parent_id__in=wanted)
        for id, name, parent in rows.values_list("id", "name", "parent_id"):
            fresh[parent][id] = _Building(name, parent, spelled(name))
        held[1].update(fresh)
    return {id: each for area in area_ids for id, each in held[1][area].items()}


def _homes(area_ids: list[int], *, with_labels: bool) -> list[Home]:
    """Area, label and plot of each dwelling there; without labels each area's plots once."""
    rows = Dwelling.objects.on(tree().day).filter(area_id__in=area_ids)
    if with_labels:
        return list(rows.values_list("area_id", "label", "plot_id"))
    return [(area, "", plot) for area, plot in rows.values_list("area_id", "plot_id").distinct()]


def _doors(homes: list[Home], words: str) -> list[Home]:
    """The doors with the longest label that stands in the words."""
    spelt = [(_known(home[1]), home) for home in homes]
    named = [(label, home) for label, home in spelt if is_named(label, words)]
    longest = max((len(label) for label, _home in named), default=0)
    return [home for label, home in named if len(label) == longest]


def _behind(words: str, names: Iterable[str]) -> str:
    """What the words say behind the name of the estate and the number of the building."""
    starts = [words.index(name) + len(name) for name in names if name in words]
    return re.sub(r"^\d+号楼", "", words[min(starts, default=0) :])
