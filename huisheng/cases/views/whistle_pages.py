"""A whistle's page, what calls us, and what a leader overlooks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from huisheng.cases.forms.acts import ActForm
from huisheng.cases.forms.whistles import QUESTIONS
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.case import Opened, still_visible
from huisheng.cases.queries.whistle_lists import blown_by, by_unit, calls_for, overlooked
from huisheng.cases.queries.whistles import WhistleTold, find_whistle, visits_of, words_of
from huisheng.cases.standing import stands_for
from huisheng.core.access import functions
from huisheng.people.viewer import viewer_of

STEPS = {
    Act.SIGN_CALL: "signature",
    Act.CONTACT_CALL: "contact_call",
    Act.VISIT: "visit",
    Act.REPORT_CALL: "report",
}
MORE = (
    *((Act.VISIT, "visit"), (Act.REPORT_CALL, "report"), (Act.CANNOT_COME, "inability")),
    *((Act.TAKE_LEAD, "lead"), (Act.CALL_OFF, "calling_off")),
)


@functions("see", "handle", "call_back")
@never_cache
def whistle(request: HttpRequest, number: str, n: int) -> HttpResponse:
    """One whistle: who was called, how far each is, and the one next act of whoever reads it."""
    viewer = viewer_of(request)
    told = find_whistle(viewer, number, n)
    if told is None:
        raise Http404
    opened = Opened(told.case, viewer)
    sees_case = still_visible(viewer, told.case.id)
    mine = told.of(stands_for(viewer, "handle"))
    act = _next(opened, told) if sees_case and told.whistle.ended_at is None else None
    context = {
        "told": told,
        "case": told.case,
        "opened": opened,
        "sees_case": sees_case,
        "mine": mine,
        "next": act,
        "form": ActForm(seen=told.case.version) if act in (Act.SIGN_CALL, Act.CONTACT_CALL) else None,
        "next_at": _address(told, act) if act else "",
        "links": _links(opened, told, act) if sees_case and told.whistle.ended_at is None else [],
        "asked": words_of(opened.story, n),
        "visits": visits_of(opened.story, n),
        "questions": QUESTIONS,
    }
    return render(request, "cases/whistle.html", context)


def _next(opened: Opened, told: WhistleTold) -> Act | None:
    """The one next act of this reader: as called, as arbiter, or as whistler when everybody reported."""
    mine = told.of(stands_for(opened.viewer, "handle"))
    if mine is not None and mine.next_act in opened.acts:
        return mine.next_act
    if Act.EXCUSE in opened.acts:
        return Act.EXCUSE
    waits = any(each.next_act or each.call.ruling for each in told.calls)
    return Act.END_WHISTLE if Act.END_WHISTLE in opened.acts and not waits else None


def _address(told: WhistleTold, act: Act) -> str:
    routes = {**STEPS, Act.EXCUSE: "coming", Act.END_WHISTLE: "whistle_end"}
    return reverse(f"cases:{routes[act]}", args=[told.case.number])


def _links(opened: Opened, told: WhistleTold, act: Act | None) -> list[tuple[str, Act]]:
    """Addresses of what else is open, with the act."""
    found = [
        (reverse(f"cases:{route}", args=[told.case.number]), other)
        for other, route in (*MORE, (Act.END_WHISTLE, "whistle_end"))
        if other in opened.acts and other != act
    ]
    mine = told.of(stands_for(opened.viewer, "handle"))
    gone = mine is not None and (mine.call.ruling or mine.call.came_at or mine.call.reported_at)
    return [(at, other) for at, other in found if not (gone and other == Act.CANNOT_COME)]


@functions("handle")
@never_cache
def whistles(request: HttpRequest) -> HttpResponse:
    """What calls the units of this person, and what they blew themselves."""
    viewer = viewer_of(request)
    may_overlook = viewer.may("assign") or viewer.may("oversee")
    context = {"calls": calls_for(viewer), "blown": blown_by(viewer), "may_overlook": may_overlook}
    return render(request, "cases/whistles.html", context)


@functions("assign", "oversee")
@never_cache
def whistles_overview(request: HttpRequest) -> HttpResponse:
    """All whistles in reach: open, late, and counted by unit."""
    viewer = viewer_of(request)
    rows = overlooked(viewer)
    context = {
        "open": [row for row in rows if row.is_open],
        "over": [row for row in rows if not row.is_open],
        "units": by_unit(viewer),
    }
    return render(request, "cases/whistles_overview.html", context)
