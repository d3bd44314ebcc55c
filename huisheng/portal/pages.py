"""What all pages of a resident's own matter have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.views.decorators.csrf import csrf_exempt

from huisheng.cases.models import Case
from huisheng.cases.queries.resident import find_case
from huisheng.core.access import Guarded, public
from huisheng.portal.forms.track import tidy_secret

View = Callable[..., HttpResponse]
PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def open_form(view: View) -> Guarded:
    """A public form without a token against forgery: there is no session that another site could abuse."""
    return public(csrf_exempt(view))


def resident_page(view: View) -> Guarded:
    """A page below `/t/<secret>`: the view gets the case. Nothing of it is cached, indexed or passed on.

    A wrong secret is answered with 404 and what to do. Whoever holds the secret is the resident; no cookie
    plays a part, so another site can forge nothing without it.
    """

    @wraps(view)
    def opened(request: HttpRequest, secret: str, **kwargs: Any) -> HttpResponse:
        tidy = tidy_secret(secret)
        case = find_case(tidy)
        response = not_found(request) if case is None else _answer(view, request, case, tidy, kwargs)
        for name, value in PRIVATE.items():
            response.headers[name] = value
        return response

    return open_form(opened)


def not_found(request: HttpRequest) -> HttpResponse:
    """There is no such link: what may be wrong, and how to get a new one."""
    return render(request, "portal/wrong_link.html", status=404)


def see_other(name: str, **where: object) -> HttpResponse:
    """303: the form was taken, here is the page to look at; going back and reloading sends nothing again."""
    response = HttpResponseRedirect(resolve_url(name, **where))
    response.status_code = 303
    return response


def _answer(
    view: View, request: HttpRequest, case: Case, secret: str, kwargs: dict[str, Any]
) -> HttpResponse:
    try:
        return view(request, case=case, secret=secret, **kwargs)
    except Http404:
        return not_found(request)
