"""Read a folder or single files into one bundle."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from huisheng.network.faults import Fault, NetworkRefused
from huisheng.network.files.shapes import read_shapes
from huisheng.network.files.tables import Shapes, read_table
from huisheng.network.kinds import KINDS
from huisheng.network.rows import Bundle

WITH_SHAPES = ("areas", "plots")


def read_bundle(paths: Iterable[Path]) -> Bundle:
    """All rows in the files; `NetworkRefused` with everything that could not be read.

    A file is known by its name: `units.csv`, `plots.geojson`. In a folder other files are left alone; named
    singly they are a fault.
    """
    files, faults = _files(paths)
    shapes: dict[str, Shapes] = {kind: {} for kind in WITH_SHAPES}
    for path in files:
        if path.suffix == ".geojson":
            shapes[path.stem], found = read_shapes(path)
            faults += found
    bundle = Bundle()
    for path in files:
        if path.suffix == ".csv":
            rows, origins, found = read_table(path, shapes.get(path.stem, {}))
            setattr(bundle, path.stem, rows)
            bundle.origins[path.stem] = origins
            faults += found
    if faults:
        raise NetworkRefused(faults)
    return bundle


def _files(paths: Iterable[Path]) -> tuple[list[Path], list[Fault]]:
    files: list[Path] = []
    faults: list[Fault] = []
    for path in paths:
        if path.is_dir():
            known = [file for file in sorted(path.iterdir()) if _is_known(file)]
            files += known
            if not known:
                faults.append(Fault(str(path), _("文件夹里没有可载入的文件（如 units.csv）。")))
        elif not path.is_file():
            faults.append(Fault(str(path), _("没有这个文件。")))
        elif not _is_known(path):
            faults.append(Fault(path.name, _("不认得这个文件名。可以是：%(names)s。") % {"names": _names()}))
        else:
            files.append(path)
    return files, faults


def _is_known(path: Path) -> bool:
    return (path.suffix == ".csv" and path.stem in KINDS) or (
        path.suffix == ".geojson" and path.stem in WITH_SHAPES
    )


def _names() -> str:
    return "、".join([*(f"{kind}.csv" for kind in KINDS), *(f"{kind}.geojson" for kind in WITH_SHAPES)])
