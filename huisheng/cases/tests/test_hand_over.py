"""A unit that closes hands its cases over to the level above."""

from huisheng.cases.actions.hand_over import hand_over_cases
from huisheng.cases.models.transitions import State
from huisheng.cases.reactions import hand_over
from huisheng.cases.tests.matters import answered, asked, assigned, case_of, handling
from huisheng.network.events import UnitClosed
from tests.cast import Cast


def close(cast: Cast) -> None:
    cast.station.until = cast.station.since.replace(year=2021)
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
