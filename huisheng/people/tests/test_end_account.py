"""Ending an account, and ending an appointment."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.test import Client

from huisheng.core import clock
from huisheng.people import queries
from huisheng.people.actions.absences import set_absence
from huisheng.people.actions.accounts import end_account
from huisheng.people.actions.appointments import end_appointment
from huisheng.people.models import Account, Appointment, Person
from huisheng.people.refusals import Refused
from huisheng.people.viewer import viewer_for
from tests.cast import Cast, appoint, give_app, sign_in


def test_whoever_is_ended_is_out_at_once(client: Client, cast: Cast) -> None:
    give_app(cast.wang_fang)
    sign_in(client, cast.wang_fang)
    admin = sign_in(Client(), cast.zheng_guan)
    ending = f"/people/accounts/{cast.wang_fang.account.pk}/ending"
    assert "停用 王芳 的账户" in admin.get(ending).content.decode()
    assert client.get("/people/me").status_code == 200  # looking does nothing
    assert admin.post(ending).status_code == 302
    assert client.get("/people/me").status_code == 302
    assert not Authenticator.objects.filter(user=cast.wang_fang.account).exists()


def test_roles_and_standing_in_end_with_the_account(cast: Cast) -> None:
    today = clock.today()
    set_absence(
        Appointment.objects.get(person=cast.zhao_qiang), cast.wang_fang, since=today, until=today + timedelta(9),
        actor=viewer_for(cast.zhao_qiang.account),
    )  # fmt: skip
    end_account(cast.wang_fang.account, actor=viewer_for(cast.zheng_guan.account))
    assert viewer_for(Account.objects.get(person=cast.wang_fang)).posts == ()


def test_places_in_teams_stay(cast: Cast) -> None:
    appoint([(cast.wang_fang, "volunteer", cast.plots[0])])
    end_account(cast.wang_fang.account, actor=viewer_for(cast.zheng_guan.account))
    assert Appointment.objects.get(person=cast.wang_fang, role="volunteer").until is None


def test_nobody_ends_their_own_account_or_role(cast: Cast) -> None:
    zheng = viewer_for(cast.zheng_guan.account)
    with pytest.raises(Refused, match="自己"):
        end_account(cast.zheng_guan.account, actor=zheng)
    with pytest.raises(Refused, match="自己"):
        end_appointment(Appointment.objects.get(person=cast.zheng_guan), actor=zheng)


def test_a_role_that_is_ended_gives_no_right_from_that_day(client: Client, cast: Cast) -> None:
    admin = sign_in(client, cast.zheng_guan)
    post = Appointment.objects.get(person=cast.wang_fang)
    assert admin.post(f"/people/appointments/{post.pk}/ending").status_code == 302
    assert not viewer_for(cast.wang_fang.account).may("see")


def test_the_deputy_goes_with_the_role(cast: Cast) -> None:
    today, post = clock.today(), Appointment.objects.get(person=cast.wang_fang)
    absence = set_absence(
        post,
        cast.zhao_qiang,
        since=today,
        until=today + timedelta(9),
        actor=viewer_for(cast.wang_fang.account),
    )
    end_appointment(post, actor=viewer_for(cast.zheng_guan.account))
    absence.refresh_from_db()
    assert absence.until == today
    assert cast.station.id not in viewer_for(cast.zhao_qiang.account).units_for("see")


def test_the_last_administrator_stays(cast: Cast) -> None:
    feng = Appointment.objects.get(person=cast.feng_guan)
    end_appointment(feng, actor=viewer_for(cast.zheng_guan.account))
    zheng = Appointment.objects.get(person=cast.zheng_guan)
    with pytest.raises(Refused, match="最后一名"):
        end_appointment(zheng, actor=viewer_for(cast.feng_guan.account))


def test_a_role_ends_once(cast: Cast) -> None:
    post = Appointment.objects.get(person=cast.wang_fang)
    end_appointment(post, actor=viewer_for(cast.zheng_guan.account))
    with pytest.raises(Refused, match="已经结束"):
        end_appointment(post, actor=viewer_for(cast.zheng_guan.account))


@pytest.mark.parametrize("by", ["role", "account"])
def test_two_administrators_who_end_each_other_at_once_leave_one(committed_cast: Cast, by: str) -> None:
    def end(other: Person, actor: Person) -> None:
        if by == "role":
            end_appointment(Appointment.objects.get(person=other), actor=viewer_for(actor.account))
        else:
            end_account(other.account, actor=viewer_for(actor.account))

    def second() -> None:
        try:
            end(committed_cast.zheng_guan, committed_cast.feng_guan)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            end(committed_cast.feng_guan, committed_cast.zheng_guan)
            waiting = other.submit(second)
            wait([waiting], timeout=1)
        with pytest.raises(Refused, match="最后一名"):
            waiting.result()
    assert queries.active_administrators() == 1
