from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from huisheng.core.access import signed_in
from huisheng.desk.context import address
from huisheng.desk.queries.stuck import directs_others
from huisheng.people.viewer import Viewer, viewer_of


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Where everybody arrives after signing in: the page that is theirs, else their own account."""
    viewer = viewer_of(request)
    return redirect(next(filter(None, map(address, _landings(viewer))), address("people:me")))


def _landings(viewer: Viewer) -> Iterator[str]:
    """The routes that are somebody's own, the first of them most so."""
    if viewer.may("administer"):
        yield "people:accounts"
    if viewer.may("audit"):
        yield "desk:log"
    if directs_others(viewer):
        yield "desk:board"
    if viewer.may("handle"):
        yield "desk:my_day"
    if viewer.may("call_back"):
        yield "cases:calls"
    if viewer.may("open_identity"):
        yield "cases:search"
    if viewer.may("collect"):
        yield "cases:intake"
