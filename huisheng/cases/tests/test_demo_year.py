"""The demo's year: invented, and yet a history like any other. On the cast's small network."""

import random
from datetime import timedelta
from itertools import groupby
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from huisheng.cases.actions.escalate import escalate_overdue, let_fall_silent
from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.actions.load_demo_cases import LoadedCases, NotTheDemo, load_demo_cases
from huisheng.cases.demo.opening import UNREACHABLE
from huisheng.cases.demo.phrases import Phrases
from huisheng.cases.models import (
    Case,
    CaseEvent,
    CaseParty,
    CasePhoto,
    CaseRating,
    CaseWords,
    Whistle,
    WhistleCall,
)
from huisheng.cases.models.codes import STAFF_ONLY, WordsKind
from huisheng.cases.models.ends import Exclusion
from huisheng.cases.models.projection import FACTS, replay
from huisheng.cases.models.transitions import OPEN, Act, State
from huisheng.cases.models.whistle import replay_whistles
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.routing import is_within
from huisheng.cases.tests.conftest import MATTERS
from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.tree import tree
from huisheng.people.actions.subjects import open_contact
from huisheng.people.contacts import MOBILE
from huisheng.people.models import Appointment, Subject
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("moment")


def test_every_matter_replays_through_the_table_to_the_row_that_is_kept(loaded: LoadedCases):
    names = [f.attname for f in Case._meta.concrete_fields if f.attname not in ("station_id", "subcentre_id")]
    kept = {case.id: case for case in Case.objects.all()}
    events = CaseEvent.objects.order_by("case_id", "seq")
    replayed = 0
    for case_id, course in groupby(events, key=lambda event: event.case_id):
        case = kept[case_id]
        facts = {name: getattr(case, name) for name in FACTS}
        again = replay(course, facts)
        assert {n: getattr(again, n) for n in names} == {n: getattr(case, n) for n in names}
        replayed += 1
    assert replayed == len(kept) == loaded.matters + loaded.joined + loaded.records
    assert loaded.matters > MATTERS


def test_time_runs_forward_in_every_matter_and_ends_today(loaded: LoadedCases):
    last: dict[Any, Any] = {}
    for case_id, at in CaseEvent.objects.order_by("case_id", "seq").values_list("case_id", "at"):
        assert at >= last.get(case_id, at)
        last[case_id] = at
    assert max(last.values()) <= timezone.now()


def test_there_is_a_matter_in_every_state_and_every_act_was_done(loaded: LoadedCases):
    assert set(Case.objects.values_list("state", flat=True)) == set(State)
    done = set(CaseEvent.objects.values_list("act", flat=True))
    rare = {Act.ACCUSE, Act.LIFT, Act.HAND_OVER, Act.TAKE_OVER, Act.NOT_REACHED, Act.CALL}
    rare |= {Act.LOOK_AT, Act.REFUSE_EXCLUSION, Act.ASK_REVIEW, Act.KEEP_OUT, Act.OVERTURN, Act.EXCLUDE}
    rare |= {Act.ASK_EXCLUSION, Act.REFUSE_PENDING, Act.REVIEW_PENDING, Act.TAKE_UP}
    rare |= {Act.PASS_DUTY, Act.RETIME, Act.REFUSE_EXTENSION}
    rare |= {Act.TURN_BACK, Act.DRAFT, Act.AGREE, Act.FOLLOW_UP}
    rare |= {Act.HAND_BACK, Act.CANNOT_COME, Act.EXCUSE, Act.INSIST, Act.CALL_OFF, Act.TAKE_LEAD}
    rare |= {Act.MERGE, Act.SPLIT_OFF, Act.SUCCEED, Act.RELAY, Act.UNDO, Act.HEAR, Act.RENEW}
    assert set(Act) - done <= rare


def test_the_jobs_of_the_clock_find_nothing_left_to_do(loaded: LoadedCases):
    due = Case.objects.filter(escalate_at__lte=timezone.now()).count()
    silent = Case.objects.filter(state=State.ANSWERED, due_at__lte=timezone.now()).count()
    assert escalate_overdue() <= due <= 3, "only what came due while the year was written"
    assert let_fall_silent() == silent <= 3


def test_most_is_closed_in_the_end_some_late_some_sent_back(loaded: LoadedCases):
    due = Case.objects.filter(first_promised_at__lt=timezone.now()).exclude(state=State.WITHDRAWN)
    closed = [case for case in due if case.state in (State.CONFIRMED, State.SILENT)]
    late = due.filter(answered_at__gt=F("first_promised_at"))
    assert 0.85 < len(closed) / len(due) < 1
    assert 0.02 < len(late) / len(closed) < 0.35
    assert Case.objects.filter(send_backs__gt=0).exists()
    assert Case.objects.filter(escalations__gt=0, state__in=OPEN).exists()


def test_nobody_waits_long_for_a_review_and_who_is_named_for_the_ledger_works_there(loaded: LoadedCases):
    long_ago = timezone.now() - timedelta(days=4)
    for case in Case.objects.filter(exclusion=Exclusion.CONTESTED):
        contested = CaseEvent.objects.filter(case_id=case.id, act=Act.ASK_REVIEW).latest("seq")
        assert contested.at > long_ago
    proposed = CaseEvent.objects.filter(act=Act.PROPOSE_PENDING)
    owners = {(event.codes["owner_unit_id"], event.codes["owner_role"]) for event in proposed}
    held = set(Appointment.objects.in_force(clock.today()).values_list("unit_id", "role_id"))
    assert owners and owners <= held


def test_nobody_handles_a_matter_about_themselves(loaded: LoadedCases):
    accusing = Case.objects.filter(accused_unit__isnull=False)
    assert accusing.exists()
    for case in accusing:
        events = CaseEvent.objects.filter(case=case).order_by("seq")
        since = events.filter(codes__about_a_unit=True).values_list("seq", flat=True)[0]
        units = set(events.filter(seq__gte=since).values_list("unit_id", flat=True))
        assert not any(is_within(tree(), unit, case.accused_unit_id) for unit in units)


def test_no_telephone_number_is_anybodys(loaded: LoadedCases):
    with_contact = Subject.objects.filter(erased_at__isnull=True).exclude(contact_kind="none")
    assert with_contact.exists()
    for subject in with_contact[:20]:
        contact = open_contact(subject.id, actor=None, reason="own_request")
        assert contact is not None
        assert contact.value.startswith(UNREACHABLE[:3])
        assert not MOBILE.fullmatch(contact.value)


def test_everything_is_flagged_as_invented(loaded: LoadedCases):
    first = CaseEvent.objects.filter(seq=1, act=Act.ASK)
    assert first.count() == first.filter(codes__illustrative=True).count() == loaded.matters + loaded.joined


def test_nothing_of_it_is_announced(loaded: LoadedCases):
    assert not ProcrastinateJob.objects.exists()


def test_words_are_of_all_kinds_and_salted_hashes_commit_to_them(loaded: LoadedCases):
    kinds = set(CaseWords.objects.values_list("kind", flat=True))
    assert kinds >= {
        WordsKind.REQUEST,
        WordsKind.ADDRESS,
        WordsKind.ANSWER,
        WordsKind.PROGRESS,
        WordsKind.NOTE,
    }
    assert kinds & {WordsKind.PAUSE, WordsKind.EXTENSION, WordsKind.CONTACT} and kinds & set(STAFF_ONLY)
    assert not CaseEvent.objects.filter(act=Act.ANSWER, words_hash__isnull=True).exists()


def test_ratings_and_calls_lie_beside_the_matters_they_are_of(loaded: LoadedCases):
    rated = set(CaseRating.objects.values_list("case_id", flat=True))
    assert rated
    told = CaseEvent.objects.filter(act__in=(Act.RATE, Act.SEND_BACK), case__state=State.CONFIRMED)
    last = dict(told.order_by("seq").values_list("case_id", "act"))
    assert rated == {case_id for case_id, act in last.items() if act == Act.RATE}, "of what stands now"
    for party in CaseParty.objects.filter(until__isnull=True):
        assert party.unit_id != Case.objects.get(pk=party.case_id).unit_id


def test_some_matters_have_a_picture_that_is_plainly_drawn(loaded: LoadedCases):
    assert CasePhoto.objects.count() > 3
    photo = CasePhoto.objects.select_related("case").first()
    assert photo is not None
    assert (photo.seq, photo.width, photo.height) == (1, 1200, 900)
    assert bytes(photo.jpeg).startswith(b"\xff\xd8")


def test_acts_of_the_last_weeks_are_in_the_audit_at_their_own_time(loaded: LoadedCases):
    line = AuditEntry.objects.filter(action="case.answer").order_by("at").first()
    assert line is not None
    case_id, seq = line.subject.removeprefix("case:"), line.detail["seq"]
    assert CaseEvent.objects.get(case_id=case_id, seq=seq).at == line.at


def test_heating_is_asked_for_in_winter_and_never_in_summer():
    phrases = Phrases(random.Random(1))
    assert phrases.weights(7)["heating"] == 0 < phrases.weights(12)["heating"]


def test_every_category_of_the_catalogue_has_words(cast: Cast):
    load_catalogue()
    assert set(Phrases(random.Random(1)).weights(11)) == set(catalogue().by_code)


def test_outside_the_demo_nothing_is_invented(cast: Cast):
    with pytest.raises(NotTheDemo):
        load_demo_cases(10)
    assert not Case.objects.exists()


def test_there_are_objections_to_rule_on_and_rulings_of_both_kinds(loaded: LoadedCases):
    assert Case.objects.filter(arbiter__isnull=False, side_clocks_running__gt=0).exists()
    assert {"object", "uphold", "dismiss"} <= set(CaseEvent.objects.values_list("act", flat=True))
    assert not CaseEvent.objects.filter(act="hand_back").exists()


def test_whistles_are_open_and_over_and_their_rows_are_what_the_events_say(loaded: LoadedCases):
    assert (
        Whistle.objects.filter(ended_at__isnull=True).exists() and Whistle.objects.filter(done=True).exists()
    )
    for whistle in Whistle.objects.all():
        held = replay_whistles(CaseEvent.objects.filter(case_id=whistle.case_id).order_by("seq"))
        assert held.whistles[whistle.n].ended_at == whistle.ended_at
        for call in WhistleCall.objects.filter(case_id=whistle.case_id, n=whistle.n):
            told = held.calls[call.n, call.unit_id]
            assert (told.reported_at, told.in_time) == (call.reported_at, call.in_time)
