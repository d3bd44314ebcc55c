"""The pages of firms and societies: what is due stands first, and one act follows from it."""

from django.test import Client
from django.urls import reverse

from huisheng.core import clock
from huisheng.network.editing import mark_of
from huisheng.network.models import DispatchedBranch, Entity
from huisheng.network.tests.entities import registered
from tests.cast import Cast, sign_in


def day() -> str:
    return clock.today().isoformat()


def test_what_is_due_is_listed_for_whoever_keeps_the_place_only(client: Client, cast: Cast):
    registered(cast)
    page = sign_in(client, cast.wang_fang).get(reverse("desk:keep_entities")).content.decode()
    assert "该派驻党支部" in page and "大兴公司" in page
    other = sign_in(Client(), cast.he_san).get(reverse("desk:keep_entities")).content.decode()
    assert "大兴公司" not in other


def test_a_firm_is_registered_by_the_name_of_its_place(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    sent = {
        "name": "大兴公司",
        "sector": "enterprise",
        "area": "景阳社区",
        "members": "2",
        "counted_on": day(),
    }
    answer = client.post(reverse("desk:keep_entity_new"), sent)
    assert answer.headers["Location"] == reverse("desk:keep_entity", args=[Entity.objects.get().pk])


def test_a_firm_in_somebody_elses_place_is_refused_at_the_field(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    sent = {
        "name": "大兴公司",
        "sector": "enterprise",
        "area": "一汽社区",
        "members": "2",
        "counted_on": day(),
    }
    answer = client.post(reverse("desk:keep_entity_new"), sent)
    assert answer.status_code == 422 and "不归您维护" in answer.content.decode()
    assert not Entity.objects.exists()


def test_from_due_to_sent_to_withdrawn(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    entity = registered(cast)
    page = reverse("desk:keep_entity", args=[entity.pk])
    assert "该派驻一个" in client.get(page).content.decode()
    begun = entity.since.isoformat()
    client.post(page, {"do": "dispatch", "organisation": cast.branch.name, "day": begun, "seen": "0"})
    sent = DispatchedBranch.objects.get()
    counted = {"do": "count", "members": "4", "counted_on": day(), "seen": str(mark_of(entity))}
    client.post(page, counted)
    assert "可以撤回" in client.get(page).content.decode()
    client.post(page, {"do": "withdraw", "day": day(), "seen": str(mark_of(sent))})
    sent.refresh_from_db()
    assert sent.until == clock.today()


def test_a_number_that_is_none_is_said_at_the_field_and_kept(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    page = reverse("desk:keep_entity", args=[registered(cast).pk])
    answer = client.post(page, {"do": "count", "members": "两个", "counted_on": day(), "seen": "0"})
    assert answer.status_code == 422
    assert "请写一个整数" in answer.content.decode() and 'value="两个"' in answer.content.decode()
