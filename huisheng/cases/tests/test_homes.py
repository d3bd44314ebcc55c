"""A matter in a home: its address is shown to who works on it now, by an act on record, and to nobody else."""

from typing import Any

import pytest

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.address import show_address
from huisheng.cases.actions.resident import confirm_case
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.codes import Outcome
from huisheng.cases.permissions import Refused
from huisheng.cases.queries.homes import reads_as_home
from huisheng.cases.tests.matters import answer_case, asked, case_of, token, viewer
from huisheng.cases.tests.pages import at, signed_in, text
from huisheng.core.models import AuditEntry
from tests.cast import Cast

ADDRESS = "3号楼2单元501"


def at_home(cast: Cast, **fields: Any) -> Case:
    made: dict[str, Any] = {"address": ADDRESS, "at_home": True, **fields}
    return case_of(asked(cast, **made))


def shown(case: Case) -> int:
    return AuditEntry.objects.filter(action="address_shown", subject=f"case:{case.id}").count()


@pytest.mark.parametrize(
    "address", ["3号楼2单元501", "12栋1203", "501室", "3-2-501", "三号楼１２０３室", "5号楼-402"]
)
def test_a_door_is_told(address: str) -> None:
    assert reads_as_home(address)


@pytest.mark.parametrize(
    "address", ["", "锦江花园3号楼东侧", "春城大街 128 号门前", "景阳路与红旗街路口", "6号楼200米"]
)
def test_a_building_or_a_lamp_is_no_door(address: str) -> None:
    assert not reads_as_home(address)


def test_it_is_shown_by_a_button_and_each_showing_is_on_record(cast: Cast) -> None:
    case, client = at_home(cast), signed_in(cast.wang_fang)
    assert ADDRESS not in text(client.get(at(case)))
    assert ADDRESS not in text(client.get(at(case, "address")))
    assert shown(case) == 0
    for times in (1, 2):
        assert ADDRESS in text(client.post(at(case, "address")))
        assert shown(case) == times
    entry = AuditEntry.objects.filter(action="address_shown").latest("id")
    assert entry.actor == cast.wang_fang.account.pk
    assert ADDRESS not in str(entry.detail)


@pytest.mark.parametrize("who", ["sun_li", "qian_li", "chen_jing"])
def test_who_only_sees_the_case_is_not_shown_it(cast: Cast, who: str) -> None:
    case = at_home(cast)
    answer = signed_in(getattr(cast, who)).post(at(case, "address"))
    assert answer.status_code == 403
    assert ADDRESS not in text(answer)
    assert shown(case) == 0


def test_an_outsider_does_not_learn_that_it_exists(cast: Cast) -> None:
    assert signed_in(cast.he_san).post(at(at_home(cast), "address")).status_code == 404


def test_it_closes_with_the_case(cast: Cast) -> None:
    case = at_home(cast)
    answer_case(case.id, viewer(cast.wang_fang), token(), "好了。", Outcome.FIXED)
    confirm_case(case.id, token())
    with pytest.raises(Refused):
        show_address(case, viewer(cast.wang_fang))
    assert shown(case) == 0


def test_the_accused_are_not_shown_it(cast: Cast) -> None:
    case = at_home(cast)
    accuse_unit(case.id, viewer(cast.wang_fang), token(), cast.station.id)
    with pytest.raises(Refused):
        show_address(case, viewer(cast.wang_fang))
    assert signed_in(cast.wang_fang).post(at(case, "address")).status_code == 404


def test_a_door_number_alone_makes_it_a_home(cast: Cast) -> None:
    assert case_of(asked(cast, address=ADDRESS)).at_home
    assert not case_of(asked(cast, address="3号楼东侧路灯")).at_home


def test_the_point_of_a_home_is_sealed_and_in_no_event(cast: Cast) -> None:
    point = (125.305, 43.884)
    case = at_home(cast, address="", point=point)
    assert (case.longitude, case.latitude) == (None, None)
    assert not any("longitude" in event.codes for event in CaseEvent.objects.filter(case_id=case.id))
    assert show_address(case, viewer(cast.wang_fang)) == "125.305000, 43.884000"
    public = case_of(asked(cast, point=point))
    assert public.longitude == point[0]
    assert not any("longitude" in event.codes for event in CaseEvent.objects.filter(case_id=public.id))
