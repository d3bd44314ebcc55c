"""Ending what `call` began."""

from datetime import datetime

from huisheng.cases.models import Case, CaseParty


def end_calls(case: Case, at: datetime) -> None:
    """Nobody is called to the case any longer."""
    CaseParty.objects.filter(case_id=case.id, until__isnull=True).update(until=at)
