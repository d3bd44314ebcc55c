from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.desk.forms import LogForm
from huisheng.desk.queries.log import LogPage, log_page
from huisheng.people.viewer import viewer_of

WRONG = 422


@functions("audit")
@never_cache
def log(request: HttpRequest) -> HttpResponse:
    """Who did what to which thing, newest first. It reads; there is nothing to change here."""
    viewer = viewer_of(request)
    form = LogForm(request.GET, viewer=viewer)
    sought = form.sought()
    before = request.GET.get("before", "")
    page = LogPage([], "") if sought is None else log_page(viewer, sought, before)
    context = {
        "form": form,
        "page": page,
        "now": clock.now(),
        "newest": _with(request.GET, ""),
        "older": _with(request.GET, page.older) if page.older else "",
        "is_first": "before" not in request.GET,
    }
    return render(request, "desk/log.html", context, status=WRONG if form.errors else 200)


def _with(asked: QueryDict, before: str) -> str:
    there = asked.copy()
    there.pop("before", None)
    if before:
        there["before"] = before
    return f"?{there.urlencode()}"
