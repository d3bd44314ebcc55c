"""The queue: the lists of cases, with filters that stay in the address."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from huisheng.cases.forms.filters import FilterForm
from huisheng.cases.queries.lists import MOST_COUNTED, Filters, counts, page
from huisheng.cases.queries.pages import Cursor
from huisheng.cases.queries.rows import rows_of
from huisheng.cases.queries.views import COUNTED, NEWEST_FIRST, View
from huisheng.cases.views.helps import plot_options, unit_options
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.people.viewer import Viewer, viewer_of

# Lists of which a person learns only when there is something in them.
WHERE_ANY = (View.MINE, View.CALLED, View.SUPERVISED)


@functions("see", "handle", "call_back")
@never_cache
def queue(request: HttpRequest) -> HttpResponse:
    """One list, filtered, a page of it."""
    viewer, view = viewer_of(request), _view(request.GET)
    form = FilterForm(request.GET, view=view)
    filters = form.filters()
    found = page(viewer, filters, Cursor.read(request.GET.get("at", "")))
    context = {
        "form": form,
        "view": view,
        "tabs": _tabs(viewer, request.GET, view),
        "rows": rows_of(found.cases),
        "before": _address(request.GET, at=str(found.before)) if found.before else "",
        "after": _address(request.GET, at=str(found.after)) if found.after else "",
        "now": clock.now(),
        "newest_first": view in NEWEST_FIRST,
        "may_triage": viewer.may("triage"),
        "may_collect": viewer.may("collect"),
        **_options(form, filters),
    }
    return render(request, "cases/queue.html", context)


def _view(typed: QueryDict) -> View:
    return View(typed["view"]) if typed.get("view") in View.values else View.TODO


def _options(form: FilterForm, filters: Filters) -> dict[str, Any]:
    """Lists behind the fields only while the filters are open: they are most of the page's weight."""
    if not form.is_open:
        return {}
    return {"unit_options": unit_options(), "plot_options": plot_options(filters.unit_id)}


def _tabs(viewer: Viewer, typed: QueryDict, shown: View) -> list[tuple[Any, str, bool, str]]:
    found = counts(viewer, COUNTED)
    said = {view: _said(count) for view, count in found.items()}
    return [
        (view.label, _address(typed, view=view.value), view == shown, said.get(view, ""))
        for view in View
        if view not in WHERE_ANY or found[view] or view == shown
    ]


def _said(count: int) -> str:
    return "999+" if count >= MOST_COUNTED else str(count)


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
