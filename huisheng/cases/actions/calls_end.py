"""Ending what `call` began, and passing it on."""

from collections.abc import Collection
from datetime import datetime

from huisheng.cases.models import Case, CaseParty


def end_calls(case: Case, at: datetime, kept: Collection[int] | None = ()) -> None:
    """Nobody is called to the case any longer but the units in `kept`; None keeps all.

    Whoever is responsible is not called as well.
    """
    running = CaseParty.objects.filter(case_id=case.id, until__isnull=True)
    ended = running.filter(unit_id=case.unit_id) if kept is None else running.exclude(unit_id__in=kept)
    ended.update(until=at)


def pass_call(case: Case, unit_id: int, heir_id: int, at: datetime) -> None:
    """Whoever was called and closes is followed by its heir."""
    running = CaseParty.objects.filter(case_id=case.id, unit_id=unit_id, until__isnull=True)
    if running.update(until=at) and heir_id != case.unit_id:
        CaseParty.objects.update_or_create(
            case_id=case.id, unit_id=heir_id, defaults={"since": at, "until": None}
        )
