"""Calling off what is planned: a change, or the last day of a unit."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.core.numbers import whole_number
from huisheng.desk.permissions import may_restructure_unit
from huisheng.desk.queries.keepable import may_call_off
from huisheng.network.actions.asked import Asked
from huisheng.network.actions.call_off_change import call_off_change
from huisheng.network.actions.call_off_closing import call_off_closing
from huisheng.network.actions.one_act import DoneAlready
from huisheng.network.editing import ChangedMeanwhile, Refused
from huisheng.network.models import Change, Unit
from huisheng.people.viewer import viewer_of
from huisheng.ui.views.sent_from import sent_from


@functions("keep")
@sent_from("desk:keep")
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a planned change never come, and go back to where it was listed."""
    viewer, change = viewer_of(request), get_object_or_404(Change, pk=pk)
    if not may_call_off(viewer, change.table, change.row, change.field):
        raise PermissionDenied
    try:
        call_off_change(pk, actor=viewer.account_id)
        messages.success(request, _("已经取消，不会生效。"))
    except Refused as refused:
        _say(request, refused)
    return redirect(_back(request))


@functions("keep")
@sent_from("desk:keep")
def call_off_closing_of(request: HttpRequest, code: str) -> HttpResponse:
    """Let a unit go on, and go back to where its closing was listed."""
    viewer, unit = viewer_of(request), Unit.objects.filter(code=code).first()
    if unit is None:
        raise Http404
    if not may_restructure_unit(viewer, unit.pk):
        raise PermissionDenied
    seen = whole_number(request.POST.get("seen", ""), digits=18) or 0
    try:
        call_off_closing(unit.pk, Asked(viewer.account_id, seen, clock.today(), _key(request)))
        messages.success(request, _("已经取消撤销，它继续办事。"))
    except DoneAlready:
        pass
    except ChangedMeanwhile:
        messages.warning(request, _("刚才有人改过这个单位，没有取消。请看一眼再决定。"))
    except Refused as refused:
        _say(request, refused)
    return redirect(_back(request))


def _say(request: HttpRequest, refused: Refused) -> None:
    for words in refused.problems.values():
        messages.warning(request, str(words))


def _key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None


def _back(request: HttpRequest) -> str:
    """The page from which it was called off; never an address elsewhere."""
    asked = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
    return asked if safe else reverse("desk:keep")
