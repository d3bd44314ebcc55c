"""What stands beside a branch: owners' committees of a plot, mass organisations of an organisation (D16)."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.desk.beside_forms import CommitteeForm, EndForm, MassOrgForm, NewCommitteeForm, NewMassOrgForm
from huisheng.desk.permissions import may_keep_area
from huisheng.desk.views.keep_plot_page import kept_plot
from huisheng.desk.views.keeping import DONE, STALE, WRONG, did, require
from huisheng.network.actions import beside_branch as acts
from huisheng.network.beside import marks_of
from huisheng.network.models import MassOrg, Organisation, OwnersCommittee
from huisheng.network.models.base import DatedQuerySet
from huisheng.people.viewer import viewer_of


@dataclass(frozen=True)
class Page:
    """One of the two pages: what it is about, its rows, its forms, and the title and address above it."""

    kind: str
    place_id: int
    title: str
    above: str
    code: str
    rows: DatedQuerySet
    new: type[forms.Form]
    change: type[forms.Form]
    fields: tuple[str, ...]


@functions("keep")
@never_cache
def committees(request: HttpRequest, code: str) -> HttpResponse:
    """Owners' committees linked to a plot: property matters go to both."""
    _viewer, node = kept_plot(request, code)
    rows = OwnersCommittee.objects.on(clock.today()).filter(plot=node.id).order_by("name")
    form, change = NewCommitteeForm, CommitteeForm
    title, fields = _("业主委员会"), ("name", "office_phone")
    return _page(request, Page("committee", node.id, title, node.label, code, rows, form, change, fields))


@functions("keep")
@never_cache
def mass_orgs(request: HttpRequest, code: str) -> HttpResponse:
    """Mass organisations registered beside a party organisation."""
    found = get_object_or_404(Organisation, code=code)
    require(may_keep_area(viewer_of(request), found.area_id))
    rows = MassOrg.objects.on(clock.today()).filter(organisation=found).order_by("kind", "name")
    title, fields = _("旁边的群团组织"), ("kind", "name")
    page = Page("mass_org", found.pk, title, found.name, code, rows, NewMassOrgForm, MassOrgForm, fields)
    return _page(request, page)


def _page(request: HttpRequest, page: Page) -> HttpResponse:
    """One form to add; for each row one to change and one to end it."""
    done = request.POST.get("do", "")
    kinds: dict[str, type[forms.Form]] = {"add": page.new, "change": page.change, "end": EndForm}
    if request.method != "POST" or done not in kinds:
        return _show(request, page, None, status=WRONG if request.method == "POST" else 200)
    form = kinds[done](request.POST, auto_id=f"{done}_%s")
    changed: list[bool] = []
    status = did(form, lambda: changed.append(_act(page, done, form, viewer_of(request).account_id)))
    if status != DONE:
        return _show(request, page, form, status=status)
    if all(changed):
        messages.success(request, _("已经改好。"))
    else:
        messages.info(request, _("这里已经登记过同名的了，没有改动。要改它，请点开它那一行。"))
    return redirect(request.path)


def _act(page: Page, done: str, form: forms.Form, actor: int | None) -> bool:
    """Do it; whether anything is different by it."""
    values = form.cleaned_data
    said = {name: values[name] for name in page.fields if name in values}
    if done == "add":
        add = acts.add_committee if page.kind == "committee" else acts.add_mass_org
        return add(page.place_id, day=values["day"], actor=actor, **said)[1]
    row = get_object_or_404(page.rows, pk=values["row"]).pk  # of this page only
    seen = values["seen"] or 0
    if done == "change":
        change: Any = acts.change_committee if page.kind == "committee" else acts.change_mass_org
        change(row, seen=seen, actor=actor, **said)
    else:
        end = acts.end_committee if page.kind == "committee" else acts.end_mass_org
        end(row, day=values["day"], seen=seen, actor=actor)
    return True


def _show(request: HttpRequest, page: Page, sent: Any, *, status: int) -> HttpResponse:
    today, rows = clock.today(), list(page.rows)
    marks = marks_of(rows)
    adding = sent if isinstance(sent, page.new) else page.new(initial={"day": today}, auto_id="add_%s")
    context = {
        "page": page,
        "rows": [_row(page, row, sent, marks[row.pk]) for row in rows],
        "add": adding,
        "form": sent,
        "now": clock.now(),
        "changed": status == STALE,
    }
    return render(request, "desk/keep_beside.html", context, status=status)


def _row(page: Page, row: Any, sent: Any, mark: int) -> dict[str, Any]:
    """A row with its two forms; what was typed into one of them stays in it."""
    known = {**{name: getattr(row, name) for name in page.fields}, "row": row.pk, "seen": mark}
    change = page.change(initial=known, auto_id=f"change_{row.pk}_%s")
    end = EndForm(initial={"day": clock.today(), "row": row.pk, "seen": mark}, auto_id=f"end_{row.pk}_%s")
    open_now = sent is not None and sent.data.get("row") == str(row.pk)
    if open_now and isinstance(sent, EndForm):
        end = sent
    elif open_now:
        change = sent
    return {"row": row, "change": change, "end": end, "open": open_now}
