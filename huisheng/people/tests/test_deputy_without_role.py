"""Who stands in handles matters themselves for as long as they stand in, and nobody administers besides."""

from datetime import timedelta

import pytest

from huisheng.core import clock
from huisheng.people.actions.absences import set_absence
from huisheng.people.actions.appointments import end_appointment
from huisheng.people.actions.grants import ask_for_role, confirm_role
from huisheng.people.models import Absence, Appointment, Person, Role
from huisheng.people.refusals import Refused
from huisheng.people.viewer import viewer_for
from tests.cast import Cast, appoint

DAY = timedelta(days=1)


def away(cast: Cast, days: int = 9) -> Absence:
    today = clock.today()
    post = Appointment.objects.get(person=cast.wang_fang)
    return set_absence(
        post, cast.zhao_qiang, since=today, until=today + days * DAY, actor=viewer_for(cast.wang_fang.account)
    )


def give(cast: Cast, person: Person, role: str) -> None:
    place = {"unit_id": cast.bureau.pk}
    grant = ask_for_role(
        person,
        Role.objects.get(pk=role),
        place,
        actor=viewer_for(cast.zheng_guan.account),
        since=clock.today(),
    )
    confirm_role(grant, actor=viewer_for(cast.feng_guan.account))


def test_standing_in_ends_with_the_deputys_own_last_role(cast: Cast) -> None:
    away(cast)
    own = Appointment.objects.get(person=cast.zhao_qiang)
    end_appointment(own, actor=viewer_for(cast.zheng_guan.account))
    assert not viewer_for(cast.zhao_qiang.account).may("see")


def test_an_administrator_reads_nothing_by_standing_in(cast: Cast) -> None:
    away(cast)
    own = Appointment.objects.get(person=cast.zhao_qiang)
    end_appointment(own, actor=viewer_for(cast.zheng_guan.account))
    give(cast, cast.zhao_qiang, "administrator")
    viewer = viewer_for(cast.zhao_qiang.account)
    assert viewer.may("administer")
    assert not viewer.may("see")


def test_nobody_stands_in_for_longer_than_their_own_role(cast: Cast) -> None:
    Appointment.objects.filter(person=cast.zhao_qiang).update(until=clock.today() + 3 * DAY)
    with pytest.raises(Refused, match="代班的人自己"):
        away(cast, days=4)
    assert away(cast, days=3)


def test_another_role_that_goes_on_carries_it(cast: Cast) -> None:
    appoint([(cast.zhao_qiang, "field_worker", cast.second_studio)])
    away(cast)
    own = Appointment.objects.filter(person=cast.zhao_qiang).order_by("id")
    end_appointment(own[0], actor=viewer_for(cast.zheng_guan.account))
    assert cast.station.pk in viewer_for(cast.zhao_qiang.account).units_for("triage")
