"""谁看过: every opening of the sealed contact, told to the person whose contact it is."""

from django.test import Client

from huisheng.people.actions.subjects import find_by_contact, open_contact
from huisheng.people.contacts import Contact
from huisheng.portal.tests.residents import asked, case_of, text
from tests.cast import Cast


def test_nobody_has_looked_until_somebody_does(client: Client, cast: Cast) -> None:
    secret = asked(client, contact="13804310001")
    assert "没有人看过。" in text(client.get(f"/t/{secret}/contact-openings"))
    assert "没有人看过您的联系方式。" in text(client.get(f"/t/{secret}"))


def test_a_person_who_looked_is_shown_with_post_and_reason_but_no_name(client: Client, cast: Cast) -> None:
    secret = asked(client, contact="13804310001")
    subject = case_of(secret).subject_id
    assert subject is not None
    open_contact(subject, actor=cast.chen_jing.account.pk, reason="call_back")
    page = text(client.get(f"/t/{secret}/contact-openings"))
    assert "有人打开过1次。" in page and "为了给您打电话。" in page
    assert "为民服务指导中心回访员" in page and "陈静" not in page
    assert "没有人看过您的联系方式" not in text(client.get(f"/t/{secret}"))


def test_a_search_with_the_number_is_shown_to_whoever_left_it(client: Client, cast: Cast) -> None:
    secret = asked(client, contact="13804310001")
    number = Contact("phone", "13804310001")
    assert len(find_by_contact(number, actor=cast.chen_jing.account.pk, reason="own_request")) == 1
    page = text(client.get(f"/t/{secret}/contact-openings"))
    assert "没有人看过。" in page
    assert "用您的联系方式查过您说的事。按您本人的要求。" in page
    assert "为民服务指导中心回访员" in page


def test_the_sending_machine_is_told_apart_from_people(client: Client, cast: Cast) -> None:
    secret = asked(client, contact="13804310001")
    subject = case_of(secret).subject_id
    assert subject is not None
    open_contact(subject, actor=None, reason="notify")
    page = text(client.get(f"/t/{secret}/contact-openings"))
    assert "没有人看过。" in page and "机器自动给您发通知，没有人看到。" in page
    assert "没有人看过您的联系方式。" in text(client.get(f"/t/{secret}"))


def test_without_a_contact_there_is_nothing_to_look_at(client: Client, cast: Cast) -> None:
    assert "没有留联系方式" in text(client.get(f"/t/{asked(client)}/contact-openings"))
