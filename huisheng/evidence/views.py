"""The log's files on the web (https://c2sp.org/tlog-tiles): what can change is kept for seconds, the rest for ever."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huisheng.core.access import public
from huisheng.evidence.keys import NoKey, log_key
from huisheng.evidence.queries import published
from huisheng.verify import tiles

SECONDS = "public, max-age=5"
ALWAYS = "public, max-age=31536000, immutable"
TEXT, BYTES = "text/plain; charset=utf-8", "application/octet-stream"


@public
@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint with what witnesses wrote under it."""
    return _file(published.checkpoint(), TEXT, SECONDS)


@public
@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The log's public key, as name+id+key."""
    try:
        return _file(f"{log_key().signer.key}\n", TEXT, SECONDS)
    except NoKey:
        raise Http404 from None


@public
@require_safe
def tile(request: HttpRequest, level: int, place: str) -> HttpResponse:
    """Hashes of one tile."""
    return _tile(place, lambda number, width: published.tile(level, number, width))


@public
@require_safe
def entries(request: HttpRequest, place: str) -> HttpResponse:
    """The entries under one tile at level 0."""
    return _tile(place, published.bundle)


@public
@require_safe
def openings_index(request: HttpRequest) -> HttpResponse:
    """Every file of openings."""
    return _file(published.openings_index(), "application/json", SECONDS)


@public
@require_safe
def listing(request: HttpRequest, version: int) -> HttpResponse:
    """One list over the files of openings."""
    return _opening("list", version, "application/json")


@public
@require_safe
def opening(request: HttpRequest, name: str, version: int) -> HttpResponse:
    """One file of openings."""
    return _opening(name, version, "application/jsonl")


def _opening(name: str, version: int, kind: str) -> HttpResponse:
    found = published.opening(name, version)
    if found is None:
        raise Http404
    answer = _file(bytes(found.content), kind, ALWAYS)
    answer["Content-Encoding"] = "gzip"
    return answer


def _tile(place: str, content: Callable[[int, int], bytes | None]) -> HttpResponse:
    found = tiles.read_path(place)
    return _file(content(*found) if found else None, BYTES, ALWAYS)


def _file(content: str | bytes | None, kind: str, kept: str) -> HttpResponse:
    if content is None:
        raise Http404
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": kept})
