"""What a person reads when something went wrong: what happened, what to do now, and the words just typed.

`config.urls` names these as handler400, handler403, handler404 and handler500, and `CSRF_FAILURE_VIEW`;
apps render 410, 413 and 429 through `gone`, `too_large` and `too_many`.
"""

import logging
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from .preferences import from_elsewhere

log = logging.getLogger(__name__)

KEPT_FIELDS, KEPT_LENGTH, SHORTEST = 20, 10_000, 4
NEVER_SHOWN = ("csrf", "password", "token", "secret", "otp", "key", "code", "next")
LAST_RESORT = (
    '<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>回声</title>'
    "<h1>我们这边出了错</h1><p>不是您的问题。请过几分钟再试。</p>"
    "<p>Something broke on our side. Please try again in a few minutes.</p></html>"
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent could not be read."""
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this page is not for this person."""
    return page(request, 403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form lay open too long or cookies are off (`CSRF_FAILURE_VIEW`)."""
    return page(request, 403, template="403_csrf.html", words=list(typed(request)))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page, or not for this person, perhaps no longer: what was typed is shown."""
    return page(request, 404, words=list(typed(request)))


def gone(request: HttpRequest) -> HttpResponse:
    """410: it was here and is not any more."""
    return page(request, 410)


def too_large(request: HttpRequest, limit_mb: int = 10) -> HttpResponse:
    """413: more was sent than is taken; the body is not read, so nothing typed can be shown again."""
    return page(request, 413, limit_mb=limit_mb)


def too_many(request: HttpRequest, seconds: int = 60) -> HttpResponse:
    """429: too many tries; says when to come back."""
    response = page(request, 429, minutes=max(1, -(-seconds // 60)), words=list(typed(request)))
    response.headers["Retry-After"] = str(seconds)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: needs neither database nor context processors, and stands even when templates do not."""
    try:
        html: str = render_to_string("500.html", {"words": list(typed(request))})
    except Exception:
        log.exception("the error page itself failed")
        html = LAST_RESORT
    return HttpResponse(html, status=500)


def page(request: HttpRequest, status: int, *, template: str = "", **context: object) -> HttpResponse:
    """An error page; `template` defaults to `<status>.html`."""
    html = render_to_string(template or f"{status}.html", {"status": status, **context}, request)
    return HttpResponse(html, status=status)


def typed(request: HttpRequest) -> Iterator[str]:
    """The longer words of a form that failed, for its sender to copy; never secrets, never another site's."""
    if request.method != "POST" or from_elsewhere(request):
        return
    try:
        fields = list(request.POST.items())[:KEPT_FIELDS]
    except Exception:  # a body that cannot be read is often why we are here
        return
    for name, value in fields:
        hidden = any(part in name.lower() for part in NEVER_SHOWN)
        if isinstance(value, str) and len(value.strip()) >= SHORTEST and not hidden:
            yield value.strip()[:KEPT_LENGTH]
