"""Requests whose body is too large, or of unknown length, are refused before anything is read.

The web server hands a chunked body over as an empty one, and takes 100 MB without a murmur: both would lose
what somebody typed. RFC 9110: 411 Length Required, 413 Content Too Large.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from huisheng.ui.views import errors

Handler = Callable[[HttpRequest], HttpResponse]


class BodyLimit:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusal = refused(request)
        if refusal is None:
            return self.get_response(request)
        # The rest of the body is still on its way; the connection cannot be used for another request.
        refusal["Connection"] = "close"
        return refusal


def refused(request: HttpRequest) -> HttpResponse | None:
    """The page that refuses this request, or None when its body may be read."""
    if request.headers.get("Transfer-Encoding"):
        return errors.page(_without_body(request), 411, template="400.html")
    if _length(request) > settings.BODY_LIMIT:
        return errors.too_large(_without_body(request), settings.BODY_LIMIT // 1024 // 1024)
    return None


def _without_body(request: HttpRequest) -> HttpRequest:
    """The request as the error page may see it: nothing of it must be parsed now."""
    request.method = "GET"
    return request


def _length(request: HttpRequest) -> int:
    """Bytes announced; what is no number counts as none, and the server has refused it already."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else 0
