"""Delivery reports: signed, in any order, as often as they like; the first that ends a message counts."""

import json
import time
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from huisheng.core.models import AuditEntry
from huisheng.outbox.actions.report import signature_of
from huisheng.outbox.actions.send import send_due, send_message
from huisheng.outbox.models import Message
from huisheng.outbox.stand_in import StandIn
from huisheng.outbox.stand_in.store import Manner
from huisheng.outbox.tests.messages import EMAIL, now, queued

pytestmark = pytest.mark.django_db


def report(client: Client, body: Any, *, at: int | None = None, signature: str = "") -> int:
    """Send a report, rightly signed unless told otherwise; the status of the answer."""
    sent = body if isinstance(body, str) else json.dumps(body)
    timestamp = str(at if at is not None else int(time.time()))
    headers = {
        "Huisheng-Timestamp": timestamp,
        "Huisheng-Signature": signature or signature_of(sent.encode(), timestamp),
    }
    return client.post(
        "/messages/reports", sent, content_type="application/json", headers=headers
    ).status_code


def said(message: Message, status: str = "delivered") -> dict[str, str]:
    """What a gateway says of a message."""
    return {"key": message.key, "status": status}


def passed_on(client: Client, stand_in: StandIn, count: int) -> list[int]:
    """The stand-in's own reports, as they are; the answers."""
    end = time.monotonic() + 5
    while len(stand_in.reports) < count and time.monotonic() < end:  # type: ignore[attr-defined]
        time.sleep(0.01)
    return [
        client.post("/messages/reports", body, content_type="application/json", headers=headers).status_code
        for body, headers in stand_in.reports  # type: ignore[attr-defined]
    ]


def announced(name: str) -> int:
    """How often something was announced."""
    return sum(name in str(job.args) for job in ProcrastinateJob.objects.filter(task_name="core.deliver"))


def test_the_stand_in_signs_as_we_read(client: Client, stand_in: StandIn) -> None:
    message = queued()
    send_message(message.id)
    assert passed_on(client, stand_in, 1) == [204]
    assert now(message).state == "delivered"
    assert now(message).body_sealed is None


def test_a_gateway_that_reports_twice_delivers_once(client: Client, stand_in: StandIn) -> None:
    stand_in.behave(Manner.TWICE)
    message = queued()
    send_message(message.id)
    assert passed_on(client, stand_in, 2) == [204, 204]
    assert announced("delivered") == 1


def test_a_gateway_that_lies_is_found_out_and_the_message_goes_on_by_letter(
    client: Client, stand_in: StandIn
) -> None:
    stand_in.behave(Manner.LIES)
    without, with_letter = queued(), queued(by_letter=True)
    for message in (without, with_letter):
        send_message(message.id)
        assert now(message).state == "handed_over"
    passed_on(client, stand_in, 2)
    assert (now(without).state, now(without).fault) == ("failed", "reported")
    assert (now(with_letter).channel, now(with_letter).state) == ("letter", "queued")


def test_a_report_before_our_own_note_counts_and_the_note_changes_nothing(
    client: Client, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = queued()
    monkeypatch.setattr(
        "huisheng.outbox.actions.send.hand_over",
        lambda *_args: (report(client, said(message)), _taken())[1],
    )
    send_message(message.id)
    assert now(message).state == "delivered"


def test_what_was_reported_delivered_is_not_tried_again(client: Client, stand_in: StandIn, later) -> None:
    message = queued()
    stand_in.behave(Manner.HANGS)
    send_message(message.id)
    assert report(client, said(message)) == 204
    stand_in.behave(Manner.WELL)
    later(minutes=5)
    assert (send_due(), now(message).state) == (0, "delivered")


def test_a_second_report_that_contradicts_the_first_is_on_record_only(
    client: Client, stand_in: StandIn
) -> None:
    message = queued()
    send_message(message.id)
    report(client, said(message))
    assert report(client, said(message, "failed")) == 204
    assert now(message).state == "delivered"
    assert AuditEntry.objects.filter(action="message_contradicted").count() == 1


def test_a_late_failure_of_the_channel_before_is_not_one_of_the_present(
    client: Client, stand_in: StandIn, settings
) -> None:
    address = settings.GATEWAYS["sms"]
    settings.GATEWAYS = {"sms": address, "chat": address}
    message = queued()
    chat = {"key": f"{message.id}.chat", "status": "failed"}
    send_message(message.id)
    report(client, chat)
    assert now(message).channel == "sms"
    send_message(message.id)
    report(client, chat)
    assert (now(message).channel, now(message).state) == ("sms", "handed_over")


@pytest.mark.parametrize("seconds", [-301, 301])
def test_an_old_report_is_not_believed(client: Client, stand_in: StandIn, seconds: int) -> None:
    message = queued()
    send_message(message.id)
    assert report(client, said(message), at=int(time.time()) + seconds) == 400
    assert now(message).state == "handed_over"


@pytest.mark.parametrize("signature", ["0" * 64, "签", "x"])
def test_a_report_that_is_not_signed_by_us_is_not_believed(
    client: Client, stand_in: StandIn, signature: str
) -> None:
    message = queued()
    send_message(message.id)
    assert report(client, said(message), signature=signature) == 400
    assert now(message).state == "handed_over"


def test_without_a_key_nobody_is_believed(client: Client, stand_in: StandIn, settings) -> None:
    message = queued()
    send_message(message.id)
    settings.GATEWAY_KEY = ""
    assert report(client, said(message)) == 400


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '"x"',
        "{}",
        '{"key": "x.sms", "status": "delivered"}',
        '{"key": "019ab3c1-0000-7000-8000-000000000000.pigeon", "status": "delivered"}',
        '{"key": "019ab3c1-0000-7000-8000-000000000000.sms", "status": "perhaps"}',
        '{"key": "019ab3c1-0000-7000-8000-000000000000.sms", "status": ["delivered"]}',
        '{"key": "019ab3c1-0000-7000-8000-000000000000.sms", "status": "delivered", "at": "noon"}',
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(client: Client, stand_in: StandIn, body: str) -> None:
    assert report(client, body) == 400


def test_a_message_that_is_none_of_ours(client: Client, stand_in: StandIn) -> None:
    key = "019ab3c1-0000-7000-8000-000000000000.sms"
    assert report(client, {"key": key, "status": "delivered"}) == 404


def test_the_moment_that_a_gateway_gives_is_kept_unless_it_lies_ahead(
    client: Client, stand_in: StandIn
) -> None:
    first, second = queued(), queued()
    for message in (first, second):
        send_message(message.id)
    report(client, {**said(first), "at": "2026-11-24T08:00:00+08:00"})
    report(client, {**said(second), "at": "2226-11-24T08:00:00+08:00"})
    arrived, ahead = now(first).delivered_at, now(second).delivered_at
    assert arrived and arrived.isoformat() == "2026-11-24T00:00:00+00:00"
    assert ahead and ahead.year < 2200


def test_a_report_of_a_mail_fits_its_message_as_well(client: Client, stand_in: StandIn) -> None:
    message = queued(EMAIL)
    send_message(message.id)
    assert report(client, said(message)) == 204
    assert announced("delivered") == 1


def _taken() -> Any:
    from huisheng.outbox.channels import Outcome, Tried

    return Tried(Outcome.TAKEN)
