"""The audit: one line for each act, in the transaction of the act."""

from collections.abc import Iterable
from typing import Any

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.core.prepared import insert_rows

# So many rows have a statement that is kept; it is rare that an act is on more things.
FEW = 8


def record(action: str, *, actor: int | None, subject: str = "", **detail: Any) -> None:
    """Write one entry. `detail` holds codes and ids only: no words, names, numbers or addresses."""
    record_many([entry(action, actor=actor, subject=subject, **detail)])


def entry(action: str, *, actor: int | None, subject: str = "", **detail: Any) -> AuditEntry:
    """An entry that is not written yet, for `record_many`."""
    return AuditEntry(at=clock.now(), actor=actor, action=action, subject=subject, detail=detail)


def record_many(entries: Iterable[AuditEntry]) -> None:
    """Write the entries of one act on many things, a few in one statement."""
    entries = list(entries)
    if len(entries) <= FEW:
        insert_rows(entries)
    else:
        AuditEntry.objects.bulk_create(entries)
