"""Write down at the end of a day what every goal comes to."""

from __future__ import annotations

from django.db import transaction

from huisheng.core import audit, clock
from huisheng.goals.actions.load_goals import load_standing_goals
from huisheng.goals.models import Reading
from huisheng.goals.queries.goals import goals_now, newest_targets


@transaction.atomic
def record_readings() -> int:
    """One reading a goal and day for those whose period runs; how many. Again the same day: the later value counts."""
    load_standing_goals()
    today = clock.today()
    running = [
        each
        for each in newest_targets().filter(ended=False, since__lte=today)
        if each.until is None or each.until > today
    ]
    readings = [
        Reading(goal=each.goal, day=today, value=each.value)
        for each in goals_now(running)
        if each.value is not None
    ]
    Reading.objects.bulk_create(
        readings, update_conflicts=True, unique_fields=["goal", "day"], update_fields=["value"]
    )
    if readings:
        audit.record("goals.readings_recorded", actor=None, day=today.isoformat(), goals=len(readings))
    return len(readings)
