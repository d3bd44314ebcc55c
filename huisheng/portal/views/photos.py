"""Pictures of a matter, for whoever holds its secret."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huisheng.cases.models import Case
from huisheng.cases.queries.resident import photo_bytes
from huisheng.portal.pages import resident_page


@resident_page
@require_safe
def photo(request: HttpRequest, case: Case, secret: str, n: int) -> HttpResponse:
    """One picture, or with `?small` its thumbnail."""
    content = photo_bytes(case.id, n, small="small" in request.GET)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    return response
