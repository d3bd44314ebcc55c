"""一事一评 (domain.md D43): attitude, effort and outcome apart; nobody has to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from huisheng.cases.actions.course import Token
from huisheng.cases.actions.resident import Rating, rate_case
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import ENDED_BY_ANSWER
from huisheng.portal.forms import RatingForm
from huisheng.portal.pages import resident_page, see_other
from huisheng.portal.views.tapping import fresh_token, tapped


@resident_page
@require_http_methods(["GET", "HEAD", "POST"])
def rating(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """A second rating takes the place of the first."""
    if request.method != "POST":
        if case.state not in ENDED_BY_ANSWER:
            return see_other("portal:track", secret=secret)
        return _page(request, case, secret, RatingForm())
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _page(request, case, secret, form, status=422)
    given = form.cleaned_data
    rated = Rating(given["attitude"], given["effort"], given["outcome"], given["policy_limit"])
    return tapped(
        request, secret, "rated", lambda token: rate_case(case.id, Token(token.key), rated, given["words"])
    )


def _page(request: HttpRequest, case: Case, secret: str, form: RatingForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "case": case, "secret": secret, **fresh_token(case)}
    return render(request, "portal/rating.html", context, status=status)
