"""How a real installation gets its administrators, and demo accounts stay out of it."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from huisheng.people import reference
from huisheng.people.actions.load_roles import WrongReference, load_roles
from huisheng.people.checks import no_demo_accounts
from huisheng.people.models import Account, Appointment, RoleFunction, RoleGrant
from huisheng.people.viewer import viewer_for
from tests.cast import Cast, add_person


def run(login: str) -> str:
    out = StringIO()
    call_command("first_administrator", login, "管理甲", stdout=out)
    return out.getvalue()


def test_it_prints_a_link_that_sets_the_password(client: Client, cast: Cast) -> None:
    Appointment.objects.filter(kind="administer").update(until="2020-01-01", since="2020-01-01")
    link = re.search(r"http://testserver(/people/invitations/\S+)", run("guan.jia"))[1]  # type: ignore[index]
    assert client.get(link).status_code == 200
    assert viewer_for(Account.objects.get(login="guan.jia")).functions == {"administer", "write_templates"}
    assert RoleGrant.objects.get(person__account__login="guan.jia").by_operator


def test_with_two_administrators_the_command_makes_no_more(cast: Cast) -> None:
    with pytest.raises(CommandError, match="两名管理员"):
        run("guan.jia")


def test_without_units_it_says_what_to_do_first(db: None) -> None:
    with pytest.raises(CommandError, match="组织网络"):
        run("guan.jia")


def test_a_real_installation_with_demo_accounts_does_not_start(cast: Cast, settings: Any) -> None:
    add_person("演示", "yan.shi", demo=True)
    settings.DEMO = False
    assert [error.id for error in no_demo_accounts(None, ["default"])] == ["people.E001"]
    settings.DEMO = True
    assert no_demo_accounts(None, ["default"]) == []


def test_loading_the_roles_again_changes_nothing(db: None) -> None:
    load_roles()
    before = list(RoleFunction.objects.order_by("id").values_list("id", "role", "function", "reach"))
    load_roles()
    assert list(RoleFunction.objects.order_by("id").values_list("id", "role", "function", "reach")) == before


def test_a_later_app_adds_its_function(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "_functions", reference.functions())
    monkeypatch.setattr(reference, "_added", {})
    reference.add_function(
        reference.FunctionRow("mediate", "调解", reads_cases=True), {"station_clerk": "own"}
    )
    load_roles()
    assert viewer_for(cast.wang_fang.account).units_for("mediate") == {cast.station.id}
    assert viewer_for(cast.wang_fang.account).may("triage")


def test_a_role_that_one_person_may_give_cannot_read_matters(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference, "_functions", reference.functions())
    monkeypatch.setattr(reference, "_added", {})
    reference.add_function(
        reference.FunctionRow("peek", "偷看", reads_cases=True), {"administrator": "subtree"}
    )
    with pytest.raises(WrongReference, match="administrator"):
        load_roles()
