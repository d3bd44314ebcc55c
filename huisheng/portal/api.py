"""The JSON API: who is responsible here. Described in docs/reference/api.md; why so: decision 0008."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huisheng.core.access import public
from huisheng.network.nodes import AreaNode, PlotNode, UnitNode
from huisheng.network.queries.search import Spot
from huisheng.portal.queries.responsible import (
    Answer,
    Choices,
    Level,
    Nothing,
    Question,
    address_of,
    read_question,
    who_answers,
)

KEPT_SECONDS = 60
OPEN = {"Access-Control-Allow-Origin": "*"}
API = "/api/"
Json = dict[str, Any]


@public
@require_http_methods(["GET", "HEAD", "OPTIONS"])
def who(request: HttpRequest) -> HttpResponse:
    """Who is responsible for a point, words, a code or an area. 400, 404: the same form, with what is wrong.

    Any site may read it, with or without a browser: it gives what is public, and a cookie changes nothing.
    """
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={**OPEN, "Access-Control-Allow-Methods": "GET, HEAD"})
    with translation.override(_language(request)):
        question = read_question(request.GET)
        body, status = _said(who_answers(question), question)
        response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
        response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
    for name, value in {**OPEN, "Cache-Control": f"public, max-age={KEPT_SECONDS}"}.items():
        response[name] = value
    return response


def _language(request: HttpRequest) -> str:
    language = request.GET.get("lang", settings.LANGUAGE_CODE)
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def refuse_text(request: HttpRequest) -> HttpResponse:
    """What a question with a character that no text has is answered, before any view sees it."""
    with translation.override(_language(request)):
        error = {"message": _("里面有不能读的字符。请重新写一遍。")}
    response = JsonResponse(
        {"found": "nothing", "error": error}, status=400, json_dumps_params={"ensure_ascii": False}
    )
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _said(found: Answer | Choices | Nothing, question: Question) -> tuple[Json, int]:
    if isinstance(found, Answer):
        return {"found": "place", **_answer(found)}, 200
    if isinstance(found, Choices):
        choices = [_choice(spot, question) for spot in found.spots]
        return {"found": "several", "count": found.count, "choices": choices}, 200
    finding = found.finding
    error: Json = {"message": found.words}
    if finding is not None:
        error["problem"] = finding.problem.value
        if finding.meant is not None:
            error["meant"] = _point(finding.meant)
    return {"found": "nothing", "error": error}, 400 if found.wrong else 404


def _answer(answer: Answer) -> Json:
    return {
        "name": answer.name,
        "plot": _plot(answer.plot),
        "areas": [_area(area) for area in answer.path],
        "point": _point(answer.point) if answer.point else None,
        "branch": answer.plot.organisation_name or None if answer.plot else None,
        "levels": [_level(level) for level in answer.levels],
        "call": _unit(answer.call),
        "ask": f"{settings.PUBLIC_ADDRESS}/?{urlencode(answer.ask)}",
        "plots": [_plot(plot) for plot in answer.plots],
        "near": [{"code": plot.code, "name": plot.name, "metres": metres} for plot, metres in answer.near],
    }


def _level(level: Level) -> Json:
    return {
        "level": level.number,
        "name": level.name,
        "units": [_unit(unit) for unit in level.units],
        "households": level.households,
        "depends_on_the_plot": level.depends,
        "instead": _unit(level.instead),
    }


def _choice(spot: Spot, question: Question) -> Json:
    return {
        "name": spot.name,
        "plot": _plot(spot.plot),
        "area": _area(spot.area) if spot.area else None,
        "next": f"{settings.PUBLIC_ADDRESS}/api/who?{urlencode(address_of(spot, question))}",
    }


def _unit(unit: UnitNode | None) -> Json | None:
    if unit is None:
        return None
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "office_phone": unit.office_phone or None,
    }


def _plot(plot: PlotNode | None) -> Json | None:
    return None if plot is None else {"code": plot.code, "name": plot.name}


def _area(area: AreaNode) -> Json:
    return {"code": area.code, "name": area.name, "name_en": area.name_en or None, "kind": area.kind}


def _point(point: tuple[float, float]) -> Json:
    return {"lon": point[0], "lat": point[1]}
