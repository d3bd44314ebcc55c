"""Where a request comes from, for counting only; it is never stored in the open (`core.rate`)."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

IPV6_HOME = 64  # bits: one household has all addresses below


def address_of(request: HttpRequest) -> str:
    """The caller's network address as the last trusted proxy saw it; an IPv6 address without its last half."""
    seen = str(request.META.get("REMOTE_ADDR") or "")
    if settings.TRUSTED_PROXIES:
        told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(told) >= settings.TRUSTED_PROXIES:
            seen = told[-settings.TRUSTED_PROXIES]
    return _home(seen)


def _home(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return address
    if parsed.ipv4_mapped is not None:  # as IPv4 callers look to a server that listens on IPv6
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((parsed, IPV6_HOME), strict=False))
