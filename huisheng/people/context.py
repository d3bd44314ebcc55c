from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer, viewer_of


def staff(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `me` (name and first post) and `sign_out_url` for the desk's bar; lazy."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return {}
    return {
        "me": SimpleLazyObject(lambda: _me(viewer_of(request))),
        "sign_out_url": reverse("account_logout"),
    }


def _me(viewer: Viewer) -> dict[str, str]:
    units = [post.unit_id for post in viewer.posts if post.unit_id is not None and not post.deputy]
    return {"name": viewer.name, "post": tree().unit(units[0]).name if units else ""}
