"""Walks all routes of the project against `access_table.py`, as everybody, from everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django.plugin import DjangoDbBlocker

from huisheng.network import tree as network
from huisheng.people.models import Person
from tests.access_table import HANDLERS, RELATIONS, ROWS, Row
from tests.access_things import THINGS
from tests.cast import Cast, add_people, add_person, appoint, make_cast, sign_in

METHODS = ("GET", "POST")
# On routes that are about nothing of a unit's, a relation makes no difference.
SAMPLE = ("inside",)


@dataclass(frozen=True)
class Caller:
    """Somebody with a role, appointed in some relation to `cast.station`, with a session (or none)."""

    role: str
    relation: str
    session: str = ""

    def call(self, method: str, address: str) -> HttpResponse:
        """As if it were the first request: what an earlier one did to the cookies does not count."""
        client = Client()
        if self.session:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        return client.generic(method, address)  # type: ignore[return-value]

    def __str__(self) -> str:
        return f"{self.role} {self.relation}".strip()


@dataclass(frozen=True)
class World:
    cast: Cast
    callers: tuple[Caller, ...]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Cast and callers, made once for all routes, in a transaction that is rolled back at the end."""
    with django_db_blocker.unblock(), _undone():
        cast = make_cast()
        yield World(cast, tuple(_callers(cast)))
    network.forget()


def routes() -> dict[str, Any]:
    """Every route of the project: its full name and its view."""
    return dict(_below(get_resolver(), ""))


def _below(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            name = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _below(pattern, name)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or pattern.pattern}", pattern.callback


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    assert sorted(routes()) == sorted(row.route for row in ROWS)


@pytest.mark.parametrize("route", sorted(routes()))
def test_every_route_says_who_may_call_it(route: str) -> None:
    assert hasattr(routes()[route], "access"), f"{route} lacks a decorator of huisheng.core.access"


@pytest.mark.parametrize("row", [row for row in ROWS if row.route in routes()], ids=lambda row: row.route)
def test_only_those_named_in_the_table_are_let_in(row: Row, world: World) -> None:
    wrong = []
    with _undone():
        address = reverse(row.route, kwargs=THINGS[row.about](world.cast) if row.about else None)
        for caller in _concerned(row, world):
            for method in METHODS:
                expected = row.allows(caller.role, caller.relation, method)
                with _undone():
                    response = caller.call(method, address)
                if _let_in(response, row, expected) != expected:
                    verb = "was refused" if expected else "was let in"
                    wrong.append(f"{caller} {verb}: {method} {address} → {response.status_code}")
    assert not wrong, "\n".join(wrong)


def _concerned(row: Row, world: World) -> list[Caller]:
    related = row.about and ":" in f"{row.may} {row.post or ''}"
    return [caller for caller in world.callers if related or caller.relation in ("", *SAMPLE)]


def _let_in(response: HttpResponse, row: Row, expected: bool) -> bool:
    status = response.status_code
    if status == 500:
        pytest.fail(f"{row.route} broke with {status}")
    if status == 405:  # no page for anybody: neither let in nor refused
        return expected
    if "everybody" in row.may or (expected and row.empty and status == 404):
        return status not in (401, 403)
    to_sign_in = status == 302 and response["Location"].startswith(resolve_url(settings.LOGIN_URL) + "?")
    return status not in (401, 403, 404) and not to_sign_in


def _callers(cast: Cast) -> Iterator[Caller]:
    """Nobody, a newcomer without a role, and every role in every relation."""
    yield Caller("nobody", "")
    yield Caller("newcomer", "", _session(add_person("新人丙", "xin.ren.bing")))
    yield Caller("administrator", "", _session(cast.zheng_guan))
    yield Caller("auditor", "", _session(cast.wu_shen))
    for (role, relation), person in _handlers(cast).items():
        yield Caller(role, relation, _session(person))


def _session(person: Person) -> str:
    return str(sign_in(Client(), person).cookies[settings.SESSION_COOKIE_NAME].value)


def _handlers(cast: Cast) -> dict[tuple[str, str], Person]:
    places = {
        "inside": cast.station,
        "outside": cast.other_station,
        "above": cast.street,
        "below": cast.studio,
        "called": cast.civil_affairs,
    }
    pairs = [(role, relation) for role in HANDLERS for relation in RELATIONS]
    people = dict(
        zip(pairs, add_people([(f"{r} {at}", f"{r}.{at}") for r, at in _logins(pairs)]), strict=True)
    )
    appoint([(person, role, places[relation]) for (role, relation), person in people.items()])
    return people | {
        ("station_clerk", "inside"): cast.wang_fang,
        ("field_worker", "below"): cast.zhao_qiang,
        ("department_handler", "called"): cast.zhou_min,
        ("station_clerk", "outside"): cast.he_san,
    }


def _logins(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(role.replace("_", "-"), relation) for role, relation in pairs]


@contextmanager
def _undone() -> Iterator[None]:
    """Whatever happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
