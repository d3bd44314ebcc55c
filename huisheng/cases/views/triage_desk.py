"""Going through the desk: the next matter and the one before, the land beside it, and taking back the last decision."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.cases.actions.several import CannotBe
from huisheng.cases.actions.undo import undo_last
from huisheng.cases.models import Case
from huisheng.cases.queries.case import Opened, find_case
from huisheng.cases.queries.lists import next_to_triage, previous_to_triage
from huisheng.cases.views.land import land
from huisheng.core.access import functions
from huisheng.core.ids import uuid7
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer, viewer_of
from huisheng.ui.views.sent_from import sent_from

BY_SCRIPT = "X-Triage"


def around(request: HttpRequest, found: Opened) -> Mapping[str, Any]:
    """What stands beside the form: the land to pick a plot on, and what was decided just before."""
    asked, network = request.GET, tree()
    picked = network.plot_by_code(asked.get("plot", ""))
    plot_id = picked.id if picked is not None else found.case.plot_id
    here = reverse("cases:triage", args=[found.case.number])
    return {
        "land": land(here, asked.get("area", ""), plot_id, found.case.unit_id),
        "done_number": asked.get("done", ""),
        "undo_key": uuid7(),
        "is_ahead": "ahead" in asked,
    }


@functions("triage")
@never_cache
def triage_next(request: HttpRequest) -> HttpResponse:
    """To the case that is to be triaged next; `?after=` a number skips that one, `?before=` goes back.

    With `?ahead=` a script asks, while this one is still being looked at.
    """
    viewer, asked = viewer_of(request), request.GET
    here = find_case(viewer, asked.get("after") or asked.get("before") or "")
    number = _beside(viewer, here, back="before" in asked)
    if number is None or (here is not None and number == here.number):
        if "ahead" in asked:
            return HttpResponse(status=204)
        messages.info(request, _("没有别的要整理了。"))
        return redirect("cases:queue")
    address = reverse("cases:triage", args=[number])
    return redirect(f"{address}?ahead=1" if "ahead" in asked else address)


def _beside(viewer: Viewer, here: Case | None, *, back: bool) -> str | None:
    if here is None or here.due_at is None:
        return next_to_triage(viewer)
    beside = previous_to_triage(viewer, here) if back else next_to_triage(viewer, here)
    return beside or (here.number if back else next_to_triage(viewer))


@functions("triage")
@sent_from("cases:triage_next")
def triage_undo(request: HttpRequest) -> HttpResponse:
    """Take back what one decided last at the desk, and look at that case again."""
    viewer = viewer_of(request)
    case = find_case(viewer, request.POST.get("number", ""))
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        key = uuid7()
    if case is None:
        messages.info(request, _("没有可以撤销的。"))
        return redirect("cases:triage_next")
    try:
        undo_last(case.id, viewer, key)
    except CannotBe as problem:
        messages.warning(
            request, _("%(number)s：%(why)s。") % {"number": case.number, "why": problem.why.label}
        )
        return redirect("cases:triage_next")
    messages.success(request, _("撤销了，%(number)s 请再看一看。") % {"number": case.number})
    return redirect("cases:triage", number=case.number)


def to_next(request: HttpRequest, found: Opened) -> HttpResponse:
    """On to what comes behind this one at the desk, then to what was skipped; to the queue when all is done.

    A script that has the next one already is told only which it is.
    """
    viewer, case = viewer_of(request), found.case
    number = next_to_triage(viewer, case) or next_to_triage(viewer)
    if number is None or number == case.number:
        messages.info(request, _("都整理完了。"))
        address = reverse("cases:queue")
    else:
        address = reverse("cases:triage", args=[number])
    if BY_SCRIPT not in request.headers:
        undoing = urlencode({"done": case.number})
        return redirect(f"{address}?{undoing}" if number else address)
    list(messages.get_messages(request))  # the page that the script has ready says it by itself
    return HttpResponse(status=204, headers={"X-Next": address, "X-Done": quote(case.number)})
