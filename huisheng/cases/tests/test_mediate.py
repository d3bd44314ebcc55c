"""Mediation (D17): parties without names, meetings without notes, an agreement that each agrees to, a look back."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.course import staff
from huisheng.cases.actions.lift import lift_accusation
from huisheng.cases.actions.mediate import (
    Meeting,
    NotAParty,
    agree,
    arrange_meeting,
    ask_whether_kept,
    draft_agreement,
    join_party,
    note_meeting,
    say_whether_kept,
    start_mediation,
)
from huisheng.cases.models import Case, CaseEvent, MediationParty, MediationSession
from huisheng.cases.models.codes import CaseKind, HowAgreed, Outcome, SessionOutcome
from huisheng.cases.models.projection import replay
from huisheng.cases.models.transitions import NotOpen
from huisheng.cases.permissions import Refused
from huisheng.cases.tests.matters import answer_case, asked, assigned, case_of, handling, token, viewer
from huisheng.cases.tests.mediations import ASKER, NEIGHBOUR, TEXT, agreement_of, begun, mediation
from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.outbox.models import Message
from tests.cast import Cast, sign_in
from tests.support.worker import work


@pytest.fixture(autouse=True)
def sms(settings: Any, tmp_path: Any) -> Any:
    """SMS are files."""
    settings.GATEWAYS, settings.MESSAGE_FOLDER = {"sms": "", "chat": ""}, tmp_path
    return tmp_path / "sms"


def tomorrow() -> Meeting:
    return Meeting(clock.now() + timedelta(days=1), "社区二楼调解室")


def test_whoever_asked_is_the_first_party_and_others_join(cast: Cast):
    case = begun(cast)
    assert case.kind == CaseKind.MEDIATION
    assert [party.n for party in mediation(case).parties] == [1, 2]
    assert mediation(case).parties[0].subject_id == case.subject_id


def test_a_matter_about_a_unit_is_never_mediated(cast: Cast):
    case = assigned(cast)
    accuse_unit(case.id, viewer(cast.sun_li), token(), cast.station.id)
    Case.objects.filter(pk=case.pk).update(state="handling", unit_id=cast.centre.id)
    with pytest.raises(NotOpen):
        start_mediation(case.id, viewer(cast.sun_li), token())


def test_only_whoever_handles_it_leads_it(cast: Cast):
    case = handling(cast)
    with pytest.raises(Refused):
        start_mediation(case.id, viewer(cast.he_san), token())
    with pytest.raises(NotOpen):
        join_party(case.id, viewer(cast.wang_fang), token(), None, "zh-hans")


def test_a_double_click_joins_one_party(cast: Cast):
    case, form = begun(cast), token()
    for _again in range(2):
        join_party(case.id, viewer(cast.wang_fang), form, None, "zh-hans")
    assert len(mediation(case).parties) == 3


def test_all_who_left_a_contact_are_told_when_and_where_each_with_a_link_of_their_own(cast: Cast, sms: Any):
    case = begun(cast)
    arrange_meeting(case.id, viewer(cast.wang_fang), token(), tomorrow())
    work()
    told = [path.read_text(encoding="utf-8") for path in sms.glob("*.txt")]
    sessions = sorted(each for each in told if "社区二楼调解室" in each)
    assert [each[:11] for each in sessions] == [ASKER, NEIGHBOUR]
    assert "http://testserver/t/" in sessions[0] and "http://testserver/m/" in sessions[1]


def test_a_new_time_takes_the_place_of_one_that_was_not_held(cast: Cast):
    case, clerk = begun(cast), viewer(cast.wang_fang)
    for _time in range(2):
        arrange_meeting(case.id, clerk, token(), tomorrow())
    assert MediationSession.objects.count() == 1


def test_a_meeting_has_an_outcome_and_no_notes(cast: Cast):
    case, clerk = begun(cast), viewer(cast.wang_fang)
    with pytest.raises(NotAParty):
        note_meeting(case.id, clerk, token(), [1], SessionOutcome.AGAIN)
    arrange_meeting(case.id, clerk, token(), tomorrow())
    with pytest.raises(NotAParty):
        note_meeting(case.id, clerk, token(), [1, 7], SessionOutcome.AGAIN)
    note_meeting(case.id, clerk, token(), [2, 1], SessionOutcome.AGAIN)
    (session,) = mediation(case).sessions
    assert (session.came, session.outcome, session.mediator_id) == ([1, 2], "again", cast.wang_fang.pk)
    assert {field.name for field in MediationSession._meta.get_fields() if "text" in field.name} == set()


def test_an_agreement_stands_when_each_party_agreed_with_the_own_link_or_on_paper(cast: Cast):
    case = agreement_of(cast)
    agree(case.id, token(), 1)
    assert not mediation(case).is_agreed
    agree(case.id, token(), 2, HowAgreed.PAPER, staff(viewer(cast.wang_fang)))
    assert mediation(case).is_agreed
    assert [party.agreed_how for party in mediation(case).parties] == ["secret", "paper"]
    with pytest.raises(NotAParty):
        agree(case.id, token(), 2)


def test_a_new_wording_asks_everybody_anew(cast: Cast):
    case = agreement_of(cast)
    agree(case.id, token(), 1)
    draft_agreement(case.id, viewer(cast.wang_fang), token(), "另一种", clock.today() + timedelta(days=9))
    assert [party.n for party in mediation(case).waited_for] == [1, 2]
    assert mediation(case).text == "另一种"


def test_it_is_answered_as_agreed_only_when_all_agreed(cast: Cast):
    case, clerk = agreement_of(cast), viewer(cast.wang_fang)
    for wrong in (Outcome.AGREED, Outcome.FIXED, Outcome.UPHELD):
        with pytest.raises(NotOpen):
            answer_case(case.id, clerk, token(), "谈成了。", wrong)
    for n in (1, 2):
        agree(case.id, token(), n)
    answered = answer_case(case.id, clerk, token(), "谈成了，协议在这里。", Outcome.AGREED)
    assert (answered.state, answered.outcome) == ("answered", "agreed")


def test_on_its_day_each_party_is_asked_once_whether_it_was_kept(cast: Cast, later: Any):
    case = agreement_of(cast)
    for n in (1, 2):
        agree(case.id, token(), n)
    assert ask_whether_kept() == 0
    later(days=11)
    assert (ask_whether_kept(), ask_whether_kept()) == (1, 0)
    assert Message.objects.filter(kind="mediation_follow_up").count() == 2
    say_whether_kept(case.id, token(), 2, kept=False)
    assert [party.kept for party in mediation(case).parties] == [None, False]


def test_what_was_never_agreed_to_is_not_asked_about(cast: Cast, later: Any):
    case = agreement_of(cast)
    with pytest.raises(NotAParty):
        say_whether_kept(case.id, token(), 1, kept=True)
    later(days=11)
    assert ask_whether_kept() == 0
    assert not Message.objects.filter(kind="mediation_follow_up").exists()


def test_the_history_leads_to_the_case(cast: Cast):
    case = agreement_of(cast)
    agree(case.id, token(), 1)
    case.refresh_from_db()
    facts = {"id": case.id, "number": case.number, "title": case.title, "channel": case.channel}
    rebuilt = replay(CaseEvent.objects.filter(case_id=case.id).order_by("seq"), facts)
    assert (rebuilt.kind, rebuilt.version, rebuilt.state) == (case.kind, case.version, case.state)


def test_no_event_and_no_audit_holds_a_contact_or_a_word(cast: Cast):
    agreement_of(cast)
    events = json.dumps(list(CaseEvent.objects.values_list("codes", flat=True)))
    audit = json.dumps(list(AuditEntry.objects.values_list("detail", flat=True)))
    for private in (ASKER, NEIGHBOUR, TEXT[:6]):
        assert private not in events + audit
    assert MediationParty.objects.filter(n=2, subject_id__isnull=False).count() == 1


def test_its_page_leads_through_all_of_it_and_shows_no_contact(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    case = handling(cast)
    base = f"/cases/{case.number}"

    def send(noun: str, **fields: Any) -> Any:
        now = Case.objects.get(pk=case.pk)
        form = {"key": str(token().key), "seen": str(now.version), **fields}
        response = client.post(f"{base}/{noun}", form)
        assert response.status_code == 302, response.content.decode()
        return response

    send("mediation")
    send("mediation/parties", contact=NEIGHBOUR, language="zh-hans")
    at = (clock.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    send("mediation/sessions", at=at, place="社区二楼调解室")
    send("mediation/outcome", came=["1", "2"], outcome="agreed")
    day = (clock.today() + timedelta(days=20)).isoformat()
    send("mediation/agreement", words=TEXT, follow_up_on=day)
    send("mediation/signature", party="1")
    page = client.get(f"{base}/").content.decode()
    for words in ("甲方（提出的人）", "在纸上签字", "还没有同意", "谈成了", "社区二楼调解室", TEXT[:8]):
        assert words in page
    assert NEIGHBOUR not in page
    sheet = client.get(f"{base}/mediation/agreement.pdf")
    assert sheet.status_code == 200 and sheet.content[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("noun", "fields", "words"),
    [
        ("parties", {"contact": "1380"}, "手机号是 11 位"),
        ("sessions", {"at": "", "place": "这里"}, "请写日期和时间"),
        ("sessions", {"at": "2020-01-01T10:00", "place": "这里"}, "请写还没到的时间"),
        ("sessions", {"at": "2026-12-04T10:00", "place": ""}, "请写见面的地方"),
        ("agreement", {"words": TEXT, "follow_up_on": "2020-01-01"}, "请写明天以后的日期"),
        ("agreement", {"words": "", "follow_up_on": "2027-01-01"}, "请写几句"),
        ("signature", {}, "请选一方"),
    ],
)
def test_what_is_wrong_is_said_by_the_field(
    client: Client, cast: Cast, noun: str, fields: dict[str, str], words: str
):
    case = agreement_of(cast)
    sign_in(client, cast.wang_fang)
    form = {"key": str(token().key), "seen": str(case.version), "language": "zh-hans", **fields}
    response = client.post(f"/cases/{case.number}/mediation/{noun}", form)
    assert response.status_code == 422 and words in response.content.decode()


def test_a_matter_about_a_unit_is_an_oversight_complaint_with_a_list_and_outcomes_of_its_own(
    client: Client, cast: Cast
):
    case = case_of(asked(cast, category=None, about_a_unit=True, accused_unit_id=cast.station.id))
    assert case.kind == CaseKind.OVERSIGHT
    sign_in(client, cast.sun_li)
    page = client.get("/cases/?view=oversight").content.decode()
    assert case.number in page and "监督投诉" in page
    sign_in(client, cast.wang_fang)
    assert case.number not in client.get("/cases/?view=oversight").content.decode()
    assert lift_accusation(case.id, viewer(cast.sun_li), token()).kind == "ordinary"


def test_an_oversight_complaint_is_answered_as_upheld_or_not(cast: Cast):
    case = case_of(asked(cast, category=None, about_a_unit=True, accused_unit_id=cast.station.id))
    Case.objects.filter(pk=case.pk).update(state="handling", unit_id=cast.centre.id)
    clerk = viewer(cast.sun_li)
    with pytest.raises(NotOpen):
        answer_case(case.id, clerk, token(), "查过了。", Outcome.FIXED)
    assert answer_case(case.id, clerk, token(), "查过了。", Outcome.NOT_UPHELD).outcome == "not_upheld"
