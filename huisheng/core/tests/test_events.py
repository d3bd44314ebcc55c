"""Announcements: queued with the change, delivered once for each reaction, rolled back with the change."""

from dataclasses import dataclass

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from huisheng.core import events
from huisheng.core.events import Event, announce, announce_all, put_aside, react, reacts_to


@dataclass(frozen=True)
class LampMended(Event):
    lamp_id: int


@pytest.fixture
def heard(monkeypatch):
    monkeypatch.setattr(events, "_reactions", {})
    calls: list[LampMended] = []

    @reacts_to(LampMended)
    def note(event: LampMended) -> None:
        calls.append(event)

    return calls


def reaction_name() -> str:
    (name,) = events._reactions
    return name


@pytest.mark.django_db
def test_an_event_becomes_one_job_for_each_reaction(heard):
    announce(LampMended(4))
    job = ProcrastinateJob.objects.get()
    assert job.args == {"reaction": reaction_name(), "fields": {"lamp_id": 4}}
    assert heard == []


@pytest.mark.django_db
def test_the_worker_calls_the_reaction_with_the_event(heard):
    react(reaction_name(), {"lamp_id": 4})
    assert heard == [LampMended(4)]


@pytest.mark.django_db
def test_an_event_nobody_listens_to_queues_nothing(heard, monkeypatch):
    monkeypatch.setattr(events, "_reactions", {})
    announce(LampMended(4))
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_an_event_is_rolled_back_with_its_change(heard):
    with pytest.raises(RuntimeError), transaction.atomic():
        announce(LampMended(4))
        raise RuntimeError
    assert not ProcrastinateJob.objects.exists()


def test_a_reaction_that_is_gone_fails_visibly(heard):
    with pytest.raises(KeyError):
        react("gone.reaction", {})


@pytest.mark.django_db
def test_many_events_put_aside_are_queued_in_one_statement(heard, django_assert_num_queries):
    with put_aside() as aside:
        for lamp_id in range(500):
            announce(LampMended(lamp_id))
        assert not ProcrastinateJob.objects.exists()
    with django_assert_num_queries(1):
        announce_all(aside)
    assert ProcrastinateJob.objects.count() == 500
    announce(LampMended(500))
    assert ProcrastinateJob.objects.count() == 501, "after the block, announcements go out at once again"
