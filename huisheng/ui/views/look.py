"""The component page, and example pages that show the frames (desk, phone, paper, errors) with them."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from huisheng.core.access import public

from . import errors
from .samples import everything

EXAMPLES = ("desk", "track", "receipt", "sign")
MISHAPS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "400": errors.bad_request,
    "403": errors.forbidden,
    "403-form": errors.stale_form,
    "404": errors.not_found,
    "410": errors.gone,
    "413": errors.too_large,
    "429": errors.too_many,
    "500": errors.server_error,
}


@public
@require_safe
def look(request: HttpRequest) -> HttpResponse:
    """Every component in every state; `?lang=en` shows one visit in another language."""
    return _in_asked_language(request, "ui/look/components.html")


@public
@require_safe
def example(request: HttpRequest, name: str) -> HttpResponse:
    """One frame with components in it, or an error page as people see it (shown with status 200)."""
    if name in MISHAPS:
        response = MISHAPS[name](request)
        response.status_code = 200
        return response
    if name not in EXAMPLES:
        raise Http404
    return _in_asked_language(request, f"ui/look/{name}.html")


def _in_asked_language(request: HttpRequest, template: str) -> HttpResponse:
    asked = request.GET.get("lang", "")
    language = asked if asked in dict(settings.LANGUAGES) else translation.get_language()
    with translation.override(language):
        return render(request, template, everything())
