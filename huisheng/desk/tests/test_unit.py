"""A unit's page: who, what land, what it answers for, what is missing; counts only for those who may see."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from huisheng.cases.tests.matters import assigned, category_id
from huisheng.core import clock
from huisheng.network.models import MassOrg, OwnersCommittee
from huisheng.people.models import Absence, Appointment
from tests.cast import Cast, sign_in


def unit_page(client: Client, person: object, code: str) -> str:
    answer = sign_in(client, person).get(reverse("desk:unit", args=[code]))  # type: ignore[arg-type]
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_the_line_above_the_units_below_and_who_is_there(client: Client, cast: Cast):
    page = unit_page(client, cast.wang_fang, cast.station.code)
    for above in (cast.bureau, cast.centre, cast.street, cast.studio):
        assert reverse("desk:unit", args=[above.code]) in page
    assert "王芳" in page and "工作站办事员" in page


def test_it_shows_its_land_as_map_and_list(client: Client, cast: Cast):
    page = unit_page(client, cast.wang_fang, cast.station.code)
    assert page.count(reverse("desk:plot", args=[cast.plots[0].code])) >= 2
    assert "4 块责任田" in page


def test_it_says_what_the_catalogue_makes_it_answer_for(client: Client, cast: Cast):
    category_id("heating")
    assert "供热" in unit_page(client, cast.wang_fang, cast.station.code)
    assert "供热" not in unit_page(client, cast.wang_fang, cast.street.code)


def test_a_unit_without_anybody_says_so(client: Client, cast: Cast):
    assert "现在没有人" in unit_page(client, cast.wang_fang, cast.next_station.code)
    assert "现在没有人" not in unit_page(client, cast.wang_fang, cast.station.code)


def test_what_is_missing_is_listed(client: Client, cast: Cast):
    page = unit_page(client, cast.wang_fang, cast.station.code)
    assert "4 块责任田的支部没有书记" in page and "4 块责任田没有服务团队" in page


def test_committees_and_mass_organisations_stand_beside_it(client: Client, cast: Cast):
    since = clock.today()
    OwnersCommittee.objects.create(plot=cast.plots[0], name="锦江花园业委会", since=since)
    MassOrg.objects.create(organisation=cast.branch, kind="women", name="景阳妇联", since=since)
    page = unit_page(client, cast.wang_fang, cast.station.code)
    assert "锦江花园业委会" in page and "景阳妇联" in page


def test_an_absence_and_the_deputy_are_said(client: Client, cast: Cast):
    post = Appointment.objects.get(person=cast.wang_fang)
    today = clock.today()
    Absence.objects.create(
        appointment=post,
        absent=cast.wang_fang,
        deputy=cast.he_san,
        since=today,
        until=today + timedelta(days=2),
    )
    assert "现在不在，何三 代班" in unit_page(client, cast.sun_li, cast.station.code)


def test_open_matters_are_counted_for_those_who_see_them_all(client: Client, cast: Cast):
    assigned(cast)
    assert "没办完的诉求" in unit_page(client, cast.wang_fang, cast.station.code)
    for outsider in (cast.he_san, cast.zhao_qiang, cast.wu_shen, cast.zheng_guan):
        client.logout()
        assert "没办完的诉求" not in unit_page(client, outsider, cast.station.code)


def test_no_telephone_of_a_person_is_shown(client: Client, cast: Cast):
    cast.wang_fang.seal_phone("13804311234")
    cast.wang_fang.save()
    assert "13804311234" not in unit_page(client, cast.sun_li, cast.station.code)


def test_an_unknown_unit_is_not_found(client: Client, cast: Cast):
    assert sign_in(client, cast.sun_li).get(reverse("desk:unit", args=["没有"])).status_code == 404
