"""Splitting a plot along a line, and joining plots."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from huisheng.core.access import functions
from huisheng.desk.permissions import may_keep_plot, may_keep_unit
from huisheng.desk.plot_forms import JoinForm, SplitForm
from huisheng.desk.queries.plot_choices import areas_near, next_code, units_near
from huisheng.desk.views.keep_plot_page import act_on, drawing, kept_plot, seen, show
from huisheng.desk.views.keeping import DONE
from huisheng.network.actions.join_plots import join_plots
from huisheng.network.actions.split_plot import Part, Split, split_plot
from huisheng.network.drawing import land_now, neighbours_of
from huisheng.network.editing import mark_of
from huisheng.network.land.corners import write_corners
from huisheng.network.land.cutting import proposed_line
from huisheng.network.land.rings import is_simple, rings_of
from huisheng.network.models import Plot
from huisheng.network.nodes import PlotNode
from huisheng.network.queries import plot_page
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer


@functions("keep")
@never_cache
def split(request: HttpRequest, code: str) -> HttpResponse:
    """Cut a plot in two: the line, the new plot's name, and what goes with it."""
    viewer, node = kept_plot(request, code)
    form = _split_form(request, viewer, node)
    done: list[Split] = []
    if request.method == "POST":
        status = act_on(request, form, node.id, lambda: done.append(_split(viewer, node, form)))
        if status == DONE:
            messages.success(request, _said(form.cleaned_data["code"], done))
            return redirect("desk:plot", code=form.cleaned_data["code"])
    else:
        status = DONE
    land = land_now(node.id)
    # What the two parts come to is said while drawing only of land that is one ring.
    outline = write_corners(rings_of(land)[0].corners) if is_simple(land) else ""
    context = {"drawing": drawing(node), "outline": outline, "drawn": form["line"]}
    return show(
        request, "desk/split_plot.html", node, form, route="desk:split_plot", status=status, **context
    )


def _split_form(request: HttpRequest, viewer: Viewer, node: PlotNode) -> SplitForm:
    page = plot_page(node.id)
    begun = {
        "line": write_corners(proposed_line(land_now(node.id))),
        "part": Part.SMALLER,
        "code": next_code(node.code),
        "unit": node.unit_id,
        "area": node.area_id,
        "drawn_from": page.plot.drawn_from,
        "same_branch": node.organisation_id is not None,
        **seen(node.id),
    }
    form = SplitForm(request.POST or None, initial=begun)
    buildings = (
        (
            row.area_id,
            ngettext("%(name)s（%(count)d 户）", "%(name)s（%(count)d 户）", row.dwellings)
            % {"name": row.name, "count": row.dwellings},
        )
        for row in page.buildings
    )
    form.offer(
        unit=units_near(viewer, node.unit_id),
        area=areas_near(node.area_id),
        buildings=buildings,
        hubs=((hub, tree().unit(hub).name) for hub in node.hub_ids),
    )
    return form


def _split(viewer: Viewer, node: PlotNode, form: SplitForm) -> Split:
    said = form.cleaned_data
    if not may_keep_unit(viewer, said["unit"]):
        raise PermissionDenied
    return split_plot(
        node.id,
        form.cut_line(),
        form.new_plot(),
        part=Part(said["part"]),
        along=form.along(),
        seen=said["seen"],
        key=said["key"],
        actor=viewer.account_id,
    )


def _said(code: str, done: list[Split]) -> str:
    words = _("分好了，新的一块是 %(code)s。") % {"code": code}
    for split in done:
        words += _("%(count)d 户跟了过来。") % {"count": split.dwellings} if split.dwellings else ""
        words += (
            _("有 %(count)d 户还没有中心户。") % {"count": split.without_hub} if split.without_hub else ""
        )
    return words + _("请打印新的牌子。")


@functions("keep")
@never_cache
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Join neighbours to a plot; they are closed today."""
    viewer, node = kept_plot(request, code)
    form = JoinForm(request.POST or None, initial=seen(node.id))
    neighbours = [each for each in neighbours_of(node.id) if may_keep_plot(viewer, each.id)]
    form.offer(others=((f"{each.id}:{mark_of(Plot(pk=each.id))}", each.label) for each in neighbours))
    status = DONE
    if request.method == "POST":
        status = act_on(request, form, node.id, partial(_join, viewer, node, form))
        if status == DONE:
            messages.success(request, _("并好了。并进来的责任田今天起不用了，牌子请摘下来。"))
            return redirect("desk:plot", code=node.code)
    context = {"drawing": drawing(node), "neighbours": neighbours}
    return show(
        request, "desk/join_plots.html", node, form, route="desk:join_plots", status=status, **context
    )


def _join(viewer: Viewer, node: PlotNode, form: JoinForm) -> None:
    said = form.cleaned_data
    join_plots(node.id, form.marks(), seen=said["seen"], key=said["key"], actor=viewer.account_id)
