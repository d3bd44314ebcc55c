from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from huisheng.core import clock
from huisheng.core.access import signed_in
from huisheng.desk.queries.on_a_day import find_asked
from huisheng.desk.queries.on_a_day import then as who_then


@signed_in
def then(request: HttpRequest) -> HttpResponse:
    """Who was responsible for a unit, a plot or a dwelling on a day; both stand in the address."""
    place, typed = request.GET.get("place", "").strip(), request.GET.get("on", "")
    context: dict[str, object] = {"place": place, "typed": typed, "now": clock.now(), "day": clock.today()}
    try:
        context["day"] = day = date.fromisoformat(typed) if typed else clock.today()
    except ValueError:
        return render(request, "desk/then.html", {**context, "day_problem": True})
    if place:
        try:
            context["found"] = who_then(find_asked(place), day)
        except ValidationError as unclear:
            context["place_problem"] = unclear.messages[0]
    elif "place" in request.GET:
        context["place_problem"] = _("请写单位、责任田或者住户。")
    return render(request, "desk/then.html", context)
