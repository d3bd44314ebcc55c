"""What residents are told of, and no more: received, asked something, written to, identity opened, answered."""

from uuid import UUID

from huisheng.cases.actions.deliver import last_answer
from huisheng.cases.actions.tell import tell
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.transitions import Act, State
from huisheng.cases.queries.resident import words_of_event


def tell_received(case_id: UUID) -> None:
    """The receipt's link, to whoever left a contact."""
    tell(Case.objects.get(pk=case_id), "received", "1")


def tell_question(case_id: UUID) -> None:
    """The unit asks something; nothing is sent when it was answered in the meantime."""
    case = Case.objects.get(pk=case_id)
    if case.question_open:
        tell(case, "question", _last(case, Act.QUESTION))


def tell_message(case_id: UUID, seq: int) -> None:
    """What a handler wrote, passed on; nothing is sent of words that were erased in the meantime."""
    case = Case.objects.get(pk=case_id)
    words = words_of_event(case_id, seq)
    if words:
        tell(case, "relayed_message", str(seq), words=words)


def tell_unsealed(case_id: UUID, seq: int) -> None:
    """Somebody opened who the resident is; who and why stands on the page of openings."""
    tell(Case.objects.get(pk=case_id), "identity_opened", str(seq))


def tell_answered(case_id: UUID) -> None:
    """The answer is there; nothing is sent when the resident has spoken in the meantime."""
    case = Case.objects.get(pk=case_id)
    if case.state in (State.ANSWERED, State.SILENT):
        tell(case, "answered", last_answer(case))


def _last(case: Case, act: Act) -> str:
    """The number of the event that is told of: each is told once, however often the job runs."""
    events = CaseEvent.objects.filter(case_id=case.id, act=act).order_by("-seq")
    return str(events.values_list("seq", flat=True)[0])
