"""Addresses and fields with a NUL are refused: PostgreSQL keeps none in a text, and no person types one."""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, QueryDict

from huisheng.portal.api import API, refuse_text
from huisheng.ui.views import errors

Handler = Callable[[HttpRequest], HttpResponse]
NUL = "\0"


class NoNul:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _has_nul(request):
            return self.get_response(request)
        if request.path_info.startswith(API):
            return refuse_text(request)
        words = [word.replace(NUL, "") for word in errors.typed(request)]
        return errors.page(request, 400, words=words)


def _has_nul(request: HttpRequest) -> bool:
    return (
        NUL in request.path_info
        or any(NUL in text for text in _texts(request.GET))
        or (request.method == "POST" and any(NUL in text for text in _texts(request.POST)))
    )


def _texts(fields: QueryDict) -> Iterator[str]:
    for name, values in fields.lists():
        yield name
        yield from values
