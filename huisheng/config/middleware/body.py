"""Requests whose body is too large, or of unknown length, are refused before anything is read.

The web server hands a chunked body over as an empty one, and takes 100 MB without a murmur: both would lose what
somebody typed. RFC 9110: 411 Length Required, 413 Content Too Large.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

Handler = Callable[[HttpRequest], HttpResponse]


class BodyLimit:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            return self._refuse(411, _("没有说明内容大小"), _("请换一个浏览器再试，或到社区窗口、打电话办理。"))
        if _length(request) > settings.BODY_LIMIT:
            megabytes = settings.BODY_LIMIT // 1024 // 1024
            return self._refuse(
                413,
                _("内容太大，没有收到"),
                _("一次最多 %(limit)d MB。请按浏览器的返回键，少选几张照片，或把照片改小，再提交。") % {"limit": megabytes},
            )
        return self.get_response(request)

    @staticmethod
    def _refuse(status: int, what: str, advice: str) -> HttpResponse:
        page = render_to_string("config/refused.html", {"what": what, "advice": advice})
        response = HttpResponse(page, status=status)
        # The rest of the body is still on its way; the connection cannot be used for another request.
        response["Connection"] = "close"
        return response


def _length(request: HttpRequest) -> int:
    """Bytes announced; what is no number counts as none, and the server has refused it already."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else 0
