"""What every page knows of its reader's choices: size of text, light or dark, single keys, and the place."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

SIZES = ("normal", "elder")
THEMES = ("system", "light", "dark")
KEYS = ("on", "off")
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Look:
    """A reader's choices; `place` is the district's name beside the mark (setting `DISTRICT_NAME`)."""

    size: str = "normal"
    theme: str = "system"
    keys: str = "on"
    place: str = ""


@dataclass(frozen=True)
class Bar:
    """What the bar of staff pages shows: places (label, address, whether here), links of the menu (label, address),
    where to search and find news, who is signed in, and where to sign out; "" is not shown."""

    places: tuple[tuple[str, str, bool], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    search: str = ""
    news: str = ""
    news_count: str = ""
    name: str = ""
    post: str = ""
    sign_out: str = ""


def look_of(request: HttpRequest) -> Look:
    """The choices in this browser's cookies; whatever is not one of ours counts as not chosen."""
    return Look(
        size=_chosen(request, "look_size", SIZES),
        theme=_chosen(request, "look_theme", THEMES),
        keys=_chosen(request, "look_keys", KEYS),
        place=getattr(settings, "DISTRICT_NAME", ""),
    )


def preferences(request: HttpRequest) -> dict[str, Look]:
    """Context processor: `look` for `<html data-size data-theme>` and the mark; needs no session."""
    return {"look": look_of(request)}


def _chosen(request: HttpRequest, cookie: str, choices: tuple[str, ...]) -> str:
    value = request.COOKIES.get(cookie, "")
    return value if value in choices else choices[0]
