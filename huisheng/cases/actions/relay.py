"""One answer reaches all who follow a case, each privately, and each is asked whether it is solved."""

from uuid import UUID

from django.db.models import Q, UUIDField

from huisheng.cases.actions.course import SYSTEM, Course
from huisheng.cases.actions.merge import STILL_CONCERNED
from huisheng.cases.actions.several import OneOfSeveral, locked, write_several
from huisheng.cases.actions.timing import due
from huisheng.cases.events import CaseAnswered
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.codes import CaseKind
from huisheng.cases.models.transitions import Act, Clock
from huisheng.core.events import announce_all
from huisheng.core.prepared import Given, Prepared


def _waiting(head: UUID | Given) -> Q:
    return Q(head_id=head, state__in=STILL_CONCERNED, erased_at__isnull=True)


_FOLLOWERS = Prepared(lambda: Case.objects.filter(_waiting(Given("head", UUIDField()))).values_list("id"))


def relay(course: Course, answer: CaseEvent) -> None:
    """Give the answer that the head's course just took to whoever still waits for one or was not content.

    Who said that it is solved is not asked again, and nobody else reads the answer to what turned out to be about a
    unit, or lies between parties. Each gets an event of its own with a confirmation period of
    its own; the answer's words stay with the head, where their event is named. One statement where nobody
    follows, eight otherwise, however many they are; none for a case that is not in the database yet.
    """
    head = course.case
    if not course.IS_KEPT or head.kind != CaseKind.ORDINARY or not _FOLLOWERS.rows(head=head.id):
        return
    followers = locked(_waiting(head.id))
    courses = [OneOfSeveral(case, SYSTEM, course.key, course.at) for case in followers.values()]
    for theirs in courses:
        case = theirs.case
        theirs.step(
            Act.RELAY,
            unit_id=head.unit_id,
            due_at=due(case, Clock.CONFIRM, course.at),
            outcome=head.outcome,
            handler_id=head.handler_id,
            promised_at=case.promised_at or head.promised_at,
            first_promised_at=case.first_promised_at or head.first_promised_at,
            call_back_due=True,
            call_back_by=due(case, Clock.CALL_BACK, course.at),
            ground=head.ground or None,
            # As for the head itself: whoever left nothing has the page of the receipt.
            reply_delivered_at=course.at if case.subject_id is None else None,
            relayed_from=head.id,
            relayed_seq=answer.seq,
        )
    write_several(courses)
    announce_all([CaseAnswered(case_id=str(theirs.case.id)) for theirs in courses])
