"""A worker killed at any statement, and two workers at once: every message is taken once, or known not to be."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from huisheng.core import clock
from huisheng.outbox.actions.send import send_due, send_message
from huisheng.outbox.channels import hand_over
from huisheng.outbox.models import Message
from huisheng.outbox.stand_in import StandIn
from huisheng.outbox.tests.messages import EMAIL, MOBILE, now, queued

MOST_STATEMENTS = 40


class Killed(BaseException):
    """What no code of ours catches: the process is gone."""


@contextmanager
def killed_before(statement: int) -> Iterator[list[int]]:
    """The worker dies before it sends its n-th statement; what was committed until then stays."""
    seen = [0]

    def count(execute: Any, *args: Any) -> Any:
        seen[0] += 1
        if seen[0] == statement:
            raise Killed
        return execute(*args)

    with connection.execute_wrapper(count):
        yield seen


def died_at(message: Message, statement: int) -> bool:
    """Whether the worker died while sending this message; false when it was done before."""
    try:
        with killed_before(statement):
            send_message(message.id)
    except Killed:
        return True
    return False


@pytest.mark.parametrize("contact", [MOBILE, EMAIL])
@pytest.mark.django_db(transaction=True)
def test_killed_before_each_statement_nothing_is_sent_twice(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, contact: str
) -> None:
    begin = clock.now()
    killed = 0
    for statement in range(1, MOST_STATEMENTS):
        monkeypatch.setattr(clock, "now", lambda: begin)
        message = queued(contact)
        if not died_at(message, statement):
            break
        killed += 1
        monkeypatch.setattr(clock, "now", lambda: begin + timedelta(minutes=5))
        send_due()
        _is_once_or_unsure(stand_in, now(message))
    assert killed > 6, "no statement was killed"
    assert statement < MOST_STATEMENTS - 1


def _is_once_or_unsure(stand_in: StandIn, message: Message) -> None:
    """A gateway took the same bytes under one key, however often; a mail server took it at most once."""
    taken = [each for each in stand_in.store.newest() if str(message.id) in each.key]
    assert len(taken) <= 1 and all(each.same for each in taken)
    if message.channel == "sms":
        assert message.state == "handed_over" and len(taken) == 1
    elif message.state == "unsure":
        assert all(each.times == 1 for each in taken)
    else:
        assert message.state == "delivered" and [each.times for each in taken] == [1]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_take_each_message_once(stand_in: StandIn) -> None:
    messages = [queued(contact) for contact in (MOBILE, EMAIL) * 6]
    together = threading.Barrier(4)

    def worker() -> None:
        together.wait()
        try:
            send_due()
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.times for each in stand_in.store.newest()) == [1] * len(messages)
    assert {now(message).state for message in messages} == {"handed_over", "delivered"}


@pytest.mark.django_db
def test_while_one_holds_it_others_leave_it_and_take_over_when_it_is_dead(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    message, begin = queued(), clock.now()
    Message.objects.filter(pk=message.pk).update(state="sending", next_at=None, claimed_at=begin)
    send_message(message.id)
    assert stand_in.store.newest() == []
    monkeypatch.setattr(clock, "now", lambda: begin + timedelta(minutes=3))
    assert send_due() == 1
    assert [each.times for each in stand_in.store.newest()] == [1]


@pytest.mark.django_db
def test_a_worker_that_slept_changes_nothing_after_another_took_over(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = queued(EMAIL)
    sends = hand_over

    def slow(*args: Any) -> Any:
        Message.objects.filter(pk=message.pk).update(claimed_at=clock.now() + timedelta(minutes=5))
        return sends(*args)

    monkeypatch.setattr("huisheng.outbox.actions.send.hand_over", slow)
    send_message(message.id)
    assert stand_in.store.newest() == []  # it noticed before the server was told anything
    assert now(message).state == "sending"
