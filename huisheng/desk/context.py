"""What the frame of staff pages (`ui/desk.html`) knows of its reader and of where to go.

A context processor runs for residents' pages too, so that everything here waits until a template asks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer, viewer_of
from huisheng.ui.context import Bar


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
    *("keep", "then", "hand_over", "exchange", "import", "member"),
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


def desk(request: HttpRequest) -> dict[str, Callable[[], Bar]]:
    """Context processor: `bar`, made once for a page."""
    return {"bar": cache(partial(_bar, request))}


def _bar(request: HttpRequest) -> Bar:
    viewer, here = viewer_of(request), _here(request)
    searches = viewer.may("see") or viewer.may("call_back")
    has_news = viewer.may("handle") or viewer.may("triage")
    return Bar(
        places=tuple(_places(viewer, here)),
        links=tuple(_links()),
        search=address("cases:search") if searches else "",
        news=address("desk:news") if has_news else "",
        news_count=address("desk:news_count") if has_news else "",
        name=viewer.name,
        post=_first_unit(viewer),
        sign_out=address("account_logout") if settings.SESSION_COOKIE_NAME in request.COOKIES else "",
    )


@cache
def address(route: str) -> str:
    """The address of a route without arguments; empty where this installation has no such page."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _places(viewer: Viewer, here: str) -> Iterator[tuple[str, str, bool]]:
    open_to = [(place, address(place.route)) for place in PLACES if place.is_for(viewer)]
    current = _nearest([place for place, url in open_to if url], here)
    for place, url in open_to:
        if url:
            yield str(place.label), url, place is current


def _here(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _nearest(places: list[Place], here: str) -> Place | None:
    """The place that the present page lies in: the page itself, else whoever names it most closely."""

    def nearness(place: Place) -> int:
        if place.route == here:
            return len(here) + 1
        return max((len(part) for part in place.within if here.startswith(part)), default=0)

    return max(filter(nearness, places), key=nearness, default=None)


def _links() -> Iterator[tuple[str, str]]:
    if own := address("people:me"):
        yield _("我的账户"), own


def _first_unit(viewer: Viewer) -> str:
    units = (post.unit_id for post in viewer.posts if post.unit_id is not None and not post.deputy)
    first = next(units, None)
    return tree().unit(first).name if first is not None else ""
