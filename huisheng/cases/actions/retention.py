"""What the clock erases: contacts first, later everything that was said, as the retention rules in force say.

In sets, oldest first. What a legal order holds, and what still owes something, stays; it comes up again every night.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from huisheng.cases.actions.course import SYSTEM, Course
from huisheng.cases.actions.erase import take_step, wipe
from huisheng.cases.models import Case, CaseEvent, MediationParty, RetentionRule
from huisheng.cases.models.codes import CaseKind, EraseReason
from huisheng.cases.models.transitions import Act, State
from huisheng.cases.queries.holds import under_order
from huisheng.core import clock
from huisheng.core.audit import record_many
from huisheng.people.actions.subjects import erase_subjects

BATCH = 500
CHANGED = (
    *("version", "acted_at", "title", "contact_erased", "erased_at", "call_back_due", "side_clocks_running"),
    *("longitude", "latitude"),
)
Take = Callable[[Sequence[Course]], None]


def erase_expired() -> int:
    """Erase what is past its time; how many cases were touched."""
    limits = limits_now()
    done = 0
    if words := limits.get(RetentionRule.Kind.WORDS):
        done += _past(Q(), words, _everything)
    if contact := limits.get(RetentionRule.Kind.CONTACT):
        left = Q(subject_id__isnull=False) | Q(kind=CaseKind.MEDIATION)
        done += _past(Q(contact_erased=False) & left, contact, _contacts)
    return done


def limits_now() -> dict[str, datetime]:
    """By kind of data: what closed before this moment is past its time. Kinds without a rule are left out.

    What the installation said of a kind counts alone, from when it was loaded; the usual rule then never again.
    """
    today, now = clock.today(), clock.now()
    rules = list(RetentionRule.objects.order_by("since"))
    own = {rule.kind for rule in rules if not rule.usual}
    counted = [rule for rule in rules if rule.since <= today and rule.usual == (rule.kind not in own)]
    return {rule.kind: now - timedelta(days=rule.days) for rule in counted}


def _everything(courses: Sequence[Course]) -> None:
    for course in courses:
        take_step(course, EraseReason.EXPIRED)
    wipe(courses, EraseReason.EXPIRED, SYSTEM)
    _erase_parties(courses)


def _contacts(courses: Sequence[Course]) -> None:
    for course in courses:
        course.step(Act.ERASE, why=EraseReason.EXPIRED, contact_erased=True)
    subjects = [course.case.subject_id for course in courses if course.case.subject_id is not None]
    erase_subjects(subjects, actor=None, reason=EraseReason.EXPIRED)
    _erase_parties(courses)


def _erase_parties(courses: Sequence[Course]) -> None:
    """The clock ends for every side of a mediation; at a person's own request only that person's goes."""
    mediated = [course.case.id for course in courses if course.case.kind == CaseKind.MEDIATION]
    if mediated:
        others = MediationParty.objects.filter(case_id__in=mediated, n__gt=1, subject_id__isnull=False)
        subjects = list(others.values_list("subject_id", flat=True))
        erase_subjects([each for each in subjects if each], actor=None, reason=EraseReason.EXPIRED)


def _past(which: Q, before: datetime, take: Take) -> int:
    """What closed before that moment; and of imported history, which never closed, what was received before it."""
    closed = _sweep(which & Q(closed_at__isnull=False), "closed_at", before, take)
    return closed + _sweep(which & Q(state=State.HISTORIC), "received_at", before, take)


def _sweep(which: Q, column: str, before: datetime, take: Take) -> int:
    """Batch by batch along the column, so that what another transaction has locked stops nothing."""
    done, after = 0, Q()
    while True:
        with transaction.atomic():
            cases = list(_due(which & after, column, before)[:BATCH])
            courses = [Course(case, SYSTEM) for case in cases]
            if courses:
                take(courses)
                _write(courses)
        done += len(courses)
        if len(cases) < BATCH:
            return done
        at, last = getattr(cases[-1], column), cases[-1].id
        after = Q(**{f"{column}__gt": at}) | Q(**{column: at, "id__gt": last})


def _due(which: Q, column: str, before: datetime) -> QuerySet[Case]:
    past = Q(**{f"{column}__lt": before}, erased_at__isnull=True, side_clocks_running=0)
    free = Case.objects.filter(which & past).exclude(under_order())
    return free.select_for_update(of=("self",), skip_locked=True).order_by(column, "id")


def _write(courses: Sequence[Course]) -> None:
    CaseEvent.objects.bulk_create(event for course in courses for event in course.events)
    Case.objects.bulk_update([course.case for course in courses], CHANGED)
    record_many(line for course in courses for line in course.audits)
