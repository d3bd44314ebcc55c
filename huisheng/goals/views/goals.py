"""Goals to read: all of them, and one with its history."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from huisheng.core import clock
from huisheng.core.access import signed_in
from huisheng.goals.history import story_of
from huisheng.goals.models import Reading, Target
from huisheng.goals.permissions import FUNCTION, may_say_next, may_set
from huisheng.goals.queries.goals import GoalNow, Standing, goals_now, newest_targets
from huisheng.goals.queries.parties import parties
from huisheng.people.queries import names_of_accounts
from huisheng.people.viewer import viewer_of

MONTHS_SHOWN, LONGEST_MONTH = 24, 31


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """All goals with target, present value, owner and next step; those called off behind; the five parties."""
    found, viewer = goals_now(newest_targets()), viewer_of(request)
    context = {
        "goals": [each for each in found if each.standing != Standing.ENDED],
        "ended": [each for each in found if each.standing == Standing.ENDED],
        "may_set": viewer.may(FUNCTION),
        "parties": parties(),
    }
    return render(request, "goals/index.html", context)


@signed_in
def goal(request: HttpRequest, code: str) -> HttpResponse:
    """One goal: how far it is, what is lacking, what comes next, and what it promised before."""
    target = target_of(code)
    now, viewer = goals_now([target])[0], viewer_of(request)
    versions = list(target.goal.targets.order_by("-version"))
    open_ = now.standing != Standing.ENDED
    context = {
        "goal": now,
        "story": story_of(versions, names_of_accounts({each.by for each in versions if each.by})),
        "readings": _months(now),
        "now": clock.now(),
        "where": now.indicator.page(now.area) if now.indicator else "",
        "may_set": open_ and may_set(viewer, now.unit.id),
        "may_say_next": open_ and may_say_next(viewer, now.unit.id),
    }
    return render(request, "goals/goal.html", context)


def target_of(code: str) -> Target:
    """The newest version of a goal by its number; 404 where there is none."""
    target = newest_targets().filter(goal__code=code).first()
    if target is None:
        raise Http404
    return target


def _months(now: GoalNow) -> list[tuple[date, str]]:
    """The last reading of each month, the newest first."""
    if now.indicator is None:
        return []
    rows = Reading.objects.filter(goal=now.goal).order_by("-day").values_list("day", "value")
    last: dict[tuple[int, int], tuple[date, float]] = {}
    for day, value in rows[: MONTHS_SHOWN * LONGEST_MONTH]:
        last.setdefault((day.year, day.month), (day, value))
    return [(day, now.indicator.say(value)) for day, value in last.values()]
