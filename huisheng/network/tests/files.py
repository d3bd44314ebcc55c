"""A small sound network in files, for tests that break it in one place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cast_network import square

AREAS = """code,name,kind,parent,since
D,示范区,区,,2020-01-01
D-1,东街道,街道,D,2020/1/1
D-1-1,前社区,社区,D-1,2020年1月1日
D-1-1-1,柳园,小区,D-1-1,２０２０-０１-０１
D-1-1-1-1,柳园1号楼,楼栋,D-1-1-1,20200101
"""
UNITS = """代码,名称,级,类别,上级单位,辖区,代表哪一方,办公电话,起
MS,民生局,1,民生工作局,,D,政府负责,0431-0,2020-01-01
ZX,中心,1,centre,MS,D,committee,,2020-01-01
东,东街道分中心,2,镇街分中心,ZX,D-1,党委领导,,2020-01-01
东-1,前社区工作站,3,工作站,东,D-1-1,政府负责,,2020-01-01
东-1-1,柳园工作室,4,工作室,东-1,D-1-1-1,社会协同,,2020-01-01
东-1-1-1,1号楼中心户,5,党员中心户,东-1-1,D-1-1-1,公众参与,,2020-01-01
"""
ORGANISATIONS = """code,name,kind,sector,superior,area,since
DW,区委,党委,机关,,D,2020-01-01
ZB,前社区党支部,党支部,社区,DW,D-1-1,2020-01-01
"""
PLOTS = """code,name,area,unit,drawn_from,since
东-101,柳园,D-1-1,东-1-1,小区,2020-01-01
"""
HOLDINGS = "plot,organisation,since,until\n东-101,ZB,2020-01-01,\n"
DWELLINGS = """area,label,plot,hub,since
D-1-1-1-1,1单元101,东-101,东-1-1-1,2020-01-01
D-1-1-1-1,1单元102,,,2020-01-01
"""
HUBS = "plot,unit,since\n东-101,东-1-1-1,2020-01-01\n"

Folder = Callable[..., Path]


def shapes(**by_code: Any) -> str:
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": geometry}
        for code, geometry in by_code.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A sound network in files; keyword arguments replace files (None: leave it out)."""

    def write(**changes: str | bytes | None) -> Path:
        files: dict[str, str | bytes | None] = {
            "areas.csv": AREAS,
            "areas.geojson": shapes(D=square(125.2, 43.8, 0.1)),
            "units.csv": UNITS,
            "organisations.csv": ORGANISATIONS,
            "plots.csv": PLOTS,
            "plots.geojson": shapes(**{"东-101": square(125.21, 43.81)}),
            "holdings.csv": HOLDINGS,
            "plot_hubs.csv": HUBS,
            "dwellings.csv": DWELLINGS,
        }
        files |= {name.replace("__", "."): content for name, content in changes.items()}
        for name, content in files.items():
            path = tmp_path / name
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write
