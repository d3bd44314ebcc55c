from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from huisheng.core import clock
from huisheng.core.access import signed_in
from huisheng.desk.permissions import may_keep_plot
from huisheng.desk.queries.open_cases import open_on_plot
from huisheng.desk.queries.people_at import posts_at, posts_at_units, secretaries_on
from huisheng.network.map import plots_map
from huisheng.network.nodes import PlotNode
from huisheng.network.queries import plot_page, responsible_on
from huisheng.network.tree import tree
from huisheng.people.viewer import viewer_of


@signed_in
def plot(request: HttpRequest, code: str) -> HttpResponse:
    """A plot: where it lies, who answers for it on five levels and in the branch, now and on any day."""
    node = _node(code)
    page = plot_page(node.id)
    day, problem = _day(request.GET.get("on", ""))
    holders = {holding.organisation_id for holding in page.holdings}
    context = {
        "page": page,
        "now": clock.now(),
        "today": clock.today(),
        "map": plots_map(node.area_id, lambda plot: reverse("desk:plot", args=[plot.code]), chosen=node.id),
        "team": posts_at(plot=node.id),
        "hub_names": posts_at_units(node.hub_ids),
        "secretaries": secretaries_on(holders, clock.today()),
        "open": open_on_plot(viewer_of(request), node),
        "may_keep": not node.closed and may_keep_plot(viewer_of(request), node.id),
        "day": day,
        "day_problem": problem,
        **_then(node.id, day),
    }
    return render(request, "desk/plot.html", context)


def _then(plot_id: int, day: date | None) -> dict[str, Any]:
    """Who answered for the plot on a day, and the branch's secretary of that day."""
    then = responsible_on(plot_id, day) if day else None
    if day is None or then is None or then.organisation is None:
        return {"then": then, "then_secretary": ""}
    branch = then.organisation.pk
    return {"then": then, "then_secretary": secretaries_on([branch], day).get(branch, "")}


def _node(code: str) -> PlotNode:
    node = tree().plot_by_code(code)
    if node is None:
        raise Http404
    return node


def _day(typed: str) -> tuple[date | None, bool]:
    """A day from the address, and whether what stands there is none."""
    try:
        return (date.fromisoformat(typed), False) if typed else (None, False)
    except ValueError:
        return None, True
