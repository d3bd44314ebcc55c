"""Files that nobody would make by hand: each is answered with words, never with a broken page."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from huisheng.network.models import Import
from tests.cast import Cast, sign_in


def give(client: Client, name: str, content: bytes, coordinates: str = "wgs84") -> Any:
    file = SimpleUploadedFile(name, content)
    sent = {"file": file, "coordinates": coordinates, "rows": "whole"}
    return client.post(reverse("desk:exchange"), sent, follow=True)


def ring(*points: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [list(points)]}


HUGE = 10**400
SHAPES: dict[str, Any] = {
    "huge": ring([HUGE, 43.8], [125.2, 43.8], [125.2, 43.9], [HUGE, 43.8]),
    "true": ring([True, 43.8], [125.2, 43.8], [125.2, 43.9], [True, 43.8]),
    "nan": ring([float("nan"), 43.8], [125.2, 43.8], [125.2, 43.9], [float("nan"), 43.8]),
    "inf": ring([float("inf"), 43.8], [125.2, 43.8], [125.2, 43.9], [float("inf"), 43.8]),
    "text": ring(["125", "43"], ["a", "b"], [None, 1], ["125", "43"]),
    "short": ring([125.2], [125.2, 43.8], [125.2, 43.9], [125.2]),
    "high": ring([125.2, 43.8, 9, 9], [125.2, 43.9, 9], [125.3, 43.9], [125.2, 43.8, 9, 9]),
    "empty": {"type": "Polygon", "coordinates": []},
    "hollow": {"type": "Polygon", "coordinates": [[]]},
    "none": {"type": "Polygon"},
    "map": {"type": "Polygon", "coordinates": {"a": 1}},
    "collection": {"type": "GeometryCollection", "geometries": [ring([1, 1])]},
    "collected": {"type": "GeometryCollection", "geometries": 1, "coordinates": []},
    "point": {"type": "Point", "coordinates": [125.2, 43.8]},
    "kind": {"type": ["Polygon"], "coordinates": [[[1, 1], [1, 2], [2, 2], [1, 1]]]},
    "nul": {"type": "Poly\0gon", "coordinates": [[[1, 1], [1, 2], [2, 2], [1, 1]]]},
    "deep": {"type": "Polygon", "coordinates": json.loads("[" * 200 + "]" * 200)},
    "far": ring([1e300, 1e300], [1e300, 2e300], [2e300, 2e300], [1e300, 1e300]),
}


@pytest.mark.parametrize("coordinates", ["wgs84", "gcj02", "bd09"])
@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_that_is_none_is_said(client: Client, cast: Cast, name: str, coordinates: str):
    feature = {"type": "Feature", "properties": {"code": cast.plots[0].code}, "geometry": SHAPES[name]}
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    sign_in(client, cast.sun_li)
    answer = give(client, "plots.geojson", content, coordinates)
    assert answer.status_code == 200
    assert Import.objects.get().state == Import.State.REFUSED


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plots.geojson", b'{"features": 1}'),
        ("plots.geojson", b'{"features": {"a": 1}}'),
        ("plots.geojson", b'{"features": [1, null, {"properties": {"code": {"a": 1}}, "geometry": {}}]}'),
        ("plots.geojson", b'{"features": [{"properties": {"code": "x\\u0000y"}, "geometry": {}}]}'),
        ("plots.geojson", b'{"features": [{"properties": {"code": "\\ud800"}, "geometry": {}}]}'),
        ("plots.geojson", b"\xff\xfe\x00"),
        ("x.geojson", b'{"name": ["plots"], "features": []}'),
        ("units.csv", b"\x00" * 50),
        ("units.csv", b'"' + b"a" * 200_000),
        ("units.csv", "代码,名称\n\0,\0\n".encode()),
        ("units.csv", "代码\n".encode() * 3),
        ("units.csv", b"\r" * 500),
        ("nothing.csv", b"a,b\n"),
        ("a.xlsx", b"PK\x03\x04"),
        ("a.xlsx", b""),
    ],
)
def test_a_file_that_means_nothing_is_said(client: Client, cast: Cast, name: str, content: bytes):
    sign_in(client, cast.sun_li)
    answer = give(client, name, content)
    assert answer.status_code in (200, 422)
    assert set(Import.objects.values_list("state", flat=True)) <= {Import.State.REFUSED, Import.State.SAME}
