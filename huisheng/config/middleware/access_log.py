"""One line for each request: what was asked for by route, never by address.

A track page's address holds the resident's secret and a search holds words; the route's pattern holds
neither.
"""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger("huisheng.access")


def route_of(request: HttpRequest | None) -> str:
    """The pattern of the route, such as `track/<secret>`; `-` for an address that is none of ours."""
    match = getattr(request, "resolver_match", None)
    return "-" if match is None else f"/{match.route}"


class AccessLog:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        milliseconds = (time.perf_counter() - begun) * 1000
        log.info("%s %s %d %.1f ms", request.method, route_of(request), response.status_code, milliseconds)
        return response
