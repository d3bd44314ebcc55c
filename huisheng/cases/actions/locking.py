"""A case locked for an act, and what happened while that waited for the lock."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef

from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.transitions import Act


def locked(case_id: UUID, key: UUID) -> tuple[Case | None, bool]:
    """The case, locked, and whether this key was used before; None where there is none. One statement."""
    used = CaseEvent.objects.filter(case_id=OuterRef("id"), client_key=key)
    rows: Iterable[Case] = (
        Case.objects.select_for_update(of=("self",)).filter(pk=case_id).annotate(repeated=Exists(used))
    )
    for case in rows:
        return case, case.repeated  # type: ignore[attr-defined]  # the annotation
    return None, False


def used_meanwhile(case: Case, key: UUID, seen: int | None) -> bool:
    """Whether the key was used while this request waited for the lock.

    `locked` reads keys as they were when its statement began, which was before the wait. Where nothing
    happened since the page was made, no other request can have used its key.
    """
    if seen == case.version:
        return False
    return CaseEvent.objects.filter(case_id=case.id, client_key=key).exists()


def changed_since(case: Case, seen: int) -> bool:
    """Whether anything happened since that matters to whoever acts: a warning of the clock does not."""
    since = CaseEvent.objects.filter(case_id=case.id, seq__gt=seen)
    return case.version < seen or since.exclude(act=Act.WARN).exists()
