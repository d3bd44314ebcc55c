"""Objecting 不归我们: on a ground, in words, while the unit goes on working; who rules, and when no longer."""

import pytest

from huisheng.cases.actions.assign import NotThere, assign_case
from huisheng.cases.actions.object import Objection, object_to_case
from huisheng.cases.actions.resident import send_back, withdraw_case
from huisheng.cases.actions.rule import dismiss, uphold
from huisheng.cases.actions.take_over import take_over
from huisheng.cases.models import Case, CaseEvent, CaseWords, SideClock
from huisheng.cases.models.codes import Ground, Outcome
from huisheng.cases.models.transitions import Act, Clock, NotOpen, State
from huisheng.cases.permissions import Refused
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.routing import NobodyAbove
from huisheng.cases.tests.matters import answer_case, answered, assigned, handling, token, viewer
from huisheng.people.models import Person
from tests.cast import Cast, add_person, appoint

NOT_OURS = Objection(Ground.REMIT, "这栋楼的暖气由供热公司直管。")


def objected(cast: Cast, case: Case | None = None, objection: Objection = NOT_OURS) -> Case:
    """Objected to by 王芳."""
    case = case or handling(cast)
    return object_to_case(case.id, viewer(cast.wang_fang), token(), objection)


def street_dispatcher(cast: Cast) -> Person:
    """Somebody who rules at the street."""
    person = add_person("街道调度", "street.dispatcher")
    appoint([(person, "dispatcher", cast.street)])
    return person


def test_the_unit_goes_on_working_and_the_resident_loses_no_time(cast: Cast) -> None:
    street_dispatcher(cast)
    case = handling(cast)
    after = objected(cast, case)
    assert (after.state, after.unit_id, after.arbiter_id) == (State.HANDLING, cast.station.id, cast.street.id)
    assert (after.due_at, after.promised_at) == (case.due_at, case.promised_at)
    ruling = SideClock.objects.get(case_id=case.id)
    assert (ruling.clock, ruling.unit_id) == (Clock.RULE, cast.street.id)
    event = CaseEvent.objects.get(case_id=case.id, act=Act.OBJECT)
    assert ruling.due_at == catalogue().due(Clock.RULE, case.category_id, case.urgency, event.at)  # type: ignore[arg-type]
    assert event.codes["ground"] == "remit"
    assert CaseWords.objects.get(case_id=case.id, kind="objection").text == NOT_OURS.words


def test_whoever_objects_to_an_unsigned_matter_signs_for_it_by_that(cast: Cast) -> None:
    after = objected(cast, assigned(cast))
    assert (after.state, after.due_at) == (State.HANDLING, after.promised_at)


def test_where_nobody_rules_at_the_level_above_the_next_one_does(cast: Cast) -> None:
    assert objected(cast).arbiter_id == cast.centre.id


def test_a_unit_that_is_named_brings_it_to_the_level_above_both(cast: Cast) -> None:
    street_dispatcher(cast)
    near = Objection(Ground.PLACE, "在马路对面。", cast.next_station.id)
    assert objected(cast, objection=near).arbiter_id == cast.street.id
    far = Objection(Ground.PLACE, "在锦程街道。", cast.other_station.id)
    assert objected(cast, objection=far).arbiter_id == cast.centre.id


def test_nobody_rules_on_what_they_assigned(cast: Cast) -> None:
    case = handling(cast)
    moved = assign_case(case.id, viewer(cast.sun_li), token(), cast.next_station.id)
    clerk = add_person("迎宾办事员", "next.clerk")
    appoint([(clerk, "station_clerk", cast.next_station)])
    after = object_to_case(moved.id, viewer(clerk), token(), NOT_OURS)
    assert after.arbiter_id == cast.bureau.id
    with pytest.raises(Refused):
        dismiss(after.id, viewer(cast.sun_li), token(), "归你们。")
    assert dismiss(after.id, viewer(cast.qian_li), token(), "归你们。").no_return


def test_there_is_one_objection_at_a_time(cast: Cast) -> None:
    case = objected(cast)
    with pytest.raises(NotOpen):
        objected(cast, case)


def test_whoever_answered_has_taken_it_as_their_own(cast: Cast) -> None:
    case = answered(cast)
    send_back(case.id, token(), "还没有")
    with pytest.raises(NotOpen):
        objected(cast, case)


def test_what_a_unit_took_over_by_its_own_act_is_its_own(cast: Cast) -> None:
    dispatcher = street_dispatcher(cast)
    case = handling(cast)
    Case.objects.filter(pk=case.id).update(supervisor=cast.street)
    take_over(case.id, viewer(dispatcher), token())
    with pytest.raises(NotOpen):
        object_to_case(case.id, viewer(dispatcher), token(), NOT_OURS)


@pytest.mark.parametrize("way", ["answered", "moved", "withdrawn"])
def test_an_objection_ends_when_the_matter_goes_another_way(cast: Cast, way: str) -> None:
    case = objected(cast)
    if way == "answered":
        answer_case(case.id, viewer(cast.wang_fang), token(), "还是由我们办好了。", Outcome.FIXED)
    elif way == "moved":
        assign_case(case.id, viewer(cast.sun_li), token(), cast.next_station.id)
    else:
        withdraw_case(case.id, token())
    case.refresh_from_db()
    assert (case.arbiter_id, case.side_clocks_running) == (None, 0)
    assert not SideClock.objects.filter(case_id=case.id, ended_at__isnull=True).exists()
    with pytest.raises((Refused, NotOpen)):
        uphold(case.id, viewer(cast.sun_li), token(), cast.housing.id, "归住建。")


def test_only_whoever_handles_it_objects(cast: Cast) -> None:
    case = handling(cast)
    for person in (cast.he_san, cast.zhou_min, cast.qian_li, cast.sun_li):
        with pytest.raises(Refused):
            object_to_case(case.id, viewer(person), token(), NOT_OURS)


def test_a_unit_does_not_name_itself_and_the_top_has_nobody_to_turn_to(cast: Cast) -> None:
    with pytest.raises(NotThere):
        objected(cast, objection=Objection(Ground.PLACE, "不在这里", cast.station.id))
    head = add_person("局里办事员", "bureau.handler")
    appoint([(head, "department_handler", cast.bureau)])
    case = handling(cast)
    assign_case(case.id, viewer(cast.sun_li), token(), cast.bureau.id)
    with pytest.raises(NobodyAbove):
        object_to_case(case.id, viewer(head), token(), NOT_OURS)


def test_clicked_twice_it_counts_once(cast: Cast) -> None:
    case, once = handling(cast), token()
    for _click in range(2):
        object_to_case(case.id, viewer(cast.wang_fang), once, NOT_OURS)
    assert CaseEvent.objects.filter(case_id=case.id, act=Act.OBJECT).count() == 1
    assert SideClock.objects.filter(case_id=case.id).count() == 1
