"""How a reader wants pages: size of text, light or dark, language, single keys. Cookies only, no account."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from huisheng.core.access import public
from huisheng.ui.context import KEYS, SIZES, THEMES, YEAR

CHOICES = {"size": ("look_size", SIZES), "theme": ("look_theme", THEMES), "keys": ("look_keys", KEYS)}


@public
@csrf_exempt  # a token would set a cookie on every public page; other sites are refused below instead
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """GET shows all choices on one page; POST keeps those that were sent and goes back to `next`."""
    if request.method != "POST":
        return render(
            request, "ui/preferences.html", {"next": _way_back(request, request.GET.get("next", ""))}
        )
    response = HttpResponseRedirect(_way_back(request, request.POST.get("next", "")))
    response.status_code = 303
    if not from_elsewhere(request):
        _keep(request, response)
    return response


def from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site's page sent this (Fetch Metadata, or the Origin header of older browsers)."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


def _keep(request: HttpRequest, response: HttpResponse) -> None:
    for field, (cookie, choices) in CHOICES.items():
        if (value := request.POST.get(field)) in choices:
            _set(request, response, cookie, value)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        _set(request, response, settings.LANGUAGE_COOKIE_NAME, language)


def _set(request: HttpRequest, response: HttpResponse, cookie: str, value: str) -> None:
    secure = request.is_secure()
    response.set_cookie(cookie, value, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")


def _way_back(request: HttpRequest, target: str) -> str:
    """`target` when it is a page of this site, else the front page."""
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts=hosts, require_https=request.is_secure())
    return target if safe else "/"
