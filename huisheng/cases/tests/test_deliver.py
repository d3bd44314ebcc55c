"""The last answer reached the resident, or did not: only then does silence count (indicators.md, closed)."""

from typing import Any

import pytest
from django.test import Client

from huisheng.cases.actions.deliver import note_delivery
from huisheng.cases.actions.escalate import let_fall_silent
from huisheng.cases.actions.resident import confirm_case, send_back
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.transitions import Act
from huisheng.cases.tests.matters import answer_case, answered, token, viewer
from huisheng.core import clock
from huisheng.outbox.models import Message
from huisheng.people.contacts import read_contact
from tests.cast import Cast, sign_in
from tests.support.worker import work


@pytest.fixture(autouse=True)
def no_gateway(settings: Any, tmp_path: Any) -> None:
    """SMS are files, which report nothing further."""
    settings.GATEWAYS, settings.MESSAGE_FOLDER = {"sms": "", "chat": ""}, tmp_path


def told(cast: Cast, contact: str = "13804310001") -> Case:
    """Answered to somebody who left a contact; nothing is sent yet."""
    return answered(cast, contact=read_contact(contact))


def test_whoever_left_nothing_has_the_answer_on_the_page_at_once(cast: Cast) -> None:
    case = answered(cast)
    assert case.reply_delivered_at == case.answered_at


def test_whoever_left_a_number_has_it_when_the_message_arrived(cast: Cast) -> None:
    case = told(cast)
    assert case.reply_delivered_at is None
    work()
    case.refresh_from_db()
    assert case.reply_delivered_at == Message.objects.get(kind="answered").delivered_at
    assert CaseEvent.objects.get(case_id=case.id, act=Act.DELIVER).codes["channel"] == "sms"


def test_an_answer_that_did_not_arrive_is_met_by_no_silence(cast: Cast, later: Any) -> None:
    lost, arrived = told(cast, "0431-87654321"), told(cast)
    work()
    later(days=30)
    assert let_fall_silent() == 1
    assert Case.objects.get(pk=lost.id).state == "answered"
    assert Case.objects.get(pk=arrived.id).state == "silent"


def test_the_time_to_confirm_begins_when_the_answer_is_there(cast: Cast, later: Any) -> None:
    case = told(cast)
    later(days=6)
    note_delivery(case.id, str(case.version), "sms", clock.now())
    later(days=8)
    assert let_fall_silent() == 0
    later(days=14)
    assert let_fall_silent() == 1
    case.refresh_from_db()
    assert case.closed_at == case.answered_at


def test_a_resident_who_confirms_has_it(cast: Cast) -> None:
    case = confirm_case(told(cast).id, token())
    assert case.reply_delivered_at is not None
    before = case.reply_delivered_at
    work()
    case.refresh_from_db()
    assert case.reply_delivered_at == before


def test_a_report_of_an_earlier_answer_says_nothing_of_the_new_one(cast: Cast) -> None:
    case = told(cast)
    first = str(case.version)
    send_back(case.id, token())
    assert Case.objects.get(pk=case.id).reply_delivered_at is None
    answer_case(case.id, viewer(cast.wang_fang), token(), "这回好了。", Outcome.FIXED)
    note_delivery(case.id, first, "sms", clock.now())
    assert Case.objects.get(pk=case.id).reply_delivered_at is None


def test_a_delivery_counts_once(cast: Cast) -> None:
    case = told(cast)
    for _again in range(3):
        note_delivery(case.id, str(case.version), "sms", clock.now())
    assert CaseEvent.objects.filter(case_id=case.id, act=Act.DELIVER).count() == 1


def test_the_case_page_says_what_arrived_and_never_where(client: Client, cast: Cast) -> None:
    arrived, lost = told(cast), told(cast, "0431-87654321")
    work()
    sign_in(client, cast.wang_fang)
    page = client.get(f"/cases/{arrived.number}/").content.decode()
    assert "告诉过居民" in page and "已送达" in page and "短信" in page and "13804310001" not in page
    page = client.get(f"/cases/{lost.number}/").content.decode()
    assert (
        "没有别的办法送到" in page and "留的是座机" in page and "不算办结" in page and "87654321" not in page
    )
