"""A mediation that was begun in error becomes an ordinary matter again, until others take part in it."""

from datetime import timedelta

import pytest
from django.test import Client

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.course import Stale, Token
from huisheng.cases.actions.handles import add_secret
from huisheng.cases.actions.mediate import (
    Meeting,
    arrange_meeting,
    draft_agreement,
    join_party,
    note_meeting,
    start_mediation,
)
from huisheng.cases.actions.report import report_progress
from huisheng.cases.actions.turn_back import turn_back
from huisheng.cases.models import Case, CaseEvent, MediationParty, MediationSession
from huisheng.cases.models.codes import CaseKind, Outcome, SessionOutcome
from huisheng.cases.models.transitions import Act, NotOpen
from huisheng.cases.permissions import Refused
from huisheng.cases.queries.resident import matter_of
from huisheng.cases.tests.matters import answer_case, handling, token, viewer
from huisheng.cases.tests.mediations import ASKER, TEXT, mediation
from huisheng.cases.tests.pages import act_on, at, signed_in, text
from huisheng.cases.tests.several import fresh, merged
from huisheng.cases.tests.test_replay import check
from huisheng.core import clock
from huisheng.outbox.models import Message
from huisheng.people.contacts import read_contact
from tests.cast import Cast, sign_in

BACK = "turning_back"


def begun(cast: Cast) -> Case:
    """A mediation in which nobody but whoever asked takes part."""
    case = handling(cast, contact=read_contact(ASKER))
    return start_mediation(case.id, viewer(cast.wang_fang), token())


def with_meeting(cast: Cast) -> Case:
    """The same, a meeting arranged for tomorrow."""
    case = begun(cast)
    meeting = Meeting(clock.now() + timedelta(days=1), "社区二楼调解室")
    return arrange_meeting(case.id, viewer(cast.wang_fang), token(), meeting)


def test_it_is_an_ordinary_matter_again_and_answered_as_one(cast: Cast):
    case, clerk = begun(cast), viewer(cast.wang_fang)
    before = fresh(case)
    back = turn_back(case.id, clerk, token())
    assert (back.kind, back.state) == (CaseKind.ORDINARY, before.state)
    assert (back.due_at, back.clock) == (before.due_at, before.clock)
    assert not MediationParty.objects.filter(case_id=case.id).exists()
    answer_case(case.id, clerk, token(), "楼上换了隔音垫，周二上门看过。", Outcome.FIXED)
    check(case.id)


def test_it_may_be_mediated_again(cast: Cast):
    case, clerk = begun(cast), viewer(cast.wang_fang)
    turn_back(case.id, clerk, token())
    again = start_mediation(case.id, clerk, token())
    assert again.kind == CaseKind.MEDIATION and [each.n for each in mediation(again).parties] == [1]
    check(case.id)


def test_what_was_done_since_stays_and_does_not_stand_in_the_way(cast: Cast):
    case, clerk = begun(cast), viewer(cast.wang_fang)
    report_progress(case.id, clerk, token(), "去楼上敲过门。")
    turn_back(case.id, clerk, token())
    assert "去楼上敲过门。" in [each.words for each in matter_of(fresh(case)).happenings]


def test_a_meeting_that_was_arranged_is_called_off_and_whoever_asked_is_told_once(cast: Cast):
    case, clerk, form = with_meeting(cast), viewer(cast.wang_fang), token()
    for _click in range(2):
        turn_back(case.id, clerk, form)
    assert not MediationSession.objects.filter(case_id=case.id).exists()
    assert Message.objects.filter(case_id=case.id, kind="mediation_off").count() == 1
    assert CaseEvent.objects.filter(case_id=case.id, act=Act.TURN_BACK).count() == 1


def test_nobody_is_told_where_no_meeting_was_arranged(cast: Cast):
    turn_back(begun(cast).id, viewer(cast.wang_fang), token())
    assert not Message.objects.filter(kind="mediation_off").exists()


def test_not_once_another_party_joined(cast: Cast):
    case, clerk = begun(cast), viewer(cast.wang_fang)
    join_party(case.id, clerk, token(), None, "zh-hans")
    with pytest.raises(NotOpen):
        turn_back(case.id, clerk, token())


@pytest.mark.parametrize(("outcome", "may"), [(SessionOutcome.NOT_HELD, True), (SessionOutcome.APART, False)])
def test_not_once_a_meeting_was_held(cast: Cast, outcome: SessionOutcome, may: bool):
    case, clerk = with_meeting(cast), viewer(cast.wang_fang)
    note_meeting(case.id, clerk, token(), [1], outcome)
    if may:
        assert turn_back(case.id, clerk, token()).kind == CaseKind.ORDINARY
        return
    with pytest.raises(NotOpen):
        turn_back(case.id, clerk, token())


def test_not_once_an_agreement_was_written(cast: Cast):
    case, clerk = begun(cast), viewer(cast.wang_fang)
    draft_agreement(case.id, clerk, token(), TEXT, clock.today() + timedelta(days=9))
    with pytest.raises(NotOpen):
        turn_back(case.id, clerk, token())


def test_only_whoever_handles_it_and_only_a_mediation(cast: Cast):
    case = begun(cast)
    with pytest.raises(Refused):
        turn_back(case.id, viewer(cast.he_san), token())
    with pytest.raises(NotOpen):
        turn_back(handling(cast).id, viewer(cast.wang_fang), token())


def test_a_page_on_which_somebody_joined_meanwhile_is_refused(cast: Cast):
    case, clerk = begun(cast), viewer(cast.wang_fang)
    stale = Token(token().key, fresh(case).version)
    join_party(case.id, clerk, token(), None, "zh-hans")
    with pytest.raises(Stale):
        turn_back(case.id, clerk, stale)


def test_who_had_followed_goes_on_alone(cast: Cast):
    head, second, third = merged(cast)
    clerk = viewer(cast.wang_fang)
    accept_case(head.id, clerk, token())
    start_mediation(head.id, clerk, token())
    turn_back(head.id, clerk, token())
    assert (fresh(second).head_id, fresh(third).head_id) == (None, second.id)
    for case in (head, second, third):
        check(case.id)


def test_before_the_click_the_page_says_what_follows(cast: Cast):
    head, *_others = merged(cast)
    accept_case(head.id, viewer(cast.wang_fang), token())
    page = text(signed_in(cast.wang_fang).get(at(head, "mediation")))
    assert "跟着这一件的 2 个人不再跟着它" in page and "转错了可以转回来" in page


def test_its_own_page_takes_it_back_and_says_of_the_meeting(cast: Cast):
    case, client = with_meeting(cast), signed_in(cast.wang_fang)
    assert f'href="{at(case, BACK)}"' in text(client.get(at(case)))
    assert "约好的见面取消" in text(client.get(at(case, BACK)))
    response = act_on(client, case, BACK)
    assert response.status_code == 302
    assert Case.objects.get(pk=case.pk).kind == CaseKind.ORDINARY
    assert at(case, BACK) not in text(client.get(at(case)))


def test_the_page_is_not_open_once_another_party_joined(cast: Cast):
    case, client = begun(cast), signed_in(cast.wang_fang)
    join_party(case.id, viewer(cast.wang_fang), token(), None, "zh-hans")
    assert at(case, BACK) not in text(client.get(at(case)))
    assert client.get(at(case, BACK)).status_code == 409


def test_whoever_asked_reads_that_there_is_no_mediation(client: Client, cast: Cast):
    case = begun(cast)
    turn_back(case.id, viewer(cast.wang_fang), token())
    page = text(client.get(f"/t/{add_secret(case.id)}"))
    assert "不再请各方调解，照一般的事接着办" in page


def test_after_a_meeting_the_answer_says_that_the_agreement_is_wanting(cast: Cast):
    case, clerk = with_meeting(cast), viewer(cast.wang_fang)
    client = signed_in(cast.wang_fang)
    assert "等约好的见面以后" in text(client.get(at(case, "answer")))
    note_meeting(case.id, clerk, token(), [1], SessionOutcome.AGREED)
    page = text(client.get(at(case)))
    assert "各方还没有都同意协议" in page and "转回一般办理" not in page


def test_the_answer_says_why_it_may_only_be_without_agreement_and_what_to_do(client: Client, cast: Cast):
    case = begun(cast)
    sign_in(client, cast.wang_fang)
    page = text(client.get(at(case, "answer")))
    for words in ("还没有见过面，所以现在只能答复", "约见面的时间", "转回一般办理"):
        assert words in page
