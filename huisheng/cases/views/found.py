"""A case by the number in the address, or 404: whoever may not see it does not learn that it is there."""

from django.http import Http404, HttpRequest

from huisheng.cases.queries.case import Opened, find_case
from huisheng.people.viewer import viewer_of


def opened(request: HttpRequest, number: str) -> Opened:
    """The case as whoever makes the request sees it."""
    viewer = viewer_of(request)
    case = find_case(viewer, number)
    if case is None:
        raise Http404
    return Opened(case, viewer)
