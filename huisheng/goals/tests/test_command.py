"""`huisheng coverage`: for people in words, for programs in a shape that stays."""

import json
from io import StringIO

import shapely
from django.core.management import call_command
from django.utils import translation

from huisheng.goals.land.ground import as_array
from huisheng.goals.land.measure import square_metres
from huisheng.goals.tests.places import bound, redraw
from huisheng.network.models import Dwelling
from tests.cast import Cast
from tests.cast_network import LONG_AGO, SIDE


def said(*options: str) -> str:
    out = StringIO()
    call_command("coverage", *options, stdout=out)
    return out.getvalue()


def test_words_name_each_piece_with_its_plots(cast: Cast):
    bound(cast)
    redraw(cast.plots[0], SIDE / 10, 0, 0, SIDE / 10)
    text = said()
    assert "每一寸土地都有人管理" in text and "覆盖 100%：" in text
    assert f"{cast.plots[0].code}、{cast.plots[1].code}" in text
    assert "重叠 1 处" in text and "出界 1 处" in text and "空白 0 处，共 0 平方米" in text
    assert "还没有登记住户" in text
    with translation.override("en"):
        assert "Every inch of land is managed" in said()


def test_without_a_boundary_it_says_what_to_do(cast: Cast):
    assert "先载入区的边界" in said()
    assert json.loads(said("--json"))["land"] is None


def test_json_has_its_documented_names_and_pieces_that_measure_what_they_say(cast: Cast):
    bound(cast)
    redraw(cast.plots[0], SIDE / 10, 0, -SIDE / 10, 0)
    Dwelling.objects.create(area=cast.plots[0].area, label="1", plot=cast.plots[0], since=LONG_AGO)
    report = json.loads(said("--json"))
    assert list(report) == ["format", "date", "district", "land", "households"]
    assert list(report["land"]) == [
        "district_m2", "covered_m2", "covered_share", "gap_m2", "plots_m2", "outside_m2", "counted_twice_m2",
        "coordinates", "areas", "sliver_below_m", "not_listed_below_m2", "not_listed", "parts", "streets",
    ]  # fmt: skip
    assert list(report["households"]) == [
        "dwellings", "without_plot", "without_branch", "without_team", "without_hub", "unserved", "served_share",
        "places", "buildings",
    ]  # fmt: skip
    parts = report["land"]["parts"]
    assert parts["type"] == "FeatureCollection"
    assert [part["properties"]["kind"] for part in parts["features"]] == ["gap", "outside"]
    for part in parts["features"]:
        shape = shapely.from_geojson(json.dumps(part["geometry"]))
        measured = float(square_metres(as_array([shape]))[0])
        assert abs(measured - part["properties"]["area_m2"]) < 0.1
        assert cast.plots[0].code in part["properties"]["plots"]
    assert report["households"]["without_hub"] == report["households"]["unserved"] == 1
