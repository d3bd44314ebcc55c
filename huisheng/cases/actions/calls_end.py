"""Ending what `call` began, and passing it on."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q

from huisheng.cases.models import Case, CaseParty

Ended = tuple[Case, datetime, Collection[int] | None]
"""A case, from when on, and which units stay called to it (None: all)."""


def end_calls(several: Iterable[Ended]) -> None:
    """Nobody is called to these cases any longer but the units that are kept.

    Whoever is responsible is not called as well. One statement for all that end at one moment.
    """
    by_moment: dict[datetime, Q] = {}
    for case, at, kept in several:
        by_moment[at] = by_moment.get(at, Q(pk__in=[])) | _ended(case, kept)
    for at, which in by_moment.items():
        CaseParty.objects.filter(which, until__isnull=True).update(until=at)


def _ended(case: Case, kept: Collection[int] | None) -> Q:
    if kept is None:
        return Q(case_id=case.id, unit_id=case.unit_id)
    return Q(case_id=case.id) & ~Q(unit_id__in=kept)


def pass_call(case: Case, unit_id: int, heir_id: int, at: datetime) -> None:
    """Whoever was called and closes is followed by its heir."""
    running = CaseParty.objects.filter(case_id=case.id, unit_id=unit_id, until__isnull=True)
    if running.update(until=at) and heir_id != case.unit_id:
        CaseParty.objects.update_or_create(
            case_id=case.id, unit_id=heir_id, defaults={"since": at, "until": None}
        )
