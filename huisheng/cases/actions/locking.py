"""A case locked for an act, and what happened while that waited for the lock."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, UUIDField

from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.transitions import Act
from huisheng.core.prepared import Given, Prepared, columns_of


def locked(case_id: UUID, key: UUID) -> tuple[Case | None, bool]:
    """The case, locked, and whether this key was used before; None where there is none. One statement."""
    for *columns, repeated in _locked.rows(case=case_id, key=key):
        return Case.from_db(None, _CASE, columns), repeated
    return None, False


def _lock() -> QuerySet[Any, Any]:
    used = CaseEvent.objects.filter(case_id=OuterRef("id"), client_key=Given("key", UUIDField()))
    rows = Case.objects.select_for_update(of=("self",)).filter(pk=Given("case", UUIDField()))
    return rows.annotate(repeated=Exists(used)).values_list(*_CASE, "repeated")


_CASE = columns_of(Case)
_locked = Prepared(_lock)


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
