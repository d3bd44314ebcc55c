from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from huisheng.core.access import signed_in
from huisheng.desk.context import address
from huisheng.people.viewer import viewer_of

# The page that is somebody's own, by the first function of the list that they hold.
LANDINGS = (
    ("administer", "people:accounts"),
    ("audit", "desk:log"),
    ("handle", "desk:my_day"),
    ("assign", "desk:board"),
    ("oversee", "desk:board"),
    ("call_back", "cases:calls"),
    ("collect", "cases:intake"),
)


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Where everybody arrives after signing in: the page that is theirs, else their own account."""
    viewer = viewer_of(request)
    found = (address(route) for function, route in LANDINGS if viewer.may(function))
    return redirect(next(filter(None, found), address("people:me")))
