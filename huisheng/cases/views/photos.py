"""A case's pictures, for whoever may see the case."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from huisheng.cases.models import CasePhoto
from huisheng.cases.queries.case import find_photo
from huisheng.core.access import functions
from huisheng.people.viewer import viewer_of

# The browser asks again each time, so that a picture goes out of sight together with its case.
CACHE = "private, no-cache"


@functions("see", "handle", "call_back")
def photo(request: HttpRequest, number: str, n: int) -> HttpResponse:
    """The picture at full size (at most 1,600 pixels a side)."""
    return _serve(request, number, n, lambda found: bytes(found.jpeg))


@functions("see", "handle", "call_back")
def thumbnail(request: HttpRequest, number: str, n: int) -> HttpResponse:
    """The same, small (at most 320 pixels a side)."""
    return _serve(request, number, n, lambda found: bytes(found.thumbnail))


def _serve(request: HttpRequest, number: str, n: int, read: Callable[[CasePhoto], bytes]) -> HttpResponse:
    found = find_photo(viewer_of(request), number, n)
    if found is None:
        raise Http404
    tag = f'"{found.case_id.hex}-{n}"'
    is_kept = request.headers.get("If-None-Match") == tag
    answer = HttpResponse(status=304) if is_kept else HttpResponse(read(found), content_type="image/jpeg")
    answer["ETag"], answer["Cache-Control"] = tag, CACHE
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
