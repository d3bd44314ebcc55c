"""Which branch holds a plot: given to one from a day on, or taken away."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.desk.post_forms import BranchForm, TakeAwayForm
from huisheng.desk.views.keep_plot_page import kept_plot
from huisheng.desk.views.keeping import DONE, STALE, branches_near, did, initial
from huisheng.network.actions.plot_branch import give_plot, take_plot_away
from huisheng.network.beside import mark_of_all
from huisheng.network.models import PlotHolding
from huisheng.network.nodes import PlotNode


@functions("keep")
@never_cache
def plot_branch(request: HttpRequest, code: str) -> HttpResponse:
    """Give the plot to a branch from a day on, or take it away from the one that holds it."""
    viewer, node = kept_plot(request, code)
    taking = request.POST.get("do") == "take_away"
    seen = mark_of_all(PlotHolding.objects.filter(plot=node.id))
    begun = initial(clock.today(), seen=seen, organisation=request.GET.get("organisation", ""))
    give = BranchForm(None if taking else request.POST or None, initial=begun)
    take = TakeAwayForm(request.POST if taking else None, initial=begun, prefix=None, auto_id="take_%s")
    if request.method != "POST":
        return _show(request, node, give, take)
    form = take if taking else give
    status = did(form, partial(_act, node, form, viewer.account_id))
    if status != DONE:
        return _show(request, node, give, take, status=status)
    messages.success(request, _said(node, form))
    return redirect("desk:plot", code=node.code)


def _act(node: PlotNode, form: BranchForm | TakeAwayForm, actor: int | None) -> None:
    day, seen = form.cleaned_data["day"], form.cleaned_data["seen"]
    if isinstance(form, TakeAwayForm):
        take_plot_away(node.id, day=day, seen=seen, actor=actor)
    else:
        give_plot(node.id, form.cleaned_data["organisation"].pk, day=day, seen=seen, actor=actor)


def _said(node: PlotNode, form: BranchForm | TakeAwayForm) -> str:
    day = form.cleaned_data["day"].isoformat()
    if isinstance(form, TakeAwayForm):
        words = _("%(plot)s 从 %(day)s 起没有党支部，列在“还没人管的地方”里。")
        return words % {"plot": node.label, "day": day}
    branch = form.cleaned_data["organisation"]
    return _("%(plot)s 从 %(day)s 起由%(branch)s负责。") % {"plot": node.label, "day": day, "branch": branch}


def _show(
    request: HttpRequest, node: PlotNode, give: BranchForm, take: TakeAwayForm, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "plot": node,
        "give": give,
        "take": take,
        "holdings": PlotHolding.objects.filter(plot=node.id)
        .select_related("organisation")
        .order_by("-since"),
        "branches": branches_near(node.area_id),
        "now": clock.now(),
        "changed": status == STALE,
    }
    return render(request, "desk/keep_plot_branch.html", context, status=status)
