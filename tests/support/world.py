"""Everybody who may come to a page: a newcomer, and every role in every relation to one unit, signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django.plugin import DjangoDbBlocker

from huisheng.network import tree as network
from huisheng.people.models import Person
from tests.access_table import HANDLERS, RELATIONS
from tests.cast import Cast, add_people, add_person, appoint, make_cast, sign_in


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
    with django_db_blocker.unblock(), undone():
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


def _callers(cast: Cast) -> Iterator[Caller]:
    """Nobody, a newcomer without a role, and every role in every relation."""
    yield Caller("nobody", "")
    yield Caller("newcomer", "", _session(add_person("新人丙", "xin.ren.bing")))
    yield Caller("administrator", "", _session(cast.zheng_guan))
    yield Caller("auditor", "", _session(cast.wu_shen))
    for (role, relation), person in _handlers(cast).items():
        yield Caller(role, relation, _session(person))
    yield Caller("dispatcher", "centre", _session(cast.sun_li))
    registrar = add_person("许册", "xu.ce")
    appoint([(registrar, "registrar", cast.centre)])
    yield Caller("registrar", "centre", _session(registrar))


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
def undone() -> Iterator[None]:
    """Whatever happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
