"""The published figures of a month: every share with n, its interval and its definition; no rank, no league table."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huisheng.cases.queries.figures import Counts
from huisheng.core import clock
from huisheng.core.access import public
from huisheng.core.intervals import LEAST, wilson
from huisheng.goals.indicators.indicator import Part, Value
from huisheng.goals.queries.indicators import Measured, Month, month_before, month_of
from huisheng.network.tree import tree
from huisheng.ui.words import say_count, say_share

MONTHS_BACK = 12
SUBCENTRE = 2


@public
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The last month that is over, or one of the twelve (`?month=2026-10`)."""
    months = _months()
    wanted = request.GET.get("month", "")
    first = next((month for month in months if f"{month:%Y-%m}" == wanted), None if wanted else months[0])
    if first is None:
        raise Http404
    found = month_of(first)
    context = {
        "month": first,
        "months": [(f"{month:%Y-%m}", month, month == first) for month in months],
        "found": found,
        "least": LEAST,
        "cards": [_card(measured) for measured in found.measured],
        "streets": list(_streets(found)),
        "counts": found.figures.counts,
        "policy_limit": found.figures.satisfaction.policy_limit,
    }
    return render(request, "goals/figures.html", context)


def _months() -> list[date]:
    months, day = [], clock.today()
    for _each in range(MONTHS_BACK):
        day = month_before(day)
        months.append(day)
    return months


def _card(measured: Measured) -> dict[str, Any]:
    names = {"": measured.indicator.name, "median": _("办理用时：中位数"), "ninetieth": _("办理用时：九成位")}
    return {
        "code": measured.indicator.code,
        "name": measured.indicator.name,
        "definition": measured.definition,
        "version": measured.version,
        "parts": [_part(part) for part in measured.parts],
        "values": [_figure(names[name], value, measured) for name, value in measured.values.items()],
    }


def _figure(label: Any, value: Value, measured: Measured) -> dict[str, Any]:
    low, high = value.interval or (None, None)
    return {
        "label": label,
        "share": value.share,
        "n": value.n,
        "low": low,
        "high": high,
        "target": measured.version.parameters.get("aim"),
        "amount": None
        if value.is_suppressed or value.amount is None
        else f"{value.amount:.{measured.indicator.digits}f}",
        "unit": measured.indicator.unit,
        "is_amount": value.amount is not None,
    }


def _part(part: Part) -> str:
    """One line of what an indicator is made of: a share with its n, too few to be said, or a count."""
    name = part.name if part.weight is None else f"{part.name} × {part.weight:g}"
    if isinstance(part.value, int):
        return _("%(name)s：%(count)s") % {"name": name, "count": say_count(part.value)}
    share = part.value.share
    if share is None or part.value.is_suppressed:
        return _("%(name)s：少于 10 件，不显示") % {"name": name}
    said = {"name": name, "share": say_share(share), "n": say_count(part.value.n)}
    return _("%(name)s：%(share)s，n = %(n)s") % said


def _streets(found: Month) -> Any:
    """Streets and towns in their official order; what is below ten cases is said to be too few."""
    for unit in sorted(tree().units.values(), key=lambda unit: unit.code):
        counts = found.streets.get(unit.id)
        if unit.level == SUBCENTRE and counts is not None:
            yield {
                "name": unit.name,
                "due": counts.due,
                "closure": _said(counts.closed, counts),
                "on_time": _said(counts.on_time, counts),
                "pending": counts.pending,
            }


def _said(hits: int, counts: Counts) -> str:
    """A share with its interval, or that there are too few."""
    interval = wilson(hits, counts.due)
    if counts.due < LEAST or interval is None:
        return ""
    low, high = (say_share(bound, 0) for bound in interval)
    return _("%(share)s（%(low)s 到 %(high)s）") % {
        "share": say_share(hits / counts.due),
        "low": low,
        "high": high,
    }
