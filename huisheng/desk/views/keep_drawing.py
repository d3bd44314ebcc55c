"""Drawing plots: the outline of one that is there, and a new one."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.core.access import functions
from huisheng.desk.permissions import may_keep_unit
from huisheng.desk.plot_forms import NewPlotForm, OutlineForm
from huisheng.desk.queries.plot_choices import areas_near, first_kept, next_code, units_near
from huisheng.desk.views.keep_plot_page import Tabs, act_on, drawing, kept_by, kept_plot, seen, show
from huisheng.desk.views.keeping import DONE, did
from huisheng.network.actions.create_plot import create_plot
from huisheng.network.actions.redraw_plot import redraw_plot
from huisheng.network.drawing import Drawing, drawing_at, land_now
from huisheng.network.fitting import own_border
from huisheng.network.geometry import index
from huisheng.network.land.corners import write_corners
from huisheng.network.land.rings import rings_of
from huisheng.network.models import DrawnFrom
from huisheng.network.nodes import PlotNode, UnitNode
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer, viewer_of

WHOLE = "whole"


@functions("keep")
@never_cache
def draw(request: HttpRequest, code: str) -> HttpResponse:
    """Adjust the outline of a plot, alone or with its neighbours."""
    viewer, node = kept_plot(request, code)
    ring = _chosen(request, node)
    rings = rings_of(land_now(node.id))
    corners = rings[ring or 0].corners if ring is not None or len(rings) == 1 else ()
    begun = {"outline": write_corners(corners), "follow": True, **seen(node.id)}
    form = OutlineForm(request.POST or None, initial=begun)
    if request.method != "POST":
        return _show(request, node, form, ring)
    status = act_on(request, form, node.id, partial(_redraw, viewer, node, form, ring))
    if status != DONE:
        return _show(request, node, form, ring, status)
    messages.success(request, _("%(plot)s 的边界改好了。") % {"plot": node.label})
    return redirect("desk:plot", code=node.code)


def _chosen(request: HttpRequest, node: PlotNode) -> int | None:
    """Which ring of land with several pieces or holes is drawn (`?ring=`, the first unless said); None: the whole
    outline anew, and for land that has one ring only."""
    count, asked = len(rings_of(land_now(node.id))), request.GET.get("ring", "0")
    if count == 1 or asked == WHOLE:
        return None
    return int(asked) if asked.isdecimal() and int(asked) < count else 0


def _redraw(viewer: Viewer, node: PlotNode, form: OutlineForm, ring: int | None) -> None:
    said = form.cleaned_data
    redraw_plot(
        node.id,
        said["outline"],
        seen=said["seen"],
        follow=said["follow"],
        kept=kept_by(viewer),
        key=said["key"],
        actor=viewer.account_id,
        ring=ring,
    )


def _show(
    request: HttpRequest, node: PlotNode, form: OutlineForm, ring: int | None, status: int = DONE
) -> HttpResponse:
    context = {"drawing": drawing(node), "rings": _rings(node, ring), "drawn": form["outline"]}
    return show(request, "desk/draw_plot.html", node, form, route="desk:draw_plot", status=status, **context)


def _rings(node: PlotNode, ring: int | None) -> Tabs:
    """The rings to choose from, as links; none where there is one only."""
    rings = rings_of(land_now(node.id))
    if len(rings) == 1:
        return []
    here = reverse("desk:draw_plot", args=[node.code])
    names = [
        (_("第 %(piece)d 块") if each.hole is None else _("第 %(piece)d 块里的洞 %(hole)d"))
        % {"piece": each.piece + 1, "hole": (each.hole or 0) + 1}
        for each in rings
    ]
    links = [(name, f"{here}?ring={at}", at == ring) for at, name in enumerate(names)]
    return [*links, (_("全部重画成一圈"), f"{here}?ring={WHOLE}", ring is None)]


@functions("keep")
@never_cache
def draw_new(request: HttpRequest) -> HttpResponse:
    """Draw a new plot, for the unit in the address or the reader's first."""
    viewer = viewer_of(request)
    unit = tree().by_code(request.GET.get("unit", "")) or first_kept(viewer)
    if unit is None or unit.area_id is None or not may_keep_unit(viewer, unit.id):
        raise PermissionDenied
    form = _new_form(request, viewer, unit)
    status = DONE
    if request.method == "POST":
        status = did(form, partial(_create, viewer, form))
        if status == DONE:
            code = form.cleaned_data["code"]
            messages.success(
                request, _("%(code)s 画好了。接着给它党支部、团队和住户，再打印牌子。") % {"code": code}
            )
            return redirect("desk:plot", code=code)
    context: dict[str, Any] = {"form": form, "unit": unit, "drawing": _ground(unit), "drawn": form["outline"]}
    return render(request, "desk/draw_new_plot.html", context, status=status or 200)


def _new_form(request: HttpRequest, viewer: Viewer, unit: UnitNode) -> NewPlotForm:
    area_id = unit.area_id or 0
    near = tree().plots_of(unit.id) or tree().plots_in(area_id)
    begun = {
        "seen": 0,
        "code": next_code(near[0].code) if near else "",
        "unit": unit.id,
        "area": near[0].area_id if near else area_id,
        "drawn_from": DrawnFrom.ESTATE,
        "follow": True,
    }
    form = NewPlotForm(request.POST or None, initial=begun)
    form.offer(unit=units_near(viewer, unit.id), area=areas_near(area_id))
    return form


def _create(viewer: Viewer, form: NewPlotForm) -> None:
    said = form.cleaned_data
    if not may_keep_unit(viewer, said["unit"]):
        raise PermissionDenied
    create_plot(
        form.new_plot(),
        said["outline"],
        follow=said["follow"],
        kept=kept_by(viewer),
        key=said["key"],
        actor=viewer.account_id,
    )


def _ground(unit: UnitNode) -> Drawing:
    """Around the unit's first plot, else around the middle of the district."""
    border = own_border()
    for plots in (tree().plots_of(unit.id), tree().plots_in(unit.area_id or 0)):
        if plots:
            return drawing_at(plots[0].lon, plots[0].lat, border)
    middle = index().district.representative_point()
    return drawing_at(middle.x, middle.y, border)
