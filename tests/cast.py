"""The small cast of named people that all tests speak of, on a network of three streets.

    def test_the_clerk_sees_it(client, cast):
        sign_in(client, cast.wang_fang)
        client.get(...)

`cast` builds everything in about thirty statements, inside the test's transaction. Its units:

    民生工作局 bureau
    └ 为民服务指导中心 centre ── 民政分中心 civil_affairs, 住建分中心 housing
      ├ 春城街道分中心 street ─ 景阳社区工作站 station ─ 锦江花园工作室 studio ─ 党员中心户 hub
      │                      │                      └ 南湖新村工作室 second_studio
      │                      └ 迎宾社区工作站 next_station (no studio)
      ├ 锦程街道分中心 other_street ─ 一汽社区工作站 other_station ─ 东风小区工作室 other_studio
      └ 青年路街道分中心 empty_street (nobody works there)

Each studio answers for two plots (`plots`, `second_plots`, `other_plots`), squares of about 200 m.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from huisheng.core import clock
from huisheng.network import tree as network
from huisheng.network.models import Area, Organisation, Plot, Unit
from huisheng.people.actions.load_roles import load_roles
from huisheng.people.models import Account, Appointment, Person, Role, RoleGrant
from tests.cast_network import LONG_AGO, make_network

PASSWORD = "a long sentence of the cast"
_hashed: dict[str, str] = {}


@dataclass(frozen=True)
class Resident:
    """Somebody who asks. Residents have no account and are no persons of the register."""

    name: str
    phone: str


@dataclass
class Cast:
    """Places and people by name; `persons` finds whoever holds a role at a unit (see `appoint`)."""

    district: Area
    bureau: Unit
    centre: Unit
    civil_affairs: Unit
    housing: Unit
    street: Unit
    station: Unit
    next_station: Unit
    studio: Unit
    second_studio: Unit
    hub: Unit
    other_street: Unit
    other_station: Unit
    other_studio: Unit
    empty_street: Unit
    branch: Organisation
    other_branch: Organisation
    plots: list[Plot]
    second_plots: list[Plot]
    other_plots: list[Plot]
    li_daniang: Resident = field(default=Resident("李大娘", "13804310001"))
    wang_fang: Person = field(init=False)  # station clerk at `station`
    zhao_qiang: Person = field(init=False)  # field worker at `studio`
    sun_li: Person = field(init=False)  # dispatcher at `centre`
    zhou_min: Person = field(init=False)  # department handler at `civil_affairs`
    chen_jing: Person = field(init=False)  # call-back clerk at `centre`
    qian_li: Person = field(init=False)  # leader at `bureau`
    wu_shen: Person = field(init=False)  # auditor
    zheng_guan: Person = field(init=False)  # administrator
    feng_guan: Person = field(init=False)  # administrator
    he_san: Person = field(init=False)  # the outsider: station clerk at `other_station`


def sign_in(client: Client, person: Person) -> Client:
    """A session as the sign-in pages leave it: password and second factor shown just now.

    `people/tests/test_sign_in.py` signs in through the pages and compares, so that this cannot drift.
    """
    account = person.account
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    now = time.time()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": now, "username": account.login},
        {"method": "mfa", "at": now, "type": "totp", "id": 0},
    ]
    session["account_authentication_methods_user"] = str(account.pk)
    session.set_expiry(0)
    session.save()
    return client


def code_now(person: Person, steps: int = 0) -> str:
    """The code that the person's app shows now, or so many steps of 30 s later."""
    from allauth.mfa.totp.internal import auth
    from allauth.mfa.utils import decrypt

    factor = Authenticator.objects.get(user=person.account, type=Authenticator.Type.TOTP)
    step = int(time.time()) // 30 + steps
    return str(auth.format_hotp_value(auth.hotp_value(decrypt(factor.data["secret"]), step)))


def give_app(person: Person, secret: str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP") -> Authenticator:
    """A code app that is set up already."""
    from allauth.mfa.totp.internal.auth import TOTP

    return TOTP.activate(person.account, secret).instance


def add_person(name: str, login: str = "", *, demo: bool = False) -> Person:
    """A person, with an account when a login is given; the password is `PASSWORD`."""
    return add_people([(name, login)], demo=demo)[0]


def add_people(names: Sequence[tuple[str, str]], *, demo: bool = False) -> list[Person]:
    """Many of them in two statements."""
    people = Person.objects.bulk_create([Person(name=name) for name, _login in names])
    with_login = [(person, login) for person, (_name, login) in zip(people, names, strict=True) if login]
    accounts = [
        Account(login=login, person=person, password=_password(), demo=demo) for person, login in with_login
    ]
    for account in Account.objects.bulk_create(accounts):
        account.person.account = account
    return people


def appoint(posts: Sequence[tuple[Person, str, Unit | Plot | Area | Organisation]]) -> list[Appointment]:
    """Appoint persons to roles at places, as if 郑管 and 冯管 had granted it. Four statements."""
    roles = Role.objects.in_bulk({role for _person, role, _place in posts})
    granted = [post for post in posts if roles[post[1]].kind != "team"]
    administrators = _administrators()
    grants = RoleGrant.objects.bulk_create(
        [
            RoleGrant(
                person=person,
                role_id=role,
                since=LONG_AGO,
                **_place(place),
                **_granted_by(role, administrators),
            )
            for person, role, place in granted
        ]
    )
    of_post = dict(zip((id(post) for post in granted), grants, strict=True))
    return Appointment.objects.bulk_create(
        [
            Appointment(
                person=post[0],
                role_id=post[1],
                kind=roles[post[1]].kind,
                grant=of_post.get(id(post)),
                since=LONG_AGO,
                **_place(post[2]),
            )
            for post in posts
        ]
    )


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """The cast, in the test's transaction."""
    yield make_cast()
    network.forget()


@pytest.fixture
def committed_cast(transactional_db: None) -> Iterator[Cast]:
    """The cast for tests in which other processes or a browser look on."""
    yield make_cast()
    network.forget()


def make_cast() -> Cast:
    """Build the network and the people; needs an empty network."""
    load_roles()
    made = Cast(**make_network())
    network.forget()
    _make_people(made)
    return made


def _make_people(cast: Cast) -> None:
    named = {
        "zheng_guan": ("郑管", "administrator", cast.bureau),
        "feng_guan": ("冯管", "administrator", cast.bureau),
        "wang_fang": ("王芳", "station_clerk", cast.station),
        "zhao_qiang": ("赵强", "field_worker", cast.studio),
        "sun_li": ("孙丽", "dispatcher", cast.centre),
        "zhou_min": ("周敏", "department_handler", cast.civil_affairs),
        "chen_jing": ("陈静", "call_back_clerk", cast.centre),
        "qian_li": ("钱立", "leader", cast.bureau),
        "wu_shen": ("吴审", "auditor", cast.bureau),
        "he_san": ("何三", "station_clerk", cast.other_station),
    }
    people = add_people([(name, key.replace("_", ".")) for key, (name, _role, _unit) in named.items()])
    for key, person in zip(named, people, strict=True):
        setattr(cast, key, person)
    appoint(
        [(person, role, unit) for person, (_name, role, unit) in zip(people, named.values(), strict=True)]
    )


def _place(place: Unit | Plot | Area | Organisation) -> dict[str, Any]:
    return {type(place).__name__.lower(): place}


def _granted_by(role: str, administrators: Sequence[Person]) -> dict[str, Any]:
    """Granted by two administrators; they themselves come from whoever runs the server."""
    at = clock.now()
    if role == "administrator":
        return {"by_operator": True, "confirmed_at": at, "asked_at": at}
    asked_by, confirmed_by = administrators
    return {"asked_by": asked_by, "asked_at": at, "confirmed_by": confirmed_by, "confirmed_at": at}


def _administrators() -> list[Person]:
    return list(Person.objects.filter(account__login__in=["zheng.guan", "feng.guan"]).order_by("pk"))


def _password() -> str:
    if settings.PASSWORD_HASHERS[0] not in _hashed:
        _hashed[settings.PASSWORD_HASHERS[0]] = make_password(PASSWORD)
    return _hashed[settings.PASSWORD_HASHERS[0]]
