"""Firms and societies: where a branch is due, where one may be withdrawn, and the acts that follow (D8)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.desk.entity_forms import CountForm, DispatchForm, EndEntityForm, EntityForm, WithdrawForm
from huisheng.desk.permissions import kept_areas, may_keep_area
from huisheng.desk.views.keeping import DONE, STALE, did, require
from huisheng.network.actions.dispatches import dispatch_branch, sent_to, withdraw_branch
from huisheng.network.actions.entities import count_members, end_entity, register_entity
from huisheng.network.beside import mark_of_all
from huisheng.network.editing import Refused, mark_of
from huisheng.network.models import Entity, OrganisationKind
from huisheng.network.queries import (
    EntityRow,
    Standing,
    entities,
    entity_row,
    organisations_of_kind,
    unregistered,
)
from huisheng.network.tree import AreaNode, tree
from huisheng.people.viewer import Viewer, viewer_of


@functions("keep")
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """What is to be done first stands first: one is due, one may be withdrawn; then all others."""
    areas = kept_areas(viewer_of(request))
    rows = entities(areas)
    groups = [(each, [row for row in rows if row.standing == each]) for each in Standing]
    context = {
        "groups": [(standing, found) for standing, found in groups if found],
        "unregistered": unregistered(areas),
        "now": clock.now(),
    }
    return render(request, "desk/keep_entities.html", context)


@functions("keep")
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Register a firm or society with a count of the members who work there."""
    viewer = viewer_of(request)
    asked = {"name": request.GET.get("name", ""), "area": request.GET.get("area", "")}
    form = EntityForm(request.POST or None, initial={"counted_on": clock.today(), **asked})

    def act() -> None:
        if not may_keep_area(viewer, form.cleaned_data["area"].id):
            raise Refused({"area": _("这个地方不归您维护。")})
        form.made = register_entity(actor=viewer.account_id, **form.values())

    status = did(form, act) if request.method == "POST" else 200
    if status == DONE and form.made is not None:
        messages.success(request, _("%(name)s已经登记。") % {"name": form.made.name})
        return redirect("desk:keep_entity", pk=form.made.pk)
    context = {"form": form, "areas": _streets(viewer), "branches": _branches()}
    return render(request, "desk/keep_entity_new.html", context, status=status)


@functions("keep")
@never_cache
def entity(request: HttpRequest, pk: int) -> HttpResponse:
    """One firm or society: count again, send a branch or withdraw it, or say that it is no more."""
    found = get_object_or_404(Entity.objects.select_related("area", "branch"), pk=pk)
    viewer = viewer_of(request)
    require(may_keep_area(viewer, found.area_id))
    row, done = entity_row(found), request.POST.get("do", "")
    forms_of_page = _forms(row, done, request)
    if request.method != "POST" or done not in forms_of_page:
        return _show(request, row, forms_of_page, status=200 if request.method != "POST" else 422)
    form = forms_of_page[done]
    status = did(form, partial(ACTS[done], row, form, viewer.account_id))
    if status != DONE:
        return _show(request, row, forms_of_page, status=status)
    messages.success(request, _("已经改好。"))
    return redirect("desk:keep_entities" if done == "end" else request.path)


def _count(row: EntityRow, form: Any, actor: int | None) -> None:
    count_members(row.entity.pk, form.count(), seen=form.cleaned_data["seen"], actor=actor)


def _dispatch(row: EntityRow, form: Any, actor: int | None) -> None:
    values = form.cleaned_data
    branch = values["organisation"].pk
    dispatch_branch(row.entity.pk, branch, day=values["day"], seen=values["seen"], actor=actor)


def _withdraw(row: EntityRow, form: Any, actor: int | None) -> None:
    if row.dispatch is not None:
        values = form.cleaned_data
        withdraw_branch(row.dispatch.pk, day=values["day"], seen=values["seen"], actor=actor)


def _end(row: EntityRow, form: Any, actor: int | None) -> None:
    end_entity(row.entity.pk, day=form.cleaned_data["day"], seen=form.cleaned_data["seen"], actor=actor)


ACTS: dict[str, Callable[[EntityRow, Any, int | None], None]] = {
    "count": _count,
    "dispatch": _dispatch,
    "withdraw": _withdraw,
    "end": _end,
}


def _forms(row: EntityRow, done: str, request: HttpRequest) -> dict[str, forms.Form]:
    """The forms that make sense now; the one that was sent holds what was typed."""
    found, today = row.entity, clock.today()
    own, sent = mark_of(found), mark_of_all(sent_to(found))
    branch = found.branch.code if found.branch else ""
    count = {"members": found.members, "counted_on": today, "branch": branch, "seen": own}
    begun: dict[str, tuple[type[forms.Form], dict[str, Any]]] = {"count": (CountForm, count)}
    if row.dispatch is not None:
        begun["withdraw"] = (WithdrawForm, {"day": today, "seen": sent})
    elif row.standing == Standing.DUE:
        begun["dispatch"] = (DispatchForm, {"day": today, "seen": sent})
    begun["end"] = (EndEntityForm, {"day": today, "seen": own})
    return {
        name: form(request.POST if name == done else None, initial=values, auto_id=f"{name}_%s")
        for name, (form, values) in begun.items()
    }


def _show(request: HttpRequest, row: EntityRow, made: dict[str, forms.Form], *, status: int) -> HttpResponse:
    context = {
        "row": row,
        "forms": made,
        "form": made.get(request.POST.get("do", "")),
        "sent": sent_to(row.entity).select_related("branch").order_by("-since"),
        "branches": _branches(),
        "now": clock.now(),
        "changed": status == STALE,
    }
    return render(request, "desk/keep_entity.html", context, status=status)


def _branches() -> list[Any]:
    return list(organisations_of_kind(OrganisationKind.BRANCH))


def _streets(viewer: Viewer) -> list[AreaNode]:
    """Where the viewer may register one, towns and streets first."""
    held = tree()
    return sorted(
        (held.area(area) for area in kept_areas(viewer) if not held.area(area).closed),
        key=lambda area: (len(held.area_path(area.id)), area.code),
    )
