"""Between signing and answering: sign, give, report, note, ask, call."""

from datetime import timedelta

import pytest

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.assign import NotThere
from huisheng.cases.actions.call import call_unit
from huisheng.cases.actions.course import RESIDENT
from huisheng.cases.actions.give import give_case
from huisheng.cases.actions.question import ask_resident
from huisheng.cases.actions.report import report_progress, write_note
from huisheng.cases.actions.resident import add_words
from huisheng.cases.models import CaseEvent, CaseWords
from huisheng.cases.models.codes import Outcome, WordsKind
from huisheng.cases.models.transitions import Act, NotOpen, State
from huisheng.cases.permissions import Refused, visible
from huisheng.cases.tests.matters import answer_case, answered, assigned, handling, token, viewer
from tests.cast import Cast


def test_signing_starts_the_clock_that_the_resident_was_promised(cast: Cast):
    case = assigned(cast)
    signed = accept_case(case.id, viewer(cast.wang_fang), token(case))
    assert (signed.state, signed.due_at) == (State.HANDLING, case.promised_at)


def test_signing_twice_is_refused_by_the_table(cast: Cast):
    case = handling(cast)
    with pytest.raises(NotOpen):
        accept_case(case.id, viewer(cast.wang_fang), token())


def test_a_field_worker_works_on_what_was_given_to_him(cast: Cast):
    case = handling(cast)
    with pytest.raises(Refused):
        report_progress(case.id, viewer(cast.zhao_qiang), token(), "上门看过。")
    give_case(case.id, viewer(cast.wang_fang), token(case), cast.zhao_qiang.id)
    told = report_progress(case.id, viewer(cast.zhao_qiang), token(), "上门看过。")
    assert told.state == State.HANDLING
    assert visible(viewer(cast.zhao_qiang)).filter(pk=case.id).exists()


def test_reporting_signs_for_what_was_not_signed_for(cast: Cast):
    case = report_progress(assigned(cast).id, viewer(cast.wang_fang), token(), "已经联系供热公司。")
    acts = list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("act", flat=True))
    assert acts[-2:] == [Act.ACCEPT, Act.PROGRESS]


def test_a_called_unit_sees_and_reports_without_signing_for_the_other(cast: Cast):
    case = assigned(cast)
    assert not visible(viewer(cast.zhou_min)).exists()
    call_unit(case.id, viewer(cast.wang_fang), token(case), cast.civil_affairs.id)
    assert visible(viewer(cast.zhou_min)).filter(pk=case.id).exists()
    told = report_progress(case.id, viewer(cast.zhou_min), token(), "老人已列入走访名单。")
    assert told.state == State.ASSIGNED
    with pytest.raises(Refused):
        answer_case(case.id, viewer(cast.zhou_min), token(), "好了。", Outcome.FIXED)


def test_the_responsible_unit_is_not_called_to_its_own_case(cast: Cast):
    case = assigned(cast)
    with pytest.raises(NotThere):
        call_unit(case.id, viewer(cast.wang_fang), token(case), cast.station.id)


def test_a_question_runs_on_the_same_clock_until_it_is_answered(cast: Cast):
    case = handling(cast)
    asking = ask_resident(case.id, viewer(cast.wang_fang), token(case), "家里什么时候有人？")
    assert (asking.question_open, asking.due_at) == (True, case.due_at)
    replied = add_words(case.id, token(), "晚上六点以后。", actor=RESIDENT)
    assert replied.question_open is False
    assert CaseWords.objects.filter(case=case, kind=WordsKind.REPLY).count() == 1


def test_a_note_is_for_colleagues(cast: Cast):
    case = handling(cast)
    write_note(case.id, viewer(cast.wang_fang), token(case), "供热公司老张答应下午来。")
    assert CaseWords.objects.get(case=case, kind=WordsKind.NOTE).text
    with pytest.raises(Refused):
        write_note(case.id, viewer(cast.he_san), token(), "路过。")


def test_an_answer_asks_the_resident_and_stops_escalation(cast: Cast):
    case = answered(cast)
    assert (case.state, case.outcome, case.call_back_due) == (State.ANSWERED, Outcome.FIXED, True)
    assert case.escalate_at is None
    assert case.answered_at is not None
    assert case.due_at == case.answered_at + timedelta(days=7)
    assert case.closed_at is None


def test_the_unit_cannot_confirm_its_own_work(cast: Cast):
    from huisheng.cases.actions.course import call_back_clerk, staff
    from huisheng.cases.actions.resident import confirm_case

    case = answered(cast)
    for actor in (staff(viewer(cast.wang_fang)), call_back_clerk(viewer(cast.wang_fang))):
        with pytest.raises(Refused):
            confirm_case(case.id, token(), actor=actor)
