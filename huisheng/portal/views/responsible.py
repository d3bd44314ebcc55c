"""Who is responsible here? By address, code, place on the map, or where one stands."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from huisheng.core.access import public
from huisheng.network.map import Map, district_map, places_map, plots_map
from huisheng.network.models import AreaKind
from huisheng.network.nodes import AreaNode, PlotNode
from huisheng.network.tree import tree
from huisheng.portal.queries.maps import WITH_PLOTS
from huisheng.portal.queries.responsible import (
    Answer,
    Choices,
    Nothing,
    Question,
    address_of,
    read_question,
    who_answers,
)


@public
@require_safe
def responsible(request: HttpRequest) -> HttpResponse:
    """The question and, once something was asked, its answer; `in` opens the map of an area."""
    question = read_question(request.GET)
    context: dict[str, Any] = {"question": question}
    status = 200
    if question.is_empty:
        context |= _map(str(request.GET.get("in", "")))
    else:
        found = who_answers(question)
        context |= _said(found, question)
        if isinstance(found, Nothing):
            status = 400 if found.wrong else 404
    return render(request, "portal/who.html", context, status=status)


def _said(found: Answer | Choices | Nothing, question: Question) -> dict[str, Any]:
    if isinstance(found, Answer):
        finer = [(plot.label, _who(code=plot.code, q=question.q)) for plot in found.plots]
        ask = f"{reverse('portal:ask')}?{urlencode(found.ask)}"
        near = [(plot.label, metres, _who(code=plot.code)) for plot, metres in found.near]
        return {"answer": found, "ask": ask, "finer": finer, "near": near, "around": _around(found)}
    if isinstance(found, Choices):
        named = [(spot, _who(**address_of(spot, question))) for spot in found.spots]
        return {"choices": named, "more": found.count - len(named)}
    meant = found.finding.meant if found.finding else None
    return {"nothing": found, "meant": _who(lon=str(meant[0]), lat=str(meant[1])) if meant else ""}


def _around(answer: Answer) -> str:
    """The map of the community or village around the place."""
    around = [area for area in answer.path if area.kind in WITH_PLOTS]
    return _who(**{"in": around[-1].code}) if around else ""


def _map(code: str) -> dict[str, Any]:
    """The map of an area and the way to it; of the district for an unknown code."""
    network = tree()
    area = network.area_by_code(code) or network.district
    if area is None:
        return {}
    path = [(above.name, _into(above)) for above in network.area_path(area.id)]
    return {"map": _drawing(area), "path": path, "whole": _who(area=area.code) if len(path) > 1 else ""}


def _drawing(area: AreaNode) -> Map:
    if area.kind in WITH_PLOTS:
        return plots_map(area.id, _plot)
    return district_map(_into) if area.kind == AreaKind.DISTRICT else places_map(area.id, _into)


def _into(area: AreaNode) -> str:
    return _who(**{"in": area.code})


def _plot(plot: PlotNode) -> str:
    return _who(code=plot.code)


def _who(**asked: str) -> str:
    kept = {name: value for name, value in asked.items() if value}
    return f"{reverse('portal:responsible')}?{urlencode(kept)}"
