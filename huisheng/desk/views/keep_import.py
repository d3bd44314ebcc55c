"""One file that was given in: what it would change, confirming it, its wrong rows, and taking it back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.desk.exchange_forms import system_name
from huisheng.desk.permissions import may_open_import
from huisheng.desk.views.keep_exchange import READ_AT_ONCE, XLSX, attached
from huisheng.desk.views.keeping import STALE, WRONG, require
from huisheng.network.actions.take_in import Moved, begin_taking, look, look_again, take
from huisheng.network.actions.undo_import import last_import, undo_import
from huisheng.network.difference import WHATS, from_json
from huisheng.network.editing import Refused
from huisheng.network.jobs import look_at_import, take_import
from huisheng.network.kinds import sheet_kinds
from huisheng.network.models import Import
from huisheng.network.spoken import spoken
from huisheng.people.queries import names_of_accounts
from huisheng.people.viewer import viewer_of

State = Import.State
MEGABYTE = 1_000_000


@functions("keep", "members")
@never_cache
def import_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read it, or press one of its buttons: `confirm`, `partly`, `undo`."""
    viewer = viewer_of(request)
    require(may_open_import(viewer, get_object_or_404(Import.objects.light(), pk=pk)))
    status, problem = 200, ""
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        try:
            if act is not None:
                act(request, pk, viewer.account_id)
            return redirect("desk:import", pk=pk)
        except Moved:
            status = STALE
        except Refused as refused:
            status, problem = WRONG, str(refused.problems[""])
    return render(request, "desk/import.html", {**_context(pk), "problem": problem}, status=status)


@functions("keep", "members")
@never_cache
def wrong_rows(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rows that were not taken, with the reason behind each, to be mended and given in again."""
    import_ = get_object_or_404(Import, pk=pk)
    require(may_open_import(viewer_of(request), import_))
    content = import_.wrong
    if content is None:
        raise Http404
    return attached(content, "network-wrong-rows.xlsx", XLSX)


def _confirm(request: HttpRequest, pk: UUID, account: int | None) -> None:
    if Import.objects.light().get(pk=pk).size <= READ_AT_ONCE:
        take(pk, actor=account)
        messages.success(request, _("收好了。"))
    elif begin_taking(pk):
        take_import.defer(import_id=str(pk), actor=account)


def _partly(_request: HttpRequest, pk: UUID, _account: int | None) -> None:
    import_ = look_again(pk, partly=True)
    if import_.state == State.READING:
        if import_.size > READ_AT_ONCE:
            look_at_import.defer(import_id=str(pk))
        else:
            look(pk)


def _undo(request: HttpRequest, pk: UUID, account: int | None) -> None:
    undo_import(pk, actor=account)
    messages.success(request, _("撤回了，和导入以前一样。"))


ACTS: dict[str, Callable[[HttpRequest, UUID, int | None], None]] = {
    "confirm": _confirm,
    "partly": _partly,
    "undo": _undo,
}


def _context(pk: UUID) -> dict[str, Any]:
    import_ = Import.objects.light().get(pk=pk)
    found, last = import_.found, last_import()
    personal = Import.objects.only("personal_sealed").get(pk=pk).personal_lines if import_.personal else None
    difference = from_json(found.get("difference", {}), personal)
    names = names_of_accounts({each for each in (import_.by, import_.taken_by, import_.undone_by) if each})
    same = found.get("same", {})
    return {
        "import": import_,
        "state": import_.state,
        "by": names.get(import_.by or 0, ""),
        "taken_by": names.get(import_.taken_by or 0, ""),
        "undone_by": names.get(import_.undone_by or 0, ""),
        "megabytes": max(round(import_.size / MEGABYTE, 1), 0.1),
        "system": system_name(import_.coordinates),
        "groups": spoken(difference),
        "counts": [
            (kind.model._meta.verbose_name, [counts.get(what, 0) for what in WHATS[:3]], same.get(name, 0))
            for name, kind in sheet_kinds().items()
            if (counts := difference.counts.get(name, {})) or same.get(name)
        ],
        "notes": found.get("notes", []),
        "looks_like": system_name(found.get("looks_like", "")),
        "moved": found.get("moved", False),
        "faults": found.get("faults", []),
        "fault_count": found.get("fault_count", 0),
        "reason_count": found.get("reason_count", 0),
        "has_wrong_rows": Import.objects.filter(pk=pk, wrong_sealed__isnull=False).exists(),
        "is_last": last is not None and last.pk == pk,
        "now": clock.now(),
    }
