"""Boundaries from GeoJSON files: one feature per area or plot, told by `properties.code`.

What else stands in the properties may be the whole row, as the export writes it, or nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from huisheng.network.faults import Fault

WITH_SHAPES = ("areas", "plots")
# What JSON can say and no text in the database holds: NUL, and one half of a pair of surrogates.
NO_TEXT = re.compile(r"\\u(?:0000|d[89ab]\w\w(?!\\ud[c-f]))|(?<!\\ud[89ab]\w\w)\\ud[c-f]\w\w", re.IGNORECASE)


@dataclass
class Features:
    """The features of one file. `properties` and `origins` have the same codes as `shapes`."""

    kind: str
    shapes: dict[str, dict[str, Any]] = field(default_factory=dict)
    properties: dict[str, dict[str, Any]] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_shapes(path: Path) -> Features:
    """Code → geometry, and what is wrong with the file. Longitude comes first.

    The kind is the file's name, or the collection's `name` where the file is called otherwise.
    """
    try:
        collection = read_json(path.read_text(encoding="utf-8-sig"))
        features, named = list(collection["features"]), str(collection.get("name", ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Features("", faults=[Fault(path.name, _("不是 GeoJSON 的 FeatureCollection。"))])
    read = Features(path.stem if path.stem in WITH_SHAPES else named)
    if read.kind not in WITH_SHAPES:
        words = _("不知道是辖区还是责任田：请把文件叫作 areas.geojson 或 plots.geojson。")
        read.faults.append(Fault(path.name, words))
        return read
    for number, feature in enumerate(features, start=1):
        origin = _("%(file)s 第 %(number)d 个图形") % {"file": path.name, "number": number}
        word = _fault_of(feature, read.shapes)
        if word:
            read.faults.append(Fault(origin, word))
            continue
        code = str(feature["properties"]["code"])
        read.shapes[code], read.origins[code] = feature["geometry"], origin
        read.properties[code] = feature["properties"]
    return read


def read_json(text: str) -> Any:
    """What the text says. `ValueError` for what is no JSON or cannot be kept, `RecursionError` for a maze."""
    if NO_TEXT.search(text):
        raise ValueError("no text of ours")
    return json.loads(text)


def _fault_of(feature: Any, shapes: dict[str, dict[str, Any]]) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    code = properties.get("code") if isinstance(properties, dict) else None
    if not code:
        return _("缺少 properties.code。")
    if str(code) in shapes:
        return _("代码“%(code)s”出现了两次。") % {"code": code}
    if not isinstance(feature.get("geometry"), dict):
        return _("没有图形。")
    return ""
