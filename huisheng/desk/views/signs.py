"""Signs of plots, to print and hang up: their codes lead residents to the ask page with the place filled in."""

from collections.abc import Sequence
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override

from huisheng.core.access import signed_in
from huisheng.desk.queries.signs import SHEETS, link_of, missing_on, signs_pdf
from huisheng.network.nodes import PlotNode, UnitNode
from huisheng.network.tree import tree


@signed_in
def plot_sign(request: HttpRequest, code: str) -> HttpResponse:
    """The sign of one plot as a page that a browser prints."""
    node = _plot(code)
    context = {"plot": node, "link": link_of(node), "chain": tree().chain(node.id)}
    return render(request, "desk/plot_sign.html", context)


@signed_in
def plot_sign_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The sign of one plot as a sheet of A4."""
    node = _plot(code)
    return _pdf([node], SHEETS[0], node.code, node.label)


@signed_in
def signs(request: HttpRequest) -> HttpResponse:
    """Signs of all plots of a unit (`unit`, else the whole district) in one PDF; without `sheet` what there is."""
    unit, sheet = _unit(request.GET.get("unit", "")), request.GET.get("sheet", "")
    plots = tree().plots_of(unit.id)
    if sheet in SHEETS and plots:
        return _pdf(plots, sheet, f"{unit.code}-{sheet}", unit.name)
    context = {"unit": unit, "plots": plots, "sheets": -(-len(plots) // 4), "missing": missing_on(plots)}
    return render(request, "desk/signs.html", context)


def _pdf(plots: Sequence[PlotNode], sheet: str, name: str, of: str) -> HttpResponse:
    # A sign speaks both languages, so that its file is the same whatever language its printer reads.
    with override(settings.LANGUAGE_CODE):
        title = _("责任田的牌子 %(name)s") % {"name": of}
    response = HttpResponse(signs_pdf(plots, sheet, title), content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(f'{name}.pdf')}"
    return response


def _plot(code: str) -> PlotNode:
    node = tree().plot_by_code(code)
    if node is None or node.closed:
        raise Http404
    return node


def _unit(code: str) -> UnitNode:
    unit = tree().by_code(code) if code else tree().root
    if unit is None or unit.closed:
        raise Http404
    return unit
