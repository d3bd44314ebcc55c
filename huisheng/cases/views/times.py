"""The catalogue's times: what is promised, and a new edition of them, previewed before it is made."""

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
from huisheng.cases.forms.times import TimesForm
from huisheng.cases.models import Category
from huisheng.cases.permissions import may_edit_catalogue
from huisheng.cases.queries.catalogue import Catalogue, catalogue, edition
from huisheng.cases.queries.editions import edition_exists
from huisheng.cases.queries.times import (
    URGENCIES,
    differences,
    leeway_lines,
    lines_of,
    lines_of_categories,
)
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.core.ids import uuid7
from huisheng.people.viewer import viewer_of
from huisheng.ui.words import say_day

STALE, WRONG = 409, 422


@functions("see", "handle", "call_back")
@never_cache
def times(request: HttpRequest) -> HttpResponse:
    """The times of one edition, today's unless `?edition=` names another."""
    number = request.GET.get("edition") or catalogue().version
    if number != catalogue().version and not edition_exists(number):
        raise Http404
    held = edition(number)
    context = {
        "number": number,
        "in_force": catalogue().version,
        "urgencies": [urgency.label for urgency in URGENCIES],
        "lines": lines_of(held),
        "categories": lines_of_categories(held),
        "leeways": leeway_lines(held),
        "may_edit": may_edit_catalogue(viewer_of(request)),
    }
    return render(request, "cases/times.html", context)


@functions("catalogue")
@never_cache
def times_edit(request: HttpRequest) -> HttpResponse:
    """A new edition of the times: the general ones, or with `?category=` those of one category."""
    held = _latest()
    if not may_edit_catalogue(viewer_of(request)):
        raise PermissionDenied
    category = _category(request, held)
    if request.method != "POST":
        return _show(request, TimesForm(held=held, category=category))
    form = TimesForm(request.POST, held=held, category=category)
    if not form.is_valid():
        return _show(request, form, status=WRONG)
    if form.cleaned_data["base"] != held.version:
        form.show_again(base=held.version, key=str(uuid7()), shown="")
        return _show(request, form, status=STALE, meanwhile=held.version)
    if "sure" in request.POST and form.cleaned_data["shown"] == form.print_of():
        return _make(request, form)
    found = differences(form.held, changed(form.held, form.changes()))
    if not found:
        form.add_error(None, _("还没有改什么。"))
        return _show(request, form, status=WRONG)
    form.show_again(shown=form.print_of())
    return _show(request, form, preview=found)


def _make(request: HttpRequest, form: TimesForm) -> HttpResponse:
    typed = form.cleaned_data
    try:
        made = new_edition(viewer_of(request), typed["key"], typed["base"], typed["since"], form.changes())
    except TooEarly as told:
        form.add_error("since", _("不能早于%(day)s。") % {"day": say_day(told.earliest, clock.today())})
    except NoChange:
        form.add_error(None, _("还没有改什么。"))
    except (EditionMeanwhile, PushedDown):
        form.add_error(None, _("刚才有人编了新的一版，请刷新后再改。"))
    else:
        said = {"number": made.number, "day": say_day(made.since, clock.today())}
        messages.success(request, _("目录 %(number)s 编好了，%(day)s起用。在办的仍按原来的时限。") % said)
        return redirect("cases:routes_history")
    return _show(request, form, status=WRONG)


def _latest() -> Catalogue:
    latest = latest_edition()
    return edition(latest.number) if latest else catalogue()


def _category(request: HttpRequest, held: Catalogue) -> Category | None:
    code = request.GET.get("category", "")
    if code and code not in held.by_code:
        raise Http404
    return held.by_code.get(code)


def _show(request: HttpRequest, form: TimesForm, *, status: int = 200, **more: object) -> HttpResponse:
    urgencies = [urgency.label for urgency in URGENCIES]
    context = {"form": form, "urgencies": urgencies, **more}
    return render(request, "cases/times_edit.html", context, status=status)
