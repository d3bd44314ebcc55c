"""Taking a matter in by telephone, at the counter, on a visit; and the receipt that goes with the resident.

The receipt's page is the answer to the form itself and nothing else. The same form sent again within a few
minutes brings the same receipt, since the first answer may have been lost on the way; later it brings the
number only (docs/decisions/0005-receipt-at-the-counter.md).
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.cases.actions.ask import Receipt, ask
from huisheng.cases.actions.course import staff
from huisheng.cases.actions.number import NotTheirNumber
from huisheng.cases.forms.intake import IntakeForm
from huisheng.cases.models import Case
from huisheng.cases.queries.case import still_visible
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.names import name_of, unit_name
from huisheng.cases.queries.resident import request_words
from huisheng.cases.queries.routing import NobodyAbove
from huisheng.cases.slips import Slip
from huisheng.cases.views.act_page import WRONG, said
from huisheng.cases.views.helps import place_options, unit_options
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.people.viewer import viewer_of

TRACK = "/t/"
CONFLICT = 409
SHOWN_AGAIN = timedelta(minutes=10)


@functions("collect")
@never_cache
def intake(request: HttpRequest) -> HttpResponse:
    """The form; its answer is the receipt."""
    if request.method != "POST":
        return _show(request, IntakeForm(initial=_carried(request)))
    form = IntakeForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form, status=WRONG)
    try:
        receipt = ask(form.request(), staff(viewer_of(request)))
    except NobodyAbove as problem:
        form.add_error("accused", said(problem))
        return _show(request, form, status=WRONG)
    except NotTheirNumber as problem:
        form.add_error("contact", str(problem.message))
        return _show(request, form, status=WRONG)
    if receipt.repeated and request_words(receipt.case_id) != form.cleaned_data["words"]:
        return _said_something_else(request, form, receipt)
    return _receipt(request, receipt, form)


@functions("collect")
@never_cache
def suggestion(request: HttpRequest) -> HttpResponse:
    """The category that the words suggest, as a fragment; only for scripts. Words come by POST, unlogged."""
    found = catalogue().suggest(request.POST.get("words", ""))
    context = {"category": found, "name": name_of(found) if found else ""}
    return render(request, "cases/parts/suggestion.html", context)


def _carried(request: HttpRequest) -> dict[str, Any]:
    """What may stand in the address: the channel and the place, for the next of several from one visit."""
    return {name: request.GET[name] for name in ("channel", "place") if name in request.GET}


def _show(request: HttpRequest, form: IntakeForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "place_options": place_options(), "unit_options": unit_options()}
    return render(request, "cases/intake.html", context, status=status)


def _said_something_else(request: HttpRequest, form: IntakeForm, receipt: Receipt) -> HttpResponse:
    """The form was sent before, and now says something else: neither lost nor taken for the first."""
    form.anew()
    words = _("这张表已经记成 %(number)s，现在写的不一样，还没有收下。是另一件事，请再交一次；照片要重选。")
    form.add_error(None, words % {"number": receipt.number})
    return _show(request, form, status=CONFLICT)


def _secret(receipt: Receipt, case: Case, slip: Slip) -> str:
    """The resident's secret, while it may still be shown; else empty."""
    if receipt.repeated:
        return slip.secret if clock.now() - case.received_at < SHOWN_AGAIN else ""
    return receipt.secret


def _receipt(request: HttpRequest, receipt: Receipt, form: IntakeForm) -> HttpResponse:
    case = Case.objects.get(pk=receipt.case_id)
    secret = _secret(receipt, case, form.cleaned_data["key"])
    context = {
        "receipt": receipt,
        "case": case,
        "link": f"{settings.PUBLIC_ADDRESS}{TRACK}{secret}" if secret else "",
        "unit": "" if case.about_a_unit else unit_name(case.unit_id),
        "visible": still_visible(viewer_of(request), case.id),
        "channel": form.cleaned_data["channel"],
    }
    answer = render(request, "cases/receipt.html", context)
    answer["Referrer-Policy"] = "no-referrer"
    return answer
