"""Giving a stuck case to whoever can move it, or taking it over, and back to the board as it was left."""

from uuid import uuid4

from django.test import Client
from django.urls import reverse

from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.transitions import Act, State
from huisheng.cases.tests.matters import answer_case, handling, token, viewer
from tests.cast import Cast, sign_in


def address(case: Case) -> str:
    return reverse("desk:board_duty", args=[case.number])


def form(case: Case, **fields: object) -> dict[str, object]:
    return {"key": uuid4(), "seen": case.version, **fields}


def test_one_press_gives_it_to_a_proposed_unit_and_goes_back_to_the_board(client: Client, cast: Cast):
    case = handling(cast)
    back = reverse("desk:board") + "?show=late&unit=x"
    page = sign_in(client, cast.sun_li).get(address(case), {"back": back}).content.decode()
    assert cast.street.name in page
    answer = client.post(address(case), form(case, unit=cast.street.code, back=back))
    assert answer["Location"] == back
    case.refresh_from_db()
    assert (case.unit_id, case.state) == (cast.street.pk, State.ASSIGNED)


def test_the_unit_may_be_typed_and_a_mistake_is_said_by_the_field(client: Client, cast: Cast):
    case = handling(cast)
    sign_in(client, cast.sun_li)
    answer = client.post(address(case), form(case, unit="没有的单位"))
    assert answer.status_code == 422
    assert "没有“没有的单位”这个单位" in answer.content.decode()
    assert client.post(address(case), form(case, unit="民政分中心")).status_code == 302


def test_the_supervising_unit_takes_it_over(client: Client, cast: Cast):
    case = handling(cast)
    Case.objects.filter(pk=case.pk).update(supervisor=cast.centre)
    sign_in(client, cast.sun_li).post(address(case), form(case, act="take_over"))
    case.refresh_from_db()
    assert (case.unit_id, case.state) == (cast.centre.pk, State.HANDLING)


def test_pressed_twice_it_counts_once(client: Client, cast: Cast):
    case = handling(cast)
    sign_in(client, cast.sun_li)
    once = form(case, unit=cast.street.code)
    assert [client.post(address(case), once).status_code for _ in range(2)] == [302, 302]
    assert CaseEvent.objects.filter(case_id=case.id, act=Act.REASSIGN).count() == 1


def test_when_somebody_acted_in_between_it_says_so_and_does_nothing(client: Client, cast: Cast):
    case = handling(cast)
    answer_case(case.id, viewer(cast.wang_fang), token(), "好了", Outcome.FIXED)
    answer = sign_in(client, cast.sun_li).post(address(case), form(case, unit=cast.street.code))
    assert answer.status_code == 409
    assert "这件事刚才有人动过" in answer.content.decode()
    case.refresh_from_db()
    assert case.unit_id == cast.station.pk


def test_it_never_goes_to_the_accused_unit(client: Client, cast: Cast):
    case = handling(cast)
    Case.objects.filter(pk=case.pk).update(
        unit=cast.street, kind="oversight", about_a_unit=True, accused_unit=cast.station
    )
    sign_in(client, cast.sun_li)
    assert cast.station.name not in client.get(address(case)).content.decode()
    answer = client.post(address(case), form(case, unit=cast.studio.code))
    assert answer.status_code == 422
    assert "不能交给这个单位" in answer.content.decode()


def test_it_never_leads_to_an_address_elsewhere(client: Client, cast: Cast):
    case = handling(cast)
    answer = sign_in(client, cast.sun_li).post(
        address(case), form(case, unit=cast.street.code, back="https://example.org/")
    )
    assert answer["Location"] == reverse("desk:board")


def test_whoever_sees_the_case_without_assigning_it_is_refused(client: Client, cast: Cast):
    case = handling(cast)
    assert sign_in(client, cast.qian_li).get(address(case)).status_code == 403
    client.logout()
    assert sign_in(client, cast.he_san).get(address(case)).status_code == 404
