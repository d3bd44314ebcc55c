"""Clocks beside a case warn once, before they run out, at the share of their time that the policy names."""

from datetime import timedelta

import pytest

from huisheng.cases.actions.beside import of
from huisheng.cases.actions.course import Course, on_case, staff
from huisheng.cases.actions.escalate import warn_beside, warn_in_time
from huisheng.cases.actions.extension import ask_extension
from huisheng.cases.actions.late import call_late_beside
from huisheng.cases.actions.object import Objection, object_to_case
from huisheng.cases.jobs import escalate
from huisheng.cases.models import Case, CaseEvent, SideClock
from huisheng.cases.models.codes import Ground
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.queries.sentences import sentence_of
from huisheng.cases.tests.matters import handling, token, viewer
from huisheng.cases.tests.test_late_beside import owing
from huisheng.cases.tests.test_replay import check
from huisheng.core import clock
from tests.cast import Cast

HOUR = timedelta(hours=1)
# Of some of these clocks three quarters are working time, which late in the evening there is none of.
pytestmark = pytest.mark.usefixtures("moment")


def warnings(case: Case) -> list[list[list[object]]]:
    """What each warning about clocks beside this case named, in order."""
    events = CaseEvent.objects.filter(case=case, act=Act.WARN, codes__has_key="beside").order_by("seq")
    return [event.codes["beside"] for event in events]


@pytest.mark.parametrize("owed", [Clock.RULE, Clock.APPROVE])
def test_a_ruling_and_an_approval_warn_at_three_quarters_of_their_time(
    cast: Cast, later, owed: Clock
) -> None:
    case, start = handling(cast), clock.now()
    if owed == Clock.RULE:
        object_to_case(case.id, viewer(cast.wang_fang), token(), Objection(Ground.REMIT, "不归我们"))
    else:
        ask_extension(case.id, viewer(cast.wang_fang), token(), 480, "要等零件")
    one = SideClock.objects.get(case=case, clock=owed)
    assert one.warn_at is not None
    assert one.started_at < one.warn_at < one.due_at
    seconds = (one.warn_at - start).total_seconds()
    later(seconds=seconds - 60)
    warn_beside()
    assert warnings(case) == []
    later(seconds=seconds + 60)
    warn_beside()
    assert warnings(case) == [[[owed.value, one.unit_id]]]
    check(case.id)


def test_it_warns_once_and_says_whose_turn_it_is(cast: Cast, later) -> None:
    case = owing(cast, handling(cast), (Clock.REPORT, cast.other_station.id, 4 * HOUR))
    later(hours=3, minutes=30)
    assert (warn_beside(), warn_beside()) == (1, 0)
    event = CaseEvent.objects.get(case=case, act=Act.WARN)
    assert sentence_of(event, {}) == ("快到时了：一汽社区工作站 回报时限", "")
    assert Case.objects.get(pk=case.pk).warn_at == case.warn_at, "the case's own clock warns by itself"


def test_one_event_for_all_that_warn_by_now(cast: Cast, later) -> None:
    ids = (cast.station.id, cast.other_station.id)
    case = owing(cast, handling(cast), *((Clock.REPORT, unit, 4 * HOUR) for unit in ids))
    owing(cast, case, (Clock.REPORT, cast.studio.id, 40 * HOUR))
    later(hours=3, minutes=30)
    warn_beside()
    assert warnings(case) == [[["report", unit] for unit in ids]]


def test_what_is_done_warns_of_nothing(cast: Cast, later) -> None:
    case = owing(cast, handling(cast), (Clock.REPORT, cast.other_station.id, 4 * HOUR))

    def done(course: Course) -> None:
        course.step(Act.NOTE, stops=of(Clock.REPORT))

    on_case(case.id, staff(viewer(cast.wang_fang)), token(), done)
    later(hours=3, minutes=30)
    assert warn_beside() == 0
    assert SideClock.objects.get(case=case).warn_at is None


def test_what_ran_out_while_no_worker_ran_is_late_and_warns_no_more(cast: Cast, later) -> None:
    case = owing(cast, handling(cast), (Clock.REPORT, cast.other_station.id, 4 * HOUR))
    later(hours=5)
    assert warn_beside() == 0
    call_late_beside()
    later(hours=6)
    assert warn_beside() == 0
    assert SideClock.objects.get(case=case).warn_at is None
    check(case.id)


def test_the_job_warns_and_a_page_that_was_open_stays_good(cast: Cast, later) -> None:
    case = owing(cast, handling(cast), (Clock.REPORT, cast.other_station.id, 4 * HOUR))
    shown = token(Case.objects.get(pk=case.pk))
    later(hours=3, minutes=30)
    escalate(timestamp=0)
    assert len(warnings(case)) == 1
    on_case(case.id, staff(viewer(cast.wang_fang)), shown, lambda course: course.step(Act.NOTE))


def test_it_takes_as_many_statements_for_many_as_for_one(
    cast: Cast, later, django_assert_max_num_queries
) -> None:
    warn_in_time()
    for _each in range(6):
        owing(cast, handling(cast), (Clock.REPORT, cast.other_station.id, 4 * HOUR))
    later(hours=3, minutes=30)
    with django_assert_max_num_queries(10):
        assert warn_beside() == 6
