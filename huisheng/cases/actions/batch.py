"""One act on several cases that somebody chose from a list: assign, merge or remind, once a key.

Each case goes by the rules for one alone; what cannot go is left out and named with its reason, and the others
go. Nothing about it is sent to residents, so that it can be undone for some minutes (`undo`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from huisheng.cases.actions.assign import assign
from huisheng.cases.actions.course import Course, staff
from huisheng.cases.actions.merge import merge_several
from huisheng.cases.actions.remind import remind
from huisheng.cases.actions.several import OneOfSeveral, Outcome, locked, try_each, write_several
from huisheng.cases.models import Batch
from huisheng.core import clock
from huisheng.core.events import announce_all, put_aside
from huisheng.people.viewer import Viewer

MOST_AT_ONCE = 100
Kind = Batch.Kind

# Its own key is what makes it count once: whoever comes second waits here for the first.
CLAIM = """
INSERT INTO lookup_batch (key, kind, at, account_id, cases, refused)
VALUES (%s, %s, %s, %s, '{}', '{}') ON CONFLICT DO NOTHING RETURNING key
"""


@dataclass(frozen=True)
class Wish:
    """What is to be done with which cases: their ids and the versions shown; `unit_id` for assigning."""

    kind: Kind
    seen: Mapping[UUID, int]
    unit_id: int | None = None


def do_batch(wish: Wish, viewer: Viewer, key: UUID) -> Batch:
    """Do it. Asked again under the same key, the first outcome comes back.

    Statements, however many cases: claim, lock, a write for each table, the outcome.
    """
    at = clock.now()
    with transaction.atomic():
        if not _claim(wish.kind, viewer, key, at):
            return Batch.objects.get(pk=key)
        with put_aside() as announced:
            outcome = _outcome(wish, viewer, key, at)
        write_several(outcome.courses)
        announce_all(announced)
        batch = Batch(key=key, kind=wish.kind, at=at, account_id=viewer.account_id)
        batch.cases = [course.case.id for course in outcome.courses]
        batch.refused = {str(case_id): why.value for case_id, why in outcome.refused.items()}
        batch.save(force_update=True, update_fields=["cases", "refused"])
    return batch


def try_out(wish: Wish, viewer: Viewer, key: UUID) -> Outcome:
    """What would happen, by doing it and taking it back: the rules are the same since the code is."""
    with transaction.atomic():
        with put_aside():
            outcome = _outcome(wish, viewer, key, clock.now())
        transaction.set_rollback(True)
    return outcome


def _claim(kind: Kind, viewer: Viewer, key: UUID, at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [key, kind.value, at, viewer.account_id])
        return cursor.fetchone() is not None


def _outcome(wish: Wish, viewer: Viewer, key: UUID, at: datetime) -> Outcome:
    if wish.kind == Kind.MERGE:
        return merge_several(wish.seen, viewer, key, at)

    def step(course: Course) -> None:
        if wish.kind == Kind.REMIND:
            remind(course)
        else:
            assign(course, wish.unit_id or 0)

    cases = locked(Q(pk__in=wish.seen))
    return try_each(cases, wish.seen, viewer, lambda case: OneOfSeveral(case, staff(viewer), key, at), step)
