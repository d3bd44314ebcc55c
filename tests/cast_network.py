"""The network that the cast lives on: see `cast.py` for its picture."""

from __future__ import annotations

from datetime import date
from typing import Any

from huisheng.network.models import Area, Organisation, Plot, PlotHolding, Unit
from huisheng.network.models.outline import outline

LONG_AGO = date(2020, 1, 1)
SIDE = 0.002  # degrees


def make_network() -> dict[str, Any]:
    """Areas, units, plots and branches by the names that `Cast` gives them; needs an empty network."""
    areas = _make_areas()
    units = _make_units(areas)
    committee = Organisation.objects.create(
        code="DW", name="区委", kind="committee", sector="agency", area=areas["district"], since=LONG_AGO
    )
    branches = Organisation.objects.bulk_create(
        [
            Organisation(
                code=f"ZB-{number}",
                name=f"{areas[area].name}第一党支部",
                kind="branch",
                sector="community",
                superior=committee,
                area=areas[area],
                since=LONG_AGO,
            )
            for number, area in enumerate(("community", "other_community"), start=1)
        ]
    )
    plots = _make_plots(areas, units)
    PlotHolding.objects.bulk_create(
        PlotHolding(plot=plot, organisation=branches[0 if at < 4 else 1], since=LONG_AGO)
        for at, plot in enumerate(plots)
    )
    return {
        "district": areas["district"],
        "branch": branches[0],
        "other_branch": branches[1],
        "plots": plots[:2],
        "second_plots": plots[2:4],
        "other_plots": plots[4:],
        **units,
    }


_AREAS = (
    ("district", "绿园区", "district", ""),
    ("street", "春城街道", "street", "district"),
    ("other_street", "锦程街道", "street", "district"),
    ("empty_street", "青年路街道", "street", "district"),
    ("community", "景阳社区", "community", "street"),
    ("next_community", "迎宾社区", "community", "street"),
    ("other_community", "一汽社区", "community", "other_street"),
    ("estate", "锦江花园", "estate", "community"),
    ("second_estate", "南湖新村", "estate", "community"),
    ("other_estate", "东风小区", "estate", "other_community"),
)

_UNITS = (
    ("bureau", "MS", "民生工作局", "bureau", 1, "", "district"),
    ("centre", "ZX", "为民服务指导中心", "centre", 1, "bureau", "district"),
    ("civil_affairs", "ZX-01", "民政分中心", "specialty", 1, "centre", "district"),
    ("housing", "ZX-02", "住建分中心", "specialty", 1, "centre", "district"),
    ("street", "春", "春城街道分中心", "subcentre", 2, "centre", "street"),
    ("other_street", "锦", "锦程街道分中心", "subcentre", 2, "centre", "other_street"),
    ("empty_street", "青", "青年路街道分中心", "subcentre", 2, "centre", "empty_street"),
    ("station", "春-1", "景阳社区工作站", "station", 3, "street", "community"),
    ("next_station", "春-2", "迎宾社区工作站", "station", 3, "street", "next_community"),
    ("other_station", "锦-1", "一汽社区工作站", "station", 3, "other_street", "other_community"),
    ("studio", "春-1-01", "锦江花园工作室", "studio", 4, "station", "estate"),
    ("second_studio", "春-1-02", "南湖新村工作室", "studio", 4, "station", "second_estate"),
    ("other_studio", "锦-1-01", "东风小区工作室", "studio", 4, "other_station", "other_estate"),
    ("hub", "春-1-01-01", "锦江花园3号楼党员中心户", "hub", 5, "studio", "estate"),
)


def _make_areas() -> dict[str, Area]:
    made: dict[str, Area] = {}
    for level in _levels([(key, parent) for key, _name, _kind, parent in _AREAS]):
        rows = [row for row in _AREAS if row[0] in level]
        created = Area.objects.bulk_create(
            Area(code=f"A-{key}", name=name, kind=kind, parent=made.get(parent), since=LONG_AGO)
            for key, name, kind, parent in rows
        )
        made.update(zip((row[0] for row in rows), created, strict=True))
    return made


def _make_units(areas: dict[str, Area]) -> dict[str, Unit]:
    made: dict[str, Unit] = {}
    for level in _levels([(row[0], row[5]) for row in _UNITS]):
        rows = [row for row in _UNITS if row[0] in level]
        created = Unit.objects.bulk_create(
            Unit(
                code=code, name=name, kind=kind, level=number, parent=made.get(parent), area=areas[area],
                since=LONG_AGO,
            )
            for _key, code, name, kind, number, parent, area in rows
        )  # fmt: skip
        made.update(zip((row[0] for row in rows), created, strict=True))
    return made


def _make_plots(areas: dict[str, Area], units: dict[str, Unit]) -> list[Plot]:
    rows = []
    for column, (estate, studio, place) in enumerate(
        [
            ("estate", "studio", "春-1"),
            ("second_estate", "second_studio", "春-1"),
            ("other_estate", "other_studio", "锦-1"),
        ]
    ):
        for row in range(2):
            boundary = square(125.20 + column * SIDE, 43.88 + row * SIDE)
            code = f"{place.replace('-', '')}-{column}{row + 1:02d}"
            rows.append(
                Plot(
                    code=code, name=f"{areas[estate].name}{row + 1}号", area=areas[estate].parent,
                    unit=units[studio], drawn_from="estate", boundary=boundary, since=LONG_AGO,
                    **outline(boundary),
                )
            )  # fmt: skip
    return Plot.objects.bulk_create(rows)


def square(west: float, south: float, side: float = SIDE) -> dict[str, Any]:
    """A GeoJSON square with its south-west corner there, in degrees."""
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _levels(pairs: list[tuple[str, str]]) -> list[set[str]]:
    """Keys by depth, parents first."""
    levels, done = [], {""}
    while len(done) <= len(pairs):
        ready = {key for key, parent in pairs if parent in done and key not in done}
        levels.append(ready)
        done |= ready
    return levels
