"""Chosen cases as a PDF to take along."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.cases.actions.batch import MOST_AT_ONCE
from huisheng.cases.queries.chosen import chosen
from huisheng.cases.queries.printed import LIST, SHEETS, chosen_pdf
from huisheng.core.access import functions
from huisheng.people.viewer import viewer_of


@functions("see", "handle", "call_back")
@never_cache
def printing(request: HttpRequest) -> HttpResponse:
    """`kind`: a list of them, or a sheet for each."""
    cases = chosen(viewer_of(request), request.GET.getlist("n"), MOST_AT_ONCE)
    kind = SHEETS if request.GET.get("kind") == SHEETS else LIST
    if not cases:
        messages.info(request, _("先在清单里选几件，再选要办什么。"))
        return redirect("cases:queue")
    response = HttpResponse(chosen_pdf(cases, kind), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{kind}.pdf"'
    return response
