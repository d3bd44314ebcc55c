"""Besides the ordinary course, the demo's year has mediations, merges, openings and erasures; they too are as told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from huisheng.cases.actions.demo_besides import BEFORE_A_COURT
from huisheng.cases.actions.load_demo_cases import LoadedCases
from huisheng.cases.actions.mediate import ask_whether_kept
from huisheng.cases.models import (
    Case,
    CaseEvent,
    CaseOpening,
    CaseWords,
    ErasureRequest,
    MediationAgreement,
    MediationParty,
    MediationSession,
)
from huisheng.cases.models.codes import CaseKind, Outcome
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.openings import openings
from huisheng.core import clock
from huisheng.outbox.models import Message
from huisheng.people.models import Subject

pytestmark = pytest.mark.usefixtures("moment")


def test_mediations_are_as_their_events_say(loaded: LoadedCases):
    assert MediationSession.objects.filter(outcome="", at__gt=timezone.now()).exists(), "a meeting to come"
    for case in Case.objects.filter(kind=CaseKind.MEDIATION):
        events = list(CaseEvent.objects.filter(case=case).order_by("seq"))
        parties = {party.n: party for party in MediationParty.objects.filter(case=case)}
        assert set(parties) == {1, *(event.codes["party"] for event in events if event.act == Act.JOIN)}
        meetings = {session.seq: session.outcome for session in MediationSession.objects.filter(case=case)}
        met = {
            event.codes["session"]: event.codes["session_outcome"] for event in events if event.act == Act.MET
        }
        assert meetings == {event.seq: met.get(event.seq, "") for event in events if event.act == Act.MEET}
        drafts = [event.seq for event in events if event.act == Act.DRAFT]
        assert drafts == list(MediationAgreement.objects.filter(case=case).values_list("seq", flat=True))
        agreed = {event.codes["party"] for event in events if event.act == Act.AGREE}
        assert {n for n, party in parties.items() if party.agreed_seq is not None} == agreed
        if case.outcome:
            assert (case.outcome == Outcome.AGREED) == (agreed == set(parties))


def test_nobody_is_asked_anew_whether_an_old_agreement_was_kept(loaded: LoadedCases):
    of_today = MediationAgreement.objects.filter(follow_up_on=clock.today(), asked_at__isnull=True).count()
    assert ask_whether_kept() <= of_today, "whose morning is still to come"


def test_what_a_clerk_merged_and_what_joined_is_answered_with_its_head(loaded: LoadedCases):
    done = set(CaseEvent.objects.values_list("act", flat=True))
    assert {Act.MERGE, Act.FOLLOW} <= done
    for relayed in CaseEvent.objects.filter(act=Act.RELAY):
        answer = CaseEvent.objects.get(
            case_id=relayed.codes["relayed_from"], seq=relayed.codes["relayed_seq"]
        )
        assert answer.act == Act.ANSWER and relayed.case.head_id == answer.case_id


def test_identities_were_opened_for_each_reason_and_their_residents_were_told(loaded: LoadedCases):
    opened = list(CaseOpening.objects.order_by("reason"))
    assert [row.reason for row in opened] == ["danger", "legal_order", "own_request"]
    for row in opened:
        assert CaseEvent.objects.get(case_id=row.case_id, seq=row.seq).act == Act.UNSEAL
        assert Message.objects.filter(case_id=row.case_id, kind="identity_opened", mark=str(row.seq)).exists()
        assert [one.looks for one in openings(row.case) if one.identity] == [1]


def test_some_content_was_erased_and_one_request_waits_for_the_second_officer(loaded: LoadedCases):
    erased = Case.objects.filter(erased_at__isnull=False)
    assert erased.count() == 4
    assert not CaseWords.objects.filter(case__in=erased).exclude(text="", sealed=None).exists()
    assert not Subject.objects.filter(id__in=erased.values("subject_id"), erased_at__isnull=True).exists()
    asked = ErasureRequest.objects.order_by("decided_at")
    assert [(row.confirmed, row.case.erased_at is not None) for row in asked] == [(True, True), (None, False)]


def test_the_last_answers_were_delivered_by_messages_that_the_outbox_keeps(loaded: LoadedCases):
    since = timezone.now() - timedelta(days=29)
    answers = CaseEvent.objects.filter(act=Act.ANSWER, at__gte=since, case__subject_id__isnull=False)
    told = {(row.case_id, row.mark): row for row in Message.objects.filter(kind="answered")}
    for answer in answers.filter(case__erased_at__isnull=True):
        assert told[answer.case_id, str(answer.seq)].delivered_at == answer.at
    assert not Message.objects.exclude(state="delivered").exists()
    assert not Message.objects.filter(body_sealed__isnull=False).exists()


def test_a_court_asks_for_whom_it_may_have_before_it(loaded: LoadedCases):
    about = Case.objects.get(pk=CaseOpening.objects.get(reason="legal_order").case_id).category
    assert about is not None and about.code in BEFORE_A_COURT
