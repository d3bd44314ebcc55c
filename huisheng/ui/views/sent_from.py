"""Addresses that only take what a form sends: whoever opens one in a browser comes to the page with the form.

That happens after signing in again, by going back, or by reloading what such an address had answered.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

View = Callable[..., HttpResponse]
NOT_DONE = _("刚才这一步没有做：它要在这一页上按按钮。请看一眼，再按一次。")


def sent_from(page: str, *kept: str, words: Promise | str = NOT_DONE) -> Callable[[View], View]:
    """For the view of such an address: `page` is the route of the page with its form, `kept` the parts of the
    address that both have, `words` what the page then says (empty: nothing, and no cookie).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def taking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            if words:
                messages.info(request, str(words))
            return HttpResponseRedirect(reverse(page, kwargs={name: kwargs[name] for name in kept}))

        # For the test that opens every such address; functions have no declared attributes.
        taking.sent_from = page  # type: ignore[attr-defined]
        return taking

    return decorate
