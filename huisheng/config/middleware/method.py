"""An address that only a form leads to, opened by itself: reloaded, bookmarked, or come to by the switch of language.

Django answers 405 without a word, and browsers then show a page of their own. Programs get Django's answer.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from huisheng.ui.views import errors

Handler = Callable[[HttpRequest], HttpResponse]


class WrongMethod:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content or not _is_browser(request):
            return response
        said = errors.wrong_method(request)
        said.headers["Allow"] = response.headers["Allow"]
        return said


def _is_browser(request: HttpRequest) -> bool:
    return "text/html" in request.headers.get("Accept", "")
