"""Letters: what waits to be printed, the sheets as PDF, what was posted, and what came back."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.cases.actions.letters import NotPrinted, letter_came_back, make_batch, post_letters, print_batch
from huisheng.cases.permissions import Refused
from huisheng.cases.queries.letter_paper import letters_pdf
from huisheng.cases.queries.letters import post_of
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.people.viewer import viewer_of
from huisheng.ui.views.sent_from import sent_from


@functions("call_back")
@never_cache
def letters(request: HttpRequest) -> HttpResponse:
    """All that is to be done with letters; POST puts what waits into a batch to be printed."""
    viewer = viewer_of(request)
    if request.method == "POST":
        count = make_batch(viewer, _uuid(str(request.POST.get("batch", ""))))
        if count:
            messages.success(
                request, _("这一批有 %(count)d 封。打开来印，印好寄出再按“寄出了”。") % {"count": count}
            )
        else:
            messages.info(request, _("没有等着印的信了，可能同事刚归好一批。"))
        return redirect("cases:letters")
    context: dict[str, Any] = {"post": post_of(viewer), "fresh": uuid4(), "now": clock.now()}
    return render(request, "cases/letters.html", context)


@functions("call_back")
@sent_from("cases:letters")
@never_cache
def paper(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The sheets of a batch. By POST: opening addresses is an act, on record each time."""
    try:
        papers = print_batch(viewer_of(request), batch)
    except Refused:
        raise Http404 from None
    if not papers:
        messages.info(request, _("这一批已经没有要印的信了。"))
        return redirect("cases:letters")
    response = HttpResponse(letters_pdf(papers), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="letters.pdf"'
    return response


@functions("call_back")
@sent_from("cases:letters")
def posting(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The batch went to the post."""
    try:
        count = post_letters(viewer_of(request), batch)
    except Refused:
        raise Http404 from None
    except NotPrinted:
        messages.warning(request, _("这一批还没有印。先打开来印，寄了再按“寄出了”。"))
        return redirect("cases:letters")
    if count:
        messages.success(
            request, _("记下了：寄出 %(count)d 封。三天后没有退回来，就算送到。") % {"count": count}
        )
    else:
        messages.info(request, _("这一批已经记过寄出了。"))
    return redirect("cases:letters")


@functions("call_back")
@sent_from("cases:letters")
def coming_back(request: HttpRequest, message: UUID) -> HttpResponse:
    """The post brought a letter back."""
    try:
        letter_came_back(viewer_of(request), message)
    except Refused:
        raise Http404 from None
    messages.success(request, _("记下了：这封信没有送到。"))
    return redirect("cases:letters")


def _uuid(text: str) -> UUID:
    """The batch that the form carries; a fresh one when it was lost on the way."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
