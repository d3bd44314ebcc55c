"""What residents are told when something happens to their case."""

from uuid import UUID

from huisheng.cases.events import (
    CallMissed,
    CaseAnswered,
    CaseExcluded,
    CaseReceived,
    CaseSetAside,
    IdentityOpened,
    MessageWritten,
    PendingReviewed,
    QuestionAsked,
    RecheckAsked,
    ReviewDecided,
)
from huisheng.core.events import reacts_to
from huisheng.portal.actions.tell import (
    tell_answered,
    tell_left_out,
    tell_message,
    tell_missed,
    tell_pending,
    tell_question,
    tell_received,
    tell_recheck,
    tell_reviewed,
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


@reacts_to(CaseExcluded)
def left_out(event: CaseExcluded) -> None:
    """It counts no more, and the resident may ask for a review."""
    tell_left_out(UUID(event.case_id))


@reacts_to(ReviewDecided)
def reviewed(event: ReviewDecided) -> None:
    """Somebody who had no part decided."""
    tell_reviewed(UUID(event.case_id))


@reacts_to(CaseSetAside)
def set_aside(event: CaseSetAside) -> None:
    """It cannot be done yet."""
    tell_pending(UUID(event.case_id))


@reacts_to(PendingReviewed)
def looked_at_again(event: PendingReviewed) -> None:
    """It waits on, or it can be done now."""
    tell_pending(UUID(event.case_id))


@reacts_to(RecheckAsked)
def asked_again(event: RecheckAsked) -> None:
    """Four weeks later."""
    tell_recheck(UUID(event.case_id))


@reacts_to(CallMissed)
def rung_in_vain(event: CallMissed) -> None:
    """Whoever did not answer the telephone has the link."""
    tell_missed(UUID(event.case_id))
