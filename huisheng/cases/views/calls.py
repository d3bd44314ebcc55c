"""The call list: residents who left a telephone number, for whoever rings them from outside the unit."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from huisheng.cases.queries.calls import page_to_ask, page_to_call, page_to_recheck, sizes, tries_of
from huisheng.cases.queries.lists import tally
from huisheng.cases.queries.pages import Cursor
from huisheng.cases.queries.rows import rows_of
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.people.viewer import viewer_of

LISTS = {"call": page_to_call, "ask": page_to_ask, "recheck": page_to_recheck}


@functions("call_back")
@never_cache
def calls(request: HttpRequest) -> HttpResponse:
    """Answers to be confirmed, the oldest first; or questions that a unit asked (`?list=ask`)."""
    viewer = viewer_of(request)
    shown = request.GET.get("list", "call") if request.GET.get("list") in LISTS else "call"
    found = LISTS[shown](viewer, Cursor.read(request.GET.get("at", "")))
    tries = tries_of(found.cases)
    lines: list[dict[str, Any]] = [
        {"row": row, "case": case, "tries": tries.get(case.id)}
        for row, case in zip(rows_of(found.cases), found.cases, strict=True)
    ]
    counted = {name: tally(count) for name, count in sizes(viewer).items()}
    context = {
        "lines": lines,
        "shown": shown,
        "counted": counted,
        "before": f"?list={shown}&at={found.before}" if found.before else "",
        "after": f"?list={shown}&at={found.after}" if found.after else "",
        "now": clock.now(),
    }
    return render(request, "cases/calls.html", context)
