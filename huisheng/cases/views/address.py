"""看地址: a home's address, shown to those who work on the case now; each showing is on record."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from huisheng.cases.actions.address import show_address
from huisheng.cases.permissions import Refused
from huisheng.cases.views.found import opened
from huisheng.core.access import functions


@functions("handle", "see", "triage", "assign")
@never_cache
def address(request: HttpRequest, number: str) -> HttpResponse:
    """GET: that it will be on record. POST: the address, for as long as this answer is looked at."""
    found = opened(request, number)
    if not found.works_on_it:
        raise PermissionDenied
    context = {"case": found.case, "opened": found}
    if request.method == "POST":
        try:
            context |= {"shown": True, "address": show_address(found.case, found.viewer)}
        except Refused:  # it was answered, or given to others, in this very moment
            raise PermissionDenied from None
    return render(request, "cases/address.html", context)
