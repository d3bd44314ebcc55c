"""Content-Security-Policy (W3C CSP level 3): pages load from here only, and run no inline script or style."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


def tile_origin(address: str) -> str:
    """Where map tiles come from, for `img-src`; sub-domains such as {s} become a wildcard."""
    if not address:
        return ""
    parts = urlsplit(address)
    first, _, rest = parts.netloc.partition(".")
    host = f"*.{rest}" if "{" in first else parts.netloc
    return f"{parts.scheme}://{host}"


def policy(tiles: str) -> str:
    images = " ".join(filter(None, ["img-src 'self' blob:", tile_origin(tiles)]))
    rules = (
        "default-src 'self'",
        images,
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
    return "; ".join(rules)


class ContentPolicy:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.policy = policy(settings.TILES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(self), microphone=()")
        return response
