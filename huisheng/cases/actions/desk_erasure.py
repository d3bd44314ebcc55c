"""Erasing at the desk: one officer asks with a reason, another confirms, and only then it is gone."""

from uuid import UUID

from django.db import transaction

from huisheng.cases.actions.course import Course, NoSuchCase, Token, on_case, staff
from huisheng.cases.actions.erase import Held, erase
from huisheng.cases.models import Case, ErasureRequest
from huisheng.cases.models.codes import EraseReason
from huisheng.cases.models.transitions import Act, NotOpen, State
from huisheng.cases.permissions import Refused, is_barred, require
from huisheng.cases.queries.holds import held_until
from huisheng.core import audit, clock
from huisheng.people.viewer import Viewer


class NotWaiting(Exception):
    """Nobody asked for it, or it was decided in the meantime."""


@transaction.atomic
def ask_for_erasure(case_id: UUID, viewer: Viewer, reason: EraseReason) -> ErasureRequest:
    """Ask; what was asked already and waits comes back as it is. `NotOpen` unless closed, `Held` while held."""
    case = _locked(case_id, viewer)
    waiting = ErasureRequest.objects.filter(case_id=case.id, decided_at__isnull=True).first()
    if waiting is not None:
        return waiting
    if case.is_pending or case.erased_at is not None:
        raise NotOpen(Act.ERASE, State(case.state))
    if (until := held_until(case.id)) is not None:
        raise Held(until)
    asked = ErasureRequest.objects.create(
        case_id=case.id,
        n=ErasureRequest.objects.filter(case_id=case.id).count() + 1,
        reason=reason,
        asked_by_id=viewer.acting_person,
        asked_at=clock.now(),
    )
    _record("case_erasure_asked", asked, viewer)
    return asked


def confirm_erasure(case_id: UUID, viewer: Viewer, token: Token) -> Case:
    """Confirm what another officer asked for, and erase. `Refused` for whoever asked."""

    def steps(course: Course) -> None:
        asked = _waiting(case_id)
        if asked.asked_by_id == viewer.person_id:
            raise Refused(Act.ERASE)
        _decide(asked, viewer, confirmed=True)
        erase(course, EraseReason(asked.reason), asked_by_id=asked.asked_by_id)

    return on_case(case_id, staff(viewer), token, steps)


@transaction.atomic
def refuse_erasure(case_id: UUID, viewer: Viewer) -> None:
    """Refuse, or take back, what was asked for."""
    _locked(case_id, viewer)
    asked = _waiting(case_id)
    _decide(asked, viewer, confirmed=False)
    _record("case_erasure_refused", asked, viewer)


def _locked(case_id: UUID, viewer: Viewer) -> Case:
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None or is_barred(viewer, case):
        raise NoSuchCase(case_id)
    require(viewer, case, Act.ERASE)
    return case


def _waiting(case_id: UUID) -> ErasureRequest:
    asked = (
        ErasureRequest.objects.select_for_update().filter(case_id=case_id, decided_at__isnull=True).first()
    )
    if asked is None:
        raise NotWaiting
    return asked


def _decide(asked: ErasureRequest, viewer: Viewer, *, confirmed: bool) -> None:
    asked.decided_by_id, asked.decided_at, asked.confirmed = viewer.acting_person, clock.now(), confirmed
    asked.save(update_fields=["decided_by_id", "decided_at", "confirmed"])


def _record(action: str, asked: ErasureRequest, viewer: Viewer) -> None:
    audit.record(
        action, actor=viewer.account_id, subject=f"case:{asked.case_id}", n=asked.n, reason=asked.reason
    )
