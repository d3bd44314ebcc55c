"""Sweeps: what somebody holds comes up again, many batches are one sweep, and nothing is guessed."""

import threading

import pytest
from django.db import connection, transaction

from huisheng.cases.actions import sweeps
from huisheng.cases.actions.escalate import escalate_overdue
from huisheng.cases.actions.sweeps import NOT_READ, sweep
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.transitions import Act
from huisheng.cases.tests.matters import assigned
from huisheng.core.models import AuditEntry
from tests.cast import Cast

SECONDS = 10


@pytest.mark.django_db(transaction=True)
def test_a_case_that_somebody_holds_is_left_and_comes_up_again(committed_cast: Cast, later):
    held, _free = assigned(committed_cast), assigned(committed_cast)
    later(days=4)
    locked, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Case.objects.select_for_update().get(pk=held.pk)
            locked.set()
            done.wait(SECONDS)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    locked.wait(SECONDS)
    assert escalate_overdue() == 1
    done.set()
    holder.join()
    assert escalate_overdue() == 1
    assert CaseEvent.objects.filter(act=Act.ESCALATE).count() == 2


def test_more_than_one_batch_is_one_sweep(cast: Cast, later, monkeypatch):
    monkeypatch.setattr(sweeps, "BATCH", 2)
    cases = [assigned(cast) for _ in range(5)]
    later(days=4)
    assert (escalate_overdue(), escalate_overdue()) == (5, 0)
    for case in cases:
        event = CaseEvent.objects.get(case=case, act=Act.ESCALATE)
        case.refresh_from_db()
        assert (case.version, case.supervisor_id) == (event.seq, cast.street.id)
        assert AuditEntry.objects.filter(subject=f"case:{case.id}", action="case.escalate").count() == 1


def test_a_step_that_asks_for_what_was_not_read_fails(cast: Cast, later):
    assigned(cast)
    later(days=4)
    assert "title" in NOT_READ
    with pytest.raises(AttributeError):
        sweep("escalate_at", lambda course: course.case.title)


def test_a_step_that_does_nothing_writes_nothing(cast: Cast, later):
    case = assigned(cast)
    later(days=4)
    assert sweep("escalate_at", lambda course: None) == 0
    version = case.version
    case.refresh_from_db()
    assert case.version == version
