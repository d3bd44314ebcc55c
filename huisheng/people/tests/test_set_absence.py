"""A deputy stands in for whoever is away."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from huisheng.core import clock
from huisheng.people.actions.absences import (
    ask_for_deputy,
    confirm_deputy,
    end_absence,
    refuse_deputy,
    set_absence,
)
from huisheng.people.models import Absence, AbsenceRequest, Appointment, Person
from huisheng.people.refusals import Refused
from huisheng.people.viewer import Viewer, viewer_for
from tests.cast import Cast, add_person, appoint, sign_in

DAY = timedelta(days=1)


def post_of(person: Person) -> Appointment:
    return Appointment.objects.get(person=person)


def away(cast: Cast, *, since: date, until: date, deputy: Person | None = None) -> Absence:
    return set_absence(
        post_of(cast.wang_fang),
        deputy or cast.zhao_qiang,
        since=since,
        until=until,
        actor=acting(cast.wang_fang),
    )


def asked(cast: Cast, by: Person, deputy: Person | None = None, days: int = 1) -> AbsenceRequest:
    return ask_for_deputy(
        post_of(cast.wang_fang),
        deputy or cast.zhao_qiang,
        since=clock.today(),
        until=clock.today() + days * DAY,
        actor=acting(by),
    )


def acting(person: Person) -> Viewer:
    return viewer_for(person.account)


def test_the_deputy_has_the_rights_from_the_first_day_to_the_day_before_the_return(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = clock.today()
    away(cast, since=today + DAY, until=today + 3 * DAY)
    reached = []
    for days in range(5):
        monkeypatch.setattr(clock, "today", lambda days=days: today + days * DAY)
        reached.append(cast.station.id in viewer_for(cast.zhao_qiang.account).units_for("triage"))
    assert reached == [False, True, True, False, False]


def test_standing_in_counts_as_that_appointment_in_what_is_barred(cast: Cast) -> None:
    away(cast, since=clock.today(), until=clock.today() + DAY)
    viewer = viewer_for(cast.zhao_qiang.account)
    assert cast.station.id in viewer.barred_units
    assert [post.person_id for post in viewer.posts if post.deputy] == [cast.wang_fang.id]


def test_the_absent_person_keeps_the_rights(cast: Cast) -> None:
    away(cast, since=clock.today(), until=clock.today() + DAY)
    assert viewer_for(cast.wang_fang.account).may("triage")


def test_one_administrator_asks_and_another_confirms_for_somebody_who_fell_ill(cast: Cast) -> None:
    request = asked(cast, cast.zheng_guan)
    assert cast.station.id not in acting(cast.zhao_qiang).units_for("triage")
    with pytest.raises(Refused, match="另一名管理员"):
        confirm_deputy(request, actor=acting(cast.zheng_guan))
    absence = confirm_deputy(request, actor=acting(cast.feng_guan))
    assert absence.request == request
    assert cast.station.id in acting(cast.zhao_qiang).units_for("triage")
    with pytest.raises(Refused, match="已经有人处理"):
        confirm_deputy(request, actor=acting(cast.feng_guan))


def test_an_administrator_alone_names_nobody(cast: Cast) -> None:
    with pytest.raises(Refused, match="只有本人"):
        set_absence(
            post_of(cast.wang_fang), cast.zhao_qiang, since=clock.today(), until=clock.today() + DAY,
            actor=acting(cast.zheng_guan),
        )  # fmt: skip


def test_what_was_refused_gives_nothing(cast: Cast) -> None:
    request = asked(cast, cast.zheng_guan)
    refuse_deputy(request, actor=acting(cast.feng_guan))
    with pytest.raises(Refused, match="已经有人处理"):
        confirm_deputy(request, actor=acting(cast.feng_guan))
    assert not Absence.objects.exists()


def test_the_database_refuses_a_request_that_one_person_decided(cast: Cast) -> None:
    request = AbsenceRequest.objects.filter(pk=asked(cast, cast.zheng_guan).pk)
    for person in (cast.zheng_guan, cast.zhao_qiang):
        with pytest.raises(IntegrityError, match="confirmed_by_a_second"), transaction.atomic():
            request.update(confirmed_by=person, confirmed_at=clock.now())


def test_a_deputy_is_of_the_same_branch_or_above(cast: Cast) -> None:
    today = clock.today()
    for far in (cast.he_san, cast.zhou_min):
        with pytest.raises(Refused, match="同一个分中心"):
            away(cast, since=today, until=today + DAY, deputy=far)
    with pytest.raises(Refused, match="同一个分中心"):  # nobody from below stands in for the whole district
        set_absence(
            post_of(cast.sun_li), cast.wang_fang, since=today, until=today + DAY, actor=acting(cast.sun_li)
        )
    away(cast, since=today, until=today + DAY, deputy=cast.sun_li)


def test_nobody_stands_in_for_longer_than_sixty_days(cast: Cast) -> None:
    today = clock.today()
    with pytest.raises(Refused, match="60 天"):
        away(cast, since=today, until=today + 61 * DAY)
    absence = away(cast, since=today, until=today + 60 * DAY)
    with pytest.raises(IntegrityError, match="not_too_long"), transaction.atomic():
        Absence.objects.filter(pk=absence.pk).update(until=today + 61 * DAY)


@pytest.mark.parametrize("deputy", ["zheng_guan", "wu_shen"])
def test_only_who_handles_matters_stands_in(cast: Cast, deputy: str) -> None:
    with pytest.raises(Refused, match="办事的人"):
        away(cast, since=clock.today(), until=clock.today() + DAY, deputy=getattr(cast, deputy))


def test_who_has_no_role_does_not_get_one_by_standing_in(cast: Cast) -> None:
    with pytest.raises(Refused, match="办事的人"):
        away(cast, since=clock.today(), until=clock.today() + DAY, deputy=add_person("闲人", "xian.ren"))


def test_somebody_else_does_not_arrange_it(cast: Cast) -> None:
    with pytest.raises(Refused, match="本人或管理员"):
        asked(cast, cast.he_san)


def test_one_deputy_at_a_time(cast: Cast) -> None:
    away(cast, since=clock.today(), until=clock.today() + 3 * DAY)
    with pytest.raises(Refused, match="已经安排"):
        away(cast, since=clock.today() + 2 * DAY, until=clock.today() + 4 * DAY, deputy=cast.sun_li)


def test_auditors_and_administrators_have_no_deputy(cast: Cast) -> None:
    for person in (cast.wu_shen, cast.zheng_guan):
        with pytest.raises(Refused, match="办事的角色"):
            ask_for_deputy(
                post_of(person), cast.zhao_qiang, since=clock.today(), until=clock.today() + DAY,
                actor=viewer_for(cast.feng_guan.account),
            )  # fmt: skip


@pytest.mark.parametrize(("since", "until"), [(-1, 2), (2, 2), (3, 1)])
def test_days_that_cannot_be_are_refused(cast: Cast, since: int, until: int) -> None:
    with pytest.raises(Refused, match="日期"):
        away(cast, since=clock.today() + since * DAY, until=clock.today() + until * DAY)


def test_back_early_ends_the_deputys_rights_today(cast: Cast) -> None:
    absence = away(cast, since=clock.today(), until=clock.today() + 9 * DAY)
    end_absence(absence, actor=viewer_for(cast.wang_fang.account))
    assert cast.station.id not in viewer_for(cast.zhao_qiang.account).units_for("see")


def test_it_is_done_on_the_page_by_name_or_login(client: Client, cast: Cast) -> None:
    sign_in(client, cast.wang_fang)
    page = f"/people/appointments/{post_of(cast.wang_fang).pk}/absence"
    days = {"since": clock.today().isoformat(), "until": (clock.today() + DAY).isoformat()}
    unknown = client.post(page, {"deputy": "何四", **days})
    assert (unknown.status_code, "何四" in unknown.content.decode()) == (422, True)
    assert client.post(page, {"deputy": "赵强", **days}).status_code == 302
    assert "赵强" in client.get("/people/me").content.decode()
    ending = f"/people/absences/{Absence.objects.get().pk}/ending"
    assert client.post(ending).status_code == 302
    assert cast.station.id not in viewer_for(cast.zhao_qiang.account).units_for("see")


def test_two_administrators_do_it_on_the_pages(client: Client, cast: Cast) -> None:
    sign_in(client, cast.zheng_guan)
    page = f"/people/appointments/{post_of(cast.wang_fang).pk}/absence"
    days = {"since": clock.today().isoformat(), "until": (clock.today() + DAY).isoformat()}
    assert client.post(page, {"deputy": "赵强", **days}).status_code == 302
    own = f"/people/absence-requests/{AbsenceRequest.objects.get().pk}/confirmation"
    assert client.post(own).status_code == 422
    other = sign_in(Client(), cast.feng_guan)
    assert "赵强" in other.get("/people/grants").content.decode()
    assert other.post(own).status_code == 302
    assert cast.station.id in acting(cast.zhao_qiang).units_for("triage")


def test_two_of_one_name_are_told_apart_by_login(client: Client, cast: Cast) -> None:
    appoint([(add_person("何三", "he.san.2"), "station_clerk", cast.other_station)])
    sign_in(client, cast.wang_fang)
    page = f"/people/appointments/{post_of(cast.wang_fang).pk}/absence"
    days = {"since": clock.today().isoformat(), "until": (clock.today() + DAY).isoformat()}
    assert "he.san、he.san.2" in client.post(page, {"deputy": "何三", **days}).content.decode()
