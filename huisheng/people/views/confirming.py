from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huisheng.people.refusals import Refused


def confirm(
    request: HttpRequest,
    act: Callable[[], HttpResponse],
    *,
    title: str,
    words: str,
    button: str,
    back: str,
    danger: bool = False,
) -> HttpResponse:
    """A page that says what will happen and does it on POST; a refusal is said on the same page."""
    problem = ""
    if request.method == "POST":
        try:
            return act()
        except Refused as refused:
            problem = str(refused)
    context = {
        "title": title,
        "words": words,
        "button": button,
        "back": back,
        "danger": danger,
        "problem": problem,
    }
    return render(request, "people/confirm.html", context, status=422 if problem else 200)
