"""Boundaries from GeoJSON files: one feature per area or plot, told by `properties.code`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from huisheng.network.faults import Fault


def read_shapes(path: Path) -> tuple[dict[str, dict[str, Any]], list[Fault]]:
    """Code → geometry, and what is wrong with the file. Coordinates are WGS84, longitude first."""
    try:
        collection = json.loads(path.read_text(encoding="utf-8-sig"))
        features = collection["features"]
    except (ValueError, KeyError, TypeError):
        return {}, [Fault(path.name, _("不是 GeoJSON 的 FeatureCollection。"))]
    shapes: dict[str, dict[str, Any]] = {}
    faults: list[Fault] = []
    for number, feature in enumerate(features, start=1):
        origin = _("%(file)s 第 %(number)d 个图形") % {"file": path.name, "number": number}
        word = _fault_of(feature, shapes)
        if word:
            faults.append(Fault(origin, word))
        else:
            shapes[str(feature["properties"]["code"])] = feature["geometry"]
    return shapes, faults


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
