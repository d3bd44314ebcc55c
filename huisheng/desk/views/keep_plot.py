"""What a plot is called and where it belongs, and its end."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.core.access import functions
from huisheng.desk.permissions import may_keep_unit
from huisheng.desk.plot_forms import CloseForm, Facts
from huisheng.desk.queries.plot_choices import areas_near, plots_near, units_near
from huisheng.desk.views.keep_plot_page import act_on, kept_plot, seen, show
from huisheng.desk.views.keeping import DONE
from huisheng.network.actions.close_plot import close_plot
from huisheng.network.actions.edit_plot import edit_plot
from huisheng.network.models import DrawnFrom, Plot
from huisheng.network.nodes import PlotNode
from huisheng.network.queries import plot_page
from huisheng.people.viewer import Viewer


@functions("keep")
@never_cache
def facts(request: HttpRequest, code: str) -> HttpResponse:
    """Name, what it was drawn from, unit and place; its branch has a page of its own."""
    viewer, node = kept_plot(request, code)
    begun = {
        "name": node.name,
        "unit": node.unit_id,
        "area": node.area_id,
        "drawn_from": Plot.objects.values_list("drawn_from", flat=True).get(pk=node.id),
        **seen(node.id),
    }
    form = Facts(request.POST or None, initial=begun)
    form.offer(unit=units_near(viewer, node.unit_id), area=areas_near(node.area_id))
    status = DONE
    if request.method == "POST":
        status = act_on(request, form, node.id, partial(_edit, viewer, node, form))
        if status == DONE:
            messages.success(request, _("%(code)s 改好了。") % {"code": node.code})
            return redirect("desk:plot", code=node.code)
    return show(request, "desk/keep_plot.html", node, form, route="desk:keep_plot", status=status)


def _edit(viewer: Viewer, node: PlotNode, form: Facts) -> None:
    said = form.cleaned_data
    if said["unit"] != node.unit_id and not may_keep_unit(viewer, said["unit"]):
        raise PermissionDenied
    edit_plot(
        node.id,
        name=said["name"],
        drawn_from=DrawnFrom(said["drawn_from"]),
        area_id=said["area"],
        unit_id=said["unit"],
        seen=said["seen"],
        key=said["key"],
        actor=viewer.account_id,
    )


@functions("keep")
@never_cache
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a plot; another takes over what is on it."""
    viewer, node = kept_plot(request, code)
    form = CloseForm(request.POST or None, initial=seen(node.id))
    near = [(plot.id, plot.label) for plot in plots_near(viewer, node)]
    form.offer(to=[("", _("没有要接的")), *near])
    status = DONE
    if request.method == "POST":
        status = act_on(request, form, node.id, partial(_close, viewer, node, form))
        if status == DONE:
            messages.success(request, _("%(plot)s 从今天起不用了。") % {"plot": node.label})
            return redirect("desk:plot", code=node.code)
    page = plot_page(node.id)
    return show(
        request, "desk/close_plot.html", node, form, route="desk:close_plot", status=status, page=page
    )


def _close(viewer: Viewer, node: PlotNode, form: CloseForm) -> None:
    said = form.cleaned_data
    close_plot(node.id, to=said["to"], seen=said["seen"], key=said["key"], actor=viewer.account_id)
