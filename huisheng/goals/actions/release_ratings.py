"""Releasing ratings in batches, once a month is over (domain.md, answer 10)."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from huisheng.cases.actions.ratings import release
from huisheng.cases.queries.ratings import unreleased
from huisheng.core import clock
from huisheng.core.audit import record
from huisheng.goals.models import RatingBatch
from huisheng.goals.releasing import QUESTIONS, Cell, Rated, cells
from huisheng.network.tree import tree

PATIENCE = timedelta(days=92)


@transaction.atomic
def release_ratings() -> int:
    """Release what the months that are over allow; how many batches. A second time in a month, it does nothing."""
    month = clock.today().replace(day=1)
    if RatingBatch.objects.filter(released_in=month).exists():
        return 0
    end = _midnight(month)
    waiting = [Rated(*row) for row in unreleased(end)]
    parents = {unit.id: unit.parent_id for unit in tree().units.values()}
    found = cells(waiting, parents, end - PATIENCE)
    RatingBatch.objects.bulk_create(_batch(cell, month) for cell in found)
    release([rated.case_id for cell in found for rated in cell.ratings], month)
    if found:
        record("goals.ratings_released", actor=None, subject=f"month:{month:%Y-%m}", batches=len(found))
    return len(found)


def _batch(cell: Cell, month: date) -> RatingBatch:
    counts = {question: cell.given(question) for question in QUESTIONS}
    good = {f"{question}_good": cell.good(question) for question in QUESTIONS}
    limited = sum(1 for rated in cell.ratings if rated.policy_limit)
    return RatingBatch(unit_id=cell.unit_id, released_in=month, policy_limit=limited, **counts, **good)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
