"""What residents are told when something happens to their case."""

from uuid import UUID

from huisheng.cases.events import CaseAnswered, CaseReceived, QuestionAsked
from huisheng.core.events import reacts_to
from huisheng.portal.actions.tell import tell_answered, tell_question, tell_received


@reacts_to(CaseReceived)
def received(event: CaseReceived) -> None:
    """The receipt follows by SMS or mail."""
    tell_received(UUID(event.case_id))


@reacts_to(QuestionAsked)
def asked(event: QuestionAsked) -> None:
    """The unit waits for an answer."""
    tell_question(UUID(event.case_id))


@reacts_to(CaseAnswered)
def answered(event: CaseAnswered) -> None:
    """The resident decides whether it is solved."""
    tell_answered(UUID(event.case_id))
