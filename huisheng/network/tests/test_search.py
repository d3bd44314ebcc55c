"""What typed words mean: codes, names in any writing, buildings, doors; several where they fit several."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisheng.network import tree
from huisheng.network.addresses import is_named, spelled
from huisheng.network.models import Area, Dwelling, Unit
from huisheng.network.queries.search import find_spots, plots_at
from tests.cast import Cast

SINCE = date(2020, 1, 1)


@pytest.fixture
def doors(cast: Cast) -> Cast:
    """锦江花园 with two buildings on a plot each, and a third that nobody has drawn into a plot."""
    estate = Area.objects.get(code="A-estate")
    for number, plot in ((1, cast.plots[0]), (11, cast.plots[1]), (12, None)):
        building = Area.objects.create(
            code=f"A-estate-{number}",
            name=f"锦江花园{number}号楼",
            kind="building",
            parent=estate,
            since=SINCE,
        )
        for label in ("1单元101", "2单元301"):
            Dwelling.objects.create(area=building, label=label, plot=plot, since=SINCE)
    tree.forget()
    return cast


def meant(words: str) -> list[str]:
    """Plots by code, areas by name."""
    return [
        spot.plot.code if spot.plot else spot.area.name if spot.area else "" for spot in find_spots(words)
    ]


@pytest.mark.parametrize("typed", ["春1-001", "春１－００１", "春1 001", "春1—001"])
def test_a_plot_s_code_however_it_is_written(cast: Cast, typed: str) -> None:
    assert cast.plots[0].code == "春1-001"
    assert meant(typed) == ["春1-001"]


def test_a_sign_s_code_with_small_letters_blanks_and_full_width(cast: Cast) -> None:
    code = cast.plots[1].sign_code
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    for typed in (code, code.lower(), f" {code[:3]} {code[3:]}", wide):
        assert meant(typed) == [cast.plots[1].code]


@pytest.mark.parametrize(
    "typed", ["锦江花园", "錦江花園", "锦江 花园", "春城街道锦江花园", "绿园区，锦江花园"]
)
def test_an_estate_by_its_name_in_any_writing(cast: Cast, typed: str) -> None:
    assert meant(typed) == ["锦江花园"]


def test_part_of_a_name_finds_all_that_have_it(cast: Cast) -> None:
    assert meant("社区") == ["景阳社区", "迎宾社区", "一汽社区"]
    assert meant("景阳 锦江") == ["锦江花园"]
    assert set(meant("锦")) == {"锦程街道", "锦江花园"}


def test_names_that_contradict_each_other_are_both_offered(cast: Cast) -> None:
    assert set(meant("锦程街道锦江花园")) == {"锦程街道", "锦江花园"}


def test_two_estates_of_one_name_are_told_apart_by_their_community(cast: Cast) -> None:
    other = Area.objects.get(code="A-other_community")
    Area.objects.create(code="A-twin", name="锦江花园", kind="estate", parent=other, since=SINCE)
    tree.forget()
    assert len(find_spots("锦江花园")) == 2
    (spot,) = find_spots("一汽社区锦江花园")
    assert spot.area and spot.area.code == "A-twin"


@pytest.mark.parametrize(
    "typed",
    [
        "锦江花园1号楼",
        "锦江花园一栋",
        "锦江花园 1#楼",
        "錦江花園１號樓",
        "锦江花园1号楼1单元101",
        "锦江花园1-2-301室",
    ],
)
def test_a_building_or_door_leads_to_the_plot_it_lies_on(doors: Cast, typed: str) -> None:
    assert meant(typed) == [doors.plots[0].code]


def test_a_longer_number_is_another_building(doors: Cast) -> None:
    assert meant("锦江花园11号楼") == [doors.plots[1].code]
    assert meant("锦江花园十一号楼2单元301") == [doors.plots[1].code]
    assert meant("锦江花园111号楼") == ["锦江花园"]


def test_a_building_without_a_plot_is_named_with_its_estate(doors: Cast) -> None:
    (spot,) = find_spots("锦江花园12号楼")
    assert (spot.plot, spot.name) == (None, "锦江花园12号楼")
    assert spot.area and spot.area.name == "锦江花园"


def test_a_building_on_two_plots_offers_both(doors: Cast) -> None:
    Dwelling.objects.filter(area__code="A-estate-1", label="2单元301").update(plot=doors.plots[1])
    assert meant("锦江花园1号楼") == [doors.plots[0].code, doors.plots[1].code]
    assert meant("锦江花园1号楼2单元301") == [doors.plots[1].code]


def test_what_means_nothing_finds_nothing(cast: Cast) -> None:
    assert [meant(words) for words in ("", "，。", "老车站对面", "%", "999-999")] == [[]] * 5


def test_closed_places_are_not_found(cast: Cast) -> None:
    Area.objects.filter(code="A-second_estate").update(until=date(2026, 1, 1))
    tree.forget()
    assert "南湖新村" not in meant("南湖新村")


def test_an_estate_whose_plots_a_station_keeps_is_known_by_its_dwellings(doors: Cast) -> None:
    Unit.objects.filter(pk=doors.studio.pk).update(area=Area.objects.get(code="A-community"))
    tree.forget()
    area = tree.tree().area_by_code("A-estate")
    assert area and {plot.code for plot in plots_at(area)} == {plot.code for plot in doors.plots}


def test_names_cost_no_statement_and_doors_two_at_most(doors: Cast, django_assert_num_queries) -> None:
    find_spots("锦江")
    asked = [
        ("锦江花园", 0),
        ("景阳", 0),
        ("春1-001", 0),
        ("锦江花园1号楼1单元101", 2),
        ("锦江花园11号楼", 1),
    ]
    for words, statements in asked:
        with django_assert_num_queries(statements):
            find_spots(words)


def test_a_building_that_is_new_or_gone_is_seen_at_once(doors: Cast) -> None:
    assert meant("锦江花园11号楼") == [doors.plots[1].code]
    building = Area.objects.get(code="A-estate-11")
    building.name = "锦江花园7号楼"
    building.save()
    assert meant("锦江花园7号楼") == [doors.plots[1].code]
    assert meant("锦江花园11号楼") == ["锦江花园"]


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("三十二栋", "32号楼"),
        ("十号楼", "10号楼"),
        ("二十号楼三单元四〇一室", "20号楼3单元401"),
        ("5#", "5号楼"),
        ("2门301", "2单元301"),
        ("3–2–301", "3号楼2单元301"),
    ],
)
def test_ways_of_writing_an_address_are_one(written: str, same: str) -> None:
    assert spelled(written) == spelled(same)


def test_a_number_is_named_whole() -> None:
    assert is_named("1号楼", "锦江花园1号楼") and not is_named("1号楼", "锦江花园11号楼")
    assert is_named("301", "2单元301") and not is_named("301", "2单元3012")


@given(st.integers(1, 99), st.integers(1, 9), st.integers(101, 3399))
def test_one_door_written_in_many_ways_is_one_door(building: int, entrance: int, door: int) -> None:
    written = (
        f"{building}号楼{entrance}单元{door}",
        f"{building}栋{entrance}门{door}室",
        f"{building}-{entrance}-{door}",
        f"{building}#楼 {entrance}单元 {door}",
        f"{in_chinese(building)}幢{in_chinese(entrance)}单元{door}房",
    )
    assert {spelled(f"锦江花园{way}") for way in written} == {f"锦江花园{building}号楼{entrance}单元{door}"}


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_building_is_named_by_its_own_number_only(one: int, other: int) -> None:
    assert is_named(spelled(f"{one}号楼"), spelled(f"锦江花园{other}号楼")) == (one == other)


def in_chinese(number: int) -> str:
    """1 to 99 as they are said."""
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    before = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return before + (digits[ones] if ones else "")
