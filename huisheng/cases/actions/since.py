"""What happened to a case since a page was made: whether its form was used already, and whether it is out of date."""

from uuid import UUID

from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.transitions import Act


def used_meanwhile(case: Case, key: UUID, seen: int | None) -> bool:
    """Whether the key was used while this request waited for the lock.

    The statement that locks reads keys as they were when it began, which was before the wait. Where nothing
    happened since the page was made, no other request can have used its key.
    """
    if seen == case.version:
        return False
    return CaseEvent.objects.filter(case_id=case.id, client_key=key).exists()


def changed_since(case: Case, seen: int) -> bool:
    """Whether anything happened since that matters to whoever acts: a warning of the clock does not."""
    since = CaseEvent.objects.filter(case_id=case.id, seq__gt=seen)
    return case.version < seen or since.exclude(act=Act.WARN).exists()
