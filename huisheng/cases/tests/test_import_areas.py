"""Area files: another city's units and plots in one file, so that its matters can be routed."""

import json
from pathlib import Path
from typing import Any

import pytest

from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.actions.use_area import use_area
from huisheng.cases.importing.areas import read_area
from huisheng.cases.importing.faults import FileRefused
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.routing import district_desk, route
from huisheng.network import tree as network
from huisheng.network.geometry import locate
from tests.cast import Cast

SQUARE = {"type": "Polygon", "coordinates": [[[0, 50], [1, 50], [1, 51], [0, 51], [0, 50]]]}


def feature(kind: str, code: str, parent: str, shape: Any = None) -> dict[str, Any]:
    properties = {"kind": kind, "code": code, "name": f"{kind} {code}", "parent": parent}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def town(*more: dict[str, Any]) -> dict[str, Any]:
    features = [
        feature("district", "T", "", SQUARE),
        feature("street", "T1", "T"),
        feature("community", "T11", "T1"),
        feature("plot", "T11-01", "T11", SQUARE),
        *more,
    ]
    return {"type": "FeatureCollection", "features": features}


def written(folder: Path, content: Any) -> str:
    path = folder / "area.geojson"
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


@pytest.fixture
def forgotten(db: None) -> Any:
    network.forget()
    yield
    network.forget()


def test_an_area_becomes_a_network_that_routes(forgotten: None, tmp_path: Path):
    use_area(read_area(written(tmp_path, town())))
    load_catalogue()
    held = network.tree()
    plot_id = locate(0.5, 50.5)
    assert plot_id is not None
    levels = {}
    for code in ("heating", "refuse"):
        category = catalogue().by_code[code].id
        routed = route(held, catalogue(), category_id=category, plot_id=plot_id, desk_unit_id=None)
        levels[code] = (held.unit(routed.unit_id).code, routed.reason)
    assert levels == {"heating": ("T11", None), "refuse": ("T11-01", None)}
    assert held.unit(district_desk(held)).name == "district T指导服务中心"


def test_the_same_area_again_changes_nothing(forgotten: None, tmp_path: Path):
    area = read_area(written(tmp_path, town()))
    use_area(area)
    before = network.tree()
    use_area(area)
    network.forget()
    assert network.tree().units == before.units


def test_a_database_that_serves_another_district_keeps_it(cast: Cast, tmp_path: Path):
    with pytest.raises(FileRefused, match="不能再放“district T”"):
        use_area(read_area(written(tmp_path, town())))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"features": []}, "要有一个（只有一个）kind 为 district 的区"),
        (town(feature("plot", "X", "T1", SQUARE)), "X 的种类或上级不对"),
        (town(feature("lake", "L", "T")), "L 的种类或上级不对"),
        ({"features": [{"properties": {"kind": "district"}, "geometry": None}]}, "缺少 'code'"),
        ({}, "缺少 'features'"),
        ([], "不是 GeoJSON"),
    ],
)
def test_what_is_wrong_with_an_area_file_is_said(tmp_path: Path, content: Any, words: str):
    with pytest.raises(FileRefused, match=words):
        read_area(written(tmp_path, content))


def test_a_broken_boundary_is_said_and_nothing_is_loaded(forgotten: None, tmp_path: Path):
    crossed = {"type": "Polygon", "coordinates": [[[0, 50], [1, 51], [1, 50], [0, 51], [0, 50]]]}
    area = read_area(written(tmp_path, town(feature("plot", "T11-02", "T11", crossed))))
    with pytest.raises(FileRefused, match="边界自己交叉了"):
        use_area(area)
    assert network.tree().root is None


def test_an_area_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(FileRefused, match="找不到辖区文件 atlantis。自带的有：baltimore"):
        read_area("atlantis")
