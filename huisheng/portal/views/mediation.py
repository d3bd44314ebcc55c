"""What a party of a mediation sees and does: when and where to meet, what was agreed on, whether it was kept.

Whoever asked comes by the secret of the matter, others by a link of their own that shows nothing else of it.
"""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huisheng.cases.actions.course import Stale, Token
from huisheng.cases.actions.mediate import NotAParty, agree, say_whether_kept
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import ENDED_BY_ANSWER, NotOpen
from huisheng.cases.queries.mediation import Mediation, find_party, mediation_of, party_lines
from huisheng.core import clock
from huisheng.network.tree import tree
from huisheng.portal.acting import form_token
from huisheng.portal.forms.track import tidy_secret
from huisheng.portal.pages import PRIVATE, not_found, open_form, resident_page

ASKER = 1
WRONG = 409


@resident_page
@require_http_methods(["GET", "HEAD", "POST"])
def mediation(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """For whoever asked."""
    back = reverse("portal:mediation", kwargs={"secret": secret})
    return _answer(request, case, ASKER, back)


@open_form
@require_http_methods(["GET", "HEAD", "POST"])
def party(request: HttpRequest, secret: str) -> HttpResponse:
    """For every other party."""
    tidy = tidy_secret(secret)
    found = find_party(tidy)
    back = reverse("portal:party", kwargs={"secret": tidy}) if found else ""
    response = _answer(request, *found, back) if found else not_found(request)
    for name, value in PRIVATE.items():
        response.headers[name] = value
    return response


def _answer(request: HttpRequest, case: Case, n: int, back: str) -> HttpResponse:
    found = mediation_of(case)
    if found is None:
        return not_found(request)
    if request.method != "POST":
        return _show(request, found, n)
    act = _act(str(request.POST.get("go", "")), case, n)
    # What counts is the agreement that the page showed: another one is shown first.
    if act is None or str(found.agreement.seq if found.agreement else "") != request.POST.get("agreement"):
        return _show(request, found, n, changed=True, status=WRONG)
    try:
        act(Token(form_token(request).key))
    except (NotAParty, NotOpen, Stale):
        return _show(request, found, n, changed=True, status=WRONG)
    response = HttpResponseRedirect(back)
    response.status_code = 303
    return response


def _act(go: str, case: Case, n: int) -> Callable[[Token], object] | None:
    if go == "agree":
        return lambda token: agree(case.id, token, n)
    if go in ("kept", "not_kept"):
        return partial(_say_kept, case, n, kept=go == "kept")
    return None


def _say_kept(case: Case, n: int, token: Token, *, kept: bool) -> Case:
    return say_whether_kept(case.id, token, n, kept=kept)


def _show(request: HttpRequest, found: Mediation, n: int, status: int = 200, **more: Any) -> HttpResponse:
    now = clock.now()
    me = found.party(n)
    agreement = found.agreement
    may_agree = agreement is not None and me in found.waited_for and found.case.state not in ENDED_BY_ANSWER
    context = {
        "mediation": found,
        "case": found.case,
        "unit": tree().unit(found.case.unit_id).name,
        "me": party_lines(found)[n - 1],
        "others": len(found.waited_for) - (me in found.waited_for),
        "is_asker": n == ASKER,
        "may_agree": may_agree,
        "may_say": found.is_agreed and agreement is not None and agreement.follow_up_on <= clock.today(),
        "kept": me.kept,
        "key": uuid4(),
        "now": now,
        **more,
    }
    return render(request, "portal/mediation.html", context, status=status)
