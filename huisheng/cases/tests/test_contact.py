"""The first contact has a clock of its own: from the first assignment on, stopped by what the resident hears."""

from datetime import timedelta

import pytest

from huisheng.cases.actions.assign import assign_case
from huisheng.cases.actions.contact import contact_resident
from huisheng.cases.actions.late import call_late_contacts
from huisheng.cases.actions.question import ask_resident
from huisheng.cases.actions.report import report_progress, write_note
from huisheng.cases.actions.resident import withdraw_case
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.codes import ContactHow, Outcome
from huisheng.cases.models.transitions import Act, NotOpen, State
from huisheng.cases.permissions import Refused
from huisheng.cases.tests.matters import answer_case, answered, asked, assigned, case_of, token, viewer
from tests.cast import Cast

DAY = timedelta(hours=24)


def contacted(cast: Cast, case: Case) -> Case:
    return contact_resident(case.id, viewer(cast.wang_fang), token(), ContactHow.VISIT, "上门看过了。")


def test_it_runs_a_day_and_a_night_from_the_first_assignment(cast: Cast):
    case = assigned(cast)
    assert case.contact_due_at == case.received_at + DAY
    assert case_of(asked(cast, category=None)).contact_due_at is None


def test_another_unit_does_not_get_a_fresh_one(cast: Cast, later):
    case = assigned(cast)
    later(hours=20)
    moved = assign_case(case.id, viewer(cast.sun_li), token(), cast.next_station.id)
    assert moved.contact_due_at == case.contact_due_at


def test_a_visit_stops_it_and_signs(cast: Cast):
    case = contacted(cast, assigned(cast))
    assert (case.state, case.contact_escalate_at) == (State.HANDLING, None)
    assert case.contacted_at == case.acted_at
    assert CaseEvent.objects.get(case=case, act=Act.CONTACT).codes["how"] == "visit"


@pytest.mark.parametrize("act", ["progress", "question", "answer"])
def test_whatever_the_resident_reads_stops_it(cast: Cast, act):
    case, clerk = assigned(cast), viewer(cast.wang_fang)
    {
        "progress": lambda: report_progress(case.id, clerk, token(), "看过了"),
        "question": lambda: ask_resident(case.id, clerk, token(), "几号楼？"),
        "answer": lambda: answer_case(case.id, clerk, token(), "办好了", Outcome.FIXED),
    }[act]()
    case.refresh_from_db()
    assert case.contacted_at is not None
    assert case.contact_escalate_at is None


def test_a_note_for_colleagues_does_not(cast: Cast):
    case = write_note(assigned(cast).id, viewer(cast.wang_fang), token(), "明天去看")
    assert case.contacted_at is None


def test_only_the_first_counts(cast: Cast, later):
    case = contacted(cast, assigned(cast))
    later(hours=3)
    again = contacted(cast, case)
    assert again.contacted_at == case.contacted_at


def test_late_it_is_said_once_who_is_late_and_the_level_above_watches(cast: Cast, later):
    case = assigned(cast)
    later(hours=23)
    assert call_late_contacts() == 0
    later(hours=25)
    assert (call_late_contacts(), call_late_contacts()) == (1, 0)
    event = CaseEvent.objects.get(case=case, act=Act.LATE)
    assert event.codes["late"] == [["contact", cast.station.id]]
    case.refresh_from_db()
    assert (case.supervisor_id, case.unit_id) == (cast.street.id, cast.station.id)


def test_what_is_withdrawn_needs_none(cast: Cast, later):
    case = assigned(cast)
    withdraw_case(case.id, token())
    later(days=3)
    assert call_late_contacts() == 0


def test_strangers_and_closed_cases_have_no_such_act(cast: Cast):
    case = assigned(cast)
    with pytest.raises(Refused):
        contact_resident(case.id, viewer(cast.he_san), token(), ContactHow.PHONE)
    with pytest.raises(NotOpen):
        contacted(cast, answered(cast))
