"""Ending what `call` began."""

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
