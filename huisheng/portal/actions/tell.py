"""What residents are told of, and no more: received, asked something, written to, identity opened, answered; left out
of the figures, reviewed, on the ledger, asked again, rung in vain."""

from uuid import UUID

from django.utils import timezone

from huisheng.cases.actions.deliver import last_answer
from huisheng.cases.actions.tell import tell
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.ends import Exclusion, Pending, Recheck
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


def tell_left_out(case_id: UUID) -> None:
    """It counts no more; nothing is sent when that was contested or taken back in the meantime."""
    case = Case.objects.get(pk=case_id)
    if case.exclusion == Exclusion.EXCLUDED:
        tell(case, "left_out", _last(case, Act.EXCLUDE))


def tell_reviewed(case_id: UUID) -> None:
    """The review that the resident asked for was decided."""
    case = Case.objects.get(pk=case_id)
    tell(case, "review_decided", _last(case, Act.KEEP_OUT, Act.OVERTURN))


def tell_pending(case_id: UUID) -> None:
    """On the ledger until a day, waiting on until another, or handled again."""
    case = Case.objects.get(pk=case_id)
    mark = _last(case, Act.SET_ASIDE, Act.REVIEW_PENDING, Act.TAKE_UP)
    if case.pending == Pending.ON and case.due_at is not None:
        tell(case, "pending_ledger", mark, day=timezone.localdate(case.due_at))
    elif case.state == State.HANDLING:
        tell(case, "taken_up", mark)


def tell_recheck(case_id: UUID) -> None:
    """Is it still fixed? Nothing is sent when the resident has said so in the meantime."""
    case = Case.objects.get(pk=case_id)
    if case.recheck == Recheck.ASKED:
        tell(case, "recheck", _last(case, Act.ASK_RECHECK))


def tell_missed(case_id: UUID) -> None:
    """The call-back clerk rang and nobody answered: once for each answer."""
    case = Case.objects.get(pk=case_id)
    if case.state in (State.ANSWERED, State.SILENT):
        tell(case, "call_back_missed", last_answer(case))


def _last(case: Case, *acts: Act) -> str:
    """The number of the event that is told of: each is told once, however often the job runs."""
    events = CaseEvent.objects.filter(case_id=case.id, act__in=acts).order_by("-seq")
    return str(events.values_list("seq", flat=True)[0])
