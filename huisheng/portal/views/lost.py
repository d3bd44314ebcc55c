"""A lost receipt, and the code of a printed one typed by hand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from huisheng.portal.actions.resend_receipt import ask_for_receipt
from huisheng.portal.callers import address_of
from huisheng.portal.forms import LostForm, SecretForm
from huisheng.portal.pages import open_form, see_other


@open_form
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Two ways to one's own matter: the code on paper leads there, the number and contact send a new link."""
    if request.method != "POST":
        return _page(request, SecretForm(), LostForm())
    return _by_code(request) if "code" in request.POST else _by_number(request)


def _by_code(request: HttpRequest) -> HttpResponse:
    form = SecretForm(request.POST)
    if not form.is_valid():
        return _page(request, form, LostForm(), status=422)
    return see_other("portal:track", secret=form.cleaned_data["code"])


def _by_number(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether or not there is such a matter, and whether or not it is theirs."""
    form = LostForm(request.POST)
    if not form.is_valid():
        return _page(request, SecretForm(), form, status=422)
    ask_for_receipt(form.cleaned_data["number"], form.cleaned_data["contact"], source=address_of(request))
    return render(request, "portal/resent.html", {"by_mail": form.cleaned_data["contact"].kind == "email"})


def _page(request: HttpRequest, by_code: SecretForm, by_number: LostForm, status: int = 200) -> HttpResponse:
    context = {"by_code": by_code, "by_number": by_number}
    return render(request, "portal/lost.html", context, status=status)
