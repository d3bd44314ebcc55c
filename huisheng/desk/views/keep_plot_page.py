"""What all pages that keep a plot have in common: who may, the forms' beginnings, the drawing."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huisheng.core.ids import uuid7
from huisheng.desk.permissions import may_keep_plot, may_keep_unit
from huisheng.desk.plot_forms import PlotActForm
from huisheng.desk.views.keeping import STALE, did, require
from huisheng.network import tree as network
from huisheng.network.drawing import Drawing, drawing_of
from huisheng.network.editing import mark_of
from huisheng.network.fitting import Kept, own_border
from huisheng.network.models import Plot
from huisheng.network.nodes import PlotNode
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer, viewer_of

Tabs = list[tuple[str, str, bool]]


def kept_plot(request: HttpRequest, code: str) -> tuple[Viewer, PlotNode]:
    """The reader and an open plot that they keep; 404 for no such plot, 403 for one that others keep."""
    node = tree().plot_by_code(code)
    if node is None or node.closed:
        raise Http404
    viewer = viewer_of(request)
    require(may_keep_plot(viewer, node.id))
    return viewer, node


def seen(plot_id: int) -> dict[str, Any]:
    """What a form about the plot begins with: the mark of its last change."""
    return {"seen": mark_of(Plot(pk=plot_id))}


def act_on(request: HttpRequest, form: PlotActForm, plot_id: int, act: Callable[[], object]) -> int:
    """Do what the form says, as `keeping.did`; a page that was out of date shows the plot as it is now, keeps
    what was typed, and may be sent again under a fresh key."""
    typed = request.POST.copy()
    status = did(form, act)
    if status == STALE:
        network.forget()
        typed.update({"seen": str(mark_of(Plot(pk=plot_id))), "key": str(uuid7())})
        form.data = typed
    return status


def kept_by(viewer: Viewer) -> Kept:
    """Whether the viewer keeps a plot, for acts that touch its neighbours."""
    return lambda plot: may_keep_unit(viewer, plot.unit_id)


def drawing(node: PlotNode) -> Drawing:
    """The ground around the plot as it is now."""
    return drawing_of(node.id, own_border())


def tabs(node: PlotNode, route: str) -> Tabs:
    """The ways of changing a plot, as links; `route` is the present one."""
    pages = (
        ("desk:draw_plot", _("改边界")),
        ("desk:split_plot", _("分成两块")),
        ("desk:join_plots", _("合并责任田")),
        ("desk:keep_dwellings", _("住户")),
        ("desk:keep_plot", _("名称和归属")),
        ("desk:close_plot", _("不用了")),
    )
    return [(label, reverse(page, args=[node.code]), page == route) for page, label in pages]


def show(
    request: HttpRequest,
    template: str,
    node: PlotNode,
    form: PlotActForm,
    *,
    route: str,
    status: int = 0,
    **context: Any,
) -> HttpResponse:
    """The page with its form; `status` as `act_on` gives it."""
    common = {"plot": node, "form": form, "tabs": tabs(node, route), "changed": status == STALE}
    return render(request, template, {**common, **context}, status=status or 200)
