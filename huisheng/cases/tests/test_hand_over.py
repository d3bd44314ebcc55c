"""A unit that closes hands its cases over: to the unit into which it went, else to the level above."""

from datetime import timedelta

from huisheng.cases.actions.course import Course, on_case, staff
from huisheng.cases.actions.escalate import escalate_overdue
from huisheng.cases.actions.extension import ask_extension
from huisheng.cases.actions.hand_over import hand_over_cases, hand_over_duties
from huisheng.cases.models import Case, CaseEvent, SideClock
from huisheng.cases.models.side_clock import replay_side_clocks
from huisheng.cases.models.transitions import Act, Clock, State
from huisheng.cases.reactions import hand_over
from huisheng.cases.tests.matters import answered, asked, assigned, case_of, handling, token, viewer
from huisheng.network.events import UnitClosed
from huisheng.network.models import Unit
from tests.cast import Cast


def close(cast: Cast, into: Unit | None = None) -> None:
    cast.station.until = cast.station.since.replace(year=2021)
    cast.station.successor = into
    cast.station.save()


def test_every_unanswered_case_goes_one_level_up_with_its_clock(cast: Cast):
    before = [assigned(cast), handling(cast), case_of(asked(cast, category=None))]
    other = assigned(cast, category="refuse")
    close(cast)
    assert hand_over_cases(cast.station.id) == 3
    for case in before:
        due = case.due_at
        case.refresh_from_db()
        assert (case.unit_id, case.station_id, case.due_at) == (cast.street.id, None, due)
    other.refresh_from_db()
    assert other.unit_id == cast.studio.id


def test_what_waits_for_the_resident_stays_with_the_unit_that_answered(cast: Cast):
    case = answered(cast)
    close(cast)
    assert hand_over_cases(cast.station.id) == 0
    case.refresh_from_db()
    assert (case.unit_id, case.state) == (cast.station.id, State.ANSWERED)


def test_delivered_twice_it_happens_once(cast: Cast):
    case = assigned(cast)
    close(cast)
    hand_over(UnitClosed(cast.station.id))
    hand_over(UnitClosed(cast.station.id))
    assert case.events.filter(act="hand_over").count() == 1


def test_cases_of_a_unit_that_went_into_another_are_that_ones(cast: Cast):
    case = handling(cast)
    close(cast, into=cast.next_station)
    assert hand_over_cases(cast.station.id) == 1
    due = case.due_at
    case.refresh_from_db()
    assert (case.unit_id, case.handler_id, case.due_at) == (cast.next_station.id, None, due)


def test_where_that_one_closed_as_well_they_are_with_whoever_took_over_from_it(cast: Cast):
    case = assigned(cast)
    close(cast, into=cast.next_station)
    cast.next_station.until, cast.next_station.successor = cast.station.until, cast.other_station
    cast.next_station.save()
    hand_over_cases(cast.station.id)
    case.refresh_from_db()
    assert case.unit_id == cast.other_station.id


def test_a_matter_about_somebody_goes_up_whoever_took_over(cast: Cast):
    case = assigned(cast)
    Case.objects.filter(pk=case.pk).update(kind="oversight", about_a_unit=True)
    close(cast, into=cast.next_station)
    hand_over_cases(cast.station.id)
    case.refresh_from_db()
    assert case.unit_id == cast.street.id


def close_street(cast: Cast) -> None:
    cast.street.until = cast.street.since.replace(year=2021)
    cast.street.save()


def owing_rule(cast: Cast) -> Case:
    def steps(course: Course) -> None:
        course.step(Act.NOTE, starts=[(Clock.RULE, cast.street.id, course.at + timedelta(hours=4))])

    return on_case(handling(cast).id, staff(viewer(cast.wang_fang)), token(), steps)


def test_what_it_owes_to_cases_of_others_goes_up_with_its_clock(cast: Cast):
    case = owing_rule(cast)
    due = SideClock.objects.get(case=case).due_at
    close_street(cast)
    hand_over(UnitClosed(cast.street.id))
    one = SideClock.objects.get(case=case)
    assert (one.unit_id, one.due_at, one.ended_at) == (cast.centre.id, due, None)
    again = replay_side_clocks(CaseEvent.objects.filter(case=case).order_by("seq"))[0]
    assert again.unit_id == cast.centre.id
    assert not SideClock.objects.filter(unit=cast.street, ended_at=None).exists()
    case.refresh_from_db()
    assert case.unit_id == cast.station.id


def test_a_request_that_it_was_to_decide_is_decided_by_its_heir(cast: Cast):
    case = ask_extension(handling(cast, category="refuse").id, viewer(cast.wang_fang), token(), 480, "等零件")
    assert case.approver_id == cast.centre.id
    cast.centre.until = cast.centre.since.replace(year=2021)
    cast.centre.save()
    assert hand_over_duties(cast.centre.id) == 1
    case.refresh_from_db()
    assert case.approver_id == cast.bureau.id
    assert SideClock.objects.get(case=case, ended_at=None).unit_id == cast.bureau.id


def test_what_it_watched_is_watched_by_its_heir(cast: Cast, later):
    case = assigned(cast)
    later(days=4)
    escalate_overdue()
    close_street(cast)
    assert (hand_over_duties(cast.street.id), hand_over_duties(cast.street.id)) == (1, 0)
    case.refresh_from_db()
    assert (case.unit_id, case.supervisor_id) == (cast.station.id, cast.centre.id)
