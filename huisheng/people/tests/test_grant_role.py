"""Roles with rights are given by two people."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.people.actions.grants import ask_for_role, confirm_role, refuse_role
from huisheng.people.models import Appointment, Person, Role, RoleGrant
from huisheng.people.refusals import Refused
from huisheng.people.viewer import Viewer, viewer_for
from tests.cast import Cast, add_person, sign_in


def acting(person: Person) -> Viewer:
    return viewer_for(person.account)


@pytest.fixture
def newcomer(cast: Cast) -> Person:
    return add_person("新来", "xin.lai")


def ask(cast: Cast, person: Person, role: str = "station_clerk", by: Person | None = None) -> RoleGrant:
    return ask_for_role(
        person,
        Role.objects.get(pk=role),
        {"unit_id": (cast.bureau if role in ("auditor", "administrator") else cast.station).id},
        actor=acting(by or cast.zheng_guan),
        since=clock.today(),
    )


def test_asked_by_one_and_confirmed_by_another_the_role_is_in_force(cast: Cast, newcomer: Person) -> None:
    grant = ask(cast, newcomer)
    assert not acting(newcomer).may("see")
    confirm_role(grant, actor=acting(cast.feng_guan))
    assert cast.station.id in acting(newcomer).units_for("see")
    entry = AuditEntry.objects.get(action="role_confirmed")
    assert entry.actor == cast.feng_guan.account.pk
    assert entry.detail["role"] == "station_clerk"


def test_nobody_asks_for_themselves(cast: Cast) -> None:
    with pytest.raises(Refused, match="自己"):
        ask(cast, cast.zheng_guan, "administrator")


def test_who_asked_cannot_confirm(cast: Cast, newcomer: Person) -> None:
    grant = ask(cast, newcomer)
    with pytest.raises(Refused, match="另一名管理员"):
        confirm_role(grant, actor=acting(cast.zheng_guan))
    assert not Appointment.objects.filter(person=newcomer).exists()


def test_who_gets_it_neither_confirms_nor_refuses(cast: Cast) -> None:
    Appointment.objects.filter(person=cast.feng_guan).update(until=clock.today())
    grant = ask(cast, cast.feng_guan)
    for act in (confirm_role, refuse_role):
        with pytest.raises(Refused):
            act(grant, actor=acting(cast.feng_guan))


def test_the_database_refuses_a_grant_that_one_person_made(cast: Cast, newcomer: Person) -> None:
    grant = ask(cast, newcomer)
    for confirmed_by in (cast.zheng_guan, newcomer):
        with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
            RoleGrant.objects.filter(pk=grant.pk).update(confirmed_by=confirmed_by, confirmed_at=clock.now())
    with pytest.raises(IntegrityError, match="confirmed_by_someone"), transaction.atomic():
        RoleGrant.objects.filter(pk=grant.pk).update(confirmed_at=clock.now())
    with pytest.raises(IntegrityError, match="not_asked_for_oneself"), transaction.atomic():
        RoleGrant.objects.filter(pk=grant.pk).update(asked_by=newcomer)


def test_the_database_refuses_a_role_with_rights_without_a_grant(cast: Cast, newcomer: Person) -> None:
    with pytest.raises(IntegrityError, match="need_a_grant"), transaction.atomic():
        Appointment.objects.create(
            person=newcomer, role_id="leader", kind="cases", unit=cast.station, since=clock.today()
        )


def test_the_database_refuses_to_call_a_role_with_rights_a_place_in_a_team(
    cast: Cast, newcomer: Person
) -> None:
    with pytest.raises(IntegrityError, match="kind_of_role"), transaction.atomic():
        Appointment.objects.create(
            person=newcomer, role_id="leader", kind="team", unit=cast.station, since=clock.today()
        )
        connection.check_constraints()


def test_the_operator_makes_administrators_only(cast: Cast, newcomer: Person) -> None:
    with pytest.raises(IntegrityError, match="operator_makes_administrators"), transaction.atomic():
        RoleGrant.objects.create(
            person=newcomer, role_id="leader", by_operator=True, confirmed_at=clock.now(), unit=cast.station,
            since=clock.today(),
        )  # fmt: skip


@pytest.mark.parametrize("second", ["auditor", "administrator"])
def test_nobody_handles_matters_and_audits_or_administers(cast: Cast, second: str) -> None:
    grant = ask(cast, cast.wang_fang, second)
    with pytest.raises(Refused, match="同一个人"):
        confirm_role(grant, actor=acting(cast.feng_guan))
    grant.refresh_from_db()
    assert grant.is_waiting


def test_an_auditor_is_not_made_administrator(cast: Cast) -> None:
    with pytest.raises(Refused, match="同一个人"):
        confirm_role(ask(cast, cast.wu_shen, "administrator"), actor=acting(cast.feng_guan))


def test_it_is_decided_once(cast: Cast, newcomer: Person) -> None:
    grant = ask(cast, newcomer)
    refuse_role(grant, actor=acting(cast.feng_guan))
    with pytest.raises(Refused, match="已经有人处理"):
        confirm_role(grant, actor=acting(cast.feng_guan))


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_who_audits_or_administers_does_it_at_the_top_unit(cast: Cast, newcomer: Person, role: str) -> None:
    for place in ({"unit_id": cast.street.id}, {"area_id": cast.district.id}):
        with pytest.raises(Refused, match="最上级"):
            ask_for_role(
                newcomer, Role.objects.get(pk=role), place, actor=acting(cast.zheng_guan), since=clock.today()
            )


def test_without_an_account_no_role_is_given(cast: Cast) -> None:
    with pytest.raises(Refused, match="邀请"):
        ask(cast, add_person("无号"))


def test_a_team_place_is_nothing_to_grant(cast: Cast, newcomer: Person) -> None:
    with pytest.raises(Refused, match="不登录"):
        ask(cast, newcomer, "volunteer")


def test_a_period_that_ends_before_it_begins_is_refused(cast: Cast, newcomer: Person) -> None:
    with pytest.raises(Refused, match="结束日期"):
        ask_for_role(
            newcomer, Role.objects.get(pk="leader"), {"unit_id": cast.station.id},
            actor=acting(cast.zheng_guan), since=clock.today(), until=clock.today() - timedelta(days=1),
        )  # fmt: skip


def test_two_administrators_do_it_on_the_pages(client: Client, cast: Cast, newcomer: Person) -> None:
    sign_in(client, cast.zheng_guan)
    page = f"/people/accounts/{newcomer.account.pk}/grants/new"
    wrong = client.post(page, {"role": "station_clerk", "place": "景阳", "since": "2026-01-01"})
    assert wrong.status_code == 422
    assert "景阳社区工作站（春-1）" in wrong.content.decode()
    nothing = client.post(page, {"role": "", "place": "景阳社区工作站", "since": "2026-01-01"})
    assert (
        "请选一个角色" in nothing.content.decode() and not RoleGrant.objects.filter(person=newcomer).exists()
    )
    done = client.post(page, {"role": "station_clerk", "place": "景阳社区工作站", "since": "2026-01-01"})
    assert done.status_code == 302
    grant = RoleGrant.objects.get(person=newcomer)
    own = client.post(f"/people/grants/{grant.pk}/confirmation")
    assert own.status_code == 422
    assert "另一名管理员" in own.content.decode()

    other = sign_in(Client(), cast.feng_guan)
    assert "新来" in other.get("/people/grants").content.decode()
    assert other.post(f"/people/grants/{grant.pk}/confirmation").status_code == 302
    assert acting(newcomer).may("triage")


def test_the_pages_take_few_statements(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, cast.zheng_guan)
    for number in range(8):
        ask(cast, add_person(f"新{number}", f"xin.{number}"))
    client.get("/people/grants")  # the first request reads the network, once for all
    for page in ("/people/grants", "/people/accounts", f"/people/accounts/{cast.wang_fang.account.pk}"):
        with django_assert_max_num_queries(12):
            client.get(page)
