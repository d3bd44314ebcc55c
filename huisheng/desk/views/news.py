"""News of the cases that somebody answers for, and how many are new, for the bar."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import is_aware
from django.views.decorators.cache import never_cache

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
    context = {"news": found, "fresh": sum(each.is_new for each in found), "most": SHOWN, "now": now}
    return render(request, "desk/news.html", context)


@functions("handle", "triage")
@never_cache
def count(request: HttpRequest) -> HttpResponse:
    """How many are new, as a fragment for the bar; 204 when there are none."""
    found = count_news(viewer_of(request))
    context = {"count": found, "is_all": found < SHOWN, "most": SHOWN}
    return render(request, "desk/parts/news_count.html", context) if found else HttpResponse("")


def _moment(text: str, now: datetime) -> datetime:
    """When the page was made whose news were looked at; never later than now."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return now
    return min(at, now) if is_aware(at) else now
