"""What the frame of staff pages (`ui/desk.html`) knows of where to go; who its reader is says `people`.

A context processor runs for residents' pages too, so that everything here waits until a template asks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.people.viewer import Viewer, viewer_of


@dataclass(frozen=True)
class Place:
    """A place in the main menu: who may go there, and the other routes that lie in it."""

    label: Any
    route: str
    functions: tuple[str, ...]
    within: tuple[str, ...] = ()

    def is_for(self, viewer: Viewer) -> bool:
        """Whether the viewer holds one of the functions; none named: whoever holds any."""
        return any(map(viewer.may, self.functions)) if self.functions else bool(viewer.functions)


NETWORK = (
    *("unit", "plot", "signs", "organisation", "area", "gaps", "network"),
    *("keep", "then", "hand_over", "exchange", "import"),
    *("draw", "split", "join", "close"),
)

PLACES = (
    Place(gettext_lazy("今日"), "desk:my_day", ("handle", "triage")),
    Place(gettext_lazy("诉求"), "cases:queue", ("see", "call_back"), ("cases:",)),
    Place(gettext_lazy("登记"), "cases:intake", ("collect",)),
    Place(gettext_lazy("调度"), "desk:board", ("assign", "oversee"), ("desk:board",)),
    Place(gettext_lazy("回访"), "cases:calls", ("call_back",), ("cases:call", "cases:letter")),
    Place(gettext_lazy("复核"), "cases:reviews", ("review",), ("cases:reviews",)),
    Place(gettext_lazy("网络"), "desk:network", (), ("goals:", *(f"desk:{name}" for name in NETWORK))),
    Place(gettext_lazy("账户"), "people:accounts", ("administer",), ("people:account", "people:grant")),
    Place(gettext_lazy("消息"), "outbox:templates", ("write_templates",), ("outbox:",)),
    Place(gettext_lazy("审计"), "desk:log", ("audit",)),
)


def desk(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `nav`, `search_url`, `search_words`, `menu_links`, `news_url`, all lazy."""

    def later(make: Callable[[HttpRequest], Any]) -> Any:
        return SimpleLazyObject(lambda: make(request))

    return {
        "nav": later(_nav),
        "search_url": later(_search_url),
        "search_words": request.GET.get("q", "") if _here(request) == "cases:search" else "",
        "menu_links": later(lambda _request: _menu()),
        "news_url": later(lambda request: _news(request, "desk:news")),
        "news_count_url": later(lambda request: _news(request, "desk:news_count")),
    }


@cache
def address(route: str) -> str:
    """The address of a route without arguments; empty where this installation has no such page."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _nav(request: HttpRequest) -> list[tuple[str, str, bool]]:
    viewer = viewer_of(request)
    open_to = [(place, address(place.route)) for place in PLACES if place.is_for(viewer)]
    current = _nearest([place for place, url in open_to if url], _here(request))
    return [(str(place.label), url, place is current) for place, url in open_to if url]


def _here(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _nearest(places: list[Place], here: str) -> Place | None:
    """The place that the present page lies in: the page itself, else whoever names it most closely."""

    def nearness(place: Place) -> int:
        if place.route == here:
            return len(here) + 1
        return max((len(part) for part in place.within if here.startswith(part)), default=0)

    return max(filter(nearness, places), key=nearness, default=None)


def _search_url(request: HttpRequest) -> str:
    viewer = viewer_of(request)
    return address("cases:search") if viewer.may("see") or viewer.may("call_back") else ""


def _news(request: HttpRequest, route: str) -> str:
    """Where news are, for whoever answers for cases."""
    viewer = viewer_of(request)
    return address(route) if viewer.may("handle") or viewer.may("triage") else ""


def _menu() -> list[tuple[str, str]]:
    own = address("people:me")
    return [(_("我的账户"), own)] if own else []
