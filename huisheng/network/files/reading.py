"""Read a folder, single files, or a workbook into one bundle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from huisheng.network.faults import Fault, NetworkRefused
from huisheng.network.files.coordinates import WGS84, to_wgs84
from huisheng.network.files.shapes import WITH_SHAPES, Features, read_shapes
from huisheng.network.files.tables import Line, Reading, Shapes, read_table
from huisheng.network.files.workbooks import read_workbook
from huisheng.network.kinds import KINDS, sheet_kinds
from huisheng.network.queries.rows import cells_of, held_rows
from huisheng.network.rows import Bundle
from huisheng.ui.names import in_a_row


def read_bundle(paths: Iterable[Path], coordinates: str = WGS84) -> Bundle:
    """All rows in the files; `NetworkRefused` with everything that could not be read."""
    reading = read_files(paths, coordinates)
    if reading.faults:
        raise NetworkRefused(reading.faults)
    return reading.bundle


def read_files(paths: Iterable[Path], coordinates: str = WGS84) -> Reading:
    """Everything in the files, right or wrong. `coordinates`: the system that their boundaries are in.

    A file is known by its name: `units.csv`, `plots.geojson`; any `.xlsx` is a workbook. In a folder other
    files are left alone; named singly they are a fault.
    """
    reading = Reading()
    files = _files(paths, reading)
    shapes: dict[str, Shapes] = {kind: {} for kind in WITH_SHAPES}
    features: dict[str, Features] = {}
    for path in files:
        if path.suffix == ".geojson":
            read = read_shapes(path)
            reading.broken += read.faults
            if read.kind in shapes:
                features[read.kind] = read
                shapes[read.kind].update(read.shapes)
    for path in files:
        if path.suffix == ".csv":
            read_table(path, shapes.get(path.stem, {}), reading)
        elif path.suffix == ".xlsx":
            read_workbook(path, shapes, reading)
    for kind, found in shapes.items():
        _take_shapes_alone(kind, found, features.get(kind), reading)
    to_wgs84(reading.bundle, coordinates)
    return reading


def _take_shapes_alone(kind: str, shapes: Shapes, features: Features | None, into: Reading) -> None:
    """Boundaries of rows that no table mentions: what is not said about them stays as it is."""
    named = {row.code for row in getattr(into.bundle, kind)}
    named |= {row.cells.get("code", "").strip() for row in into.wrong if row.kind == kind}
    alone = [code for code in shapes if code not in named]
    if not alone:
        return
    held = {row.code: cells_of(row) for row in held_rows(KINDS[kind], alone)}
    fields = [name for name in KINDS[kind].row._fields if name != "boundary"]
    lines = []
    for code in alone:
        said = _said(features.properties.get(code, {}) if features else {}, fields)
        origin = features.origins.get(code, code) if features else code
        cells = held.get(code, {}) | said | {"code": code}
        unknown = "" if len(cells) > 1 else _("没有这个代码，文件里也没有写它是什么。")
        lines.append(Line(origin, [cells.get(name, "") for name in fields], unknown))
    into.take(KINDS[kind], kind, fields, lines, shapes)


def _said(properties: Mapping[str, Any], fields: list[str]) -> dict[str, str]:
    return {
        name: "" if properties[name] is None else str(properties[name])
        for name in fields
        if name in properties
    }


def _files(paths: Iterable[Path], reading: Reading) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            known = [file for file in sorted(path.iterdir()) if _is_known(file)]
            files += known
            if not known:
                words = _("文件夹里没有可载入的文件（如 units.csv）。")
                reading.broken.append(Fault(str(path), words))
        elif not path.is_file():
            reading.broken.append(Fault(str(path), _("没有这个文件。")))
        elif path.suffix in (".xlsx", ".geojson") or _is_known(path):
            files.append(path)
        else:
            words = _("不认得这个文件名。可以是：%(names)s。") % {"names": _names()}
            reading.broken.append(Fault(path.name, words))
    return files


def _is_known(path: Path) -> bool:
    return (path.suffix == ".csv" and path.stem in sheet_kinds()) or (
        path.suffix == ".geojson" and path.stem in WITH_SHAPES
    )


def _names() -> str:
    names = [*(f"{kind}.csv" for kind in sheet_kinds()), *(f"{kind}.geojson" for kind in WITH_SHAPES)]
    return in_a_row([*names, "*.xlsx"])
