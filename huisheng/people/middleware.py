"""What is true of every request of staff: a live session, a second factor, and `request.viewer`."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from huisheng.core import clock
from huisheng.people.second_factor import has_second_factor
from huisheng.people.viewer import viewer_of
from huisheng.ui.views.errors import page, typed

FOUND, UNAUTHORIZED = 302, 401
STOP_ASKING = 286  # htmx ends its polling on this status
BEGAN, SEEN = "staff_began", "staff_seen"
# How exactly the last act is kept, so that reading pages does not write the session each time.
SEEN_SECONDS = 60

Handler = Callable[[HttpRequest], HttpResponse]

# What whoever has no second factor yet may do: set one up, or leave.
ON_THE_WAY = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_totp_qr",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "account_reauthenticate",
        "account_logout",
    }
)


class StaffSession:
    """Signs out who was idle or has been in for long, and leads on who has no second factor yet.

    Times are `settings.STAFF_IDLE_SECONDS` and `settings.SESSION_COOKIE_AGE`, in seconds. Costs no
    statement of its own, apart from writing the session once a minute.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))  # type: ignore[attr-defined]
        return _lead_in(request, self.get_response(request))

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not _has_session(request) or not request.user.is_authenticated:
            return None
        is_public = _is_public(view)
        if _ran_out(request):
            logout(request)
            return None if is_public else _sign_in_again(request)
        if is_public or has_second_factor(request):
            return None
        name = request.resolver_match.url_name if request.resolver_match else None
        return None if name in ON_THE_WAY else HttpResponseRedirect(reverse("mfa_index"))


def _has_session(request: HttpRequest) -> bool:
    """Without the cookie nobody is signed in: residents' pages then touch no session at all."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _is_public(view: Any) -> bool:
    access = getattr(view, "access", None)
    return access is not None and access.kind == "public"


def _ran_out(request: HttpRequest) -> bool:
    now = int(clock.now().timestamp())
    began = request.session.setdefault(BEGAN, now)
    seen = request.session.get(SEEN, now)
    if now - seen > settings.STAFF_IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
        return True
    if SEEN not in request.session or (now - seen >= SEEN_SECONDS and not _only_watches(request)):
        request.session[SEEN] = now
    return False


def _only_watches(request: HttpRequest) -> bool:
    """A page that asks by itself whether something changed (`{% watch %}`): nobody's act."""
    return "X-Watch" in request.headers


def _lead_in(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Turn the way to sign-in into what the asker can use; what was typed is shown, to be taken along."""
    if response.status_code != FOUND:
        return response
    sign_in = resolve_url(settings.LOGIN_URL)
    if not response["Location"].startswith(f"{sign_in}?"):
        return response
    if _only_watches(request):
        return HttpResponse(status=STOP_ASKING)
    if "HX-Request" in request.headers:
        here = urlsplit(request.headers.get("HX-Current-URL", "")).path
        return HttpResponse(headers={"HX-Redirect": f"{sign_in}?{urlencode({'next': here})}"})
    if request.method == "POST":
        return page(
            request,
            UNAUTHORIZED,
            template="people/signed_out.html",
            words=list(typed(request)),
            sign_in=response["Location"],
        )
    return response


def _sign_in_again(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("您有一阵没有操作，已经自动退出。请重新登录。"))
    return redirect_to_login(request.get_full_path())
