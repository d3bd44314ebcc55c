"""A unit that closes hands its cases over: to the unit into which it went, else to the level above."""

from huisheng.cases.actions.hand_over import hand_over_cases
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import State
from huisheng.cases.reactions import hand_over
from huisheng.cases.tests.matters import answered, asked, assigned, case_of, handling
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
    Case.objects.filter(pk=case.pk).update(about_a_unit=True)
    close(cast, into=cast.next_station)
    hand_over_cases(cast.station.id)
    case.refresh_from_db()
    assert case.unit_id == cast.street.id
