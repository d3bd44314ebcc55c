"""Noting which ratings went into a batch: each goes into one, once."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from huisheng.cases.models import CaseRating


def release(case_ids: Sequence[UUID], month: date) -> int:
    """Note the month in which these ratings were released; how many. One statement."""
    return CaseRating.objects.filter(case_id__in=case_ids, released_in__isnull=True).update(released_in=month)
