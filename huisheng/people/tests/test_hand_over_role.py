"""A role that handles matters changes hands when a second administrator confirms, and not before."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from huisheng.core import clock
from huisheng.people.actions.grants import confirm_role, refuse_role
from huisheng.people.actions.succession import hand_over_role
from huisheng.people.models import Appointment, Person, RoleGrant
from huisheng.people.refusals import Refused
from huisheng.people.viewer import Viewer, viewer_for
from tests.cast import Cast, add_person, appoint, sign_in


@pytest.fixture
def post(cast: Cast) -> Appointment:
    return Appointment.objects.get(person=cast.wang_fang)


@pytest.fixture
def newcomer(cast: Cast) -> Person:
    return add_person("新办事员", "xin.ban")


def zheng(cast: Cast) -> Viewer:
    return viewer_for(cast.zheng_guan.account)


def hand(
    cast: Cast, post: Appointment, who: Person | None, *, vacant: bool = False, days: int = 0
) -> RoleGrant | None:
    day = clock.today() + timedelta(days=days)
    return hand_over_role(post.pk, who, vacant=vacant, day=day, actor=zheng(cast))


def clerks(cast: Cast, days: int = 0) -> list[Person]:
    held = Appointment.objects.in_force(clock.today() + timedelta(days=days))
    return [each.person for each in held.filter(unit=cast.station, role="station_clerk")]


def test_until_the_second_confirms_it_is_the_one_and_then_the_other(
    cast: Cast, post: Appointment, newcomer: Person
) -> None:
    grant = hand(cast, post, newcomer)
    assert grant is not None and clerks(cast) == [cast.wang_fang]
    assert not viewer_for(newcomer.account).may("see")
    with pytest.raises(Refused):
        confirm_role(grant, actor=zheng(cast))
    confirm_role(grant, actor=viewer_for(cast.feng_guan.account))
    assert clerks(cast) == [newcomer]
    assert viewer_for(newcomer.account).may("see") and not viewer_for(cast.wang_fang.account).may("see")


def test_confirmed_early_it_changes_on_the_day(cast: Cast, post: Appointment, newcomer: Person) -> None:
    grant = hand(cast, post, newcomer, days=10)
    assert grant is not None
    confirm_role(grant, actor=viewer_for(cast.feng_guan.account))
    assert (clerks(cast, 9), clerks(cast, 10)) == ([cast.wang_fang], [newcomer])


def test_refused_everything_stays(cast: Cast, post: Appointment, newcomer: Person) -> None:
    grant = hand(cast, post, newcomer)
    assert grant is not None
    refuse_role(grant, actor=viewer_for(cast.feng_guan.account))
    assert clerks(cast) == [cast.wang_fang]
    assert hand(cast, post, newcomer) != grant


def test_a_second_click_asks_once_and_another_successor_is_refused(
    cast: Cast, post: Appointment, newcomer: Person
) -> None:
    assert hand(cast, post, newcomer) == hand(cast, post, newcomer)
    with pytest.raises(Refused):
        hand(cast, post, cast.zhao_qiang)
    assert RoleGrant.objects.filter(replaces=post).count() == 1


def test_without_a_successor_it_is_refused_unless_left_empty_knowingly(cast: Cast, post: Appointment) -> None:
    with pytest.raises(Refused):
        hand(cast, post, None)
    assert clerks(cast) == [cast.wang_fang]
    assert hand(cast, post, None, vacant=True) is None
    assert clerks(cast) == []


def test_where_another_holds_the_role_nobody_has_to_follow(cast: Cast, post: Appointment) -> None:
    other = add_person("另一名办事员", "ling.yi")
    appoint([(other, "station_clerk", cast.station)])
    hand(cast, post, None)
    assert clerks(cast) == [other]


def test_somebody_without_an_account_cannot_follow(cast: Cast, post: Appointment) -> None:
    with pytest.raises(Refused):
        hand(cast, post, add_person("没有账户"))


def test_nobody_but_an_administrator_does_it(cast: Cast, post: Appointment, newcomer: Person) -> None:
    with pytest.raises(Refused):
        hand_over_role(
            post.pk, newcomer, vacant=False, day=clock.today(), actor=viewer_for(cast.sun_li.account)
        )


def test_a_post_that_ended_in_between_stays_as_it_ended(
    cast: Cast, post: Appointment, newcomer: Person
) -> None:
    grant = hand(cast, post, newcomer)
    assert grant is not None
    ended = clock.today() - timedelta(days=1)
    Appointment.objects.filter(pk=post.pk).update(until=ended)
    confirm_role(grant, actor=viewer_for(cast.feng_guan.account))
    post.refresh_from_db()
    assert post.until == ended


def test_whoever_ends_a_role_without_more_ado_is_told_that_nobody_would_be_left(
    client: Client, cast: Cast, post: Appointment
) -> None:
    page = reverse("people:appointment_ending", args=[post.pk])
    sign_in(client, cast.zheng_guan)
    assert "没有别人在这个岗位上" in client.get(page).content.decode()
    appoint([(add_person("另一名办事员", "ling.yi"), "station_clerk", cast.station)])
    assert "没有别人在这个岗位上" not in client.get(page).content.decode()
