"""打开居民的身份: a reason first, then a quarter of an hour in which it is shown under a watermark."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from huisheng.cases.actions.course import Token
from huisheng.cases.actions.open_identity import look_at_identity, open_identity
from huisheng.cases.forms.identity import IdentityForm
from huisheng.cases.models import CaseOpening
from huisheng.cases.permissions import Refused, may_open_identity
from huisheng.cases.queries.case import Opened
from huisheng.cases.queries.openings import running_opening
from huisheng.cases.views.act_page import WRONG
from huisheng.cases.views.found import opened
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.ui.views.sent_from import sent_from
from huisheng.ui.words import say_exactly

MARKS = 60
"""How often the watermark stands on the page: enough for the largest screen and for paper."""


@functions("open_identity")
@never_cache
def identity(request: HttpRequest, number: str) -> HttpResponse:
    """GET: the form, or that it is open. POST: open it; what it says is shown by a look of its own."""
    found = _found(request, number)
    if request.method != "POST":
        opening = running_opening(found.case.id, found.viewer, clock.now())
        return _show(request, found, opening=opening)
    form = IdentityForm(request.POST, seen=found.case.version)
    if not form.is_valid():
        return _show(request, found, form=form, status=WRONG)
    try:
        # What happened since the page was made is no reason against it: the key alone counts.
        token = Token(form.token().key)
        open_identity(found.case.id, found.viewer, token, form.why())
    except Refused:
        raise PermissionDenied from None
    return redirect("cases:identity", number=number)


@functions("open_identity")
@sent_from("cases:identity", "number")
@never_cache
def _look(request: HttpRequest, number: str) -> HttpResponse:
    found = _found(request, number)
    opening = running_opening(found.case.id, found.viewer, clock.now())
    if opening is None:
        return redirect("cases:identity", number=number)
    try:
        shown = look_at_identity(found.case, found.viewer)
    except Refused:
        raise PermissionDenied from None
    return _show(request, found, opening=opening, shown=shown)


look = _look


def _found(request: HttpRequest, number: str) -> Opened:
    found = opened(request, number)
    if not may_open_identity(found.viewer, found.case):
        raise PermissionDenied
    return found


def _show(
    request: HttpRequest,
    found: Opened,
    *,
    form: IdentityForm | None = None,
    opening: CaseOpening | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    left = (opening.until - clock.now()).total_seconds() if opening else 0
    context = {
        "opened": found,
        "case": found.case,
        "form": form or IdentityForm(seen=found.case.version),
        "opening": opening,
        "seconds": max(1, int(left)),
        "mark": _mark(found, opening) if opening else "",
        "marks": range(MARKS),
        **more,
    }
    return render(request, "cases/identity.html", context, status=status)


def _mark(found: Opened, opening: CaseOpening) -> str:
    """Who, when and why, as it stands across the page and on paper."""
    said = (found.viewer.name, say_exactly(clock.now()), opening.get_reason_display(), found.case.number)
    return " · ".join(map(str, said))
