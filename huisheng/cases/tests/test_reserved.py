"""The list of work that may not be pushed down to communities (清单): refused everywhere, returned at once."""

from typing import Any
from uuid import uuid4

import pytest

from huisheng.cases.actions.assign import assign_case
from huisheng.cases.actions.give import NotForThem, give_case
from huisheng.cases.actions.load_catalogue import BadCatalogue, load_catalogue
from huisheng.cases.actions.new_edition import ReservedChange, RouteChange, new_edition
from huisheng.cases.actions.object import Objection, object_to_case
from huisheng.cases.actions.rule import dismiss, uphold
from huisheng.cases.actions.transfer import NotBelow
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.models import Case, CaseEvent, Reserved
from huisheng.cases.models.codes import DeskReason, Ground
from huisheng.cases.models.transitions import Act, NotOpen, State, Who
from huisheng.cases.queries.catalogue import Reservation, Target, catalogue, forget
from huisheng.cases.queries.objections import grounds_open
from huisheng.cases.tests.matters import asked, case_of, category_id, handling, token, viewer
from huisheng.cases.tests.pages import act_on, signed_in, text
from huisheng.core import clock
from tests.cast import Cast, add_person, appoint

BY_LIST = Objection(Ground.RESERVED, "执法的事，清单上写着。")


def reserve(cast: Cast, code: str = "heating", lowest: int = 2, target: Target | None = None) -> None:
    """From today on, matters of this category may not be done below a level."""
    category = category_id(code)
    route = RouteChange(category, target or Target(lowest, None))
    listed = ReservedChange(category, Reservation(lowest, "enforcement"))
    new_edition(viewer(cast.sun_li), uuid4(), catalogue().version, clock.today(), [route, listed])


@pytest.mark.parametrize("unit", ["station", "studio", "hub"])
def test_such_work_is_refused_to_everything_in_a_community_and_the_rule_is_named(
    cast: Cast, unit: str
) -> None:
    reserve(cast)
    case = case_of(asked(cast))
    assert case.unit_id == cast.street.id
    with pytest.raises(NotBelow) as told:
        assign_case(case.id, viewer(cast.sun_li), token(), getattr(cast, unit).id)
    assert (told.value.category_id, told.value.instead_id) == (category_id("heating"), cast.street.id)
    response = act_on(signed_in(cast.sun_li), case, "assignment", unit=cast.station.name)
    assert response.status_code == 422
    assert "清单规定：“供热”（行政执法）不能交给村、社区。应该由春城街道分中心来办。" in text(response)


def test_triage_does_not_push_it_down_either(cast: Cast) -> None:
    reserve(cast)
    case = case_of(asked(cast, category=None))
    decision = Decision(category_id("heating"), plot_id=case.plot_id, assign_to=cast.station.id)
    with pytest.raises(NotBelow):
        triage_case(case.id, viewer(cast.wang_fang), token(), decision)
    case.refresh_from_db()
    assert case.state == State.RECEIVED


def test_nor_does_an_arbiter(cast: Cast) -> None:
    reserve(cast)
    street = add_person("街道经办", "street.handler")
    appoint([(street, "department_handler", cast.street)])
    case = case_of(asked(cast))
    object_to_case(case.id, viewer(street), token(), Objection(Ground.REMIT, "不归街道"))
    with pytest.raises(NotBelow):
        uphold(case.id, viewer(cast.sun_li), token(), cast.station.id, "归社区。")


def test_nor_does_giving_it_by_name(cast: Cast) -> None:
    reserve(cast)
    street = add_person("街道经办", "street.handler")
    appoint([(street, "department_handler", cast.street)])
    case = case_of(asked(cast))
    with pytest.raises(NotForThem):
        give_case(case.id, viewer(street), token(), cast.wang_fang.id)
    assert give_case(case.id, viewer(street), token(), street.id).handler_id == street.id


def test_nor_a_catalogue_that_would_lead_there(cast: Cast) -> None:
    load_catalogue()
    Reserved.objects.create(
        version_id=catalogue().version, category_id=category_id("heating"), lowest_level=2, why="enforcement"
    )
    forget()
    case = case_of(asked(cast))
    assert (case.state, case.desk_reason) == (State.RECEIVED, DeskReason.RESERVED)


@pytest.mark.parametrize("whose", ["housing", "street"])
def test_what_lies_there_already_goes_back_at_once(cast: Cast, whose: str) -> None:
    case = handling(cast)
    assert Ground.RESERVED not in grounds_open(case)
    expected = getattr(cast, whose).id
    reserve(cast, target=Target(None, expected) if whose == "housing" else None)
    after = object_to_case(case.id, viewer(cast.wang_fang), token(), BY_LIST)
    assert (after.state, after.unit_id, after.arbiter_id) == (State.ASSIGNED, expected, None)
    assert (after.promised_at, after.no_return, after.bounces) == (case.promised_at, True, 1)
    ruling = CaseEvent.objects.get(case_id=case.id, act=Act.UPHOLD)
    assert (ruling.who, ruling.codes["charged_to"]) == (Who.SYSTEM, "catalogue")


def test_no_ruling_stands_above_the_list(cast: Cast) -> None:
    case = handling(cast)
    object_to_case(case.id, viewer(cast.wang_fang), token(), Objection(Ground.REMIT, "不归我们"))
    case = dismiss(case.id, viewer(cast.sun_li), token(), "归你们。")
    assert grounds_open(case) == ()
    reserve(cast)
    assert grounds_open(case) == (Ground.RESERVED,)
    after = object_to_case(case.id, viewer(cast.wang_fang), token(), BY_LIST)
    assert after.unit_id == cast.street.id


def test_the_ground_is_not_open_where_the_list_says_nothing(cast: Cast) -> None:
    case = handling(cast)
    with pytest.raises(NotOpen):
        object_to_case(case.id, viewer(cast.wang_fang), token(), BY_LIST)
    assert Case.objects.get(pk=case.id).bounces == 0


def test_a_file_that_pushes_reserved_work_down_is_refused(tmp_path: Any) -> None:
    file = tmp_path / "catalogue.json"
    file.write_text(
        '{"version": "x-1", "since": "2026-01-01", "categories": [{"code": "x", "name": "x", "name_en": "x",'
        ' "need": "everyday", "level": 3, "signs": [], "reserved": {"lowest_level": 2, "why": "approval"}}]}',
        encoding="utf-8",
    )
    with pytest.raises(BadCatalogue):
        load_catalogue(file)
