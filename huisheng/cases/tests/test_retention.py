"""How long what is kept: contacts go first, words later, by rules that have their day; in sets."""

import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huisheng.cases import erasing
from huisheng.cases.actions.load_retention import NOTICE, bring_usual_rules, load_retention
from huisheng.cases.actions.mediate import join_party, start_mediation
from huisheng.cases.actions.open_identity import LegalOrder, Why, open_identity
from huisheng.cases.actions.resident import confirm_case, withdraw_case
from huisheng.cases.actions.retention import erase_expired
from huisheng.cases.models import Case, CaseEvent, CaseWords, MediationParty, RetentionRule
from huisheng.cases.models.codes import IdentityReason
from huisheng.cases.models.transitions import Act
from huisheng.cases.tests.matters import answered, handling, token, viewer
from huisheng.core import clock
from huisheng.people.contacts import Contact
from huisheng.people.models import Subject
from tests.cast import Cast, add_person, appoint

CONTACT = Contact("phone", "13912340087")


@pytest.fixture(autouse=True)
def no_usual_rules(db: None) -> None:
    """Each test says which rules there are."""
    RetentionRule.objects.all().delete()


def closed(cast: Cast, days_ago: int) -> Case:
    case = answered(cast, contact=CONTACT, address="3号楼2单元501")
    confirm_case(case.id, token())
    Case.objects.filter(pk=case.pk).update(closed_at=clock.now() - timedelta(days=days_ago))
    return Case.objects.get(pk=case.pk)


def rules(**days: int) -> None:
    for kind, kept in days.items():
        RetentionRule.objects.create(kind=kind, since=clock.today(), days=kept)


def stands(case: Case) -> tuple[bool, bool]:
    """Whether contact and words are still there."""
    assert case.subject_id is not None
    subject = Subject.objects.get(pk=case.subject_id)
    words = CaseWords.objects.filter(case_id=case.id).exclude(text="").exists()
    return subject.erased_at is None, words


def test_contacts_go_first_and_words_later(cast: Cast) -> None:
    rules(contact=365, words=1095)
    young, year_old, old = closed(cast, 364), closed(cast, 366), closed(cast, 1096)
    assert erase_expired() == 2
    assert [stands(case) for case in (young, year_old, old)] == [(True, True), (False, True), (False, False)]
    events = CaseEvent.objects.filter(case_id=year_old.id, act=Act.ERASE)
    assert [(event.who, event.codes["why"]) for event in events] == [("system", "expired")]
    assert erase_expired() == 0


def test_without_a_rule_nothing_is_erased_and_what_is_open_never(cast: Cast) -> None:
    case = closed(cast, 9000)
    assert erase_expired() == 0
    rules(contact=365, words=1095)
    running = handling(cast, contact=CONTACT)
    Case.objects.filter(pk=running.pk).update(received_at=clock.now() - timedelta(days=9000))
    assert erase_expired() == 1
    assert stands(running) == (True, True) and stands(case) == (False, False)


def test_a_rule_counts_from_its_day(cast: Cast) -> None:
    rules(words=1095)
    case = closed(cast, 400)
    RetentionRule.objects.create(kind="words", since=clock.today() + timedelta(days=1), days=100)
    assert erase_expired() == 0
    RetentionRule.objects.filter(days=100).update(since=clock.today() - timedelta(days=1))
    assert erase_expired() == 0  # the latest day counts, and that is today's
    RetentionRule.objects.filter(days=1095).update(since=clock.today() - timedelta(days=2))
    assert erase_expired() == 1
    assert stands(case) == (False, False)


def test_a_legal_order_and_what_is_still_owed_keep_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    rules(words=1095)
    ordered, owed, free = closed(cast, 2000), closed(cast, 2000), closed(cast, 1999)
    Case.objects.filter(pk=owed.pk).update(side_clocks_running=1)
    officer = add_person("林密", "lin.mi")
    appoint([(officer, "identity_officer", cast.centre)])
    today = clock.today()
    order = LegalOrder("绿园区人民法院", "12号", today, hold_until=today)
    open_identity(
        ordered.id, viewer(officer), token(), Why(IdentityReason.LEGAL_ORDER, "法院要求保留证据。", order)
    )
    monkeypatch.setattr("huisheng.cases.actions.retention.BATCH", 1)
    assert erase_expired() == 1
    assert [stands(case)[1] for case in (ordered, owed, free)] == [True, True, False]


def are_erased(parties: Iterable[MediationParty]) -> list[bool]:
    """Whether the contact of each of these is."""
    subjects = [party.subject_id for party in parties if party.subject_id is not None]
    return [Subject.objects.get(pk=subject).erased_at is not None for subject in subjects]


def test_the_contact_of_every_side_of_a_mediation_goes(cast: Cast) -> None:
    rules(contact=365, words=1095)
    clerk = viewer(cast.wang_fang)
    both: list[MediationParty] = []
    for days in (400, 1100):
        case = handling(cast, contact=CONTACT)
        start_mediation(case.id, clerk, token())
        join_party(case.id, clerk, token(), Contact("phone", "13912340088"), "zh-hans")
        withdraw_case(case.id, token())
        Case.objects.filter(pk=case.pk).update(closed_at=clock.now() - timedelta(days=days))
        both += MediationParty.objects.filter(case_id=case.id)
    assert erase_expired() == 2
    assert are_erased(both) == [True] * 4


def test_an_erased_case_is_as_its_events_say(cast: Cast) -> None:
    rules(contact=365, words=1095)
    cases = [closed(cast, 400), closed(cast, 1100)]
    erase_expired()
    for case in cases:
        events = list(CaseEvent.objects.filter(case_id=case.id).order_by("seq"))
        now = Case.objects.get(pk=case.pk)
        assert (now.version, now.acted_at) == (events[-1].seq, events[-1].at)


def test_copies_elsewhere_go_in_the_same_act(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    rules(words=1095)
    forgotten: set[UUID] = set()
    case = closed(cast, 2000)
    monkeypatch.setattr(erasing, "_forget", [forgotten.update])
    erase_expired()
    assert forgotten == {case.id}


def test_statements_do_not_grow_with_the_cases(cast: Cast) -> None:
    rules(words=1095)
    taken = []
    for count in (2, 6):
        for _each in range(count):
            closed(cast, 2000)
        with CaptureQueriesContext(connection) as seen:
            assert erase_expired() == count
        taken.append(len(seen))
    assert taken[0] == taken[1]


def test_the_rules_come_from_a_file_and_never_change_in_force(tmp_path: Path, db: None) -> None:
    assert load_retention() == 2
    assert load_retention() == 0
    file = tmp_path / "rules.json"
    for rule in (
        {"kind": "words", "since": "2026-01-01", "days": 900},
        {"kind": "words", "since": "2027-01-01", "days": 30},
        {"kind": "everything", "since": "2027-01-01", "days": 900},
        {"kind": "words", "days": 900},
    ):
        file.write_text(json.dumps({"rules": [rule]}), encoding="utf-8")
        with pytest.raises(CommandError):
            call_command("load_retention", str(file))
    assert RetentionRule.objects.filter(usual=False).count() == 2


def test_after_migrating_every_kind_has_its_usual_rule_and_a_second_time_changes_nothing(db: None) -> None:
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    usual = RetentionRule.objects.filter(usual=True, since=clock.today() + NOTICE)
    assert dict(usual.values_list("kind", "days")) == {"contact": 365, "words": 1095}
    assert bring_usual_rules() == 0


def test_usual_rules_erase_nothing_before_their_notice_is_over(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = closed(cast, 2000)
    bring_usual_rules()
    day = clock.today() + NOTICE
    monkeypatch.setattr(clock, "today", lambda: day - timedelta(days=1))
    assert erase_expired() == 0
    monkeypatch.setattr(clock, "today", lambda: day)
    assert erase_expired() == 1
    assert stands(case) == (False, False)


@pytest.mark.parametrize("days_to_its_day", [-1, 0, 30, 90])
def test_a_rule_of_the_installation_counts_alone_whenever_its_day_is(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days_to_its_day: int
) -> None:
    """Longer than usual, from before, on or after the usual rule's own day."""
    old, older = closed(cast, 2000), closed(cast, 4000)
    bring_usual_rules()
    since = clock.today() + timedelta(days=days_to_its_day)
    file = tmp_path / "rules.json"
    file.write_text(
        json.dumps(
            {"rules": [{"kind": kind, "since": str(since), "days": 3650} for kind in ("contact", "words")]}
        )
    )
    assert load_retention(file) == 2
    assert bring_usual_rules() == 0
    today = max(since, clock.today() + NOTICE)
    if since > clock.today():
        monkeypatch.setattr(clock, "today", lambda: since - timedelta(days=1))
        assert erase_expired() == 0
    monkeypatch.setattr(clock, "today", lambda: today)
    assert erase_expired() == 1
    assert [stands(case)[1] for case in (old, older)] == [True, False]
