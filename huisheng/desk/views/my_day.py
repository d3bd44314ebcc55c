from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from huisheng.cases.permissions import may_edit_catalogue
from huisheng.cases.queries.deciders import requests_for
from huisheng.cases.queries.objections import rulings_for
from huisheng.cases.queries.whistle_lists import calls_for
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.desk.queries.around import away_today, years_without_holidays
from huisheng.desk.queries.day import day_of
from huisheng.desk.queries.lacks import lacks_of
from huisheng.desk.queries.rows import rows_of
from huisheng.people.viewer import viewer_of

MOST_CALLS = 5


@functions("handle", "triage")
@never_cache
def my_day(request: HttpRequest) -> HttpResponse:
    """What comes first at eight in the morning, and what else to know."""
    viewer, now = viewer_of(request), clock.now()
    day = day_of(viewer)
    rows = rows_of([*day.today, *day.later], me=viewer.person_id)
    split = len(day.today)
    units = viewer.units_for("handle") | viewer.units_for("triage")
    context = {
        "now": now,
        "today": clock.today(),
        "day": day,
        "groups": [rows[:split], rows[split:]],
        "lacks": lacks_of(units),
        "away": away_today(viewer),
        "calls": calls_for(viewer, MOST_CALLS),
        "rulings": rulings_for(viewer, MOST_CALLS),
        "me_id": viewer.person_id,
        "years": years_without_holidays(),
        "may_calendar": may_edit_catalogue(viewer),
        "asked_for_time": requests_for(viewer),
        "may_board": viewer.may("assign"),
    }
    return render(request, "desk/my_day.html", context)
