"""What an import gives back and why, and what it makes of places."""

from pathlib import Path

import pytest

from huisheng.cases.actions.import_cases import import_cases
from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.importing.mapping import checked
from huisheng.cases.models import Case, CaseWords
from huisheng.cases.tests.sheets import MAPPING, Sheet, at, row
from huisheng.network.projection import wgs84_to_gcj02
from tests.cast import Cast


@pytest.fixture
def imported(cast: Cast, tmp_path: Path) -> Sheet:
    load_catalogue()
    return Sheet(tmp_path)


def test_a_fifth_of_bad_rows_goes_back_with_its_reasons_and_the_rest_goes_in(imported: Sheet):
    bad = [
        row(3, 内容="  "),
        row(8, 时间="去年春天"),
        row(13, 类别="天气"),
        row(18, 时间="", 经度="东经", 纬度="43"),
    ]
    good = [row(number) for number in range(20) if number not in (3, 8, 13, 18)]
    done = imported(*good[:10], *bad, *good[10:])
    assert (done.added, done.rejected, Case.objects.count()) == (16, 4, 16)
    rows = imported.rejected()
    assert [line["行号"] for line in rows] == ["12", "13", "14", "15"]
    reasons = [line["退回原因"] for line in rows]
    assert reasons[0] == "没有写是什么事。"
    assert reasons[1].startswith("看不懂时间“去年春天”")
    assert reasons[2] == "不认得“天气”。请在对照表的 [categories] 里写明它是哪一种。"
    assert reasons[3] == "没有写收到的时间。；“东经”不是经纬度，应当是 125.26 这样的数字。"


def test_rows_mended_in_the_rejected_file_are_imported_with_the_same_mapping(imported: Sheet, tmp_path: Path):
    imported(row(1), row(2, 时间="去年春天", 内容="=1+1 号楼漏水"))
    path = tmp_path / "rejected.csv"
    mended = path.with_name("mended.csv")
    mended.write_bytes(path.read_bytes().replace("去年春天".encode(), b"2024-04-01"))
    done = import_cases(mended, checked(MAPPING), tmp_path / "again.csv")
    assert (done.added, done.rejected) == (1, 0)
    assert CaseWords.objects.filter(text="=1+1 号楼漏水").exists(), "what was made harmless is as it was"


def test_no_spreadsheet_runs_what_stands_in_a_rejected_row(imported: Sheet):
    dangers = ["=cmd|' /C calc'!A0", "@SUM(A1)", "+1+cmd", "-2+3", "\t=1"]
    imported(
        *(row(n, 时间="?", 社区=danger) for n, danger in enumerate(dangers)), row(9, 时间="?", 经度="-76.6")
    )
    cells = [line["社区"] for line in imported.rejected()]
    assert cells[:5] == [f"'{danger}" for danger in dangers]
    assert imported.rejected()[5]["经度"] == "-76.6", "a negative number is no formula"


def test_without_rejected_rows_there_is_no_file(imported: Sheet, tmp_path: Path):
    (tmp_path / "rejected.csv").write_text("of an earlier run")
    imported(row(1))
    assert not (tmp_path / "rejected.csv").exists()


def test_rounded_coordinates_are_no_place_and_are_counted(cast: Cast, imported: Sheet):
    done = imported(
        row(1, 经度="125", 纬度="44"), row(2, 经度="125.0", 纬度="44.0"), row(3), row(4, **at(cast.plots[0]))
    )
    assert done.places == {"rounded": 2, "none": 1}
    without = Case.objects.filter(plot__isnull=True, longitude__isnull=True, latitude__isnull=True)
    assert without.count() == 3


def test_a_point_elsewhere_is_taken_in_and_counted(imported: Sheet):
    done = imported(row(1, 经度="116.39", 纬度="39.91"))
    assert (done.added, done.places) == (1, {"outside": 1})


@pytest.mark.parametrize("kind", ["swapped", "gcj02"])
def test_a_point_that_is_plainly_wrong_goes_back_with_what_to_do(cast: Cast, imported: Sheet, kind):
    # A corner of the district, whence the shift of Chinese maps leads outside.
    lon, lat = max((plot.east, plot.south) for plot in [*cast.plots, *cast.second_plots, *cast.other_plots])
    lon, lat = lon - 0.0001, lat + 0.0001
    x, y = (lat, lon) if kind == "swapped" else wgs84_to_gcj02(lon, lat)
    assert imported(row(1, 经度=x, 纬度=y)).rejected == 1
    words = {"swapped": "经度和纬度好像写反了", "gcj02": "GCJ-02"}
    assert words[kind] in imported.rejected()[0]["退回原因"]


def test_a_mapping_may_say_that_the_points_are_shifted(cast: Cast, imported: Sheet):
    lon, lat = wgs84_to_gcj02(cast.plots[0].lon, cast.plots[0].lat)
    imported(row(1, 经度=lon, 纬度=lat), mapping={**MAPPING, "places": {"coordinates": "gcj02"}})
    assert Case.objects.get().plot_id == cast.plots[0].id


def test_the_name_of_a_community_leads_to_its_station(cast: Cast, imported: Sheet):
    done = imported(row(1, 社区=cast.station.name), row(2, 社区="没有这个社区"))
    assert [case.unit_id for case in Case.objects.order_by("number")] == [cast.station.id, cast.centre.id]
    assert done.unknown_places == {"没有这个社区": 1}


def test_a_wrong_telephone_number_goes_back(imported: Sheet):
    assert imported(row(1, 电话="138")).rejected == 1
    assert "手机号是 11 位" in imported.rejected()[0]["退回原因"]
