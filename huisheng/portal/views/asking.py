"""The pages of asking: the words, then where and how to answer, and between them choosing a place."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huisheng.cases.queries.catalogue import catalogue
from huisheng.portal.drafts import PLACE, Draft, settled
from huisheng.portal.forms import AskForm
from huisheng.portal.forms.ask import UNKNOWN, category_name
from huisheng.portal.queries.joining import category_of, offers
from huisheng.portal.queries.maps import choice_in
from huisheng.portal.queries.units import units_to_name

# The fields of the second page, besides the place.
SHOWN = ("category", "contact", "accused", "left", "follow", "offered")
KEEP = "no-cache"  # not no-store: going back must find the form as it was filled in

TICKED = ("at_home", "by_letter", "about")


def words_page(
    request: HttpRequest, draft: Draft, form: AskForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """First page: what happened. Of a form that came back, only what is wrong with the words matters here."""
    if form is not None:
        for name in [name for name in form.errors if name != "words"]:
            del form.errors[name]
    context = {
        "form": form or AskForm(initial=dict(draft.values)),
        "kept": list(draft.hidden("words")),
        "place": draft.place(),
        "suggestion": suggestion(draft["words"]),
        **more,
    }
    return _page(request, "portal/ask.html", context, status)


def details_page(
    request: HttpRequest, draft: Draft, form: AskForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """Second page: where, and how to answer. With `form`, what is wrong with it is said by the field."""
    draft = settled(draft)
    place = draft.place()
    ticked = {name: bool(draft[name]) for name in TICKED}
    context = {
        "form": form or AskForm(initial={**draft.values, **ticked}),
        "draft": draft,
        "kept": list(draft.hidden(*PLACE, *TICKED, *SHOWN)),
        "kept_place": draft.part(*PLACE[1:]),
        "place": place,
        "categories": _categories(draft),
        "suggestion": suggestion(draft["words"]),
        "units": units_to_name(place),
        "offers": offers(place, None if draft["at_home"] else category_of(draft)),
        **more,
    }
    return _page(request, "portal/details.html", context, status)


def _ticked(draft: Draft) -> dict[str, bool]:
    """The boxes as the draft has them."""
    return {name: bool(draft[name]) for name in ("about", "at_home")}


def choosing_page(request: HttpRequest, draft: Draft, code: str = "", missed: bool = False) -> HttpResponse:
    """The place step by step; `missed`: the tap met nothing."""
    choice = choice_in(code)
    if choice is None:
        return details_page(request, draft)
    context = {
        "kept": list(draft.hidden(*PLACE)),
        "kept_place": draft.part(*PLACE),
        "choice": choice,
        "missed": missed,
    }
    return _page(request, "portal/choosing.html", context, 200)


def suggestion(words: str) -> str:
    """The name of the category that the words suggest; empty for none."""
    found = catalogue().suggest(words)
    return category_name(found) if found is not None else ""


def _categories(draft: Draft) -> list[tuple[str, str, bool]]:
    """Code, name and whether it is chosen; the suggestion is chosen unless the resident chose."""
    held = catalogue()
    suggested = held.suggest(draft["words"])
    chosen = draft["category"] or (suggested.code if suggested is not None else UNKNOWN)
    return [(each.code, category_name(each), each.code == chosen) for each in held.categories.values()]


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = KEEP
    return response
