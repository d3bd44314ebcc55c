"""What changed between asking for a role and confirming it."""

import pytest

from huisheng.core import clock
from huisheng.people.actions.accounts import end_account
from huisheng.people.actions.grants import ask_for_role, confirm_role
from huisheng.people.models import Appointment, Person, Role
from huisheng.people.refusals import Refused
from huisheng.people.viewer import viewer_for
from tests.cast import Cast, add_person


def test_nobody_gets_a_role_whose_account_ended_and_nobody_loses_theirs_to_them(cast: Cast) -> None:
    successor = add_person("新来", "xin.lai")
    post = Appointment.objects.get(person=cast.wang_fang)
    grant = ask_for_role(
        successor,
        Role.objects.get(pk="station_clerk"),
        post.place_ids,
        actor=viewer_for(cast.zheng_guan.account),
        since=clock.today(),
        replaces=post,
    )
    end_account(successor.account, actor=viewer_for(cast.feng_guan.account))
    with pytest.raises(Refused, match="停用"):
        confirm_role(grant, actor=viewer_for(cast.feng_guan.account))
    assert not Appointment.objects.filter(person=successor).exists()
    post.refresh_from_db()
    assert post.until is None


def test_nobody_is_appointed_to_a_unit_that_closed_meanwhile(cast: Cast) -> None:
    somebody: Person = add_person("新来", "xin.lai")
    grant = ask_for_role(
        somebody,
        Role.objects.get(pk="dispatcher"),
        {"unit_id": cast.empty_street.pk},
        actor=viewer_for(cast.zheng_guan.account),
        since=clock.today(),
    )
    cast.empty_street.until = clock.today()
    cast.empty_street.save()
    with pytest.raises(Refused, match="撤销"):
        confirm_role(grant, actor=viewer_for(cast.feng_guan.account))
    assert not Appointment.objects.filter(person=somebody).exists()
