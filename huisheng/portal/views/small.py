"""Small answers for the ask page: a suggested category, and the picture of a map."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huisheng.core.access import public
from huisheng.portal.drafts import LONGEST
from huisheng.portal.pages import open_form
from huisheng.portal.queries.maps import PICTURE_WIDTH, choice_in
from huisheng.portal.views.asking import suggestion
from huisheng.ui.views.sent_from import sent_from

KEPT_SECONDS = 300


@open_form
@sent_from("portal:ask", words="")
def suggest(request: HttpRequest) -> HttpResponse:
    """One line of plain text: what the words sound like; empty when they sound like nothing. No statement."""
    name = suggestion(str(request.POST.get("words", ""))[:LONGEST])
    said = _("像是：%(category)s") % {"category": name} if name else ""
    response = HttpResponse(said, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


@public
@require_safe
def picture(request: HttpRequest, code: str) -> HttpResponse:
    """The outlines and names of an area's parts as SVG, drawn by the server. No statement."""
    choice = choice_in(code)
    if choice is None or choice.area.code != code:
        raise Http404
    response = render(
        request,
        "portal/map.svg",
        {"map": choice.map, "width": PICTURE_WIDTH, "height": choice.height},
        content_type="image/svg+xml",
    )
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response
