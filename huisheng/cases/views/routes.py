"""The catalogue's routes: who does what, the list of work not to be pushed down, and its editions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.cases.actions.new_edition import (
    EditionMeanwhile,
    NoChange,
    PushedDown,
    TooEarly,
    changed,
    latest_edition,
    new_edition,
)
from huisheng.cases.forms.routes import RoutesForm
from huisheng.cases.permissions import may_edit_catalogue
from huisheng.cases.queries.catalogue import Catalogue, catalogue, edition
from huisheng.cases.queries.editions import (
    against_list,
    differences,
    edition_exists,
    editions,
    is_example,
    lines_of,
    received_lately,
)
from huisheng.cases.queries.names import category_name
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.core.ids import uuid7
from huisheng.people.viewer import Viewer, viewer_of
from huisheng.ui.words import say_day

STALE, WRONG = 409, 422


@functions("see", "handle", "call_back")
@never_cache
def routes(request: HttpRequest) -> HttpResponse:
    """One edition, today's unless `?edition=` names another."""
    number = request.GET.get("edition") or catalogue().version
    if number != catalogue().version and not edition_exists(number):
        raise Http404
    context = {
        "number": number,
        "in_force": catalogue().version,
        "lines": lines_of(edition(number)),
        "is_example": is_example(number),
        "may_edit": may_edit_catalogue(viewer_of(request)),
    }
    return render(request, "cases/routes.html", context)


@functions("see", "handle", "call_back")
@never_cache
def routes_history(request: HttpRequest) -> HttpResponse:
    """Every edition, and what it changed."""
    may_edit = may_edit_catalogue(viewer_of(request))
    return render(request, "cases/routes_history.html", {"editions": editions(), "may_edit": may_edit})


@functions("catalogue")
@never_cache
def routes_edit(request: HttpRequest) -> HttpResponse:
    """A new edition: chosen, previewed, made."""
    viewer, held = viewer_of(request), _latest()
    if not may_edit_catalogue(viewer):
        raise PermissionDenied
    if request.method != "POST":
        return _show(request, RoutesForm(held=held))
    form = RoutesForm(request.POST, held=held)
    if not form.is_valid():
        return _show(request, form, status=WRONG)
    if form.cleaned_data["base"] != held.version:
        form.show_again(base=held.version, key=str(uuid7()), shown="")
        return _show(request, form, status=STALE, meanwhile=held.version)
    if "sure" in request.POST and form.cleaned_data["shown"] == form.print_of():
        return _make(request, viewer, form)
    return _preview(request, viewer, form)


def _latest() -> Catalogue:
    """The edition that comes last: what is planned is not lost."""
    latest = latest_edition()
    return edition(latest.number) if latest else catalogue()


def _preview(request: HttpRequest, viewer: Viewer, form: RoutesForm) -> HttpResponse:
    """What would change, and how much of the last month's matters that was."""
    try:
        new = changed(form.held, form.changes())
    except PushedDown as told:
        return _refuse(request, form, told)
    found = differences(form.held, new)
    if not found:
        form.add_error(None, _("还没有改什么。"))
        return _show(request, form, status=WRONG)
    counts = received_lately(viewer, {each.category_id for each in found})
    form.show_again(shown=form.print_of())
    return _show(
        request,
        form,
        preview=[(each, counts.get(each.category_id, 0)) for each in found],
        against=against_list(viewer, new),
    )


def _make(request: HttpRequest, viewer: Viewer, form: RoutesForm) -> HttpResponse:
    typed = form.cleaned_data
    try:
        made = new_edition(viewer, typed["key"], typed["base"], typed["since"], form.changes())
    except (TooEarly, NoChange, PushedDown, EditionMeanwhile) as told:
        return _refuse(request, form, told)
    messages.success(
        request,
        _("目录 %(number)s 编好了，%(day)s起用。在办的仍按原来的目录。")
        % {"number": made.number, "day": say_day(made.since, clock.today())},
    )
    return redirect("cases:routes_history")


def _refuse(request: HttpRequest, form: RoutesForm, told: Exception) -> HttpResponse:
    """Why no edition was made, by the field where there is one."""
    if isinstance(told, TooEarly):
        form.add_error("since", _("不能早于%(day)s。") % {"day": say_day(told.earliest, clock.today())})
    elif isinstance(told, PushedDown):
        for category in told.categories:
            form.add_error(
                f"route_{category}",
                _("“%(category)s”在清单上，不能归到村、社区。请改归谁，或者改清单。")
                % {"category": category_name(category)},
            )
    elif isinstance(told, EditionMeanwhile):
        form.add_error(None, _("刚才有人编了新的一版，请刷新后再改。"))
    else:
        form.add_error(None, _("还没有改什么。"))
    return _show(request, form, status=WRONG)


def _show(request: HttpRequest, form: RoutesForm, *, status: int = 200, **more: object) -> HttpResponse:
    return render(request, "cases/routes_edit.html", {"form": form, **more}, status=status)
