"""删除我说的: the resident erases words, pictures, address and contact. A page of its own asks once more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from huisheng.cases.actions.course import Token
from huisheng.cases.actions.erase import Held, erase_own_case
from huisheng.cases.models import Case
from huisheng.cases.queries.holds import held_until
from huisheng.portal.pages import resident_page, see_other
from huisheng.portal.views.tapping import fresh_token, tapped

HELD = 409


@resident_page
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """GET asks once more, or says until when it may not be; POST erases, whatever the staff did in between."""
    if case.erased_at is not None:
        return see_other("portal:track", secret=secret)
    if request.method == "POST":
        try:
            return tapped(request, secret, "erased", lambda token: erase_own_case(case.id, Token(token.key)))
        except Held:
            return _page(request, case, secret, status=HELD)
    return _page(request, case, secret)


def _page(request: HttpRequest, case: Case, secret: str, status: int = 200) -> HttpResponse:
    context = {"case": case, "secret": secret, "held": held_until(case.id), **fresh_token(case)}
    return render(request, "portal/erasure.html", context, status=status)
