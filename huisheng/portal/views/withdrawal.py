"""Taking a matter back (a page of its own asks once more, so that no tap does it by mistake); wanting it after all."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from huisheng.cases.actions.course import Token
from huisheng.cases.actions.renew import renew_case
from huisheng.cases.actions.resident import withdraw_case
from huisheng.cases.models import Case
from huisheng.portal.pages import resident_page, see_other
from huisheng.portal.views.tapping import fresh_token, tapped
from huisheng.portal.wording.standing import may_withdraw


@resident_page
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """GET asks once more; POST withdraws, whatever the staff did in between."""
    if request.method == "POST":
        return tapped(request, secret, "withdrawn", lambda token: withdraw_case(case.id, Token(token.key)))
    if not may_withdraw(case):
        return see_other("portal:track", secret=secret)
    context = {"case": case, "secret": secret, **fresh_token(case)}
    return render(request, "portal/withdrawal.html", context)


@resident_page
@require_http_methods(["GET", "HEAD", "POST"])
def renewal(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """还是要办: one tap, for thirty days."""
    return tapped(request, secret, "renewed", lambda token: renew_case(case.id, token))
