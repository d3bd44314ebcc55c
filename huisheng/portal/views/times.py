"""What is promised: how long everything takes, for everybody to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.times import PROMISED, URGENCIES, lines_of, lines_of_categories
from huisheng.core.access import public


@public
@require_safe
def times(request: HttpRequest) -> HttpResponse:
    """The times in force today."""
    held = catalogue()
    context = {
        "number": held.version,
        "urgencies": [urgency.label for urgency in URGENCIES],
        "categories": lines_of_categories(held),
        "lines": lines_of(held, PROMISED),
    }
    return render(request, "portal/times.html", context)
