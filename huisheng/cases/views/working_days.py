"""The working calendar, year by year: what is announced, what is missing, and writing a year down."""

from datetime import date
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.cases.actions.calendar_year import announce_year
from huisheng.cases.forms.working_days import EARLIEST, LATEST, YearForm
from huisheng.cases.permissions import may_edit_catalogue
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.core.calendar import working_calendar
from huisheng.core.holidays import Day, days_of_year, say_holiday, text_of
from huisheng.core.numbers import whole_number
from huisheng.people.viewer import viewer_of

WRONG = 422


@functions("see", "handle", "call_back")
@never_cache
def calendar(request: HttpRequest) -> HttpResponse:
    """One year, this one unless `?year=` names another; whoever keeps the catalogue writes it down here."""
    year = _year(request)
    may_edit = may_edit_catalogue(viewer_of(request))
    days = days_of_year(year)
    if request.method != "POST":
        form = YearForm(year=year, text=text_of(days)) if may_edit else None
        return _show(request, year, days, form)
    if not may_edit:
        raise PermissionDenied
    form = YearForm(request.POST, request.FILES, year=year)
    if not form.is_valid() or form.cleaned_data["year"] != year:
        return _show(request, year, days, form, status=WRONG)
    text = text_of(form.found)
    if "sure" in request.POST and form.cleaned_data["shown"].split() == text.split():
        announce_year(viewer_of(request), form.cleaned_data["key"], year, form.found)
        messages.success(request, _("%(year)d 年的日历记下了，跨到那一年的时限正在重算。") % {"year": year})
        return redirect(f"{reverse('cases:calendar')}?year={year}")
    form.show_again(text)
    return _show(request, year, days, form, preview=_spans(form.found))


def _year(request: HttpRequest) -> int:
    typed = request.GET.get("year", "")
    year = whole_number(typed) if typed else clock.today().year
    if year is None or not EARLIEST <= year <= LATEST:
        raise Http404
    return year


def _show(
    request: HttpRequest,
    year: int,
    days: list[Day],
    form: YearForm | None,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    this = clock.today().year
    known = working_calendar().years
    years = sorted({*known, this, this + 1, year})
    here = reverse("cases:calendar")
    context = {
        "year": year,
        "is_announced": year in known,
        "spans": _spans(days),
        "tabs": [(str(each), f"{here}?year={each}", each == year) for each in reversed(years[-6:])],
        "form": form,
        **more,
    }
    return render(request, "cases/calendar.html", context, status=status)


Span = tuple[date, date, bool, str]


def _spans(days: list[Day]) -> list[Span]:
    """Days that follow one another under one name, as from–to."""
    spans: list[Span] = []
    counted = ((day, day[0].toordinal() - n) for n, day in enumerate(days))
    for (_start, works, name), run in groupby(counted, key=lambda one: (one[1], one[0][1], one[0][2])):
        found = [day for day, _number in run]
        spans.append((found[0][0], found[-1][0], works, say_holiday(name)))
    return spans
