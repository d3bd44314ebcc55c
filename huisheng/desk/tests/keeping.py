"""What the tests of pages that keep the tree send."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from huisheng.core import clock


def page_of(client: Client, thing: str, act: str, code: str) -> str:
    """The address of an act, and that its page opens."""
    address = reverse(f"desk:keep_{thing}_{act}", args=[code])
    assert client.get(address).status_code == 200
    return address


def hidden(response: Any) -> dict[str, str]:
    """Key, mark and print of a page as it would be sent back."""
    body = response.content.decode()
    found = {}
    for name in ("key", "seen", "shown"):
        control = re.search(rf'<input type="hidden" name="{name}"[^>]*>', body)
        value = re.search(r'value="([^"]*)"', control[0]) if control else None
        found[name] = value[1] if value else ""
    return found


def look(client: Client, address: str, **typed: Any) -> HttpResponse:
    """Ask what it would do."""
    sent = {**hidden(client.get(address)), "effective": clock.today().isoformat(), "reason": "", **typed}
    return client.post(address, sent)  # type: ignore[return-value]


def confirm(client: Client, address: str, **typed: Any) -> HttpResponse:
    """Look, then confirm what was shown."""
    shown = look(client, address, **typed)
    assert shown.status_code == 200, shown.content.decode()
    return client.post(address, sent_again(shown, **typed))  # type: ignore[return-value]


def sent_again(shown: Any, **typed: Any) -> dict[str, Any]:
    """What a browser sends when the preview is confirmed."""
    return {"effective": clock.today().isoformat(), "reason": "", **typed, **hidden(shown), "sure": "1"}
