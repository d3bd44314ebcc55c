"""Closed, due and on time exactly as indicators.md defines them, on its check values and at its edges."""

from datetime import UTC, datetime, timedelta

import pytest

from huisheng.cases.actions.call_backs import Call, take_call
from huisheng.cases.actions.escalate import let_fall_silent
from huisheng.cases.actions.exclude import rule
from huisheng.cases.actions.recheck import ask_rechecks, came_back, still_fixed
from huisheng.cases.actions.resident import Rating, confirm_case, rate_case, send_back, withdraw_case
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import State
from huisheng.cases.queries.figures import Counts, Period, by_street, delivered, due_cases, figures, received
from huisheng.cases.tests.ends import contested, excluded, pending_on, referred
from huisheng.cases.tests.matters import (
    answered,
    asked,
    assigned,
    case_of,
    category_id,
    handling,
    token,
    viewer,
)
from huisheng.core import clock
from huisheng.core.calendar import working_calendar
from huisheng.core.ids import uuid7
from huisheng.evidence.sources import district_only
from tests.cast import Cast

OCTOBER = Period(datetime(2026, 9, 30, 16, tzinfo=UTC), datetime(2026, 10, 31, 16, tzinfo=UTC))
EVER = Period(datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC))


def row(cast: Cast, n: int, **fields) -> Case:
    """A case row whose first deadline lies in October 2026."""
    due = datetime(2026, 10, 2, 8, tzinfo=UTC) + timedelta(minutes=n)
    made = {
        "number": f"2026-春-{n:06d}",
        "unit_id": cast.station.id,
        "station_id": cast.station.id,
        "subcentre_id": cast.street.id,
        "channel": "web",
        "title": "x",
        "category_id": category_id("heating"),
        "received_at": due - timedelta(days=5),
        "first_promised_at": due,
        "state": State.HANDLING,
        "clock": "handle",
        "due_at": due,
    }
    return Case(id=uuid7(), **{**made, **fields})


def closed_row(cast: Cast, n: int, minutes_late: int) -> Case:
    at = datetime(2026, 10, 2, 8, tzinfo=UTC) + timedelta(minutes=n + minutes_late)
    state = State.CONFIRMED if n % 2 else State.SILENT
    times = {"due_at": None, "answered_at": at, "closed_at": at, "reply_delivered_at": at}
    return row(cast, n, state=state, clock="", outcome="fixed", **times)


def test_911_closed_of_972_due_and_737_on_time(cast: Cast):
    """The check values of indicators.md: 93.72 % and 75.82 %."""
    on_time = [closed_row(cast, n, -1 if n else 0) for n in range(737)]
    late = [closed_row(cast, n, 1) for n in range(737, 911)]
    still_open = [row(cast, n) for n in range(911, 972)]
    outside = [
        row(cast, 2000, first_promised_at=OCTOBER.end),
        row(cast, 2001, first_promised_at=OCTOBER.start - timedelta(seconds=1)),
    ]
    Case.objects.bulk_create([*on_time, *late, *still_open, *outside])
    counts = figures(OCTOBER).counts
    assert (counts.due, counts.closed, counts.on_time) == (972, 911, 737)
    assert f"{counts.closed / counts.due:.2%}" == "93.72%"
    assert f"{counts.on_time / counts.due:.2%}" == "75.82%"
    assert by_street(OCTOBER)[cast.street.id] == counts
    assert figures(OCTOBER, cast.other_street.id).counts == Counts()
    assert figures(OCTOBER, cast.station.id).counts == counts


def test_withdrawn_and_left_out_are_not_due_and_the_ledger_is(cast: Cast):
    withdraw_case(assigned(cast).id, token())
    excluded(cast)
    waits = pending_on(cast)
    assert list(due_cases(EVER).values_list("id", flat=True)) == [waits.id]
    assert figures(EVER).counts.pending == 1


def test_contested_is_out_until_it_is_overturned(cast: Cast):
    case = contested(cast)
    assert not due_cases(EVER).exists()
    rule(case.id, viewer(cast.qian_li), token(), "应当办。", overturn=True)
    assert due_cases(EVER).get() == case
    assert received(EVER).__dict__ == {"received": 1, "excluded": 0, "reviewed": 1, "overturned": 1}


def test_what_nobody_promised_yet_does_not_escape_by_waiting(cast: Cast):
    case = case_of(asked(cast, None, plot_id=None, desk_unit_id=cast.station.id))
    assert case.first_promised_at is None
    assert due_cases(EVER).get() == case


def test_an_answer_alone_closes_nothing_and_silence_is_no_confirmation(cast: Cast, later):
    answered(cast)
    assert figures(EVER).counts.closed == 0
    later(days=7, minutes=1)
    let_fall_silent()
    counts = figures(EVER).counts
    assert (counts.closed, counts.silent, counts.confirmed) == (1, 1, 0)


def test_a_send_back_never_resets_the_first_deadline(cast: Cast, later):
    case = answered(cast)
    later(days=3)
    back = send_back(case.id, token(), "还是不热。")
    assert figures(EVER).counts.closed == 0
    assert figures(EVER).counts.unsolved == 1
    answered_again(cast, back)
    counts = figures(EVER).counts
    assert (counts.closed, counts.on_time) == (1, 0)


def answered_again(cast: Cast, case: Case) -> None:
    from huisheng.cases.models.codes import Outcome
    from huisheng.cases.tests.matters import answer_case

    done = answer_case(case.id, viewer(cast.wang_fang), token(), "换了暖气片。", Outcome.FIXED)
    confirm_case(done.id, token())
    assert delivered(Case.objects.get(pk=case.id))


def test_reopened_after_closing_counts_once_and_before_closing_not(cast: Cast, later):
    closed = confirm_case(answered(cast).id, token())
    send_back(answered(cast).id, token())
    later(days=29)
    send_back(closed.id, token(), "又坏了。")
    counts = figures(EVER).counts
    assert (counts.reopened, counts.ever_closed) == (1, 1)


def test_durable_fix_counts_those_who_said_how_it_is(cast: Cast, later):
    cases = [confirm_case(answered(cast).id, token()) for _each in range(4)]
    later(days=28, minutes=1)
    ask_rechecks()
    still_fixed(cases[0].id, token())
    still_fixed(cases[1].id, token(), sure=False)
    came_back(cases[2].id, token())
    counts = figures(EVER).counts
    assert (counts.still_fixed, counts.came_back) == (1, 1)


def test_ratings_that_blame_the_rules_are_counted_apart(cast: Cast):
    first, second = answered(cast), answered(cast)
    rate_case(first.id, token(), Rating(outcome="4", attitude="1"))
    rate_case(second.id, token(), Rating(outcome="1", policy_limit=True))
    found = figures(EVER).satisfaction
    assert (found.valid, found.levels["4"], found.levels["1"], found.policy_limit) == (1, 1, 0, 1)


def test_sign_off_counts_each_assignment_and_only_what_was_signed_in_time(cast: Cast, later):
    handling(cast)
    slow = assigned(cast)
    later(days=4)
    from huisheng.cases.actions.accept import accept_case

    accept_case(slow.id, viewer(cast.wang_fang), token())
    found = figures(EVER)
    assert (found.signed_in_time, found.assigned) == (1, 2)


def test_what_is_said_by_telephone_is_coverage_contact_and_resolution(cast: Cast):
    clerk = viewer(cast.chen_jing)
    take_call(answered(cast).id, clerk, token(), Call(contacted="yes", resolved="partly"))
    take_call(answered(cast).id, clerk, token(), Call(contacted="no", resolved="yes"))
    answered(cast)
    counts = figures(EVER).counts
    assert (counts.to_call, counts.reached) == (2, 2)
    assert (counts.contacted, counts.not_contacted) == (1, 1)
    assert (counts.partly, counts.confirmed) == (1, 1)


def test_time_is_counted_in_working_hours(cast: Cast):
    start = datetime(2026, 10, 12, 1, tzinfo=UTC)  # Monday 9:00
    ends = [
        start + timedelta(days=days, hours=hours) for days, hours in ((0, 1), (1, 0), (4, 9), (7, 3), (12, 5))
    ]
    Case.objects.bulk_create(
        row(
            cast, n, received_at=start, state=State.CONFIRMED, clock="", due_at=None,
            answered_at=end, closed_at=end, reply_delivered_at=end,
        )
        for n, end in enumerate(ends)
    )  # fmt: skip
    minutes = sorted(working_calendar().minutes_between(start, end) for end in ends)
    found = figures(OCTOBER).durations
    assert found.n == 5
    assert found.median == pytest.approx(minutes[2] / 60)
    assert found.ninetieth == pytest.approx((minutes[3] + 0.6 * (minutes[4] - minutes[3])) / 60)


def test_a_case_about_a_unit_counts_in_the_district_only(cast: Cast):
    Case.objects.bulk_create([row(cast, 1), row(cast, 2, about_a_unit=True, kind="oversight")])
    assert figures(OCTOBER).counts.due == 2
    assert by_street(OCTOBER)[cast.street.id].due == 1


def test_a_mediation_counts_in_the_district_only_here_and_in_the_log(cast: Cast):
    plain, mediated = row(cast, 1), row(cast, 2, kind="mediation")
    Case.objects.bulk_create([plain, mediated])
    assert figures(OCTOBER).counts.due == 2
    assert by_street(OCTOBER)[cast.street.id].due == 1
    assert district_only([plain.id, mediated.id]) == {mediated.id}


def test_it_takes_as_many_statements_for_many_cases_as_for_one(cast: Cast, django_assert_max_num_queries):
    Case.objects.bulk_create(closed_row(cast, n, 1) for n in range(50))
    referred(cast)
    figures(OCTOBER)
    with django_assert_max_num_queries(8):
        figures(OCTOBER)
    assert clock.now() > OCTOBER.start
