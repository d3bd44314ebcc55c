"""Sending against a gateway and a mail server that hang, answer twice, lie, refuse, are busy or down."""

import json
from datetime import timedelta

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.outbox.actions.send import send_at_once, send_due, send_message
from huisheng.outbox.models import Message
from huisheng.outbox.stand_in import StandIn
from huisheng.outbox.stand_in.store import Manner
from huisheng.outbox.tests.messages import EMAIL, LANDLINE, LINK, MOBILE, now, queued
from huisheng.people.actions.subjects import erase_subject

pytestmark = pytest.mark.django_db


def taken(stand_in: StandIn) -> list[tuple[str, str, int, bool]]:
    """What the stand-in took: to whom, under which key, how often, and whether always the same."""
    return [(each.to, each.key, each.times, each.same) for each in stand_in.store.newest()]


def test_an_sms_is_taken_and_waits_for_its_report(stand_in: StandIn) -> None:
    message = queued()
    send_message(message.id)
    assert taken(stand_in) == [(MOBILE, f"{message.id}.sms", 1, True)]
    assert (now(message).state, now(message).delivered_at) == ("handed_over", None)
    assert LINK in stand_in.store.newest()[0].text


def test_where_no_reports_come_taken_is_delivered(stand_in: StandIn, settings) -> None:
    settings.GATEWAY_KEY = ""
    message = queued()
    send_message(message.id)
    assert now(message).state == "delivered" and now(message).body_sealed is None


def test_a_mail_is_delivered_when_the_server_took_it(stand_in: StandIn) -> None:
    message = queued(EMAIL)
    send_message(message.id)
    (mail,) = stand_in.store.newest()
    assert (mail.to, mail.subject, now(message).state) == (EMAIL, "已经答复：2026-春-000001", "delivered")
    assert LINK in mail.text


def test_a_gateway_that_hangs_gets_the_same_bytes_under_the_same_key(stand_in: StandIn, later) -> None:
    message = queued()
    stand_in.behave(Manner.HANGS)
    assert not send_message(message.id)
    assert (now(message).state, now(message).fault) == ("queued", "no_answer")
    stand_in.behave(Manner.WELL)
    later(minutes=2)
    send_due()
    assert taken(stand_in) == [(MOBILE, f"{message.id}.sms", 2, True)]
    assert now(message).state == "handed_over"


@pytest.mark.parametrize("manner", [Manner.CUTS_OFF, Manner.BUSY])
def test_a_gateway_that_cuts_off_or_is_busy_is_tried_again(stand_in: StandIn, later, manner: Manner) -> None:
    message = queued()
    stand_in.behave(manner)
    send_message(message.id)
    assert now(message).state == "queued"
    stand_in.behave(Manner.WELL)
    later(minutes=2)
    send_due()
    ((_to, _key, _times, same),) = taken(stand_in)
    assert same and now(message).state == "handed_over"


def test_a_gateway_that_refuses_is_not_asked_again(stand_in: StandIn, later) -> None:
    message = queued()
    stand_in.behave(Manner.REFUSES)
    send_message(message.id)
    assert (now(message).state, now(message).fault) == ("failed", "refused")
    stand_in.behave(Manner.WELL)
    later(days=1)
    assert (send_due(), taken(stand_in)) == (0, [])


def test_chat_that_refuses_is_followed_by_sms(stand_in: StandIn, settings) -> None:
    address = settings.GATEWAYS["sms"]
    settings.GATEWAYS = {"sms": address, "chat": address}
    message = queued()
    stand_in.behave(Manner.REFUSES)
    send_message(message.id)
    assert (now(message).channel, now(message).state) == ("sms", "queued")
    stand_in.behave(Manner.WELL)
    send_message(message.id)
    assert taken(stand_in) == [(MOBILE, f"{message.id}.sms", 1, True)]


def test_a_landline_goes_on_by_letter_where_one_is_wanted_and_is_given_up_where_not(
    stand_in: StandIn,
) -> None:
    with_letter, without = queued(LANDLINE, by_letter=True), queued(LANDLINE)
    for message in (with_letter, without):
        send_message(message.id)
    assert (now(with_letter).channel, now(with_letter).state) == ("letter", "queued")
    assert (now(without).state, now(without).fault) == ("given_up", "landline")
    assert taken(stand_in) == []


def test_mail_down_for_a_day_arrives_once_when_it_is_back(stand_in: StandIn, later, settings) -> None:
    message = queued(EMAIL)
    settings.EMAIL_PORT = 9  # nobody listens there
    for hour in range(25):
        later(hours=hour)
        send_due()
    assert (now(message).state, now(message).fault) == ("queued", "no_answer")
    assert now(message).attempts > 10
    settings.EMAIL_PORT = stand_in.mail_port
    later(hours=28)
    send_due()
    assert [times for _to, _key, times, _same in taken(stand_in)] == [1]
    assert now(message).state == "delivered"


def test_pauses_grow_and_after_three_days_it_is_given_up(stand_in: StandIn, later, settings) -> None:
    later(minutes=0)
    message = queued(EMAIL)
    settings.EMAIL_PORT = 9
    pauses = []
    for minutes in (0, 1, 3, 7, 15, 31):
        later(minutes=minutes)
        send_due()
        next_at = now(message).next_at
        assert next_at
        pauses.append(next_at - clock.now())
    assert pauses == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16, 32)]
    later(days=4)
    send_due()
    assert (now(message).state, now(message).next_at) == ("given_up", None)


@pytest.mark.parametrize("manner", [Manner.HANGS, Manner.CUTS_OFF])
def test_a_mail_of_which_nobody_knows_is_not_sent_again(stand_in: StandIn, later, manner: Manner) -> None:
    message = queued(EMAIL)
    stand_in.behave(manner)
    send_message(message.id)
    assert (now(message).state, now(message).fault) == ("unsure", "cut_off")
    stand_in.behave(Manner.WELL)
    later(days=1)
    assert send_due() == 0
    assert [times for _to, _key, times, _same in taken(stand_in)] == [1]


def test_a_mail_server_that_says_later_was_surely_not_told_anything(stand_in: StandIn, later) -> None:
    message = queued(EMAIL)
    stand_in.behave(Manner.BUSY)
    send_message(message.id)
    assert now(message).state == "queued"
    stand_in.behave(Manner.WELL)
    later(minutes=2)
    send_due()
    assert [times for _to, _key, times, _same in taken(stand_in)] == [1]


def test_a_receiver_that_the_mail_server_does_not_know_is_over(stand_in: StandIn) -> None:
    message = queued(EMAIL)
    stand_in.behave(Manner.REFUSES)
    send_message(message.id)
    assert (now(message).state, now(message).fault) == ("failed", "refused")


def test_a_channel_that_does_not_answer_is_rung_once_a_minute_and_holds_up_no_other(
    stand_in: StandIn, later, settings
) -> None:
    settings.GATEWAYS = {"sms": "http://127.0.0.1:9/send", "chat": ""}
    for _message in range(5):
        queued()
    mail = queued(EMAIL)
    assert send_due() == 2  # one of five, and the mail
    assert now(mail).state == "delivered"
    fresh = queued()
    send_at_once(fresh.id)
    assert now(fresh).attempts == 0
    assert Message.objects.filter(attempts=1, state="queued").count() == 1


def test_a_contact_erased_while_waiting_is_let_be(stand_in: StandIn) -> None:
    message = queued()
    erase_subject(message.subject_id, actor=None, reason="own_request")
    send_message(message.id)
    assert (now(message).state, now(message).fault, taken(stand_in)) == ("given_up", "erased", [])


def test_each_opening_of_the_contact_is_on_record_without_it(stand_in: StandIn) -> None:
    message = queued()
    send_message(message.id)
    line = AuditEntry.objects.get(action="contact_opened", subject=f"subject:{message.subject_id}")
    assert (line.actor, line.detail["reason"]) == (None, "notify")
    assert MOBILE not in json.dumps(line.detail)


def test_nothing_personal_is_logged(stand_in: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    for manner in Manner:
        stand_in.behave(manner)
        for contact in (MOBILE, EMAIL):
            send_message(queued(contact).id)
    assert MOBILE not in caplog.text and EMAIL not in caplog.text and LINK not in caplog.text
