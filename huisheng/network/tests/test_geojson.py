"""The network's land as GeoJSON: written, and read with or without the rest of the row."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from huisheng.network.actions.load_network import load_network
from huisheng.network.files.coordinates import to_wgs84
from huisheng.network.files.reading import read_bundle, read_files
from huisheng.network.files.writing import write_geojson
from huisheng.network.kinds import KINDS
from huisheng.network.models import Area, Plot
from huisheng.network.projection import (
    bd09_to_gcj02,
    bd09_to_wgs84,
    gcj02_to_wgs84,
    metres_between,
    wgs84_to_gcj02,
)
from huisheng.network.rows import Bundle
from tests.cast import Cast
from tests.cast_network import square

# Published with eviltransform (googollee/eviltransform, tests): WGS84 and GCJ-02 of Shanghai, Shenzhen, Beijing.
GCJ_PAIRS = [
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
]
# Published with coordtransform (wandergis/coordtransform, README): BD-09 and GCJ-02, and the same the other way.
BD_PAIRS = [
    ((116.404, 39.915), (116.39762729119315, 39.90865673957631)),
    ((116.41036949371029, 39.92133699351021), (116.404, 39.915)),
]


def exported(kind: str) -> dict[str, Any]:
    out = BytesIO()
    write_geojson(KINDS[kind], out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def saved(folder: Path, collection: dict[str, Any], name: str = "plots.geojson") -> Path:
    path = folder / name
    path.write_text(json.dumps(collection))
    return path


@pytest.mark.parametrize("kind", ["areas", "plots"])
def test_what_is_written_is_read_again_under_any_name(cast: Cast, tmp_path: Path, kind: str) -> None:
    Area.objects.filter(pk=cast.district.pk).update(boundary=square(125.1, 43.8, 0.5))
    path = saved(tmp_path, exported(kind), "download (1).geojson")
    loaded = load_network(read_bundle([path]), actor=None)
    assert loaded.is_nothing and loaded.tallies[kind].same == len(exported(kind)["features"])


def test_a_code_alone_changes_the_boundary_and_nothing_else(cast: Cast, tmp_path: Path) -> None:
    plot = cast.plots[0]
    feature = {"type": "Feature", "properties": {"code": plot.code}, "geometry": square(125.21, 43.81)}
    path = saved(tmp_path, {"type": "FeatureCollection", "features": [feature]})
    assert load_network(read_bundle([path]), actor=None).tallies["plots"].changed == 1
    after = Plot.objects.get(pk=plot.pk)
    assert after.boundary == square(125.21, 43.81)
    assert (after.name, after.unit_id, after.sign_code, after.since) == (
        plot.name, plot.unit_id, plot.sign_code, plot.since,
    )  # fmt: skip


def test_a_code_that_nobody_holds_is_told(cast: Cast, tmp_path: Path) -> None:
    feature = {"type": "Feature", "properties": {"code": "X"}, "geometry": square(125.21, 43.81)}
    (fault,) = read_files([saved(tmp_path, {"features": [feature]})]).faults
    assert str(fault) == "plots.geojson 第 1 个图形：没有这个代码，文件里也没有写它是什么。"


def test_a_file_that_does_not_say_what_it_holds_is_told(cast: Cast, tmp_path: Path) -> None:
    (fault,) = read_files([saved(tmp_path, {"features": []}, "land.geojson")]).faults
    assert "areas.geojson 或 plots.geojson" in fault.message


@pytest.mark.parametrize(("wgs", "gcj"), GCJ_PAIRS)
def test_gcj02_is_undone_to_a_centimetre(wgs: tuple[float, float], gcj: tuple[float, float]) -> None:
    assert wgs84_to_gcj02(*wgs) == pytest.approx(gcj, abs=1e-9)
    assert metres_between(gcj02_to_wgs84(*gcj), wgs) < 0.01


@pytest.mark.parametrize(("bd", "gcj"), BD_PAIRS)
def test_bd09_is_undone_to_a_quarter_of_a_metre(bd: tuple[float, float], gcj: tuple[float, float]) -> None:
    assert metres_between(bd09_to_gcj02(*bd), gcj) < 0.25
    assert metres_between(bd09_to_wgs84(*bd), gcj02_to_wgs84(*gcj)) < 0.25


def test_what_is_no_shape_is_left_to_the_checks(db: None) -> None:
    row = KINDS["plots"].row(*["" for _field in KINDS["plots"].row._fields])
    shapes: list[Any] = [{"type": "Polygon"}, {"type": "Polygon", "coordinates": [["a", "b"]]}, None]
    bundle = Bundle(plots=[row._replace(boundary=shape) for shape in shapes])
    to_wgs84(bundle, "gcj02")
    assert [plot.boundary for plot in bundle.plots] == shapes
