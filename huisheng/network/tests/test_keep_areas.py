"""Areas are added, renamed, moved, merged and closed, each from a day on."""

from __future__ import annotations

from datetime import date

import pytest

from huisheng.core.models import AuditEntry
from huisheng.network.actions.close_area import close_area
from huisheng.network.actions.create_area import NewArea, create_area
from huisheng.network.actions.edit_area import edit_area
from huisheng.network.actions.merge_areas import merge_areas
from huisheng.network.actions.move_area import move_area
from huisheng.network.editing import Refused
from huisheng.network.models import Area, Dwelling, Plot, Unit
from huisheng.network.queries import row_on
from huisheng.network.tests.asking import CLERK, asked, in_days
from huisheng.network.tree import tree
from tests.cast import Cast
from tests.cast_network import LONG_AGO


def area(key: str) -> Area:
    return Area.objects.get(code=f"A-{key}")


def create(code: str, kind: str, parent: Area, since: date | None = None) -> Area:
    new = NewArea(code, "西环社区", "Xihuan Community", kind, parent.pk)
    return create_area(new, since=since or in_days(0), actor=CLERK)


def test_an_area_is_added_in_a_coarser_one(cast: Cast) -> None:
    made = create("A-new", "community", area("street"))
    assert [each.name for each in tree().area_path(made.pk)] == ["绿园区", "春城街道", "西环社区"]
    assert AuditEntry.objects.get(action="network.area_created").subject == f"area:{made.pk}"


@pytest.mark.parametrize(
    ("code", "kind", "parent", "field"),
    [
        ("A-estate", "community", "street", "code"),
        ("A-new", "community", "estate", "parent"),
        ("A-new", "street", "other_street", "parent"),
    ],
)
def test_a_code_in_use_and_an_area_in_a_finer_one_are_refused(
    cast: Cast, code: str, kind: str, parent: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        create(code, kind, area(parent))
    assert list(refused.value.problems) == [field]


def test_a_name_holds_from_its_day(cast: Cast) -> None:
    community = area("community")
    edit_area(community.pk, "景阳南社区", "", asked(community, in_days(-2)))
    before = row_on(Area, community.pk, in_days(-3))
    assert tree().area(community.pk).name == "景阳南社区"
    assert before is not None and before["name"] == "景阳社区"


def test_an_area_moves_with_all_in_it_but_not_into_itself(cast: Cast) -> None:
    community = area("community")
    move_area(community.pk, area("other_street").pk, asked(community))
    assert area("other_street").pk in {each.id for each in tree().area_path(area("estate").pk)}
    for into in ("estate", "next_community"):
        with pytest.raises(Refused) as refused:
            move_area(community.pk, area(into).pk, asked(community))
        assert "parent" in refused.value.problems


def test_an_area_with_anything_in_it_stays(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        close_area(area("community").pk, asked(area("community")))
    said = str(refused.value.problems[""])
    assert all(words in said for words in ("2 个下级辖区", "1 个单位", "4 块责任田", "1 个党组织"))
    Unit.objects.filter(area=area("empty_street")).update(area=None)
    close_area(area("empty_street").pk, asked(area("empty_street")))
    assert tree().area(area("empty_street").pk).closed


def test_two_areas_become_one(cast: Cast) -> None:
    gone, into = area("community"), area("next_community")
    dwelling = Dwelling.objects.create(area=gone, label="1号", since=LONG_AGO)
    merge_areas(gone.pk, into.pk, asked(gone))
    dwelling.refresh_from_db()
    assert dwelling.area == into
    assert tree().area(gone.pk).closed
    assert set(Plot.objects.filter(area=into)) == {*cast.plots, *cast.second_plots}
    assert tree().unit(cast.station.pk).area_id == into.pk
    assert row_on(Plot, cast.plots[0].pk, in_days(-1))["area_id"] == gone.pk  # type: ignore[index]
    with pytest.raises(Refused) as refused:
        merge_areas(into.pk, area("street").pk, asked(into))
    assert "同类" in str(refused.value.problems["into"])
