"""Area files: a city in one GeoJSON file, from which a network to route by is made (`docs/how-to/import.md`)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from huisheng.cases.importing.faults import FileRefused
from huisheng.network.rows import AreaRow, Bundle, PlotRow, UnitRow

SHIPPED = Path(__file__).parents[1] / "data" / "areas"
SINCE = date(2000, 1, 1)
CENTRE = "-0"
DISTRICT = "district"


@dataclass(frozen=True)
class Division:
    """What a kind of feature becomes: an area of `area`, and a unit of `unit` on `level`."""

    area: str
    unit: str
    level: int
    above: str


DIVISIONS: Mapping[str, Division] = {
    "street": Division("street", "subcentre", 2, DISTRICT),
    "community": Division("community", "station", 3, "street"),
    "plot": Division("estate", "studio", 4, "community"),
}


@dataclass(frozen=True)
class AreaFile:
    """A city as rows of the network; `code` is the district's."""

    code: str
    name: str
    bundle: Bundle


def shipped_areas() -> list[str]:
    """Names of the area files that come with Huisheng."""
    return sorted(path.stem for path in SHIPPED.glob("*.geojson"))


def read_area(name: str) -> AreaFile:
    """The area in a file, or the shipped one of that name. `FileRefused` says what is wrong with it."""
    path = Path(name)
    if not path.exists() and name in shipped_areas():
        path = SHIPPED / f"{name}.geojson"
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        features = [(each["properties"], each["geometry"]) for each in content["features"]]
        return _area(features)
    except OSError as problem:
        raise FileRefused(
            _("找不到辖区文件 %(name)s。自带的有：%(shipped)s。")
            % {"name": name, "shipped": "、".join(shipped_areas())}
        ) from problem
    except KeyError as missing:
        raise FileRefused(_("辖区文件里有一处缺少 %s。") % missing) from missing
    except (ValueError, TypeError) as problem:
        raise FileRefused(
            _("辖区文件 %(name)s 不是 GeoJSON：%(problem)s") % {"name": name, "problem": problem}
        ) from problem


def _area(features: list[tuple[dict[str, Any], Any]]) -> AreaFile:
    kinds = {properties["code"]: properties["kind"] for properties, _shape in features}
    tops = [(properties, shape) for properties, shape in features if properties["kind"] == "district"]
    if len(tops) != 1:
        raise FileRefused(_("辖区文件要有一个（只有一个）kind 为 district 的区。"))
    top, border = tops[0]
    bundle = Bundle(
        areas=[AreaRow(top["code"], top["name"], top["name"], "district", "", border, SINCE, None, True)],
        units=list(_tops(top)),
    )
    for properties, shape in features:
        if properties["kind"] != "district":
            _add(bundle, properties, shape, kinds, top["code"])
    return AreaFile(top["code"], top["name"], bundle)


def _tops(top: Mapping[str, str]) -> Iterable[UnitRow]:
    """The two units above all others; names are data, in whatever language the file is."""
    code, name = top["code"], top["name"]
    bureau, centre = top.get("bureau", f"{name}民生工作局"), top.get("centre", f"{name}指导服务中心")
    yield UnitRow(code, bureau, 1, "bureau", "", code, "government", "", SINCE, None, True)
    yield UnitRow(code + CENTRE, centre, 1, "centre", code, code, "government", "", SINCE, None, True)


def _add(bundle: Bundle, properties: dict[str, Any], shape: Any, kinds: Mapping[str, str], top: str) -> None:
    code, name, parent = properties["code"], properties["name"], properties["parent"]
    division = DIVISIONS.get(properties["kind"])
    if division is None or kinds.get(parent) != division.above:
        raise FileRefused(
            _(
                "辖区文件里 %(code)s 的种类或上级不对：区（district）下是 street，再下是 community，再下是 plot。"
            )
            % {"code": code}
        )
    # An area and a unit of the same code: they live in tables of their own.
    bundle.areas.append(AreaRow(code, name, name, division.area, parent, None, SINCE, None, True))
    above = top + CENTRE if division.above == DISTRICT else parent
    bundle.units.append(
        UnitRow(code, name, division.level, division.unit, above, code, "government", "", SINCE, None, True)
    )
    if properties["kind"] == "plot":
        bundle.plots.append(PlotRow(code, name, "", parent, code, "dense", shape, SINCE, None, True))
