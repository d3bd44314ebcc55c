"""A secretary or hub household leaves and somebody follows from the same day."""

from datetime import timedelta

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.people.actions.persons import Newcomer
from huisheng.people.actions.succession import hand_over_place
from huisheng.people.models import Appointment, Person
from huisheng.people.refusals import Refused
from huisheng.people.viewer import viewer_for
from tests.cast import Cast, add_person, appoint


@pytest.fixture
def post(cast: Cast) -> Appointment:
    return appoint([(add_person("老书记"), "secretary", cast.branch)])[0]


def hand(
    cast: Cast, post: Appointment, who: Person | Newcomer | None, *, vacant: bool = False, days: int = 0
) -> Appointment | None:
    day = clock.today() + timedelta(days=days)
    actor = viewer_for(cast.wang_fang.account)
    return hand_over_place(post.pk, who, vacant=vacant, day=day, actor=actor)


def secretary_on(cast: Cast, days: int) -> list[str]:
    held = Appointment.objects.in_force(clock.today() + timedelta(days=days))
    return list(held.filter(organisation=cast.branch).values_list("person__name", flat=True))


@pytest.mark.parametrize("days", [-10, 0, 30])
def test_until_the_day_it_is_the_one_and_from_it_on_the_other(
    cast: Cast, post: Appointment, days: int
) -> None:
    hand(cast, post, add_person("新书记"), days=days)
    assert secretary_on(cast, days - 1) == ["老书记"]
    assert secretary_on(cast, days) == ["新书记"]


def test_a_second_click_changes_nothing(cast: Cast, post: Appointment) -> None:
    first = hand(cast, post, Newcomer("新书记"))
    assert hand(cast, post, Newcomer("新书记")) == first
    assert Person.objects.filter(name="新书记").count() == 1
    assert AuditEntry.objects.filter(action="appointment_ended").count() == 1


def test_without_a_successor_it_is_refused_and_nothing_changed(cast: Cast, post: Appointment) -> None:
    with pytest.raises(Refused) as refused:
        hand(cast, post, None)
    assert "先空着" in str(refused.value)
    assert secretary_on(cast, 0) == ["老书记"]


def test_it_may_be_left_empty_knowingly(cast: Cast, post: Appointment) -> None:
    assert hand(cast, post, None, vacant=True) is None
    assert secretary_on(cast, 0) == []


def test_where_somebody_else_holds_the_post_nobody_has_to_follow(cast: Cast, post: Appointment) -> None:
    appoint([(add_person("副书记"), "secretary", cast.branch)])
    hand(cast, post, None)
    assert secretary_on(cast, 0) == ["副书记"]


def test_one_cannot_follow_oneself(cast: Cast, post: Appointment) -> None:
    with pytest.raises(Refused):
        hand(cast, post, post.person)


@pytest.mark.parametrize("days", [-9000, 4000], ids=["before it began", "mistyped"])
def test_a_day_that_cannot_be_meant_is_refused(cast: Cast, post: Appointment, days: int) -> None:
    with pytest.raises(Refused):
        hand(cast, post, Newcomer("新书记"), days=days)
    assert not Person.objects.filter(name="新书记").exists()


def test_a_role_with_rights_does_not_change_hands_this_way(cast: Cast) -> None:
    role = Appointment.objects.get(person=cast.wang_fang)
    with pytest.raises(Appointment.DoesNotExist):
        hand(cast, role, Newcomer("新人"))


def test_a_post_that_was_left_empty_is_filled_and_not_handed_over_again(
    cast: Cast, post: Appointment
) -> None:
    hand(cast, post, None, vacant=True)
    assert hand(cast, post, None, vacant=True) is None
    with pytest.raises(Refused):
        hand(cast, post, Newcomer("新书记"))
    assert not Person.objects.filter(name="新书记").exists()


def test_a_successor_who_is_settled_for_later_is_not_passed_over(cast: Cast, post: Appointment) -> None:
    hand(cast, post, add_person("下个月的书记"), days=30)
    with pytest.raises(Refused) as refused:
        hand(cast, post, Newcomer("新书记"))
    assert "下个月的书记" in str(refused.value)
    assert secretary_on(cast, 29) == ["老书记"]
