"""What residents are told of, and no more: received, asked something, written to, identity opened, answered."""

from uuid import UUID

from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.transitions import ANSWERS, Act, State
from huisheng.cases.queries.resident import words_of_event
from huisheng.portal.actions.send_message import Kind, send_message


def tell_received(case_id: UUID) -> None:
    """The receipt's link, to whoever left a contact."""
    send_message(Case.objects.get(pk=case_id), Kind.RECEIVED, "1")


def tell_question(case_id: UUID) -> None:
    """The unit asks something; nothing is sent when it was answered in the meantime."""
    case = Case.objects.get(pk=case_id)
    if case.question_open:
        send_message(case, Kind.QUESTION, _last(case, Act.QUESTION))


def tell_message(case_id: UUID, seq: int) -> None:
    """What a handler wrote, passed on; nothing is sent of words that were erased in the meantime."""
    case = Case.objects.get(pk=case_id)
    words = words_of_event(case_id, seq)
    if words:
        send_message(case, Kind.RELAYED, str(seq), words)


def tell_unsealed(case_id: UUID, seq: int) -> None:
    """Somebody opened who the resident is; who and why stands on the page of openings."""
    send_message(Case.objects.get(pk=case_id), Kind.UNSEALED, str(seq))


def tell_answered(case_id: UUID) -> None:
    """The answer is there; nothing is sent when the resident has spoken in the meantime."""
    case = Case.objects.get(pk=case_id)
    if case.state in (State.ANSWERED, State.SILENT):
        send_message(case, Kind.ANSWERED, _last(case, *ANSWERS))


def _last(case: Case, *acts: Act) -> str:
    """The number of the event that is told of: each is told once, however often the job runs."""
    events = CaseEvent.objects.filter(case_id=case.id, act__in=acts).order_by("-seq")
    return str(events.values_list("seq", flat=True)[0])
