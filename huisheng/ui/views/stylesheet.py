"""The joined style sheet, kept by browsers for a year under its hash."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from huisheng.core.access import public
from huisheng.ui.styles import sheet

FOR_A_YEAR = "public, max-age=31536000, immutable"


@public
@require_safe
def stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    """The present sheet whatever digest is asked for: a page from before an update keeps its clothes."""
    current = sheet()
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        current.packed if packed else current.plain, content_type="text/css; charset=utf-8"
    )
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    response.headers["Cache-Control"] = FOR_A_YEAR if digest == current.digest else "no-cache"
    return response
