"""吹哨: called, signed for, come, reported, rated; each unit with clocks of its own."""

from datetime import timedelta
from typing import Any

import pytest

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.assign import NotThere, assign_case
from huisheng.cases.actions.resident import confirm_case, withdraw_case
from huisheng.cases.actions.whistle import (
    Blow,
    NotRated,
    OneAtATime,
    blow_whistle,
    call_off,
    end_whistle,
)
from huisheng.cases.actions.whistle_called import (
    NotThen,
    Visit,
    contact_whistler,
    record_visit,
    report_call,
    sign_call,
    take_lead,
)
from huisheng.cases.models import Case, CaseEvent, CaseParty, CaseWords, SideClock, Whistle, WhistleCall
from huisheng.cases.models.codes import Grade, Outcome, Part, Urgency
from huisheng.cases.models.transitions import Act, Clock, NotOpen, State
from huisheng.cases.models.whistle import replay_whistles
from huisheng.cases.permissions import Refused, visible
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.tests.matters import answer_case, handling, token, viewer
from huisheng.core import clock
from huisheng.people.models import Person
from tests.cast import Cast, add_person, appoint

WORDS = "井盖塌了，自来水在冒，需要一起到现场。"
GOOD = {"in_time": Grade.YES, "together": Grade.YES, "result": Grade.PARTLY}


def housing_handler(cast: Cast) -> Person:
    """Somebody of 住建."""
    person = add_person("林建", "lin.jian")
    appoint([(person, "department_handler", cast.housing)])
    return person


def whistled(cast: Cast, case: Case | None = None, **fields: Any) -> Case:
    """王芳 whistles for 民政 as lead and 住建 as helper."""
    case = case or handling(cast)
    blow = Blow(cast.civil_affairs.id, WORDS, helpers=(cast.housing.id,), **fields)
    return blow_whistle(case.id, viewer(cast.wang_fang), token(), blow)


def call_of(case: Case, unit: Any) -> WhistleCall:
    return WhistleCall.objects.get(case_id=case.id, unit_id=unit.id)


def running(case: Case, unit: Any = None) -> set[str]:
    rows = SideClock.objects.filter(case_id=case.id, ended_at__isnull=True)
    return {row.clock for row in rows if unit is None or row.unit_id == unit.id}


def check_replay(case: Case) -> None:
    """The rows are what the events say."""
    held = replay_whistles(CaseEvent.objects.filter(case_id=case.id).order_by("seq"))
    for model, rows in ((Whistle, held.whistles.values()), (WhistleCall, held.calls.values())):
        again = {tuple(getattr(row, field.attname) for field in model._meta.concrete_fields) for row in rows}
        kept = model.objects.filter(case_id=case.id)
        stored = {tuple(getattr(row, field.attname) for field in model._meta.concrete_fields) for row in kept}
        assert again == stored


def test_each_unit_that_is_called_has_three_clocks_by_the_catalogue_and_sees_the_case(cast: Cast) -> None:
    case = whistled(cast)
    event = CaseEvent.objects.get(case_id=case.id, act=Act.WHISTLE)
    assert case.whistle == event.seq
    for unit, part in ((cast.civil_affairs, Part.LEAD), (cast.housing, Part.HELPER)):
        assert call_of(case, unit).part == part
        ends = {row.clock: row.due_at for row in SideClock.objects.filter(case_id=case.id, unit_id=unit.id)}
        assert ends["sign_call"] == event.at + timedelta(hours=1)
        assert ends["contact"] == event.at + timedelta(hours=24)
        assert ends["report"] == catalogue().due(Clock.REPORT, case.category_id, Urgency.NORMAL, event.at)
    assert visible(viewer(cast.zhou_min)).filter(pk=case.id).exists()
    assert (case.unit_id, case.state) == (cast.station.id, State.HANDLING)
    check_replay(case)


def test_an_emergency_leaves_half_an_hour(cast: Cast) -> None:
    case = whistled(cast, emergency=True)
    event = CaseEvent.objects.get(case_id=case.id, act=Act.WHISTLE)
    due = SideClock.objects.get(case_id=case.id, unit_id=cast.housing.id, clock="sign_call").due_at
    assert due == event.at + timedelta(minutes=30)
    assert Whistle.objects.get(case_id=case.id).emergency


def test_from_blow_to_rating(cast: Cast) -> None:
    case = whistled(cast)
    lead, helper = viewer(cast.zhou_min), viewer(housing_handler(cast))
    sign_call(case.id, lead, token())
    assert running(case, cast.civil_affairs) == {"contact", "report"}
    contact_whistler(case.id, helper, token())
    assert running(case, cast.housing) == {"report"}
    visit = Visit((cast.civil_affairs.id, cast.housing.id), clock.now(), "关了阀门，围了栏。", "明天换井盖")
    record_visit(case.id, lead, token(), visit)
    assert running(case, cast.civil_affairs) == {"report"}
    assert call_of(case, cast.housing).came_at == visit.at
    report_call(case.id, lead, token(), "阀门换好了。")
    report_call(case.id, helper, token(), "井盖换好了。")
    assert running(case) == set()
    ended = end_whistle(
        case.id, viewer(cast.wang_fang), token(), {cast.civil_affairs.id: GOOD, cast.housing.id: GOOD}
    )
    assert ended.whistle is None
    assert Whistle.objects.get(case_id=case.id).done
    call = call_of(case, cast.housing)
    assert (call.in_time, call.together, call.result) == ("yes", "yes", "partly")
    assert not visible(lead).filter(pk=case.id).exists()
    said = dict(CaseWords.objects.filter(case_id=case.id).values_list("kind", "text"))
    assert (said["whistle"], said["visit"], said["remains"]) == (WORDS, "关了阀门，围了栏。", "明天换井盖")
    check_replay(case)


def test_of_a_visit_only_units_and_times_are_kept(cast: Cast) -> None:
    case = whistled(cast)
    record_visit(
        case.id, viewer(cast.zhou_min), token(), Visit((cast.civil_affairs.id,), clock.now(), "看过")
    )
    codes = CaseEvent.objects.get(case_id=case.id, act=Act.VISIT).codes
    assert set(codes) == {"whistle", "called_unit_id", "came", "came_at", "stops"}


@pytest.mark.parametrize("hours", [-2, 2])
def test_nobody_came_before_the_whistle_or_will_have_come(cast: Cast, hours: int) -> None:
    case = whistled(cast)
    when = clock.now() + timedelta(hours=hours)
    with pytest.raises(NotThen):
        record_visit(case.id, viewer(cast.zhou_min), token(), Visit((cast.civil_affairs.id,), when, "看过"))


def test_who_was_not_called_did_not_come(cast: Cast) -> None:
    case = whistled(cast)
    with pytest.raises(NotOpen):
        record_visit(
            case.id, viewer(cast.zhou_min), token(), Visit((cast.other_street.id,), clock.now(), "来")
        )


def test_it_is_over_only_when_something_was_said_of_everybody(cast: Cast) -> None:
    case = whistled(cast)
    with pytest.raises(NotRated) as told:
        end_whistle(case.id, viewer(cast.wang_fang), token(), {cast.civil_affairs.id: GOOD})
    assert told.value.units == (cast.housing.id,)


def test_only_the_whistler_ends_it_and_only_the_called_answer(cast: Cast) -> None:
    case = whistled(cast)
    everybody = {cast.civil_affairs.id: GOOD, cast.housing.id: GOOD}
    for person in (cast.zhou_min, cast.he_san, cast.qian_li):
        with pytest.raises(Refused):
            end_whistle(case.id, viewer(person), token(), everybody)
    for person in (cast.wang_fang, cast.he_san, cast.qian_li, cast.chen_jing):
        with pytest.raises(Refused):
            sign_call(case.id, viewer(person), token())


def test_the_duty_stays_unless_the_lead_takes_it(cast: Cast) -> None:
    case, helper = whistled(cast), viewer(housing_handler(cast))
    with pytest.raises(Refused):
        take_lead(case.id, helper, token())
    taken = take_lead(case.id, viewer(cast.zhou_min), token())
    assert (taken.unit_id, taken.state, taken.due_at) == (
        cast.civil_affairs.id,
        State.HANDLING,
        case.promised_at,
    )
    assert (taken.no_return, taken.whistle) == (True, case.whistle)
    assert visible(viewer(cast.wang_fang)).filter(pk=case.id).exists()
    answer_case(case.id, viewer(cast.zhou_min), token(), "阀门和井盖都换好了。", Outcome.FIXED)
    confirm_case(case.id, token())
    done = {cast.civil_affairs.id: GOOD, cast.housing.id: GOOD}
    end_whistle(case.id, viewer(cast.wang_fang), token(), done)
    check_replay(case)


@pytest.mark.parametrize("unit", ["station", "studio", "next_station", "street"])
def test_who_cannot_be_whistled_for(cast: Cast, unit: str) -> None:
    """Who has it, who lies in a community; the street can."""
    case = handling(cast)
    blow = Blow(getattr(cast, unit).id, WORDS)
    if unit == "street":
        assert blow_whistle(case.id, viewer(cast.wang_fang), token(), blow).whistle
        return
    with pytest.raises(NotThere):
        blow_whistle(case.id, viewer(cast.wang_fang), token(), blow)


def test_a_unit_that_the_case_is_about_is_never_called(cast: Cast) -> None:
    case = handling(cast)
    Case.objects.filter(pk=case.id).update(kind="oversight", about_a_unit=True, accused_unit=cast.housing)
    with pytest.raises(NotThere):
        whistled(cast, case)
    assert not CaseParty.objects.filter(case_id=case.id).exists()


def test_one_whistle_at_a_time_and_the_district_assigns_instead(cast: Cast) -> None:
    case = whistled(cast)
    with pytest.raises(OneAtATime):
        whistled(cast, case)
    other = assign_case(handling(cast).id, viewer(cast.sun_li), token(), cast.centre.id)
    with pytest.raises(Refused):
        blow_whistle(other.id, viewer(cast.sun_li), token(), Blow(cast.housing.id, WORDS))


def test_the_field_worker_of_a_plot_whistles_too(cast: Cast) -> None:
    worker = add_person("责任田网格员", "plot.worker")
    appoint([(worker, "field_worker", cast.plots[0])])
    case = handling(cast)
    after = blow_whistle(case.id, viewer(worker), token(), Blow(cast.housing.id, WORDS))
    assert Whistle.objects.get(case_id=after.id).unit_id == cast.studio.id


@pytest.mark.parametrize("way", ["accused", "withdrawn", "moved"])
def test_a_whistle_ends_with_the_matter(cast: Cast, way: str) -> None:
    case = whistled(cast)
    if way == "accused":
        accuse_unit(case.id, viewer(cast.sun_li), token(), cast.station.id)
    elif way == "withdrawn":
        withdraw_case(case.id, token())
    else:
        assign_case(case.id, viewer(cast.sun_li), token(), cast.next_station.id, keep_called=False)
    case.refresh_from_db()
    assert (case.whistle, case.side_clocks_running, running(case)) == (None, 0, set())
    assert not visible(viewer(cast.zhou_min)).filter(pk=case.id).exists()
    check_replay(case)


def test_a_transfer_may_take_it_along(cast: Cast) -> None:
    case = whistled(cast)
    moved = assign_case(case.id, viewer(cast.sun_li), token(), cast.next_station.id)
    assert (moved.whistle, moved.side_clocks_running) == (case.whistle, 6)
    sign_call(case.id, viewer(cast.zhou_min), token())
    end = {cast.civil_affairs.id: GOOD, cast.housing.id: GOOD}
    with pytest.raises(Refused):
        end_whistle(case.id, viewer(cast.he_san), token(), end)
    assert end_whistle(case.id, viewer(cast.wang_fang), token(), end).whistle is None


def test_calling_it_off_says_nothing_of_anybody(cast: Cast) -> None:
    case = whistled(cast)
    call_off(case.id, viewer(cast.wang_fang), token(), "已经自己修好了。")
    assert running(case) == set()
    assert not call_of(case, cast.housing).is_rated and not Whistle.objects.get(case_id=case.id).done
    again = whistled(cast, case)
    assert WhistleCall.objects.filter(case_id=case.id).count() == 4 and again.whistle
    check_replay(case)
