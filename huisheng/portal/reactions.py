"""What residents are told when something happens to their case."""

from uuid import UUID

from huisheng.cases.events import CaseAnswered, CaseReceived, IdentityOpened, MessageWritten, QuestionAsked
from huisheng.core.events import reacts_to
from huisheng.portal.actions.tell import (
    tell_answered,
    tell_message,
    tell_question,
    tell_received,
    tell_unsealed,
)


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


@reacts_to(MessageWritten)
def written_to(event: MessageWritten) -> None:
    """Somebody who works on it has something to say."""
    tell_message(UUID(event.case_id), event.seq)


@reacts_to(IdentityOpened)
def unsealed(event: IdentityOpened) -> None:
    """Somebody learned who the resident is: the resident learns of it."""
    tell_unsealed(UUID(event.case_id), event.seq)
