"""One act on several cases that were chosen from a list: first what would happen, then doing it, then undoing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.cases.actions.batch import MOST_AT_ONCE, Wish, do_batch, try_out
from huisheng.cases.actions.several import CannotBe
from huisheng.cases.actions.undo import MINUTES, undo_batch
from huisheng.cases.forms.batch import BatchForm, ToUnitForm
from huisheng.cases.models import Batch, Case
from huisheng.cases.models.batch import Why
from huisheng.cases.queries.chosen import by_ids, chosen, lines
from huisheng.cases.views.helps import unit_options
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.core.ids import uuid7
from huisheng.people.viewer import viewer_of
from huisheng.ui.views.sent_from import sent_from

Kind = Batch.Kind
WRONG = 422


@functions("triage", "assign")
@never_cache
def batch(request: HttpRequest) -> HttpResponse:
    """GET tries it out and shows what would happen to each; POST does it. Nothing is written before."""
    if request.method == "POST":
        return _do(request)
    viewer, asked = viewer_of(request), request.GET
    kind = Kind(asked["act"]) if asked.get("act") in Kind.values else None
    cases = chosen(viewer, asked.getlist("n"), MOST_AT_ONCE)
    if kind is None or not cases:
        messages.info(request, _("先在清单里选几件，再选要办什么。"))
        return redirect("cases:queue")
    form = ToUnitForm(asked if "unit" in asked else None) if kind == Kind.ASSIGN else None
    if form is not None and not form.is_valid():
        return _choose_unit(request, kind, cases, form)
    return _preview(request, kind, cases, form.cleaned_data["unit"] if form else None)


def _choose_unit(request: HttpRequest, kind: Kind, cases: list[Case], form: ToUnitForm) -> HttpResponse:
    context = {"kind": kind, "cases": cases, "form": form, "unit_options": unit_options()}
    return render(request, "cases/batch_unit.html", context, status=WRONG if form.is_bound else 200)


def _preview(
    request: HttpRequest, kind: Kind, cases: list[Case], unit_id: int | None, **more: Any
) -> HttpResponse:
    key = uuid7()
    wish = Wish(kind, {case.id: case.version for case in cases}, unit_id)
    outcome = try_out(wish, viewer_of(request), key)
    shown = lines(cases, kind, outcome.refused, unit_id)
    context = {
        "kind": kind,
        "lines": shown,
        "go": sum(not line.refused for line in shown),
        "stay": sum(bool(line.refused) for line in shown),
        "unit": request.GET.get("unit", ""),
        "key": key,
        "minutes": MINUTES,
        **more,
    }
    return render(request, "cases/batch.html", context)


def _do(request: HttpRequest) -> HttpResponse:
    form = BatchForm(request.POST)
    if not form.is_valid():
        return render(request, "cases/batch_wrong.html", {"form": form}, status=WRONG)
    done = do_batch(form.wish(), viewer_of(request), form.cleaned_data["key"])
    return redirect("cases:batch_done", key=done.key)


@functions("triage", "assign")
@never_cache
def batch_done(request: HttpRequest, key: UUID) -> HttpResponse:
    """What was done, and what was not and why; for some minutes it can be undone here."""
    done = _own(request, key)
    refused = {UUID(case_id): Why(why) for case_id, why in done.refused.items()}
    cases = by_ids(viewer_of(request), [*done.cases, *refused])
    left = MINUTES * 60 - (clock.now() - done.at).total_seconds()
    context = {
        "done": done,
        "lines": lines(cases, Kind(done.kind), refused),
        "count": len(done.cases),
        "may_undo": done.cases and done.undone_at is None and left > 0,
        "minutes": max(1, round(left / 60)),
        "key": uuid7(),
    }
    return render(request, "cases/batch_done.html", context)


@functions("triage", "assign")
@sent_from("cases:batch_done", "key")
def batch_undoing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take it all back, or nothing of it."""
    done = _own(request, key)
    try:
        undo_batch(done.key, viewer_of(request), _key(request.POST))
    except CannotBe as problem:
        messages.warning(request, _("没有撤销：%(why)s。一件也没有动。") % {"why": problem.why.label})
    else:
        messages.success(request, _("撤销了，每一件都回到原来的样子。"))
    return redirect("cases:batch_done", key=done.key)


def _own(request: HttpRequest, key: UUID) -> Batch:
    """What this person did under this key, or 404: it is nobody else's."""
    done = Batch.objects.filter(pk=key).first()
    if done is None or done.account_id != viewer_of(request).account_id:
        raise Http404
    return done


def _key(sent: QueryDict) -> UUID:
    try:
        return UUID(str(sent.get("key", "")))
    except ValueError:
        return uuid7()
