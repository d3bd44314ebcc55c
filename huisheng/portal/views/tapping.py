"""What follows a resident's tap: the page of the matter, or what is so now when the tap came too late."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from huisheng.cases.actions.course import Token
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import NotOpen
from huisheng.cases.queries.resident import find_case, matter_of
from huisheng.portal.acting import Overtaken, act_on_seen, form_token
from huisheng.portal.pages import see_other
from huisheng.portal.views.track import track_page
from huisheng.portal.wording.course import lines_of


def tapped(
    request: HttpRequest, secret: str, done: str, act: Callable[[Token], object], **kept: Any
) -> HttpResponse:
    """Try the act; `done` names it for the page that follows, `kept` is shown again when it was too late."""
    if request.method != "POST":  # the page was loaded again after the tap
        return see_other("portal:track", secret=secret)
    try:
        act_on_seen(form_token(request), act)
    except Overtaken as overtaken:
        return as_it_is(request, secret, news=lines_of(overtaken.news), **kept)
    except NotOpen:
        return as_it_is(request, secret, trouble=done, **kept)
    response = see_other("portal:track", secret=secret)
    response["Location"] = f"{reverse('portal:track', kwargs={'secret': secret})}?done={done}"
    return response


def as_it_is(request: HttpRequest, secret: str, **why: Any) -> HttpResponse:
    """The matter as it stands now, read anew, with why the act was not done. 409."""
    case = find_case(secret)
    if case is None:  # erased in this very moment
        raise Http404
    return track_page(request, matter_of(case), secret, status=409, **why)


def fresh_token(case: Case) -> dict[str, Any]:
    """`key` and `seen` for the hidden fields of a form."""
    return {"key": uuid4(), "seen": case.version}
