"""Walks all routes of the project against `access_table.py`, as everybody, from everywhere."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse

from tests.access_table import ROWS, Row
from tests.access_things import THINGS
from tests.support.world import Caller, World, routes, undone

METHODS = ("GET", "POST")
# On routes that are about nothing of a unit's, a relation makes no difference.
SAMPLE = ("inside",)


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    assert sorted(routes()) == sorted(row.route for row in ROWS)


@pytest.mark.parametrize("route", sorted(routes()))
def test_every_route_says_who_may_call_it(route: str) -> None:
    assert hasattr(routes()[route], "access"), f"{route} lacks a decorator of huisheng.core.access"


@pytest.mark.parametrize("row", [row for row in ROWS if row.route in routes()], ids=lambda row: row.route)
def test_only_those_named_in_the_table_are_let_in(row: Row, world: World) -> None:
    wrong = []
    with undone():
        address = reverse(row.route, kwargs=THINGS[row.about](world.cast) if row.about else None)
        for caller in _concerned(row, world):
            for method in METHODS:
                expected = row.allows(caller.role, caller.relation, method)
                with undone():
                    response = caller.call(method, address)
                if method == "GET" and _leads_on(row, response):
                    continue  # to the page with the form, which has a row of its own
                if _let_in(response, row, expected) != expected:
                    verb = "was refused" if expected else "was let in"
                    wrong.append(f"{caller} {verb}: {method} {address} → {response.status_code}")
    assert not wrong, "\n".join(wrong)


def _concerned(row: Row, world: World) -> list[Caller]:
    related = row.about and ":" in f"{row.may} {row.post or ''}"
    return [caller for caller in world.callers if related or caller.relation in ("", *SAMPLE)]


def _leads_on(row: Row, response: HttpResponse) -> bool:
    return (
        hasattr(routes()[row.route], "sent_from")
        and response.status_code == 302
        and not _to_sign_in(response)
    )


def _to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response["Location"].startswith(
        resolve_url(settings.LOGIN_URL) + "?"
    )


def _let_in(response: HttpResponse, row: Row, expected: bool) -> bool:
    status = response.status_code
    if status == 500:
        pytest.fail(f"{row.route} broke with {status}")
    if status == 405:  # no page for anybody: neither let in nor refused
        return expected
    if "everybody" in row.may or (expected and row.empty and status == 404):
        return status not in (401, 403)
    return status not in (401, 403, 404) and not _to_sign_in(response)
