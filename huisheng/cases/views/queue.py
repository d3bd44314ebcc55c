"""The queue: the lists of cases, with filters that stay in the address."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from huisheng.cases.forms.filters import FilterForm
from huisheng.cases.queries.lists import Filters, counts, moment_of, page
from huisheng.cases.queries.pages import Cursor
from huisheng.cases.queries.rows import rows_of
from huisheng.cases.queries.views import View
from huisheng.cases.views.helps import plot_options, unit_options
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.people.viewer import Viewer, viewer_of

# What the last column of a list is called, where it is not the deadline.
MOMENTS = {View.CLOSED: _("办结"), View.ALL: _("收到")}
# Lists of which a person learns only when there is something in them.
WHERE_ANY = (
    *(View.SPOKEN, View.REMINDED, View.MINE, View.CALLED, View.SUPERVISED),
    *(View.OVERSIGHT, View.MEDIATION),
)


@functions("see", "handle", "call_back")
@never_cache
def queue(request: HttpRequest) -> HttpResponse:
    """One list, filtered, a page of it."""
    viewer, view = viewer_of(request), _view(request.GET)
    form = FilterForm(request.GET, view=view) if FilterForm.is_asked_for(request.GET) else None
    filters = form.filters() if form else Filters(view)
    found = page(viewer, filters, Cursor.read(request.GET.get("at", "")))
    context: dict[str, Any] = {
        "form": form,
        "view": view,
        "tabs": tuple(_tabs(viewer, request.GET, view)),
        "rows": rows_of(found.cases, moment_of(view)),
        "before": _address(request.GET, at=str(found.before)) if found.before else "",
        "after": _address(request.GET, at=str(found.after)) if found.after else "",
        "filters_at": _address(request.GET, filters="on"),
        "now": clock.now(),
        "moment": MOMENTS.get(view, ""),
        "may_triage": viewer.may("triage"),
        "may_handle": viewer.may("handle"),
        "may_overlook": viewer.may("oversee"),
        "may_collect": viewer.may("collect"),
        "may_assign": viewer.may("assign") or viewer.may("triage"),
    }
    if form:
        context |= {"unit_options": unit_options(), "plot_options": plot_options(filters.unit_id)}
    return render(request, "cases/queue.html", context)


def _view(typed: QueryDict) -> View:
    wanted = str(typed.get("view"))
    return View(wanted) if wanted in View.values else View.TODO


def _tabs(viewer: Viewer, typed: QueryDict, shown: View) -> Iterator[tuple[str, str, bool, str]]:
    found = counts(viewer)
    for view in View:
        if view not in WHERE_ANY or found[view].count or view == shown:
            address = _address(typed, view=view.value)
            yield str(view.label), address, view == shown, str(found.get(view, ""))


def _address(typed: QueryDict, **changed: str) -> str:
    """The same list with something changed; another list begins on its first page."""
    kept = typed.copy()
    for name in ("at", *(("step", "since", "until") if "view" in changed else ())):
        kept.pop(name, None)
    for name, value in changed.items():
        kept[name] = value
    for name in [name for name, value in kept.items() if not value]:
        del kept[name]
    return f"{reverse('cases:queue')}?{kept.urlencode()}"
