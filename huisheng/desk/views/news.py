"""News of the cases that somebody answers for, and how many are new, for the bar."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import is_aware
from django.views.decorators.cache import never_cache

from huisheng.cases.queries.urgent_calls import urgent_calls
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.desk.queries.news import SHOWN, count_news, news_of
from huisheng.outbox.actions.see_news import see_news
from huisheng.people.viewer import viewer_of


@functions("handle", "triage")
@never_cache
def news(request: HttpRequest) -> HttpResponse:
    """The last week's news, the new ones marked; POST says that they were looked at."""
    viewer, now = viewer_of(request), clock.now()
    if request.method == "POST":
        if viewer.person_id is not None:
            see_news(viewer.person_id, _moment(str(request.POST.get("until", "")), now))
        return redirect("desk:news")
    found = news_of(viewer)
    fresh = sum(each.is_new for each in found)
    context = {"news": found, "fresh": fresh, "most": SHOWN, "now": now, "urgent": urgent_calls(viewer)}
    return render(request, "desk/news.html", context)


@functions("handle", "triage")
@never_cache
def count(request: HttpRequest) -> HttpResponse:
    """How many are new, and whether an emergency calls one's unit, as a fragment for the bar; empty without any."""
    viewer = viewer_of(request)
    found, urgent = count_news(viewer), urgent_calls(viewer)
    context = {"count": found, "is_all": found < SHOWN, "most": SHOWN, "urgent": len(urgent)}
    return render(request, "desk/parts/news_count.html", context) if found or urgent else HttpResponse("")


def _moment(text: str, now: datetime) -> datetime:
    """When the page was made whose news were looked at; never later than now."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return now
    return min(at, now) if is_aware(at) else now
