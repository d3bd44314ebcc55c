"""More time: asked with a reason, decided one level up by somebody else, capped, and counted for on time."""

from datetime import timedelta

import pytest

from huisheng.cases.actions.extension import NoMoreTime, ask_extension, extend_case, refuse_extension
from huisheng.cases.actions.late import call_late_beside
from huisheng.cases.actions.resident import send_back
from huisheng.cases.models import Case, CaseWords, SideClock
from huisheng.cases.models.codes import Outcome, Urgency, WordsKind
from huisheng.cases.models.defaults import LEEWAYS, WORKING_DAY
from huisheng.cases.models.transitions import Clock
from huisheng.cases.permissions import Refused
from huisheng.cases.queries.figures import ON_TIME
from huisheng.cases.tests.matters import answer_case, handling, token, viewer
from huisheng.cases.tests.test_replay import check
from huisheng.core import clock
from huisheng.core.calendar import working_calendar
from huisheng.outbox.models import Message
from huisheng.people.contacts import Contact
from huisheng.people.models import Absence, Account, Appointment
from huisheng.people.viewer import Viewer
from tests.cast import Cast, add_person, appoint

TWO_DAYS = 2 * WORKING_DAY


def matter(cast: Cast, **fields) -> Case:
    return handling(cast, category="refuse", **fields)


def asked(cast: Cast, case: Case, minutes: int = TWO_DAYS) -> Case:
    return ask_extension(case.id, viewer(cast.wang_fang), token(), minutes, "零件要从外地运来。")


def somebody(name: str, login: str, unit) -> Viewer:
    person = add_person(name, login)
    appoint([(person, "dispatcher", unit)])
    return viewer(person)


def test_the_level_above_is_asked_with_a_clock_and_the_resident_reads_why(cast: Cast):
    above = somebody("林上", "lin.shang", cast.street)
    case = asked(cast, matter(cast))
    one = SideClock.objects.get(case=case, clock=Clock.APPROVE)
    assert (case.approver_id, case.asked_minutes, one.unit_id) == (cast.street.id, TWO_DAYS, cast.street.id)
    assert one.due_at == working_calendar().add_minutes(one.started_at, WORKING_DAY)
    assert CaseWords.objects.get(case=case, kind=WordsKind.EXTENSION).text == "零件要从外地运来。"
    assert extend_case(case.id, above, token(), TWO_DAYS).approver_id is None


def test_granted_it_moves_the_promise_and_the_end_for_on_time_but_not_the_first_promise(cast: Cast, later):
    case = matter(cast)
    first = case.promised_at
    assert first is not None
    asked(cast, case)
    case = extend_case(case.id, viewer(cast.sun_li), token(), TWO_DAYS)
    moved = working_calendar().add_minutes(first, TWO_DAYS)
    assert (case.promised_at, case.due_at, case.extension_until) == (moved, moved, moved)
    assert (case.first_promised_at, case.extensions, case.extended_minutes) == (first, 1, TWO_DAYS)
    assert not SideClock.objects.filter(case=case, ended_at=None).exists()
    later(seconds=(first - clock.now()).total_seconds() + 60)
    case = answer_case(case.id, viewer(cast.wang_fang), token(), "换好了", Outcome.FIXED)
    assert case.first_promised_at < case.answered_at <= case.on_time_until  # type: ignore[operator]


def test_what_was_late_when_it_came_back_is_not_on_time_by_an_extension(cast: Cast, later):
    """A send-back never resets it (indicators.md), and no more time asked for afterwards does."""
    case = matter(cast)
    assert case.first_promised_at is not None
    later(seconds=(case.first_promised_at - clock.now()).total_seconds() + 60)
    answer_case(case.id, viewer(cast.wang_fang), token(), "换好了", Outcome.FIXED)
    case = asked(cast, send_back(case.id, token()))
    case = extend_case(case.id, viewer(cast.sun_li), token(), TWO_DAYS)
    assert case.on_time_until == case.first_promised_at
    case = answer_case(case.id, viewer(cast.wang_fang), token(), "换了一对新的", Outcome.FIXED)
    assert not Case.objects.filter(ON_TIME, pk=case.pk).exists()
    check(case.id)


def test_what_was_asked_for_in_time_counts_however_late_it_is_granted(cast: Cast, later):
    case = asked(cast, matter(cast))
    first = case.first_promised_at
    assert first is not None
    later(seconds=(first - clock.now()).total_seconds() + 60)
    case = extend_case(case.id, viewer(cast.sun_li), token(), TWO_DAYS)
    assert case.on_time_until == working_calendar().add_minutes(first, TWO_DAYS)


def test_the_resident_is_told_of_the_new_day(cast: Cast):
    contact = Contact(kind="phone", value=cast.li_daniang.phone)
    case = asked(cast, matter(cast, contact=contact))
    extend_case(case.id, viewer(cast.sun_li), token(), TWO_DAYS)
    assert list(Message.objects.filter(case_id=case.id).values_list("kind", flat=True)) == [
        "extension_granted"
    ]


def test_less_may_be_granted_and_never_more(cast: Cast):
    case = asked(cast, matter(cast))
    with pytest.raises(NoMoreTime, match="more_than_asked"):
        extend_case(case.id, viewer(cast.sun_li), token(), TWO_DAYS + 1)
    assert extend_case(case.id, viewer(cast.sun_li), token(), WORKING_DAY).extended_minutes == WORKING_DAY


def test_refused_the_promise_stays_and_only_colleagues_read_why(cast: Cast):
    case = matter(cast)
    promised = case.promised_at
    asked(cast, case)
    case = refuse_extension(case.id, viewer(cast.sun_li), token(), "本区仓库里有零件。")
    assert (case.promised_at, case.approver_id, case.extensions) == (promised, None, 0)
    assert not SideClock.objects.filter(case=case, ended_at=None).exists()


def test_number_and_total_are_capped_by_the_policy(cast: Cast):
    case = matter(cast)
    most = LEEWAYS[Urgency.NORMAL]
    with pytest.raises(NoMoreTime, match="total"):
        asked(cast, case, most.extension_minutes + 1)
    for _ in range(most.extensions):
        asked(cast, case, 60)
        extend_case(case.id, viewer(cast.sun_li), token(), 60)
    with pytest.raises(NoMoreTime, match="count"):
        asked(cast, case, 60)


def test_one_request_at_a_time_and_none_once_it_is_late(cast: Cast, later):
    case, late = matter(cast), matter(cast)
    asked(cast, case)
    with pytest.raises(NoMoreTime, match="asked"):
        asked(cast, case)
    later(days=60)
    with pytest.raises(NoMoreTime, match="late"):
        asked(cast, late)


def test_neither_the_unit_itself_nor_whoever_asked_decides(cast: Cast):
    case = asked(cast, matter(cast))
    with pytest.raises(Refused):
        extend_case(case.id, viewer(cast.wang_fang), token(), TWO_DAYS)
    appoint([(cast.wang_fang, "dispatcher", cast.centre)])
    with pytest.raises(NoMoreTime, match="own_request"):
        extend_case(case.id, viewer(cast.wang_fang), token(), TWO_DAYS)
    with pytest.raises(Refused):
        extend_case(case.id, viewer(cast.he_san), token(), TWO_DAYS)


def test_the_deputy_of_an_absent_approver_decides(cast: Cast):
    somebody("林上", "lin.shang", cast.street)
    deputy = add_person("代班", "dai.ban")
    post = Appointment.objects.get(person__name="林上")
    today = clock.today()
    Absence.objects.create(
        appointment=post, absent=post.person, deputy=deputy, since=today, until=today + timedelta(days=9)
    )
    case = asked(cast, matter(cast))
    assert case.approver_id == cast.street.id
    assert extend_case(case.id, viewer(deputy), token(), TWO_DAYS).extensions == 1


def test_where_nobody_can_decide_it_goes_one_level_further_at_once(cast: Cast):
    assert asked(cast, matter(cast)).approver_id == cast.centre.id


def test_whoever_asked_is_no_approver_of_their_own_request(cast: Cast):
    """王芳 stands in for the only dispatcher of the street: the centre is asked."""
    somebody("林上", "lin.shang", cast.street)
    post = Appointment.objects.get(person__name="林上")
    today = clock.today()
    Absence.objects.create(
        appointment=post,
        absent=post.person,
        deputy=cast.wang_fang,
        since=today,
        until=today + timedelta(days=9),
    )
    assert asked(cast, matter(cast)).approver_id == cast.centre.id


def test_an_approver_without_account_is_nobody(cast: Cast):
    somebody("林上", "lin.shang", cast.street)
    Account.objects.filter(login="lin.shang").update(is_active=False, ended_at=clock.now())
    assert asked(cast, matter(cast)).approver_id == cast.centre.id


def test_unanswered_it_goes_up_a_level_with_a_fresh_clock_until_the_top(cast: Cast, later):
    somebody("林上", "lin.shang", cast.street)
    case = asked(cast, matter(cast, urgency=Urgency.COMPLEX))
    asked_of = []
    for day in (4, 8, 12, 16):
        later(days=day)
        call_late_beside()
        case.refresh_from_db()
        asked_of.append(case.approver_id)
    assert asked_of == [cast.centre.id, cast.bureau.id, cast.bureau.id, cast.bureau.id]
    running = SideClock.objects.get(case=case, clock=Clock.APPROVE, ended_at=None)
    assert (running.unit_id, running.escalate_at) == (cast.bureau.id, None)


def test_an_answer_ends_the_request(cast: Cast):
    case = asked(cast, matter(cast))
    case = answer_case(case.id, viewer(cast.wang_fang), token(), "修好了", Outcome.FIXED)
    assert (case.approver_id, case.side_clocks_running) == (None, 0)
    assert not SideClock.objects.filter(case=case, ended_at=None).exists()
