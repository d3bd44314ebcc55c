"""Who may call a route: every view says so itself, and a test walks all routes to see that it does.

Functions are names of what somebody may do (`see`, `triage`, `handle`, …); who holds which function where
is `people`'s business and reaches a view as `request.viewer`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Access:
    """What a route demands: nothing (`public`), an account (`signed_in`), or one of `functions`."""

    kind: str
    functions: frozenset[str] = frozenset()


class Guarded(Protocol):
    """A view that carries its access rule."""

    access: Access

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse: ...


def public(view: View) -> Guarded:
    """Anybody, with or without an account."""
    return _mark(view, Access("public"))


def signed_in(view: View) -> Guarded:
    """Whoever holds an account that is in force, with a second factor."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if _is_known(request) else _to_sign_in(request)

    return _mark(guarded, Access("signed_in"))


def functions(*names: str) -> Callable[[View], Guarded]:
    """Whoever holds at least one of the functions, somewhere; where is checked by the act or the query."""

    def decorate(view: View) -> Guarded:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not _is_known(request):
                return _to_sign_in(request)
            viewer = request.viewer  # type: ignore[attr-defined]  # set by people's middleware
            if not any(viewer.may(name) for name in names):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return _mark(guarded, Access("functions", frozenset(names)))

    return decorate


def _mark(view: View, access: Access) -> Guarded:
    guarded = cast(Guarded, view)
    guarded.access = access
    return guarded


def _is_known(request: HttpRequest) -> bool:
    return request.user.is_authenticated


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    return redirect_to_login(request.get_full_path())
