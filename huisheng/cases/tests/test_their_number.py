"""A worker does not put his own number, or an office's, where a resident's is to stand."""

import pytest
from django.urls import reverse

from huisheng.cases.actions.ask import Request, ask
from huisheng.cases.actions.course import RESIDENT, staff
from huisheng.cases.actions.mediate import start_mediation
from huisheng.cases.actions.number import NotTheirNumber
from huisheng.cases.models import Case
from huisheng.cases.tests.matters import handling, token, viewer
from huisheng.cases.tests.mediations import mediation
from huisheng.cases.tests.pages import form_in, signed_in, text
from huisheng.core.ids import uuid7
from huisheng.network.models import Unit
from huisheng.network.tree import tree
from huisheng.people.contacts import Contact, read_contact
from huisheng.people.models import Person, Subject
from tests.cast import Cast

INTAKE = "/cases/new"
OWN, OFFICE, RESIDENTS = "13804319999", "0431-87654321", "13804310001"


@pytest.fixture
def numbers(cast: Cast) -> None:
    """王芳's number is in the register, the next station has an office telephone."""
    cast.wang_fang.seal_phone(OWN)
    cast.wang_fang.save(update_fields=["phone_sealed"])
    Unit.objects.filter(pk=cast.next_station.id).update(office_phone=OFFICE)
    assert tree().unit(cast.next_station.id).office_phone == OFFICE


def sent(person: Person, contact: str):
    client = signed_in(person)
    form = form_in(client.get(INTAKE), INTAKE)
    return client.post(INTAKE, {**form, "words": "楼道灯不亮。", "contact": contact})


@pytest.mark.usefixtures("numbers")
def test_ones_own_number_is_refused_by_its_field_and_what_was_typed_stays(cast: Cast) -> None:
    response = sent(cast.wang_fang, "138 0431 9999")
    assert response.status_code == 422
    assert "这是您自己的号码" in response.context["form"].errors["contact"][0]
    assert "楼道灯不亮。" in text(response) and "138 0431 9999" in response.content.decode()
    assert not Case.objects.exists() and not Subject.objects.exists()


@pytest.mark.usefixtures("numbers")
def test_an_offices_number_is_refused_with_its_name_in_any_writing(cast: Cast) -> None:
    for typed in (OFFICE, "(0431) 8765 4321", "+86 431 87654321"):
        response = sent(cast.wang_fang, typed)
        assert response.status_code == 422
        assert tree().unit(cast.next_station.id).name in response.context["form"].errors["contact"][0]
    assert not Case.objects.exists()


@pytest.mark.usefixtures("numbers")
def test_a_residents_number_and_a_colleagues_sealed_one_are_taken(cast: Cast) -> None:
    assert sent(cast.wang_fang, RESIDENTS).status_code == 200
    assert sent(cast.zhao_qiang, OWN).status_code == 200
    assert sent(cast.wang_fang, "li@example.com").status_code == 200
    assert sent(cast.wang_fang, "").status_code == 200


@pytest.mark.usefixtures("numbers")
def test_a_worker_who_asks_as_a_resident_leaves_his_own_number(cast: Cast) -> None:
    request = Request("楼道灯不亮。", uuid7(), contact=Contact("phone", OWN), plot_id=cast.plots[0].id)
    assert ask(request, RESIDENT).number
    with pytest.raises(NotTheirNumber):
        ask(Request("楼道灯不亮。", uuid7(), contact=read_contact(OWN)), staff(viewer(cast.wang_fang)))


def test_a_number_that_is_the_login_is_ones_own_too(cast: Cast) -> None:
    account = cast.wang_fang.account
    account.login = OWN
    account.save(update_fields=["login"])
    assert sent(cast.wang_fang, OWN).status_code == 422


@pytest.mark.usefixtures("numbers")
def test_a_party_of_a_mediation_is_not_told_by_way_of_the_mediator(cast: Cast) -> None:
    case = handling(cast)
    start_mediation(case.id, viewer(cast.wang_fang), token())
    address, client = reverse("cases:joining", args=[case.number]), signed_in(cast.wang_fang)
    for typed, said in ((OWN, "这是您自己的号码"), (OFFICE, "的办公电话")):
        form = form_in(client.get(address), address)
        response = client.post(address, {**form, "contact": typed})
        assert response.status_code == 422 and said in response.context["form"].errors["contact"][0]
    assert len(mediation(case).parties) == 1
    form = form_in(client.get(address), address)
    assert client.post(address, {**form, "contact": RESIDENTS}).status_code == 302
    assert len(mediation(case).parties) == 2
