"""解决了吗？ One tap each way; and whoever taps on an old page is told what is so now."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from huisheng.cases.actions.resident import confirm_case, send_back
from huisheng.cases.models import Case
from huisheng.portal.forms.ask import LONGEST_WORDS
from huisheng.portal.pages import resident_page
from huisheng.portal.views.tapping import tapped


@resident_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """解决了."""
    return tapped(request, secret, "confirmed", lambda token: confirm_case(case.id, token))


@resident_page
@require_http_methods(["GET", "HEAD", "POST"])
def return_(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """还没有: back to the same unit at once; words are welcome and not needed."""
    words = str(request.POST.get("words", "")).strip()[:LONGEST_WORDS]
    return tapped(request, secret, "returned", lambda token: send_back(case.id, token, words))
