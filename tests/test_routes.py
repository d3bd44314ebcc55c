"""Every route says who may call it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from huisheng.core.access import Access

KINDS = {"public", "signed_in", "functions"}


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route with its whole address pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, address)
        else:
            yield address, entry


def test_every_route_declares_its_access() -> None:
    silent = [
        address
        for address, route in routes()
        if not isinstance(getattr(route.callback, "access", None), Access)
    ]
    assert silent == []


def test_no_route_declares_an_access_that_does_not_exist() -> None:
    rules = [route.callback.access for _, route in routes() if hasattr(route.callback, "access")]
    assert {rule.kind for rule in rules} <= KINDS
    assert all(rule.functions for rule in rules if rule.kind == "functions")


def test_every_section_of_the_house_has_routes() -> None:
    first = {address.split("/")[0] for address, _ in routes()}
    assert {"healthz", "look", "desk", "cases", "people"} <= first
