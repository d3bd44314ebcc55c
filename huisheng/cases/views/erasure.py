"""删除内容: one officer asks, another confirms. What was said is gone then; course and figures stay."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.cases.actions.desk_erasure import NotWaiting, ask_for_erasure, confirm_erasure, refuse_erasure
from huisheng.cases.actions.erase import Held
from huisheng.cases.forms.acts import ActForm
from huisheng.cases.forms.erasure import ErasureForm
from huisheng.cases.models import ErasureRequest
from huisheng.cases.models.codes import EraseReason
from huisheng.cases.models.transitions import Act, NotOpen
from huisheng.cases.permissions import Refused, may
from huisheng.cases.queries.case import Opened
from huisheng.cases.queries.holds import held_until
from huisheng.cases.views.act_page import STALE, WRONG
from huisheng.cases.views.found import opened
from huisheng.core.access import functions
from huisheng.people.queries import names_of_persons
from huisheng.ui.views.sent_from import sent_from


@functions("erase")
@never_cache
def erasure(request: HttpRequest, number: str) -> HttpResponse:
    """GET: how it stands. POST: ask for it."""
    found = _found(request, number)
    if request.method != "POST":
        return _show(request, found)
    form = ErasureForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form=form, status=WRONG)
    reason = EraseReason(form.cleaned_data["reason"])
    return _try(request, found, lambda: ask_for_erasure(found.case.id, found.viewer, reason))


@functions("erase")
@sent_from("cases:erasure", "number")
@never_cache
def confirmation(request: HttpRequest, number: str) -> HttpResponse:
    """The other officer confirms: now it is erased."""
    found = _found(request, number)
    form = ActForm(request.POST, seen=found.case.version)
    if not form.is_valid():
        return _show(request, found, status=WRONG)
    answer = _try(request, found, lambda: confirm_erasure(found.case.id, found.viewer, form.token()))
    if answer.status_code < WRONG:
        messages.success(request, _("内容已经删除，经过和数字还在。"))
        return redirect("cases:case", number=number)
    return answer


@functions("erase")
@sent_from("cases:erasure", "number")
@never_cache
def refusal(request: HttpRequest, number: str) -> HttpResponse:
    """Refused, or taken back by whoever asked."""
    found = _found(request, number)
    return _try(request, found, lambda: refuse_erasure(found.case.id, found.viewer))


def _found(request: HttpRequest, number: str) -> Opened:
    found = opened(request, number)
    if not may(found.viewer, found.case, Act.ERASE):
        raise PermissionDenied
    return found


def _try(request: HttpRequest, found: Opened, act: Callable[[], object]) -> HttpResponse:
    """Do it and come back to the page, or say there what stands in the way."""
    try:
        act()
    except Refused:
        raise PermissionDenied from None
    except (Held, NotOpen, NotWaiting):
        return _show(request, found, status=STALE)
    return redirect("cases:erasure", number=found.case.number)


def _show(
    request: HttpRequest, found: Opened, *, form: ErasureForm | None = None, status: int = 200
) -> HttpResponse:
    waiting = ErasureRequest.objects.filter(case_id=found.case.id, decided_at__isnull=True).first()
    context: dict[str, Any] = {
        "opened": found,
        "case": found.case,
        "form": form or ErasureForm(),
        "token": ActForm(seen=found.case.version),
        "waiting": waiting,
        "asked_by": names_of_persons([waiting.asked_by_id]).get(waiting.asked_by_id, "") if waiting else "",
        "is_mine": waiting is not None and waiting.asked_by_id == found.viewer.person_id,
        "held": held_until(found.case.id),
        "was_not_done": status == STALE,
    }
    return render(request, "cases/erasure.html", context, status=status)
