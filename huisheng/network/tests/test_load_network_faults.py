"""What `huisheng load_network` says of files that it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from huisheng.network.actions.load_network import load_network
from huisheng.network.faults import NetworkRefused
from huisheng.network.files.reading import read_bundle
from huisheng.network.models import Revision
from huisheng.network.tests.files import (
    AREAS,
    DWELLINGS,
    HOLDINGS,
    HUBS,
    ORGANISATIONS,
    PLOTS,
    UNITS,
    Folder,
    folder,
    shapes,
)
from tests.cast_network import square

__all__ = ["folder"]  # the fixture


def refusal(path: Path) -> list[str]:
    """What is said of files that are refused, and that nothing at all was loaded."""
    before = Revision.objects.count()
    with pytest.raises(NetworkRefused) as refused:
        load_network(read_bundle([path]), actor=None)
    assert Revision.objects.count() == before
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"units__csv": UNITS.replace("4,工作室", "3,工作室")},
         "units.csv 第 6 行：工作室是第 4 级，不是第 3 级。"),
        ({"units__csv": UNITS.replace("东-1,D-1-1-1,社", "东,D-1-1-1,社")},
         "units.csv 第 6 行：上级在第 2 级；第 4 级的上级只能在同级或高一级。"),
        ({"units__csv": UNITS.replace("工作站,东,", "工作站,西,")},
         "units.csv 第 5 行：没有代码为“西”的单位。"),
        ({"units__csv": UNITS.replace("工作站,东,", "工作站,,")},
         "units.csv 第 5 行：没有写上级。"),
        ({"units__csv": UNITS.replace("社会协同", "居民")},
         "units.csv 第 6 行：代表哪一方不认得“居民”。"
         "可以写：党委领导、政府负责、社会协同、公众参与、法治保障。"),
        ({"units__csv": UNITS.replace("东-1-1-1,1号", "东-1-1,1号")},
         "units.csv 第 7 行：和 units.csv 第 6 行 重复。"),
        ({"units__csv": UNITS.replace(",4,", ",四,")}, "units.csv 第 6 行：“四”不是整数。"),
        ({"units__csv": UNITS.replace("柳园工作室", "柳" * 81)},
         "units.csv 第 6 行：名称太长，最多 80 个字。"),
        ({"units__csv": UNITS.replace("柳园工作室", " ")}, "units.csv 第 6 行：缺少名称。"),
        ({"units__csv": UNITS.replace("名称", "叫什么")}, "units.csv：不认得的一栏：“叫什么”。"),
        ({"areas__csv": AREAS.replace("20200101", "去年")},
         "areas.csv 第 6 行：“去年”不是日期，请写成 2026-05-03。"),
        ({"areas__csv": AREAS.replace("D-1,东街道,街道,D,", "D-1,东街道,街道,D-1-1,")},
         "areas.csv 第 3 行：上级绕成了圈：D-1 → D-1-1 → D-1。"),
        ({"organisations__csv": ORGANISATIONS.replace("党支部,社区", "党总支,社区")},
         "holdings.csv 第 2 行：责任田只能归党支部，不能归党委或党总支。"),
        ({"holdings__csv": HOLDINGS + "东-101,ZB,2023-01-01,\n"},
         "holdings.csv 第 3 行：同一责任田在同一时间只能归一个党支部。"),
        ({"holdings__csv": HOLDINGS.replace("2020-01-01,", "2020-01-01,2019-01-01")},
         "holdings.csv 第 2 行：止（不含）必须晚于起。"),
        ({"plots__csv": PLOTS.replace("东-1-1,小区", "东,小区")},
         "plots.csv 第 2 行：责任单位要是工作站或工作室。"),
        ({"plots__geojson": shapes()}, "plots.csv 第 2 行：边界文件里没有这个代码。"),
        ({"plots__geojson": shapes(**{"东-101": square(126.9, 44.9)})},
         "plots.csv 第 2 行：边界整个在本区外。"),
        ({"plots__geojson": shapes(**{"东-101": square(43.81, 125.21)})},
         "plots.csv 第 2 行：边界的坐标不是经度、纬度（度）。"),
        ({"plots__geojson": "{}"}, "plots.geojson：不是 GeoJSON 的 FeatureCollection。"),
        ({"plot_hubs__csv": HUBS.replace("东-1-1-1", "东-1-1")},
         "plot_hubs.csv 第 2 行：这个单位不是党员中心户。"),
        ({"dwellings__csv": DWELLINGS.replace("102", "101")},
         "dwellings.csv 第 3 行：和 dwellings.csv 第 2 行 重复。"),
        ({"areas__csv": b"code\n\xff\xff\x00\x81"},
         "areas.csv：读不出文字。请用 UTF-8 或 GB18030 编码另存。"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_file_and_line_and_nothing_is_loaded(
    db: None, folder: Folder, changes: dict[str, Any], message: str
) -> None:
    assert message in refusal(folder(**changes))


@pytest.mark.parametrize(
    ("ring", "message"),
    [
        ([[125.21, 43.81], [125.22, 43.82], [125.22, 43.81], [125.21, 43.82], [125.21, 43.81]], "交叉"),
        ([[125.21, 43.81], [125.22, 43.82]], "不是有效的面"),
    ],
)
def test_a_polygon_that_is_none_is_told(db: None, folder: Folder, ring: list[Any], message: str) -> None:
    broken = shapes(**{"东-101": {"type": "Polygon", "coordinates": [ring]}})
    (fault,) = refusal(folder(plots__geojson=broken))
    assert fault.startswith("plots.csv 第 2 行") and message in fault


def test_all_faults_of_all_files_are_told_at_once(db: None, folder: Folder) -> None:
    path = folder(
        units__csv=UNITS.replace("柳园工作室", "").replace("工作站,东,", "工作站,西,"),
        organisations__csv=ORGANISATIONS.replace("社区,DW", "河流,DX"),
    )
    assert len(refusal(path)) == 4
