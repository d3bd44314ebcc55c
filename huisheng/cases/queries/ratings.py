"""Ratings that have not been released, for whoever releases them in batches (`goals`); for no page."""

from datetime import datetime
from typing import Any

from huisheng.cases.models import CaseRating

COLUMNS = ("case_id", "case__unit_id", "at", "attitude", "effort", "outcome", "policy_limit")


def unreleased(before: datetime) -> list[tuple[Any, ...]]:
    """Case, unit, time and what was given, of ratings before a moment, locked: one statement. Cases about a unit or
    worker are left out: few as they are, they are known to those whom they are about."""
    rows = CaseRating.objects.select_for_update(of=("self",)).filter(
        released_in__isnull=True, at__lt=before, case__about_a_unit=False
    )
    return list(rows.order_by("case_id").values_list(*COLUMNS))
