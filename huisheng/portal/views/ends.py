"""Two taps more: a review of what was left out of the figures, and whether it is still fixed after 28 days."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from huisheng.cases.actions.exclude import ask_review
from huisheng.cases.actions.recheck import came_back, still_fixed
from huisheng.cases.models import Case
from huisheng.portal.forms.ask import LONGEST_WORDS
from huisheng.portal.pages import resident_page
from huisheng.portal.views.tapping import tapped


@resident_page
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """要求复查: words are welcome and not needed."""
    words = str(request.POST.get("words", "")).strip()[:LONGEST_WORDS]
    return tapped(request, secret, "review", lambda token: ask_review(case.id, token, words))


@resident_page
@require_http_methods(["GET", "HEAD", "POST"])
def recheck(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """还是好的, 又出现了, 说不准: `said`."""
    said = str(request.POST.get("said", ""))
    if said == "back":
        return tapped(request, secret, "back", lambda token: came_back(case.id, token))
    return tapped(
        request, secret, "rechecked", lambda token: still_fixed(case.id, token, sure=said == "fixed")
    )
